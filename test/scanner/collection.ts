/**
 * What a test run leaves for the scanner: everything bridges wrote, and every secret and name that was in use. Does
 * nothing outside a test run, so that the sandbox may call it, too.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Set by `global-setup.ts` for every process of the run. */
export const FOLDER_NAME = 'COSELL_SCANNED_FOLDER';

/** For the environment of a process that collects, too. */
export function collecting(): Record<string, string> {
  const folder = process.env[FOLDER_NAME];
  return folder === undefined ? {} : { [FOLDER_NAME]: folder };
}

export type OutputKind = 'stdout' | 'stderr' | 'metrics';
/** `secret`: must stand nowhere, in no spelling. `person`: must not stand as a word of its own. */
export type Wanted = { kind: 'secret' | 'person'; where: string; value: string };

const WANTED_FILE = 'wanted.jsonl';

/** @param source names the process in a finding, such as `bridge-4711` */
export function collectOutput(source: string, kind: OutputKind, text: string): void {
  const folder = process.env[FOLDER_NAME];
  if (folder) appendFileSync(join(folder, `${source}.${kind}`), text);
}

export const collectSecrets = (where: string, values: readonly string[]): void =>
  collectWanted(values.map((value) => ({ kind: 'secret', where, value })));

export const collectPeople = (where: string, values: readonly string[]): void =>
  collectWanted(values.map((value) => ({ kind: 'person', where, value })));

/** The secrets among a bridge's settings; a setting that names a file of keys counts with its content. */
export function collectSettings(settings: Readonly<Record<string, string>>): void {
  if (!process.env[FOLDER_NAME]) return;
  for (const [name, value] of Object.entries(settings))
    collectSecrets(name, secretsOf(name, value));
}

/** @param operationsUrl of the port that has `/metrics`; a bridge that is gone has none to show */
export async function collectMetrics(source: string, operationsUrl: string): Promise<void> {
  if (!process.env[FOLDER_NAME]) return;
  const patience = AbortSignal.timeout(5_000);
  const answer = await fetch(`${operationsUrl}/metrics`, { signal: patience }).catch(
    () => undefined,
  );
  if (answer?.ok) collectOutput(source, 'metrics', await answer.text());
}

function secretsOf(name: string, value: string): string[] {
  if (name === 'DATABASE_URL') return [decodeURIComponent(new URL(value).password)];
  if (/(KEY|CERTIFICATE)_FILE$/.test(name) && existsSync(value))
    return privateLines(readFileSync(value, 'utf8'));
  if (/_KEYS$/.test(name)) return value.split(',').map((key) => key.replace(/^[\w-]+:/, ''));
  return /(TOKEN|SECRET|PASSWORD)$/.test(name) ? [value] : [];
}

/** Each line alone: a log may break a key anywhere else. The first and last say nothing, certificates are public. */
function privateLines(pem: string): string[] {
  const keys = pem.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END/g) ?? [];
  return keys.flatMap((key) => key.split('\n').slice(1, -1));
}

function collectWanted(wanted: Wanted[]): void {
  const folder = process.env[FOLDER_NAME];
  const lines = wanted.filter(({ value }) => value.length > 0).map((one) => JSON.stringify(one));
  if (folder && lines.length > 0)
    appendFileSync(join(folder, WANTED_FILE), `${lines.join('\n')}\n`);
}

export function readWanted(folder: string): Wanted[] {
  const path = join(folder, WANTED_FILE);
  if (!existsSync(path)) return [];
  const lines = new Set(readFileSync(path, 'utf8').split('\n').filter(Boolean));
  return [...lines].map((line) => JSON.parse(line) as Wanted);
}
