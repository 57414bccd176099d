/** Columns as wide as their widest line; a cell may have several lines. */
export function drawTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.flatMap((row) => linesOf(row[at]).map((line) => line.length))),
  );
  const draw = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    draw(head),
    draw(widths.map((width) => '─'.repeat(width))),
    ...rows.flatMap((row) => {
      const height = Math.max(...row.map((cell) => linesOf(cell).length));
      return Array.from({ length: height }, (_each, line) =>
        draw(row.map((cell) => linesOf(cell)[line] ?? '')),
      );
    }),
  ].join('\n');
}

const linesOf = (cell = '') => cell.split('\n');
