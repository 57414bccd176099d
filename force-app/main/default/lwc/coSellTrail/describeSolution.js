import { format, formatNumber } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';
import { parseJson } from './parseJson';

const TIMES = ' ×';
/** The bridge cuts long values on the record. */
const CUT = '…';

/** What became of a solution: added, removed, or what of it is another now. One of the two values is filled. */
export function describeSolution(id, before, after) {
  const [old, now] = [readSolution(id, before), readSolution(id, after)];
  if (!old) return format(labels.historySolutionAdded, titleOf(now));
  if (!now) return format(labels.historySolutionRemoved, old.called);
  const changes = changesOf(old, now);
  return changes.length === 0
    ? format(labels.historySolutionTouched, now.called)
    : format(labels.historySolutionChanged, now.called, changes.join(', '));
}

/** A solution with quantity and price, where it has them. */
export function showSolution(id, text) {
  const solution = readSolution(id, text);
  return solution ? titleOf(solution) : labels.emptyValue;
}

/** What a solution is called, by the newer of the values that name it. */
export function solutionName(id, before, after) {
  return (readSolution(id, after) ?? readSolution(id, before))?.called ?? id;
}

function changesOf(old, now) {
  // Of what was cut nobody knows whether it differs.
  if (old.isCut || now.isCut) return [];
  return [
    ['name', labels.historyName],
    ['quantity', labels.historyQuantity],
    ['price', labels.historyPrice],
  ]
    .filter(([part]) => old[part] !== now[part])
    .map(([part, label]) =>
      format(label, old[part] ?? labels.emptyValue, now[part] ?? labels.emptyValue),
    );
}

function titleOf({ called, quantity, price }) {
  const times = quantity === null ? null : [quantity, price === null ? null : TIMES].join('');
  const amount = [times, price].filter(Boolean).join(' ');
  return [called, amount].filter(Boolean).join(', ');
}

/** `called` is what to call it, `name` only its name. An object from the controller, the bridge's own words from the record. */
function readSolution(id, text) {
  if (text === null || text === undefined || text === '') return null;
  const parsed = parseJson(text);
  return parsed ? fromObject(parsed) : fromWords(id, text);
}

function fromObject({ id, name, quantity, price, currency }) {
  return {
    called: name ? `${name} (${id})` : id,
    name: name || null,
    quantity: isBlank(quantity) ? null : formatNumber(quantity),
    price: isBlank(price) ? null : [formatNumber(price), currency].filter(Boolean).join(' '),
    isCut: false,
  };
}

/** `Contoso ERP (SOL-1), 2 × 10.5 USD`; without a price `2 ×`, without a quantity `10.5 USD`. */
function fromWords(id, text) {
  const named = text.indexOf(`(${id})`);
  const end = named >= 0 ? named + id.length + 2 : text.startsWith(id) ? id.length : text.length;
  const amount = text.slice(end).replace(/^, /, '');
  const [first, second] = amount.includes(TIMES) ? amount.split(TIMES) : ['', amount];
  return {
    called: text.slice(0, end),
    name: named > 0 ? text.slice(0, named).trim() : null,
    quantity: inNumbers(first),
    price: inNumbers(second),
    isCut: text.endsWith(CUT),
  };
}

/** `1250.5 USD` as the reader's language has it; null for none. */
function inNumbers(words) {
  const text = words.trim();
  return text === ''
    ? null
    : text.replace(/^\d+(\.\d+)?/, (number) => formatNumber(Number(number)));
}

const isBlank = (value) => value === null || value === undefined;
