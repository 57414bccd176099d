/** Questions about the letters of a text. The empty text answers as the platform documents. */
import type { NativeTable } from '../types/native-type.ts';

export const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

const matches = (pattern: RegExp) => (_run: unknown, text: string) => pattern.test(text);

export const stringTestMethods: NativeTable = {
  'isAllLowerCase():Boolean': matches(/^\p{Ll}+$/u),
  'isAllUpperCase():Boolean': matches(/^\p{Lu}+$/u),
  'isAlpha():Boolean': matches(/^\p{L}+$/u),
  'isAlphaSpace():Boolean': matches(/^[\p{L} ]*$/u),
  'isAlphanumeric():Boolean': matches(/^[\p{L}\p{Nd}]+$/u),
  'isAlphanumericSpace():Boolean': matches(/^[\p{L}\p{Nd} ]*$/u),
  'isAsciiPrintable():Boolean': matches(/^[\x20-\x7e]*$/),
  'isNumeric():Boolean': matches(/^\p{Nd}+$/u),
  'isNumericSpace():Boolean': matches(/^[\p{Nd} ]*$/u),
  'isWhitespace():Boolean': matches(/^\s*$/),
};
