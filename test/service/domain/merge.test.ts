/** The three-way merge of one field. */
import { expect, it } from 'vitest';
import { mergeField, type FieldBase, type FieldMerge } from '../../../service/src/domain/merge.ts';
import type { Rule } from '../../../service/src/domain/canonical.ts';
import type { Json } from '../../../service/src/domain/values.ts';

const both = (value: Json | undefined): FieldBase => ({ partnerCenter: value, salesforce: value });
const read = (partnerCenter: Json, salesforce: Json) => ({ partnerCenter, salesforce });

it.each<[what: string, base: FieldBase, shown: ReturnType<typeof read>, rule: Rule, FieldMerge]>([
  ['nobody moved', both(1), read(1, 1), 'ask', { kind: 'unchanged' }],
  [
    'nobody moved, though they differ',
    { partnerCenter: 1, salesforce: 2 },
    read(1, 2),
    'ask',
    { kind: 'unchanged' },
  ],
  ['both moved to one value', both(1), read(2, 2), 'ask', { kind: 'agreed' }],
  [
    'one came to the other’s value',
    { partnerCenter: 1, salesforce: 2 },
    read(2, 2),
    'ask',
    { kind: 'agreed' },
  ],
  [
    'Partner Center moved',
    both(1),
    read(2, 1),
    'ask',
    { kind: 'moved', by: 'partnerCenter', value: 2 },
  ],
  ['Salesforce moved', both(1), read(1, 2), 'ask', { kind: 'moved', by: 'salesforce', value: 2 }],
  ['both moved, and a person decides', both(1), read(2, 3), 'ask', { kind: 'ask' }],
  [
    'both moved, and Salesforce counts',
    both(1),
    read(2, 3),
    'salesforce',
    { kind: 'conflict', kept: 'salesforce', value: 3, loser: 2 },
  ],
  [
    'both moved, and Partner Center counts',
    both(1),
    read(2, 3),
    'partnerCenter',
    { kind: 'conflict', kept: 'partnerCenter', value: 2, loser: 3 },
  ],
  ['they meet with one value', both(undefined), read(1, 1), 'salesforce', { kind: 'agreed' }],
  [
    'they meet, and Salesforce is blank',
    both(undefined),
    read(1, null),
    'salesforce',
    { kind: 'moved', by: 'partnerCenter', value: 1 },
  ],
  [
    'they meet, and Partner Center is blank',
    both(undefined),
    read(null, 1),
    'salesforce',
    { kind: 'moved', by: 'salesforce', value: 1 },
  ],
  [
    'they meet with two values, whatever the rule',
    both(undefined),
    read(1, 2),
    'salesforce',
    { kind: 'ask' },
  ],
  [
    'only Salesforce has been met',
    { ...both(1), partnerCenter: undefined },
    read(2, 1),
    'salesforce',
    { kind: 'ask' },
  ],
  [
    'only Partner Center has been met',
    { ...both(1), salesforce: undefined },
    read(1, 2),
    'salesforce',
    { kind: 'ask' },
  ],
])('%s', (_what, base, shown, rule, merged) => {
  expect(mergeField('dealValue', base, shown, { rule, isAsked: false })).toEqual(merged);
});

it.each<[what: string, shown: ReturnType<typeof read>, FieldMerge]>([
  ['emptied in Salesforce', read(1, null), { kind: 'ask' }],
  ['emptied in Partner Center', read(null, 1), { kind: 'ask' }],
  ['answered by the same value', read(1, 1), { kind: 'agreed' }],
])('a question that the first contact left is %s', (_what, shown, merged) => {
  const asked = { rule: 'salesforce', isAsked: true } as const;
  expect(mergeField('dealValue', both(undefined), shown, asked)).toEqual(merged);
});
