/** Webhook events, with every try and what the receiver answered. */
import { el } from './dom.js';
import { chip, empty, table } from './pieces.js';
import { moment } from './words.js';

const STATES = {
  waiting: ['waits for an answer', 'warn'],
  delivered: ['delivered', 'good'],
  dropped: ['lost on the way', 'bad'],
  off: ['not sent: webhooks are off', 'bad'],
  offline: ['given up', 'bad'],
};
const COLUMNS = [
  { name: 'Event', className: 'lead' },
  { name: 'Time' },
  { name: 'State' },
  { name: 'Tries' },
  { name: 'Again', className: 'end' },
];

/** `dealOf` gives the page of the deal a referral belongs to; one deal needs no such link. */
export function drawEvents(events, { isOfOneDeal = false, dealOf = () => undefined } = {}) {
  if (events.length === 0) {
    return empty(
      'No events',
      isOfOneDeal
        ? 'Nothing was sent about this deal: no webhook is registered, or none for such an event.'
        : 'Nothing was sent since this simulator was started.',
    );
  }
  return table(
    'Webhook events',
    COLUMNS,
    events.map((one) => ({ key: String(one.n), cells: cellsOf(one, dealOf(one.referralId)) })),
  );
}

function cellsOf({ n, event, state, duplicate, createdAt, attempts, url }, deal) {
  const [words, tone] = STATES[state] ?? [state];
  return [
    [
      el('strong', {}, event),
      duplicate ? [' ', chip('sent again')] : null,
      el('span', { className: 'under' }, deal ? el('a', { href: deal.href }, deal.title) : url),
    ].flat(),
    moment(createdAt),
    chip(words, tone),
    tries(attempts),
    state === 'waiting'
      ? ''
      : el(
          'button',
          {
            type: 'button',
            className: 'small',
            'aria-label': `Send again: ${event}, number ${n}`,
            data: { command: 'resend', n: String(n) },
          },
          'Send again',
        ),
  ];
}

function tries(attempts) {
  const [last] = attempts.slice(-1);
  if (!last) return 'none';
  const words = `${attempts.length} × · ${answerOf(last)}`;
  if (attempts.length === 1) return words;
  return el(
    'details',
    { className: 'tries' },
    el('summary', {}, words),
    el(
      'ol',
      {},
      attempts.map((one) => el('li', {}, `${moment(one.at)}: ${answerOf(one)}`)),
    ),
  );
}

const answerOf = ({ status, error }) =>
  status === undefined ? `no answer (${error})` : `answered ${status}`;
