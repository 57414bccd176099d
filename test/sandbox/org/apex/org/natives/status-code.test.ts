/** Apex must be able to name whatever a save of this org is refused with. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { statusCodeOf } from './status-code.ts';

const FOLDERS = ['../../../save', '../dml'];
const REFUSAL = /(?:saveError|new OrgError|statusCode:)\(?\s*'([A-Z_]+)'/g;
/** Of a body that is no JSON value for its field; what Apex saves has its type already. */
const OF_REST_ALONE = new Set(['JSON_PARSER_ERROR']);

const codes = FOLDERS.flatMap((folder) => {
  const path = fileURLToPath(new URL(folder, import.meta.url));
  return readdirSync(path)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(`${path}/${file}`, 'utf8').matchAll(REFUSAL)])
    .map(([, code = '']) => code)
    .filter((code) => !OF_REST_ALONE.has(code));
});

describe('a status code of the save path', () => {
  it('is found in the sources at all', () => {
    expect(new Set(codes).size).toBeGreaterThan(10);
  });

  it.each([...new Set(codes)].sort())('%s is known to Apex', (code) => {
    expect(statusCodeOf(code).name).toBe(code);
  });
});
