import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Keys = { orgKey: string; operationsKey: string; sealingKey: string };

/** The keys of this data folder, made at its first run: what is sealed in its store opens with no other. */
export function readKeys(dataDir: string): Keys {
  const path = join(dataDir, 'keys.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Keys;
  const keys: Keys = {
    orgKey: randomBytes(24).toString('hex'),
    operationsKey: randomBytes(24).toString('hex'),
    sealingKey: `sandbox:${randomBytes(32).toString('base64')}`,
  };
  writeFileSync(path, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}
