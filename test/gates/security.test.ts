import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkPaths, readTable } from './check-documentation.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = 'docs/security.md';
const text = readFileSync(`${ROOT}/${PAGE}`, 'utf8');
const threats = [...readTable(text, 'Threat')];

describe('the threats', () => {
  it('are listed', () => {
    expect(threats.length).toBeGreaterThan(30);
  });

  it.each(threats)('%s: names its answer and its test', (_threat, [, answer, test]) => {
    expect(answer).toMatch(/\w/);
    // Nothing but tests, each by its file and title, so that all of it is looked up.
    expect(test).toMatch(/^`test\/[\w./-]+` › “[^”]+”(, `test\/[\w./-]+` › “[^”]+”)*$/);
  });

  it('name only tests that are there', () => {
    expect(checkPaths(ROOT, [{ path: PAGE, text }])).toEqual([]);
  });

  it('of which one without its test would be noticed', () => {
    const page = text.replace('a form without its proof', 'a form without its proof at all');
    expect(checkPaths(ROOT, [{ path: PAGE, text: page }])).toEqual([
      `${PAGE}: test/journeys/attack-table/setup-rows.ts has no test “a form without its proof at all”`,
    ]);
  });
});

describe('the doors', () => {
  it('are the ones that routes can name', () => {
    const source = readFileSync(`${ROOT}/service/src/http/doors.ts`, 'utf8');
    const type = /export type Door =([^;]+);/.exec(source)?.[1] ?? '';
    const doors = [...type.matchAll(/'([\w-]+)'/g)].map(([, door]) => door);
    expect([...readTable(text, 'Door').keys()].toSorted()).toEqual(doors.toSorted());
  });
});
