/** A mistake to plant: a text of a file, and what stands there instead. */
export type Edit = { file: string; from: string; to: string };

/** The source with the mistake. @throws Error unless it holds the text exactly once */
export function plantIn(source: string, { file, from, to }: Edit): string {
  const found = source.split(from).length - 1;
  if (found !== 1)
    throw new Error(
      `${file} must hold the text to replace once, but has it ${found} times:\n${from}`,
    );
  return source.replace(from, () => to);
}
