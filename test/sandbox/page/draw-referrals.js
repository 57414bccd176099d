/** The right column: our half of a deal in Partner Center, and Microsoft's. */
import { $, chip, el, facts, momentOf, refill, toneOf } from './elements.js';
import { controlsOf, fill } from './drafts.js';

const FINAL = ['Won', 'Lost', 'Declined', 'Expired'];

/** Buttons of both halves, by the status they can be pressed in. */
const MOVES = {
  portal: [
    { label: 'Accept', from: 'New', to: ['Active', 'Accepted'] },
    {
      label: 'Decline',
      from: 'New',
      to: ['Closed', 'Declined'],
      reason: 'Customer requirement not met',
    },
    { label: 'Win the deal', from: 'Active', to: ['Closed', 'Won'] },
    { label: 'Lose the deal', from: 'Active', to: ['Closed', 'Lost'], reason: 'Others' },
  ],
  microsoft: [
    { label: 'Microsoft accepts', from: 'New', to: ['Active', 'Accepted'] },
    { label: 'Microsoft declines', from: 'New', to: ['Closed', 'Declined'], reason: 'Others' },
    { label: 'Microsoft wins', from: 'Active', to: ['Closed', 'Won'] },
    { label: 'Microsoft loses', from: 'Active', to: ['Closed', 'Lost'], reason: 'Others' },
  ],
};

export function drawEngagement(engagement, deal) {
  $('engagement-title').textContent = engagement?.name ?? 'Not in Partner Center';
  $('engagement-empty').hidden = Boolean(engagement);
  $('engagement-empty').textContent = deal
    ? 'This opportunity is not shared. On the left, tick both boxes under Sharing, and save.'
    : 'Choose a deal above.';
  drawHalf('own', 'portal', engagement?.own);
  drawHalf('microsoft', 'microsoft', engagement?.microsoft);
}

function drawHalf(name, as, referral) {
  $(name).hidden = !referral;
  if (!referral) return;
  chip(`${name}-status`, `${referral.status}, ${referral.substatus}`, toneOf(referral.substatus));
  const form = $(`${name}-form`);
  fill(form, referral.id, referral);
  const isClosed = referral.status === 'Closed';
  for (const control of controlsOf(form)) control.disabled = isClosed;
  refill(
    form.querySelector('[data-moves]'),
    MOVES[as]
      .filter(({ from }) => from === referral.status)
      .map((move) =>
        el(
          'button',
          {
            type: 'button',
            dataset: { key: move.label, move: JSON.stringify({ as, id: referral.id, ...move }) },
          },
          move.label,
        ),
      ),
  );
  refill(
    $(`${name}-facts`),
    facts([
      ['Answer until', momentOf(referral.expires)],
      ['Visible to Microsoft', name === 'own' ? (referral.visible ? 'yes' : 'no') : null],
      ['Reason', referral.statusReason],
      ['CRM id', referral.crmId],
      [
        name === 'own' ? 'Our team' : "Microsoft's sellers",
        name === 'microsoft' && referral.status === 'New' ? null : referral.team.join(', '),
      ],
      ['Customer contacts', name === 'own' ? referral.contacts.join(', ') : null],
      ['Solutions', name === 'own' ? referral.solutions.join(', ') : null],
      ['', FINAL.includes(referral.substatus) ? 'A closed deal can no longer be changed.' : null],
    ]),
  );
}
