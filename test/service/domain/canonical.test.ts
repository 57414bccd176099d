/** When two values are one, field by field. */
import { describe, expect, it } from 'vitest';
import {
  definitionOf,
  isScalarField,
  plainText,
  roundMoney,
  solutionsOf,
  type Rule,
} from '../../../service/src/domain/canonical.ts';
import type { Json, MergedField } from '../../../service/src/domain/values.ts';

const line = { id: 'S', name: 'N', quantity: 2, price: 3, currency: 'EUR' };

describe('across the sides', () => {
  it.each<[field: MergedField, a: Json, b: Json, isEqual: boolean]>([
    ['currency', 'eur', 'EUR', true],
    ['currency', 'EUR', 'USD', false],
    ['currency', '', null, true],
    ['currency', null, 'USD', false],
    ['dealValue', 1.001, 1, true],
    ['dealValue', 1.01, 1, false],
    ['dealValue', null, 0, false],
    ['dealValue', 0, '', false],
    ['dealValue', '', null, true],
    ['closingDate', '2026-06-29', '2026-06-29', true],
    ['closingDate', '2026-06-29', '2026-06-30', false],
    ['closingDate', null, '', true],
    ['closingDate', '', '', true],
    ['notes', 'a\r\nb ', 'a\nb', true],
    ['notes', 'a', 'b', false],
    ['attachedNotes', ' a', 'a', true],
    ['attachedNotes', 'a', 'b', false],
    ['visibility', null, false, true],
    ['visibility', true, false, false],
    ['status', 'declined', 'expired', true],
    ['status', 'won', 'lost', false],
    ['status', 'toString', null, true],
    ['solutions:S', { ...line, name: null, currency: 'eur' }, line, true],
    ['solutions:S', { ...line, price: 4 }, line, false],
    ['solutions:S', { ...line, quantity: 4 }, line, false],
    ['solutions:S', { ...line, currency: null }, line, false],
    ['solutions:S', { ...line, currency: null }, { ...line, currency: '' }, true],
    ['solutions:S', { ...line, id: 'T' }, line, false],
    ['solutions:S', null, line, false],
    ['solutions:S', null, null, true],
    ['team:a@x.example', { email: 'a' }, { email: 'A' }, true],
    ['team:a@x.example', { email: 'a' }, null, false],
  ])('%s: %j and %j', (field, a, b, isEqual) => {
    const { equalAcross } = definitionOf(field);
    expect([equalAcross(a, b), equalAcross(b, a)]).toEqual([isEqual, isEqual]);
  });
});

describe('on one side', () => {
  it.each<[field: MergedField, a: Json, b: Json, isSame: boolean]>([
    ['notes', '', null, true],
    ['notes', 'a', 'a ', false],
    ['dealValue', 1, 1, true],
    ['dealValue', 1.001, 1, false],
    ['solutions:S', line, { ...line, name: 'M' }, true],
    ['contacts:a@x.example', { email: 'a' }, { email: 'b' }, true],
    ['contacts:a@x.example', null, { email: 'b' }, false],
  ])('%s: %j and %j', (field, a, b, isSame) => {
    const { sameOnOneSide } = definitionOf(field);
    expect([sameOnOneSide(a, b), sameOnOneSide(b, a)]).toEqual([isSame, isSame]);
  });

  it.each<[field: MergedField, value: Json, isBlank: boolean]>([
    ['notes', null, true],
    ['notes', '', true],
    ['notes', ' ', false],
    ['dealValue', 0, false],
    ['solutions:S', null, true],
    ['solutions:S', line, false],
    ['team:a@x.example', null, true],
    ['team:a@x.example', { email: 'a' }, false],
  ])('%s: blank is %j', (field, value, isBlank) => {
    expect(definitionOf(field).isBlank(value)).toBe(isBlank);
  });
});

it.each<[value: Json, rounded: number | null]>([
  [1.005, 1.01],
  [-1.005, -1.01],
  [10.004, 10],
  [0, 0],
  ['1', null],
  [Number.NaN, null],
  [Infinity, null],
])('%s is stored as %s', (value, rounded) => {
  expect(roundMoney(value)).toBe(rounded);
});

it.each<[rule: Rule, fields: MergedField[]]>([
  ['ask', ['notes', 'status']],
  [
    'salesforce',
    [
      ...(['currency', 'dealValue', 'closingDate', 'attachedNotes', 'visibility'] as const),
      ...(['solutions:S', 'team:a@x.example', 'contacts:a@x.example'] as const),
    ],
  ],
])('%s is the rule of %j', (rule, fields) => {
  for (const field of fields) expect([field, definitionOf(field).rule]).toEqual([field, rule]);
});

it('a single field is no member of a set, and not what a referral brings once', () => {
  const fields = ['notes', 'solutions:S', 'dealName', 'toString'];
  expect(fields.map(isScalarField)).toEqual([true, false, false, false]);
});

it('text has one kind of line break, no outer blanks, and fits the field', () => {
  expect(plainText(' a\r\nb\rc\n')).toBe('a\nb\nc');
  expect(plainText(3)).toBe('');
  expect(plainText('x'.repeat(40_000))).toHaveLength(32_768);
  expect(plainText(`${'x'.repeat(32_767)}😀`)).toBe('x'.repeat(32_767));
  expect(plainText('😀 and more')).toBe('😀 and more');
});

it('solutions are what a side has, and nothing it has not', () => {
  const shown = { dealValue: 1, 'solutions:S': line, 'solutions:T': null };
  expect(solutionsOf({ ...shown, 'solutions:U': undefined } as never)).toEqual([line]);
});
