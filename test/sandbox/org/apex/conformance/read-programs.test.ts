import { expect, it } from 'vitest';
import { createInterpreter } from '../interpreter.ts';
import { platformWithoutOrg } from '../platform/no-org.ts';
import { readPrograms } from './read-programs.ts';
import { runProgram } from './run-program.ts';

it('a file of programs is read part by part', () => {
  const text = '=== one\n--- shows a\nSystem.debug(1);\n>>>\n1\n\n=== two\n--- shows b\n>>>\n';
  expect(readPrograms(text)).toEqual([
    { title: 'one', shows: 'shows a', source: 'System.debug(1);\n', expected: ['1'] },
    { title: 'two', shows: 'shows b', source: '', expected: [] },
  ]);
});

it.each([
  ['no expectation', '=== one\n--- shows a\nSystem.debug(1);\n'],
  ['nothing that it shows', '=== one\nSystem.debug(1);\n>>>\n1\n'],
])('a program with %s is refused', (_what, text) => {
  expect(() => readPrograms(text)).toThrow('one');
});

it.each([
  ["System.debug('a');", ['a']],
  ['Integer i = 1 / 0;', ['EXCEPTION System.MathException: Divide by 0']],
  ["String s = 'a'.shout();", ['COMPILE 1: Method does not exist: String.shout']],
  ['delete new List<SObject>();', ['UNSUPPORTED DML without an org (AnonymousBlock: line 1)']],
])('what %s comes to is told apart', (source, lines) => {
  expect(runProgram(createInterpreter({ platform: platformWithoutOrg() }), source)).toEqual(lines);
});
