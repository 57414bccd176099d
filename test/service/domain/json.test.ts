/** Reading JSON that may be anything. */
import { expect, it } from 'vitest';
import { isObject, valueAt } from '../../../service/src/domain/json.ts';

it('only an object is one', () => {
  expect([{}, null, [], 'a', 1, undefined].map(isObject)).toEqual([
    ...[true, false, false, false, false, false],
  ]);
});

it('a value is found step by step, and none behind what is no object', () => {
  const document = { a: { b: 1 }, none: null, list: [1] };
  expect(valueAt(document, '/a/b')).toBe(1);
  for (const path of ['/none/b', '/list/0', '/a/b/c', '/x/b'])
    expect(valueAt(document, path)).toBeUndefined();
});
