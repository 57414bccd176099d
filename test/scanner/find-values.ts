/** Finds any of many texts in a long one, in one pass: a test run writes more than a regular expression likes. */
export type Hit = { at: number; value: string };

export const SHORTEST = 4;
const SIZE = 1 << 16;

/** @throws Error for a text too short to be found by more than chance */
export function createFinder(values: readonly string[]): (text: string) => Hit[] {
  const byStart = new Map<number, string[]>();
  const starts = new Uint8Array(SIZE);
  for (const value of new Set(values)) {
    if (value.length < SHORTEST)
      throw new Error(
        `Expected texts of at least ${SHORTEST} characters, got one of ${value.length}`,
      );
    const start = startAt(value, 0);
    starts[start] = 1;
    byStart.set(start, [...(byStart.get(start) ?? []), value]);
  }
  return (text) => {
    const hits: Hit[] = [];
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const start = startAt(text, at);
      if (starts[start] === 0) continue;
      for (const value of byStart.get(start) ?? [])
        if (text.startsWith(value, at)) hits.push({ at, value });
    }
    return hits;
  };
}

function startAt(text: string, at: number): number {
  let hash = 0;
  for (let i = at; i < at + SHORTEST; i++) hash = (hash * 31 + text.charCodeAt(i)) & (SIZE - 1);
  return hash;
}
