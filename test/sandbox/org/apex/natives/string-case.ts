import type { NativeTable } from '../types/native-type.ts';

export const stringCaseMethods: NativeTable = {
  'toLowerCase():String': (_run, text: string) => text.toLowerCase(),
  'toUpperCase():String': (_run, text: string) => text.toUpperCase(),
  'capitalize():String': (_run, text: string) => text.charAt(0).toUpperCase() + text.slice(1),
  'uncapitalize():String': (_run, text: string) => text.charAt(0).toLowerCase() + text.slice(1),
  'swapCase():String': (_run, text: string) =>
    [...text]
      .map((each) => (each === each.toUpperCase() ? each.toLowerCase() : each.toUpperCase()))
      .join(''),
  'reverse():String': (_run, text: string) => [...text].reverse().join(''),
  'trim():String': (_run, text: string) => trimmed(text),
  'normalizeSpace():String': (_run, text: string) => text.trim().replace(/\s+/g, ' '),
  'deleteWhitespace():String': (_run, text: string) => text.replace(/\s+/g, ''),
  'repeat(Integer):String': (_run, text: string, times: number) => text.repeat(Math.max(0, times)),
  'repeat(String,Integer):String': (_run, text: string, separator: string, times: number) =>
    new Array<string>(Math.max(0, times)).fill(text).join(separator),
};

/** Everything up to the blank counts as one, as in Java. */
export function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && text.charCodeAt(from) <= 32) from += 1;
  while (to > from && text.charCodeAt(to - 1) <= 32) to -= 1;
  return text.slice(from, to);
}
