import { describe, expect, it } from 'vitest';
import { shouldIgnore } from '../../scripts/mutation/ignore-log-texts.ts';
import type { Judgement } from '../../scripts/mutation/judgement.ts';
import {
  ignoredOf,
  problemsOf,
  scoresOf,
  survivorsOf,
  type MutantResult,
  type MutationReport,
} from '../../scripts/mutation/report.ts';

const FILE = 'service/src/domain/price.ts';
const SOURCE = `const price = (age: number) => {
  if (age < 14) return 5;
  return 10;
};`;
const LOCATION = { start: { line: 2, column: 7 }, end: { line: 2, column: 15 } };
const mutant = (status: MutantResult['status'], extra: Partial<MutantResult> = {}) => ({
  ...{ status, replacement: 'age <= 14', location: LOCATION },
  ...extra,
});
const reportOf = (...mutants: MutantResult[]): MutationReport => ({
  files: { [FILE]: { source: SOURCE, mutants } },
});
const killed = Array.from({ length: 4 }, () => mutant('Killed'));
const judgement: Judgement = {
  ...{ file: FILE, at: 'age < 14', verdict: 'equivalent', why: 'nobody is 14' },
};

describe('the report of mutation testing', () => {
  it('prints each survivor with its reason', () => {
    const report = reportOf(...killed, mutant('Survived'));
    const place = `${FILE}:2  age < 14  =>  age <= 14`;
    expect(survivorsOf(report, [judgement])).toEqual([`${place}\n       equivalent: nobody is 14`]);
    expect(survivorsOf(report, [])).toEqual([`${place}\n       NOBODY JUDGED WHY`]);
  });

  it('prints what was ignored, by reason', () => {
    const statusReason = 'the text of a log line';
    const ignored = mutant('Ignored', { statusReason });
    expect(ignoredOf(reportOf(ignored, ignored, ...killed))).toEqual([
      `2 ignored (the text of a log line) in ${FILE}`,
    ]);
    expect(ignoredOf(reportOf(mutant('Ignored')))).toEqual([
      `1 ignored (no reason given) in ${FILE}`,
    ]);
    expect(ignoredOf(reportOf(...killed))).toEqual([]);
  });

  it('prints the score of each file and folder, where an endless loop counts as noticed', () => {
    const scores = scoresOf(
      reportOf(...killed, mutant('Timeout'), mutant('Survived'), mutant('Ignored')),
    );
    expect(scores.map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
      `${FILE} 83 % 5 of 6`,
      'service/src/domain/ 83 % 5 of 6',
    ]);
  });

  it('has nothing against 80 % with every survivor judged', () => {
    expect(problemsOf(reportOf(...killed, mutant('Survived')), [judgement])).toEqual([]);
  });

  it.each<[title: string, MutationReport, Judgement[], problem: string]>([
    [
      'less than 80 %',
      reportOf(...killed, mutant('Survived'), mutant('NoCoverage')),
      [judgement],
      'service/src/domain/: only 66 % noticed, not 80 %',
    ],
    [
      'a survivor nobody judged',
      reportOf(...killed, mutant('Survived')),
      [],
      `${FILE}:2  age < 14  =>  age <= 14: survived, and nobody judged why`,
    ],
    [
      'a judgement of another replacement',
      reportOf(
        ...[...killed, ...killed],
        ...[mutant('Survived'), mutant('Survived', { replacement: 'true' })],
      ),
      [{ ...judgement, becomes: 'age <= 14' }],
      `${FILE}:2  age < 14  =>  true: survived, and nobody judged why`,
    ],
    [
      'a judgement of what is noticed',
      reportOf(...killed),
      [judgement],
      `${FILE}: what is judged at "age < 14" is noticed: take the judgement out`,
    ],
  ])('has something against %s', (_title, report, judgements, problem) => {
    expect(problemsOf(report, judgements)).toEqual([problem]);
  });

  it('says nothing about judgements of files that were not tried', () => {
    const other = { ...judgement, file: 'service/src/sync/worker.ts' };
    expect(problemsOf(reportOf(...killed), [other])).toEqual([]);
  });
});

describe('texts that nobody mutates', () => {
  const called = (object: string, property: string, type = 'StringLiteral') => ({
    node: { type },
    parentPath: {
      node: {
        type: 'CallExpression',
        callee: {
          type: 'MemberExpression',
          object: { type: 'Identifier', name: object },
          property: { type: 'Identifier', name: property },
        },
      },
      parentPath: null,
    },
  });

  it('are those of log lines', () => {
    expect(shouldIgnore(called('log', 'warn'))).toBe('the text of a log line');
    expect(shouldIgnore(called('log', 'warn', 'TemplateLiteral'))).toBe('the text of a log line');
  });

  it.each([
    ['what else a log line is given', called('log', 'warn', 'ObjectExpression')],
    ['what another object is told', called('audit', 'warn')],
    ['another method of a log', called('log', 'child')],
    ['a text in no call', { node: { type: 'StringLiteral' }, parentPath: null }],
  ])('are not %s', (_title, path) => {
    expect(shouldIgnore(path)).toBeUndefined();
  });
});
