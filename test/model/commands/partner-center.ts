/** What Microsoft's seller does, and the partner's own people in the portal. */
import type { Edit } from '../../sandbox/partner-center/edits.ts';
import { hasDeal, type Draw, type Kind, type Model } from '../command.ts';
import { amountOf, chosenMicrosoftReferral, chosenReferral, dayOf } from '../look.ts';
import type { Stage } from '../stage.ts';

function microsoft(stage: Stage, draw: Draw, changes: Edit): void {
  const theirs = chosenMicrosoftReferral(stage, draw);
  if (theirs) stage.world.partnerCenter.asMicrosoft(theirs.id, changes);
}

function portal(stage: Stage, draw: Draw, changes: Edit): void {
  const own = chosenReferral(stage, draw);
  if (own) stage.world.partnerCenter.asPartnerPortal(own.id, changes);
}

const DECISIONS: readonly Edit[] = [
  { status: 'Active', substatus: 'Accepted' },
  { status: 'Active', substatus: 'Accepted' },
  { status: 'Closed', substatus: 'Declined', statusReason: 'Not a fit' },
  { status: 'Closed', substatus: 'Won' },
  { status: 'Closed', substatus: 'Lost', statusReason: 'The customer went elsewhere' },
];

const OUTCOMES: readonly Edit[] = [
  { status: 'Active', substatus: 'Accepted' },
  { status: 'Closed', substatus: 'Declined', statusReason: 'Not a customer' },
  { status: 'Closed', substatus: 'Won' },
  { status: 'Closed', substatus: 'Lost', statusReason: 'The customer went elsewhere' },
];

function editSolutions(stage: Stage, draw: Draw): void {
  const own = chosenReferral(stage, draw);
  if (!own) return;
  const n = stage.unique();
  const kept = own.details.requirements.solutions.map(({ id, name }) => ({
    id,
    name: name ?? '',
    type: 'Name',
  }));
  const added = {
    id: `SOL-${String(10_000 + n)}-PCR`,
    name: `Solution ${String(n)}`,
    type: 'Name',
  };
  portal(stage, draw, { solutions: draw.way % 3 === 0 ? kept.slice(1) : [...kept, added] });
}

/** Microsoft may change the content of what it sent. */
function editSent(stage: Stage, draw: Draw): void {
  const id = stage.inbound[draw.deal % Math.max(1, stage.inbound.length)];
  if (id === undefined) return;
  const changes =
    draw.way % 2 === 0
      ? { notes: `Microsoft wrote ${String(stage.unique())}` }
      : { dealValue: amountOf(stage) };
  stage.world.partnerCenter.asMicrosoft(id, changes);
}

export const PARTNER_CENTER: readonly Kind[] = [
  {
    name: 'inbound',
    weight: 3,
    then: (model: Model) => void ((model.deals += 1), (model.inbound += 1)),
    play(stage, draw) {
      // Some hours away: a run need not wait two weeks for it.
      const soon = new Date(stage.world.clock.now() + 6 * 3_600_000).toISOString();
      const { id } = stage.world.partnerCenter.createInbound(
        draw.way % 4 === 0 ? { expirationDateTime: soon } : {},
      );
      stage.inbound.push(id);
    },
  },
  {
    name: 'Microsoft edits what it sent',
    weight: 2,
    when: ({ inbound }) => inbound > 0,
    play: editSent,
  },
  {
    name: 'Microsoft decides',
    weight: 4,
    when: hasDeal,
    play: (stage, draw) => microsoft(stage, draw, DECISIONS[draw.way % DECISIONS.length] ?? {}),
  },
  {
    name: 'Microsoft notes',
    weight: 2,
    when: hasDeal,
    play: (stage, draw) =>
      microsoft(stage, draw, { notes: `Microsoft wrote ${String(stage.unique())}` }),
  },
  {
    name: 'Microsoft value and date',
    weight: 1,
    when: hasDeal,
    play: (stage, draw) =>
      microsoft(stage, draw, { dealValue: amountOf(stage), closingDate: dayOf(stage) }),
  },
  {
    name: 'portal value',
    weight: 6,
    when: hasDeal,
    play: (stage, draw) => portal(stage, draw, { dealValue: amountOf(stage) }),
  },
  {
    name: 'portal date',
    weight: 4,
    when: hasDeal,
    play: (stage, draw) => portal(stage, draw, { closingDate: dayOf(stage) }),
  },
  {
    name: 'portal notes',
    weight: 3,
    when: hasDeal,
    play: (stage, draw) =>
      portal(stage, draw, {
        notes: draw.way === 0 ? null : `portal wrote ${String(stage.unique())}`,
      }),
  },
  { name: 'portal solutions', weight: 2, when: hasDeal, play: editSolutions },
  {
    name: 'portal status',
    weight: 2,
    when: hasDeal,
    play: (stage, draw) => portal(stage, draw, OUTCOMES[draw.way % OUTCOMES.length] ?? {}),
  },
];
