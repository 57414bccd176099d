/** Searches what bridges wrote for what must not be there. A finding says where and what kind, never the secret itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWanted, type Wanted } from './collection.ts';
import { createFinder, SHORTEST } from './find-values.ts';

export type Leak = { file: string; line: number; what: string };
export type Scan = { leaks: Leak[]; files: number; characters: number; wanted: number };

/** What is never right, whoever's it is. */
const PATTERNS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a token (JWT)', /\beyJ[\w-]{8,}\.[\w-]*\.[\w-]*/g],
  ['an authorization', /\b(?:Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi],
  ['an e-mail address', /[\w.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b/g],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY/g],
  ['a session of Salesforce', /\b00D\w{12,15}![\w.]{8,}/g],
  ['user and password of an address', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/?#"'[\]]+@/gi],
  ['a cookie', /\b(?:Set-)?Cookie"?\s*:/gi],
];

/** The one-time token is written there on purpose, once; elsewhere it is a secret like any other. */
const ANNOUNCED_TOKEN = /and sign in with this token, once, before [^\n]*:\n(\S+)\n/g;

export function scanFolder(folder: string): Scan {
  const wanted = readWanted(folder);
  const outputs = readdirSync(folder)
    .filter((name) => /\.(stdout|stderr|metrics)$/.test(name))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const announced = outputs.flatMap(({ file, text }) =>
    [...text.matchAll(ANNOUNCED_TOKEN)].map(([, value = '']): Wanted => ({
      kind: 'secret',
      where: `set-up token of ${file}`,
      value,
    })),
  );
  const all = [...wanted, ...announced];
  return {
    leaks: findLeaks(
      outputs.map(({ file, text }) => ({ file, text: text.replaceAll(ANNOUNCED_TOKEN, '\n') })),
      all,
    ),
    files: outputs.length,
    characters: outputs.reduce((sum, { text }) => sum + text.length, 0),
    wanted: all.length,
  };
}

export function findLeaks(
  outputs: readonly { file: string; text: string }[],
  wanted: readonly Wanted[],
): Leak[] {
  const spelled = new Map<string, Wanted>();
  for (const one of wanted)
    for (const spelling of spellingsOf(one))
      // Shorter ones are found everywhere by chance.
      if (spelling.length >= SHORTEST) spelled.set(spelling, one);
  const find = createFinder([...spelled.keys()]);
  return outputs.flatMap(({ file, text }) => {
    const values = find(text).flatMap(({ at, value }) => {
      const one = spelled.get(value);
      if (!one || (one.kind === 'person' && !isWord(text, at, value.length))) return [];
      return [{ at, what: one.kind === 'secret' ? one.where : `somebody's ${one.where}` }];
    });
    const patterns = PATTERNS.flatMap(([what, pattern]) =>
      [...text.matchAll(pattern)].map(({ index }) => ({ at: index, what })),
    );
    return [...values, ...patterns].map(({ at, what }) => ({
      ...{ file, what },
      line: text.slice(0, at).split('\n').length,
    }));
  });
}

/** As it is, in an address, and in the two kinds of base64; in JSON a text has its quotes escaped. */
function spellingsOf({ kind, value }: Wanted): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  if (kind === 'person') return [value, json, encodeURIComponent(value)];
  const bytes = Buffer.from(value);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [value, json, encodeURIComponent(value), base64, bytes.toString('base64url')];
}

/** "Anna" is not in "Annabel", and "Deal 1" not in "Deal 12". */
function isWord(text: string, at: number, length: number): boolean {
  const isPart = (character: string | undefined) => /^[\p{L}\p{N}_]$/u.test(character ?? '');
  return !isPart(text[at - 1]) && !isPart(text[at + length]);
}
