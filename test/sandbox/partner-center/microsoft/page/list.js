/** The list of deals: what waits, what runs, what is over. */
import { el } from './dom.js';
import { button, empty, standing, table } from './pieces.js';
import { ago, countdown, day, DIRECTIONS, moment, money, NONE, titleOf } from './words.js';

export const FILTERS = ['All', 'New', 'Active', 'Closed'];
const FILTER_WORDS = {
  All: 'All',
  New: 'Waiting for an answer',
  Active: 'Active',
  Closed: 'Closed',
};

const ANSWERS = { Microsoft: 'your answer', 'the partner': 'the partner’s answer' };

const COLUMNS = [
  { name: 'Deal', className: 'lead' },
  { name: 'Direction', className: 'short' },
  { name: 'Status', className: 'short' },
  { name: 'Value', className: 'number' },
  { name: 'Close date', className: 'short' },
  { name: 'Answer', className: 'short' },
  { name: 'Last change', className: 'short' },
];

/** `chosen` has `filter` and `search`. */
export function drawList(deals, chosen, now) {
  const shown = deals.filter((deal) => isShown(deal, chosen));
  return [
    el(
      'div',
      { className: 'title-row' },
      el('h1', {}, 'Deals'),
      button('Send a deal to the partner', { command: 'new-deal' }, 'primary'),
    ),
    el(
      'div',
      { className: 'filters' },
      el(
        'div',
        { className: 'tabs', role: 'group', 'aria-label': 'Filter by status' },
        FILTERS.map((filter) => filterButton(filter, deals, chosen)),
      ),
      el('input', {
        type: 'search',
        id: 'search',
        placeholder: 'Find a deal or customer',
        'aria-label': 'Find a deal or customer',
      }),
    ),
    shown.length > 0
      ? el(
          'div',
          { className: 'card table-card' },
          table(
            'Deals',
            COLUMNS,
            shown.map((deal) => row(deal, now)),
          ),
        )
      : nothing(deals, chosen),
  ];
}

function filterButton(filter, deals, { filter: current }) {
  const count = deals.filter((deal) => hasStatus(deal, filter)).length;
  return el(
    'button',
    {
      type: 'button',
      'aria-pressed': String(filter === current),
      data: { key: filter, filter },
    },
    `${FILTER_WORDS[filter]} `,
    el('span', { className: 'count' }, String(count)),
  );
}

function row(deal, now) {
  const left = countdown(deal.expires, now);
  return {
    key: deal.engagementId,
    cells: [
      [
        el('a', { href: `#/deals/${deal.engagementId}` }, titleOf(deal)),
        el('span', { className: 'under' }, deal.name ? deal.customer : 'Without a name'),
      ],
      [DIRECTIONS[deal.direction], el('span', { className: 'under' }, deal.kind)],
      [standing(deal), el('span', { className: 'under' }, otherHalf(deal))],
      money(deal.dealValue, deal.currency),
      day(deal.closingDate),
      left
        ? [
            el('span', { className: left.isUrgent ? 'urgent' : '' }, left.text),
            el('span', { className: 'under' }, ANSWERS[deal.waitsFor]),
          ]
        : NONE,
      [ago(deal.changedAt, now), el('span', { className: 'under' }, moment(deal.changedAt))],
    ],
  };
}

/** The half that the status is not of, or why there is none. */
function otherHalf({ direction, kind, partner, microsoft, waitsFor }) {
  if (microsoft && partner) return `Partner: ${partner.status} · ${partner.substatus}`;
  if (direction === 'to partner')
    return waitsFor ? 'The partner answers' : 'The partner’s referral';
  return kind === 'Private' ? 'Not for Microsoft’s sellers' : 'Microsoft is not invited';
}

function nothing(deals, { filter, search }) {
  if (deals.length === 0) {
    return empty(
      'No deals yet',
      'Deals appear here when the partner shares one, or when you send one to the partner.',
      button('Send a deal to the partner', { command: 'new-deal' }),
    );
  }
  const what = search ? `“${search}”` : `the filter “${FILTER_WORDS[filter]}”`;
  return empty(
    'Nothing here',
    `No deal matches ${what}.`,
    button('Show all deals', { command: 'show-all' }),
  );
}

const hasStatus = ({ status }, filter) => filter === 'All' || status === filter;
const isShown = (deal, { filter, search }) =>
  hasStatus(deal, filter) &&
  [deal.name, deal.customer].some(
    (text) => text?.toLowerCase().includes(search.toLowerCase()) || search === '',
  );
