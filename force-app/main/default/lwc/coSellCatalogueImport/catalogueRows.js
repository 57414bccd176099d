import { format } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';
import { parseCsv } from './parseCsv';

/** Names a column may have, written without blanks, dashes and capitals. */
const COLUMNS = {
  solutionId: ['solutionid', 'id'],
  name: ['name', 'solutionname'],
  type: ['type', 'solutiontype'],
  publisher: ['publisher', 'publishername'],
  active: ['active', 'isactive'],
};

/**
 * What a file says, as Apex takes it: rows to import, lines that cannot be (with the reason), or why the file as a whole
 * cannot be read. A column the file does not have is left out of its rows.
 */
export function readCatalogue(text) {
  const { records, brokenLine } = parseCsv(text);
  if (brokenLine !== null) return refuse(labels.importOpenQuote, brokenLine);
  const [header, ...lines] = records;
  const columns = (header?.cells ?? []).map(columnOf);
  const unknown = columns.indexOf(undefined);
  if (lines.length > 0 && unknown >= 0) {
    return refuse(labels.importUnknownColumn, header.cells[unknown]);
  }
  const twice = columns.findIndex((column, at) => columns.indexOf(column) !== at);
  if (twice >= 0) return refuse(labels.importColumnTwice, header.cells[twice]);
  if (header && !columns.includes('solutionId')) return refuse(labels.importNoIdColumn);
  if (lines.length === 0) return refuse(labels.importEmptyFile);
  return sort(lines.map((line) => rowOf(line, columns)));
}

const refuse = (label, ...values) => ({ error: format(label, ...values), rows: [], bad: [] });

function columnOf(title) {
  const word = title
    .trim()
    .toLowerCase()
    .replace(/__c$/, '')
    .replace(/[\s_-]/g, '');
  return Object.keys(COLUMNS).find((column) => COLUMNS[column].includes(word));
}

function rowOf({ line, cells }, columns) {
  const values = columns.map((column, at) => [column, (cells[at] ?? '').trim()]);
  const isTooLong = cells.slice(columns.length).some((cell) => cell.trim() !== '');
  return { line, isTooLong, ...Object.fromEntries(values) };
}

/** An id stands for one solution, whatever its case: the first line counts. */
function sort(all) {
  const lineById = new Map();
  const rows = [];
  const bad = [];
  for (const { isTooLong, ...row } of all) {
    const id = row.solutionId.toLowerCase();
    const first = lineById.get(id);
    if (isTooLong) bad.push(badLine(row, labels.importTooManyCells));
    else if (id !== '' && first) bad.push(badLine(row, format(labels.importTwice, first)));
    else rows.push(row);
    if (!first && !isTooLong) lineById.set(id, row.line);
  }
  return { error: null, rows, bad };
}

const badLine = ({ line, solutionId, name }, reason) => ({
  line,
  solutionId,
  name,
  outcome: 'bad',
  reason,
  changes: [],
});
