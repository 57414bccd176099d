/** `docs/features.md` as rows: what the product does, the test that proves it, and the function that makes it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const PAGE = 'docs/features.md';

export type Feature = {
  n: number;
  what: string;
  test: { file: string; title: string };
  source: { file: string; name: string };
};

/** @throws Error naming every row that does not read `what | file › title | file#function` */
export function readFeatures(text = readFileSync(join(ROOT, PAGE), 'utf8')): Feature[] {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| *(?:-|:|Feature)/.test(line));
  const problems: string[] = [];
  const features = rows.flatMap((line, index): Feature[] => {
    const [what = '', test = '', source = '', ...more] = cellsOf(line);
    const [file, title] = test.split(' › ');
    const [sourceFile, name] = source.split('#');
    if (more.length > 0 || !what || !file || !title || !sourceFile || !name) {
      problems.push(`row ${String(index + 1)}: ${line}`);
      return [];
    }
    return [{ n: index + 1, what, test: { file, title }, source: { file: sourceFile, name } }];
  });
  if (problems.length > 0) {
    throw new Error(
      `${PAGE}: expected "what | file › title | file#function" in\n${problems.join('\n')}`,
    );
  }
  return features;
}

/** Code marks are for the reader; a bar inside a title is written `\|`. */
const cellsOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.replaceAll('\\|', '|').replaceAll('`', '').trim());
