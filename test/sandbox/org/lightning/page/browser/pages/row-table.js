/** Records in rows, sorted by a click on a column's name; where there is little room each row is a block of its own. */
import { el, glyph, hiddenText, link, redraw } from '../elements.js';
import { shownValue } from '../fields/shown-value.js';
import { recordUrl } from '../urls.js';

const NAMES = ['Name', 'FULL_NAME'];

/**
 * @param {{label: string, objectApiName: string, columns: {field: string, label: string, type: string}[],
 *   rows: {id: string, cells: object}[], onSorted?: (words: string | null) => void}} list
 */
export function rowTable({ label, objectApiName, columns, rows, onSorted = () => undefined }) {
  let sorted = null;
  let isDescending = false;
  const table = el('table', {
    class: 'slds-table slds-table_cell-buffer slds-table_bordered org-table',
  });

  const draw = () => {
    const shown = sorted ? sortRows(rows, sorted, isDescending) : rows;
    redraw(table, [
      el('caption', { class: 'slds-assistive-text' }, label),
      el('thead', {}, el('tr', { class: 'slds-line-height_reset' }, columns.map(heading))),
      el('tbody', {}, shown.map(row)),
    ]);
    onSorted(sorted?.label ?? null);
  };
  const heading = (column) => {
    const isSorted = sorted === column;
    return el(
      'th',
      {
        scope: 'col',
        'aria-sort': isSorted ? (isDescending ? 'descending' : 'ascending') : null,
        class: isNumber(column) ? 'org-table__number' : null,
      },
      el(
        'button',
        {
          type: 'button',
          class: 'org-table__sort',
          'data-key': `sort-${column.field}`,
          onclick: () => {
            isDescending = isSorted && !isDescending;
            sorted = column;
            draw();
          },
        },
        hiddenText('Sort by '),
        column.label,
        isSorted
          ? glyph(
              isDescending ? 'utility:arrowdown' : 'utility:arrowup',
              'slds-icon slds-icon_xx-small',
            )
          : null,
      ),
    );
  };
  const nameColumn = columns.find(({ field }) => NAMES.includes(field)) ?? columns[0];
  const row = ({ id, cells }) =>
    el(
      'tr',
      { class: 'slds-hint-parent' },
      columns.map((column) => {
        const cell = cells[column.field] ?? { value: null, display: null };
        const isName = column === nameColumn;
        const content = isName
          ? link(
              cell.recordId ? recordUrl(cell.recordId) : recordUrl(id, objectApiName),
              wordsOf(cell) ?? id,
            )
          : linked(column, cell);
        return el(
          isName ? 'th' : 'td',
          {
            scope: isName ? 'row' : null,
            'data-label': column.label,
            class: isNumber(column) ? 'org-table__number' : null,
          },
          el(
            'div',
            {
              class: 'slds-truncate',
              title: typeof cell.value === 'boolean' ? null : wordsOf(cell),
            },
            content,
          ),
        );
      }),
    );
  draw();
  if (rows.length > 0) return el('div', { class: 'org-table-box' }, table);
  return el(
    'div',
    {},
    el('div', { class: 'org-table-box org-table-box_empty' }, table),
    el('p', { class: 'org-none' }, 'No items to display.'),
  );
}

const NUMBERS = ['currency', 'double', 'int', 'percent'];
const isNumber = ({ type }) => NUMBERS.includes(type);
const wordsOf = ({ value, display }) => display ?? value;

/** The name of another record leads to it. */
const linked = ({ type }, cell) =>
  cell.recordId ? link(recordUrl(cell.recordId), wordsOf(cell)) : shownValue({ type, ...cell });

/** By value, so that ten comes after nine; what is empty comes last. */
function sortRows(rows, { field, type }, isDescending) {
  const keyOf = ({ cells }) => {
    const { value, display } = cells[field] ?? {};
    return type === 'reference' ? (display ?? value) : value;
  };
  const compare = (a, b) => (typeof a === 'string' ? a.localeCompare(b) : Number(a) - Number(b));
  return rows.toSorted((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    if (a === null || a === undefined || b === null || b === undefined) {
      return Number(a === null || a === undefined) - Number(b === null || b === undefined);
    }
    return isDescending ? compare(b, a) : compare(a, b);
  });
}
