/** The customer's answer about the marketplace, as Partner Center knows it. */
import { expect, it } from 'vitest';
import { intentOf } from '../../../service/src/domain/attributes.ts';
import type { Json } from '../../../service/src/domain/values.ts';

it.each<[answer: Json | undefined, code: string | undefined]>([
  ['Yes', 'Yes'],
  ['No', 'No'],
  ['Have not decided', 'HaveNotDecided'],
  ['HaveNotDecided', 'HaveNotDecided'],
  [null, 'HaveNotDecided'],
  [undefined, 'HaveNotDecided'],
  ['', 'HaveNotDecided'],
  ['Perhaps', undefined],
])('the answer %j is told as %j', (marketplaceIntent, code) => {
  expect(intentOf(marketplaceIntent === undefined ? {} : { marketplaceIntent })).toBe(code);
});
