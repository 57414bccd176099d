import type { Run } from '../run/run.ts';
import type { NativeTable } from '../types/native-type.ts';
import { core, listOf } from '../types/core.ts';
import { ApexList } from '../values/collections.ts';
import { textOf } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { itemsOf } from './collection.ts';
import { javaPattern, javaReplacement } from './java-pattern.ts';

export const stringSplitMethods: NativeTable = {
  'split(String):List<String>': (run: Run, text: string, pattern: string) =>
    texts(split(run, text, { pattern, limit: 0 })),
  'split(String,Integer):List<String>': (run: Run, text: string, pattern: string, limit: number) =>
    texts(split(run, text, { pattern, limit })),
  'splitByCharacterType():List<String>': (_run, text: string) =>
    texts(text.match(/\p{Lu}+|\p{Ll}+|\p{Nd}+|\s+|[^\p{L}\p{Nd}\s]+/gu) ?? []),
  'splitByCharacterTypeCamelCase():List<String>': (_run, text: string) =>
    texts(text.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Nd}+|\s+|[^\p{L}\p{Nd}\s]+/gu) ?? []),
  'replaceAll(String,String):String': (run: Run, text: string, pattern: string, by: string) =>
    text.replace(javaPattern(run, pattern, 'g'), javaReplacement(by)),
  'replaceFirst(String,String):String': (run: Run, text: string, pattern: string, by: string) =>
    text.replace(javaPattern(run, pattern, ''), javaReplacement(by)),
};

const texts = (items: readonly string[]) => new ApexList(listOf(core.string()), [...items]);

/** As Java: a limit of 0 drops empty texts at the end, a negative one keeps them, a positive one is the most there may be. */
function split(
  run: Run,
  text: string,
  { pattern, limit }: { pattern: string; limit: number },
): string[] {
  if (text === '') return [''];
  const expression = javaPattern(run, pattern, 'g');
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(expression)) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (match.index === 0 && match[0] === '') continue;
    if (match[0] === '' && match.index >= text.length) break;
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

export const joinItems = (run: Run, items: Value, separator: string): string =>
  itemsOf(run, items)
    .map((item) => (item === null ? '' : textOf(run, item)))
    .join(separator);
