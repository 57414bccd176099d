/** Where events go, and what became of them. */
import { el } from './dom.js';
import { drawEvents } from './events.js';
import { button, card, empty, facts } from './pieces.js';
import { titleOf } from './words.js';

export function drawWebhooks({ registration, events }, deals) {
  return [
    el(
      'div',
      { className: 'title-row' },
      el('h1', {}, 'Webhooks'),
      registration ? button('Send a test event', { command: 'test-event' }, 'primary') : null,
    ),
    card(
      'Registration',
      { id: 'registration' },
      registration
        ? facts([
            ['Address', el('code', {}, registration.url)],
            ['Events', registration.events.join(', ')],
            [
              'Signature',
              registration.signatureInMsHeader ? 'in x-ms-signature' : 'in Authorization',
            ],
          ])
        : empty(
            'Nothing is registered',
            'The partner’s program registers its address through the webhook API; until then nobody is told anything.',
          ),
    ),
    card(
      'Events, newest first',
      { id: 'events' },
      drawEvents(events, { dealOf: (id) => dealOf(id, deals) }),
    ),
  ];
}

function dealOf(referralId, deals) {
  const deal = deals.find(({ referralIds }) => referralIds.includes(referralId));
  return deal && { href: `#/deals/${deal.engagementId}`, title: titleOf(deal) };
}
