/** Clauses that the parser of the REST side does not know: ALL ROWS, and binds as LIMIT and OFFSET. */
export function withoutApexClauses(
  soql: string,
  numberOf: (bind: string) => number,
): { soql: string; allRows: boolean } {
  // Text between quotes is left alone.
  const parts = soql.split(/('(?:\\.|[^'\\])*')/s);
  let allRows = false;
  const changed = parts.map((part, at) => {
    if (at % 2 === 1) return part;
    return part
      .replace(/\b(LIMIT|OFFSET)\s*:\s*(\w+)/gi, (_all, word: string, name: string) => {
        return `${word} ${numberOf(name)}`;
      })
      .replace(/\bALL\s+ROWS\b/gi, () => {
        allRows = true;
        return '';
      });
  });
  return { soql: changed.join(''), allRows };
}
