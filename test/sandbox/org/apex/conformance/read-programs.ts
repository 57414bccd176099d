/** A file of programs: `=== title`, `--- what it shows`, Apex, `>>>`, the lines it must write. */
export type ConformanceProgram = {
  title: string;
  shows: string;
  source: string;
  expected: string[];
};

export function readPrograms(text: string): ConformanceProgram[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [head = '', tail] = part.split(/^>>>\n/m);
      const [title = '', shows = '', ...source] = head.split('\n');
      if (tail === undefined || !shows.startsWith('--- ')) {
        throw new Error(`A program needs "--- what it shows" and ">>>": ${title}`);
      }
      return {
        title: title.trim(),
        shows: shows.slice(4),
        source: source.join('\n'),
        expected: tail.trimEnd() === '' ? [] : tail.trimEnd().split('\n'),
      };
    });
}
