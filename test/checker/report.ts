/** A verdict as a small table, with the findings below it. */
import { CLASSES } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** Findings told per class before the rest is only counted. */
const TOLD = 10;

/** Several lines, without a line break at the end. */
export function reportVerdict(verdict: Verdict): string {
  const counted = CLASSES.map((name) => [name, String(verdict[name].length)] as const);
  const looked = Object.entries(verdict.counts).map(
    ([name, count]) => [words(name), String(count)] as const,
  );
  return [
    ...table([['found', ''], ...counted]),
    '',
    ...table([['looked at', ''], ...looked]),
    ...CLASSES.flatMap((name) =>
      told(
        name,
        verdict[name].map(({ sentence }) => sentence),
      ),
    ),
  ].join('\n');
}

export const isClean = (verdict: Verdict): boolean =>
  CLASSES.every((name) => verdict[name].length === 0);

function table(rows: readonly (readonly [string, string])[]): string[] {
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const countWidth = Math.max(...rows.map(([, count]) => count.length));
  return rows.map(([name, count]) =>
    `${name.padEnd(nameWidth)}  ${count.padStart(countWidth)}`.trimEnd(),
  );
}

function told(name: string, sentences: string[]): string[] {
  if (sentences.length === 0) return [];
  const rest = sentences.length - TOLD;
  return [
    '',
    `${name}:`,
    ...sentences.slice(0, TOLD).map((sentence) => `  - ${sentence}`),
    ...(rest > 0 ? [`  … and ${String(rest)} more`] : []),
  ];
}

const words = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
