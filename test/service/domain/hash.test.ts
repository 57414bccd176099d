/** The same data always has the same print: it is stored, and a later version must find it again. */
import { describe, expect, it } from 'vitest';
import { canonicalJson, fingerprint } from '../../../service/src/domain/hash.ts';
import type { Json } from '../../../service/src/domain/values.ts';

describe('equal data', () => {
  it('are one text, whatever the order of their keys', () => {
    const inner = { z: null, y: [true, 'a"b'] };
    const text = '{"a":[],"b":2,"c":{"y":[true,"a\\"b"],"z":null},"d":"","e":[[1],2]}';
    expect(canonicalJson({ b: 2, d: '', a: [], e: [[1], 2], c: inner })).toBe(text);
    expect(canonicalJson({ e: [[1], 2], d: '', c: inner, b: 2, a: [] })).toBe(text);
  });

  it.each<[value: Json, print: string]>([
    [null, '15e0da69fcb93a'],
    ['a', '1a0370c02e5f87'],
    [1, '0546d8e4fa6648'],
    [68, '0011287323010c'],
    [[], '15202279b28c9e'],
    [{}, '1bc27f5a56d1e7'],
    [[1, [2, null]], '084fe2313e005e'],
  ])('%j always has its print', (value, print) => {
    expect(fingerprint(value)).toBe(print);
  });
});
