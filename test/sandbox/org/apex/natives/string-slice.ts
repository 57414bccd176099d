import type { Run } from '../run/run.ts';
import type { NativeTable } from '../types/native-type.ts';

export const stringSliceMethods: NativeTable = {
  'substring(Integer):String': (run: Run, text: string, from: number) =>
    slice(run, text, { from, to: text.length }),
  'substring(Integer,Integer):String': (run: Run, text: string, from: number, to: number) =>
    slice(run, text, { from, to }),
  'left(Integer):String': (_run, text: string, length: number) =>
    text.slice(0, Math.max(0, length)),
  'right(Integer):String': (_run, text: string, length: number) =>
    length <= 0 ? '' : text.slice(-length),
  'mid(Integer,Integer):String': (_run, text: string, from: number, length: number) => {
    const start = Math.max(0, from);
    return length <= 0 ? '' : text.slice(start, start + length);
  },
  'substringAfter(String):String': (_run, text: string, mark: string) =>
    after(text, text.indexOf(mark), mark),
  'substringAfterLast(String):String': (_run, text: string, mark: string) =>
    mark === '' ? '' : after(text, text.lastIndexOf(mark), mark),
  'substringBefore(String):String': (_run, text: string, mark: string) =>
    before(text, text.indexOf(mark)),
  'substringBeforeLast(String):String': (_run, text: string, mark: string) =>
    mark === '' ? text : before(text, text.lastIndexOf(mark)),
  'substringBetween(String):String': (_run, text: string, mark: string) =>
    between(text, mark, mark),
  'substringBetween(String,String):String': (_run, text: string, open: string, close: string) =>
    between(text, open, close),
  'remove(String):String': (_run, text: string, part: string) =>
    part === '' ? text : text.replaceAll(part, ''),
  'removeStart(String):String': (_run, text: string, part: string) =>
    text.startsWith(part) ? text.slice(part.length) : text,
  'removeStartIgnoreCase(String):String': (_run, text: string, part: string) =>
    text.toLowerCase().startsWith(part.toLowerCase()) ? text.slice(part.length) : text,
  'removeEnd(String):String': (_run, text: string, part: string) =>
    part !== '' && text.endsWith(part) ? text.slice(0, -part.length) : text,
  'removeEndIgnoreCase(String):String': (_run, text: string, part: string) =>
    part !== '' && text.toLowerCase().endsWith(part.toLowerCase())
      ? text.slice(0, -part.length)
      : text,
  'replace(String,String):String': (_run, text: string, part: string, by: string) =>
    text.split(part).join(by),
  'leftPad(Integer):String': (_run, text: string, length: number) => text.padStart(length),
  'leftPad(Integer,String):String': (_run, text: string, length: number, by: string) =>
    text.padStart(length, by),
  'rightPad(Integer):String': (_run, text: string, length: number) => text.padEnd(length),
  'rightPad(Integer,String):String': (_run, text: string, length: number, by: string) =>
    text.padEnd(length, by),
  'center(Integer):String': (_run, text: string, length: number) => centred(text, length, ' '),
  'center(Integer,String):String': (_run, text: string, length: number, by: string) =>
    centred(text, length, by),
  'abbreviate(Integer):String': (run: Run, text: string, length: number) => {
    if (length < 4) run.raise('IllegalArgumentException', 'Minimum abbreviation width is 4');
    return text.length <= length ? text : `${text.slice(0, length - 3)}...`;
  },
};

function slice(run: Run, text: string, { from, to }: { from: number; to: number }): string {
  if (from < 0) run.raise('StringException', `Starting position out of bounds: ${from}`);
  if (to > text.length) run.raise('StringException', `Ending position out of bounds: ${to}`);
  if (from > to) run.raise('StringException', `Starting position out of bounds: ${from}`);
  return text.slice(from, to);
}

const after = (text: string, at: number, mark: string) =>
  at < 0 ? '' : text.slice(at + mark.length);
const before = (text: string, at: number) => (at < 0 ? text : text.slice(0, at));

function between(text: string, open: string, close: string): string | null {
  const from = text.indexOf(open);
  const to = from < 0 ? -1 : text.indexOf(close, from + open.length);
  return to < 0 ? null : text.slice(from + open.length, to);
}

function centred(text: string, length: number, by: string): string {
  const missing = length - text.length;
  return missing <= 0
    ? text
    : text.padStart(text.length + Math.floor(missing / 2), by).padEnd(length, by);
}
