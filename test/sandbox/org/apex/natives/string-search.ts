import type { Run } from '../run/run.ts';
import type { NativeTable } from '../types/native-type.ts';
import { core, listOf } from '../types/core.ts';
import { ApexList } from '../values/collections.ts';

export const stringSearchMethods: NativeTable = {
  'contains(String):Boolean': (_run, text: string, part: string) => text.includes(part),
  'containsIgnoreCase(String):Boolean': (_run, text: string, part: string) =>
    text.toLowerCase().includes(part.toLowerCase()),
  'containsAny(String?):Boolean': (_run, text: string, letters: string | null) =>
    [...(letters ?? '')].some((each) => text.includes(each)),
  'containsNone(String?):Boolean': (_run, text: string, letters: string | null) =>
    ![...(letters ?? '')].some((each) => text.includes(each)),
  'containsOnly(String):Boolean': (_run, text: string, letters: string) =>
    [...text].every((each) => letters.includes(each)),
  'containsWhitespace():Boolean': (_run, text: string) => /\s/.test(text),
  'startsWith(String):Boolean': (_run, text: string, part: string) => text.startsWith(part),
  'startsWithIgnoreCase(String):Boolean': (_run, text: string, part: string) =>
    text.toLowerCase().startsWith(part.toLowerCase()),
  'endsWith(String):Boolean': (_run, text: string, part: string) => text.endsWith(part),
  'endsWithIgnoreCase(String):Boolean': (_run, text: string, part: string) =>
    text.toLowerCase().endsWith(part.toLowerCase()),
  'indexOf(String):Integer': (_run, text: string, part: string) => text.indexOf(part),
  'indexOf(String,Integer):Integer': (_run, text: string, part: string, from: number) =>
    text.indexOf(part, from),
  'indexOfIgnoreCase(String):Integer': (_run, text: string, part: string) =>
    text.toLowerCase().indexOf(part.toLowerCase()),
  'indexOfIgnoreCase(String,Integer):Integer': (_run, text: string, part: string, from: number) =>
    text.toLowerCase().indexOf(part.toLowerCase(), from),
  'indexOfAny(String):Integer': (_run, text: string, letters: string) =>
    [...text].findIndex((each) => letters.includes(each)),
  'indexOfAnyBut(String):Integer': (_run, text: string, letters: string) =>
    [...text].findIndex((each) => !letters.includes(each)),
  'indexOfChar(Integer):Integer': (_run, text: string, code: number) =>
    text.indexOf(String.fromCodePoint(code)),
  'lastIndexOf(String):Integer': (_run, text: string, part: string) => text.lastIndexOf(part),
  'lastIndexOf(String,Integer):Integer': (_run, text: string, part: string, from: number) =>
    text.lastIndexOf(part, from),
  'lastIndexOfIgnoreCase(String):Integer': (_run, text: string, part: string) =>
    text.toLowerCase().lastIndexOf(part.toLowerCase()),
  'countMatches(String):Integer': (_run, text: string, part: string) =>
    part === '' ? 0 : text.split(part).length - 1,
  'charAt(Integer):Integer': (run: Run, text: string, at: number) => codeAt(run, text, at),
  'codePointAt(Integer):Integer': (run: Run, text: string, at: number) =>
    text.codePointAt(at) ?? codeAt(run, text, at),
  'getChars():List<Integer>': (_run, text: string) =>
    new ApexList(
      listOf(core.integer()),
      text.split('').map((each) => each.charCodeAt(0)),
    ),
  'difference(String):String': (_run, text: string, other: string) =>
    other.slice(sharedStart(text, other)),
  'getLevenshteinDistance(String):Integer': (_run, text: string, other: string) =>
    distance(text, other),
};

function codeAt(run: Run, text: string, at: number): number {
  const code = text.charCodeAt(at);
  return Number.isNaN(code)
    ? run.raise('StringException', `String index out of range: ${at}`)
    : code;
}

function sharedStart(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at;
}

function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_each, at) => at);
  for (let at = 0; at < left.length; at += 1) {
    const next = [at + 1];
    for (let to = 0; to < right.length; to += 1) {
      const change = (row[to] ?? 0) + (left[at] === right[to] ? 0 : 1);
      next.push(Math.min(change, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
