/**
 * Text of a CSV file as records of cells (RFC 4180), with the line where each begins. Cells are separated by comma,
 * semicolon or tab, whichever the first line has most of: spreadsheets of many languages write semicolons. Lines without
 * anything are left out.
 */
export function parseCsv(text) {
  const source = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(source);
  const records = [];
  let record = { line: 1, cells: [] };
  let line = 1;
  let at = 0;
  for (;;) {
    const cell = source[at] === '"' ? quotedCell(source, at) : plainCell(source, at, separator);
    at = cell.end;
    const next = source[at];
    const isEnd = next === undefined || next === '\r' || next === '\n';
    if (cell.isOpen || (!isEnd && next !== separator)) return { records, brokenLine: record.line };
    record.cells.push(cell.text);
    line += linesIn(cell.text);
    if (!isEnd) {
      at += 1;
      continue;
    }
    if (record.cells.length > 1 || cell.text !== '' || cell.isQuoted) records.push(record);
    if (next === undefined) return { records, brokenLine: null };
    at += source.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    record = { line, cells: [] };
  }
}

/** A quotation mark inside is doubled. */
function quotedCell(source, from) {
  let text = '';
  let at = from + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote < 0) return { text, end: source.length, isOpen: true };
    text += source.slice(at, quote);
    if (source[quote + 1] !== '"') return { text, end: quote + 1, isQuoted: true };
    text += '"';
    at = quote + 2;
  }
}

function plainCell(source, from, separator) {
  let end = from;
  while (end < source.length && !['\r', '\n', separator].includes(source[end])) end += 1;
  return { text: source.slice(from, end), end };
}

function separatorOf(source) {
  const [firstLine] = source.split(/[\r\n]/, 1);
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const count = (mark) => bare.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function linesIn(text) {
  return text.split(/\r\n|\r|\n/).length - 1;
}
