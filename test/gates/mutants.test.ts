import { describe, expect, it } from 'vitest';
import type { Mutant, Outcome } from '../../scripts/mutants/mutant.ts';
import { lineOf, problemsOf, summaryOf, type Tried } from '../../scripts/mutants/report.ts';
import { MUTANTS } from '../../scripts/mutants/table/index.ts';
import { FORCE_APP, readApex, tryMutant } from '../../scripts/mutants/try-mutant.ts';
import { plantIn } from '../../scripts/planted/edit.ts';
import { chosenRows } from '../../scripts/planted/rows.ts';

const CLASS = `public class Ticket {
  public static Integer price(Integer age) {
    if (age < 14) {
      return 5;
    }
    return 5 + 5;
  }
}`;
const TEST = `@IsTest
private class TicketTest {
  @IsTest
  static void grownUpsPayTheDouble() {
    Assert.areEqual(10, Ticket.price(14));
  }
}`;
const SOURCES = [
  { file: 'classes/Ticket.cls', text: CLASS },
  { file: 'classes/TicketTest.cls', text: TEST },
];
const planted = (from: string, to: string) => ({ file: 'classes/Ticket.cls', from, to });

describe('a planted mutant', () => {
  it.each<[title: string, from: string, to: string, Outcome]>([
    [
      'that a test fails on is noticed by it',
      'age < 14',
      'age <= 14',
      { kind: 'noticed', by: 'TicketTest.grownUpsPayTheDouble' },
    ],
    ['that changes nothing survives', '5 + 5', '2 * 5', { kind: 'survived' }],
    ['that no test asks about survives', 'return 5;', 'return 6;', { kind: 'survived' }],
  ])('%s', (_title, from, to, outcome) => {
    expect(tryMutant(SOURCES, planted(from, to))).toEqual(outcome);
  });

  it.each([
    ['does not compile', 'return 5 + 5;', 'return age.price;', /does not compile/],
    [
      'is beyond the interpreter',
      'return 5 + 5;',
      "return Database.query('SELECT Name FROM Account GROUP BY Name HAVING COUNT(Id) > 1').size();",
      /Not known to the interpreter/,
    ],
  ])('that %s says nothing about the tests', (_title, from, to, why) => {
    const outcome = tryMutant(SOURCES, planted(from, to));
    expect(outcome).toEqual({ kind: 'void', why: expect.stringMatching(why) as string });
  });

  it('whose text is not there once is an error', () => {
    expect(() => tryMutant(SOURCES, planted('age > 14', ''))).toThrow('has it 0 times');
    expect(() => tryMutant(SOURCES, planted('return 5', ''))).toThrow('has it 2 times');
    expect(() => tryMutant(SOURCES, { ...planted('5', ''), file: 'x.cls' })).toThrow('No file');
  });

  it('is noticed only where the Apex as it is passes', () => {
    expect(tryMutant(SOURCES, undefined)).toEqual({ kind: 'survived' });
  });
});

describe('the report of mutants', () => {
  const mutant: Mutant = { ...planted('a', 'b'), breaks: 'something' };
  const judgement = { verdict: 'equivalent', why: 'for a reason' } as const;
  const noticed: Outcome = { kind: 'noticed', by: 'T.t' };
  const tried = (outcome: Outcome, extra: Partial<Mutant> = {}): Tried => ({
    n: 1,
    mutant: { ...mutant, ...extra },
    outcome,
  });
  const good = Array.from({ length: 17 }, () => tried(noticed));

  it('wants 85 % noticed', () => {
    const survivor = tried({ kind: 'survived' }, { judgement });
    expect(problemsOf([...good, survivor, survivor, survivor])).toEqual([]);
    expect(problemsOf([...good, ...Array.from({ length: 4 }, () => survivor)])).toEqual([
      'Only 80 % noticed, not 85 %',
    ]);
    expect(summaryOf([...good, survivor])).toBe('17 of 18 mutants noticed (94 %)');
  });

  it('wants every survivor judged, and no other', () => {
    expect(problemsOf([...good, tried({ kind: 'survived' })])).toEqual([
      '1: survived, and nobody judged why',
    ]);
    expect(problemsOf([...good, tried(noticed, { judgement })])).toEqual([
      '1: is noticed: take its judgement out',
    ]);
    expect(problemsOf([...good, tried({ kind: 'void', why: 'x' })])).toEqual(['1: x']);
  });

  it('shows what was planted and what came of it', () => {
    expect(lineOf(tried(noticed))).toMatch(/1 {2}Ticket\.cls +something\n +noticed by T\.t/);
    expect(lineOf(tried({ kind: 'survived' }, { judgement }))).toContain(
      'SURVIVED (equivalent: for a reason)',
    );
  });
});

describe('the table of mutants', () => {
  const sources = new Map(readApex(FORCE_APP).map(({ file, text }) => [file, text]));

  it('fits the Apex as it is today', () => {
    for (const mutant of MUTANTS) {
      const source = sources.get(mutant.file) ?? '';
      expect(plantIn(source, mutant), mutant.breaks).not.toBe(source);
    }
  });

  it('plants each mistake once, and some in every folder of classes and in the triggers', () => {
    const edits = MUTANTS.map(({ file, from, to }) => JSON.stringify([file, from, to]));
    expect(new Set(edits).size).toBe(edits.length);
    const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/'));
    const folders = new Set([...sources.keys()].map(folderOf));
    folders.delete('classes/testing');
    expect(new Set(MUTANTS.map(({ file }) => folderOf(file)))).toEqual(folders);
  });

  it('can be run in part, by number', () => {
    expect(chosenRows(['a', 'b', 'c'], ['2'])).toEqual([{ n: 2, planted: 'b' }]);
    expect(chosenRows(['a', 'b'], []).map(({ n }) => n)).toEqual([1, 2]);
    expect(() => chosenRows(['a'], ['2'])).toThrow('There are 1 to 1, no 2');
  });
});
