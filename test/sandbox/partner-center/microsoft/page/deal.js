/** One deal: Microsoft's referral and the partner's beside each other, then what happened and what was sent. */
import { el } from './dom.js';
import { drawEvents } from './events.js';
import { card, chip, empty, standing } from './pieces.js';
import { drawReferral } from './referral.js';
import { countdown, day, DIRECTIONS, moment, money, titleOf } from './words.js';

export function drawDeal({ deal, referrals, history, events }, now) {
  const ordered = [...referrals].sort((a, b) =>
    a.owner === b.owner ? 0 : a.owner === 'Microsoft' ? -1 : 1,
  );
  return [
    el('p', { className: 'crumb' }, el('a', { href: '#/deals' }, '‹ All deals')),
    el(
      'div',
      { className: 'title-row' },
      el(
        'div',
        {},
        el('h1', {}, titleOf(deal)),
        el(
          'p',
          { className: 'subtitle' },
          deal.name ? deal.customer : 'Not named by the partner',
          ' ',
          standing(deal),
          ' ',
          chip(deal.kind),
        ),
      ),
    ),
    headline(deal, now),
    el(
      'div',
      { className: `referrals ${ordered.length === 1 ? 'single' : ''}` },
      ordered.map((one) => drawReferral(one, referrals)),
    ),
    card('History', { id: 'history' }, drawHistory(history)),
    card('Webhooks sent', { id: 'sent' }, drawEvents(events, { isOfOneDeal: true })),
  ];
}

const ANSWERS = { Microsoft: 'Your answer', 'the partner': 'The partner’s answer' };

function headline(deal, now) {
  const left = countdown(deal.expires, now);
  const items = [
    ['Direction', DIRECTIONS[deal.direction]],
    ['Value', money(deal.dealValue, deal.currency)],
    ['Close date', day(deal.closingDate)],
    ...(left
      ? [
          [
            ANSWERS[deal.waitsFor],
            el('span', { className: left.isUrgent ? 'urgent' : '' }, left.text),
          ],
        ]
      : []),
    ['Last change', moment(deal.changedAt)],
  ];
  return el(
    'dl',
    { className: 'headline' },
    items.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
  );
}

function drawHistory(history) {
  if (history.length === 0) {
    return empty('No history', 'Nothing was written since this simulator was started.');
  }
  return el(
    'ol',
    { className: 'history' },
    history.map(({ seq, at, who, owner, kind, changes }) =>
      el(
        'li',
        { data: { key: String(seq) } },
        el(
          'p',
          {},
          el('strong', {}, who),
          ` ${told(kind, changes)} ${owner === 'Microsoft' ? 'Microsoft’s' : 'the partner’s'} referral `,
          el('time', { className: 'quiet', dateTime: at }, moment(at)),
        ),
        changes.length > 0
          ? el(
              'ul',
              {},
              changes.map(({ name, before, after }) =>
                el('li', {}, `${name}: `, el('del', {}, before), ' → ', el('ins', {}, after)),
              ),
            )
          : null,
      ),
    ),
  );
}

function told(kind, changes) {
  if (kind === 'create') return 'created';
  return changes.length === 0 ? 'wrote without changing' : 'changed';
}
