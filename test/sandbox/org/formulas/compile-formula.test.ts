import { describe, expect, it } from 'vitest';
import { defineObject, field, flag, picklist, text } from '../schema/fields.ts';
import type { Row, Value } from '../schema/types.ts';
import { compileFormula } from './compile-formula.ts';

const DEAL = defineObject({
  name: 'Deal',
  label: 'Deal',
  labelPlural: 'Deals',
  keyPrefix: 'a00',
  fields: [
    text('Name', 'Name', 80),
    field('Amount', 'Amount', 'currency'),
    picklist('Stage', 'Stage', ['Open', 'Won']),
    flag('Is_Hot', 'Hot'),
  ],
});

const CASES: [formula: string, row: Row, old: Row | null, result: Value][] = [
  ['Amount > 1000000', { Amount: 1_000_001 }, null, true],
  ['Amount > 1000000', { Amount: 1_000_000 }, null, false],
  ['Amount >= 0.5', { Amount: null }, null, false],
  ['AND(Amount <> 5, NOT(Is_Hot))', { Amount: 4, Is_Hot: false }, null, true],
  ['OR(ISBLANK(Name), Is_Hot)', { Name: null, Is_Hot: false }, null, true],
  ['ISBLANK(TEXT(Stage))', { Stage: null }, null, true],
  ['ISPICKVAL(Stage, "Won")', { Stage: 'Won' }, null, true],
  ['ISPICKVAL(Stage, "")', { Stage: null }, null, true],
  ['ISCHANGED(Stage)', { Stage: 'Won' }, { Stage: 'Open' }, true],
  ['ISCHANGED(Stage)', { Stage: 'Won' }, null, false],
  ['ISPICKVAL(PRIORVALUE(Stage), "Open")', { Stage: 'Won' }, { Stage: 'Open' }, true],
  ['ISPICKVAL(PRIORVALUE(Stage), "Won")', { Stage: 'Won' }, null, true],
  ['CASE(Stage, "Open", "○", "Won", "●", "?")', { Stage: 'Won' }, null, '●'],
  ['case(stage, "Open", "○", "?")', { Stage: null }, null, '?'],
  ['Name = "say \\"hi\\""', { Name: 'say "hi"' }, null, true],
  ['(Is_Hot = TRUE)', { Is_Hot: true }, null, true],
  ['Name = NULL', { Name: null }, null, true],
];

describe('a formula', () => {
  it.each(CASES)('%s of %j (before: %j) is %j', (formula, row, old, result) => {
    expect(compileFormula(formula, DEAL)({ row, old })).toBe(result);
  });

  it.each([
    ['NOW()', /the function NOW is not known/],
    ['Amount + 1', /"\+ 1" is not known/],
    ['Amounts > 1', /Deal has no field Amounts/],
    ['AND(Is_Hot', /it ends too early/],
    ['Is_Hot)', /"\)" is not expected there/],
    ['ISBLANK(Name, Name)', /exactly one value/],
    ['ISPICKVAL(Stage)', /takes two values/],
    ['CASE(Stage, "a", "b")', /CASE takes a value, pairs/],
    ['> 1', /">" is not expected there/],
    ['', /it ends too early/],
  ])('%s is refused', (formula, says) => {
    expect(() => compileFormula(formula, DEAL)).toThrow(says);
  });
});
