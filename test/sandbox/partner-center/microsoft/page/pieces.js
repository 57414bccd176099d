/** Small pieces that several views are made of. */
import { el } from './dom.js';
import { NONE, TONES } from './words.js';

export const chip = (text, tone) => el('span', { className: `chip ${tone ?? ''}`.trim() }, text);

export const standing = ({ status, substatus }) =>
  chip(`${status} · ${substatus}`, TONES[substatus]);

/** A list of names and values; a value is a text or an element. An empty one is a dash, an undefined one is left out. */
export const facts = (rows) =>
  el(
    'dl',
    { className: 'facts' },
    rows
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) =>
        el(
          'div',
          {},
          el('dt', {}, name),
          el('dd', {}, value === null || value === '' ? NONE : value),
        ),
      ),
  );

export const button = (label, data, className = '') =>
  el('button', { type: 'button', className, data }, label);

export const empty = (title, sentence, ...more) =>
  el(
    'div',
    { className: 'empty' },
    el('p', { className: 'empty-title' }, title),
    el('p', {}, sentence),
    ...more,
  );

/** A section with a heading of its own; `aside` stands at the right of the heading. */
export const card = (title, { id, aside, className = '' }, ...content) =>
  el(
    'section',
    { className: `card ${className}`.trim(), 'aria-labelledby': id },
    el('div', { className: 'card-head' }, el('h2', { id }, title), aside),
    ...content,
  );

/**
 * A table that becomes a stack of cards on a phone. Roles are said aloud, because a changed display would take them away.
 * Columns are `{name, className?}`; a row is `{key, cells}`.
 */
export const table = (label, columns, rows) =>
  el(
    'table',
    { role: 'table', 'aria-label': label },
    el(
      'thead',
      { role: 'rowgroup' },
      el(
        'tr',
        { role: 'row' },
        columns.map(({ name, className }) =>
          el('th', { role: 'columnheader', 'data-name': name, className, scope: 'col' }, name),
        ),
      ),
    ),
    el(
      'tbody',
      { role: 'rowgroup' },
      rows.map(({ key, cells }) =>
        el(
          'tr',
          { role: 'row', data: { key } },
          cells.map((cell, index) =>
            el(
              'td',
              {
                role: 'cell',
                'data-name': columns[index].name,
                className: columns[index].className,
              },
              cell,
            ),
          ),
        ),
      ),
    ),
  );
