import { missingOf, readChecklist } from './checklist';
import { closingOf } from './closing';
import { readConflicts } from './conflicts';
import { isInbound, kindOf } from './dealKind';
import { waitingOf } from './waiting';

/** The first rule that fits names the state: what nobody may see, what a person must do, what happens, what is. */
const STATES = [
  [
    'no-permission',
    ({ deal }) => deal.hidden.includes('sync') || deal.hidden.includes('syncStatus'),
  ],
  // Queued too: the first of several choices is saved, and the others must stay in reach.
  [
    'conflict',
    ({ deal }) => ['Conflict', 'Queued'].includes(deal.syncStatus) && hasConflicts(deal),
  ],
  ['failed', ({ deal }) => deal.syncStatus === 'Failed'],
  ['closing', ({ closing }) => closing !== null && closing.phase !== 'held'],
  ['closing-held', ({ closing }) => closing?.phase === 'held'],
  ['invitation-incomplete', ({ deal }) => isIncomplete(deal) && isLinked(deal)],
  ['checklist-incomplete', ({ deal }) => isIncomplete(deal) && deal.sync],
  ['needs-attention', ({ deal }) => ['Needs Attention', 'Conflict'].includes(deal.syncStatus)],
  ['won', ({ deal }) => isClosedAs(deal, 'Won')],
  ['lost', ({ deal }) => isClosedAs(deal, 'Lost')],
  ['declined', ({ deal }) => isClosedAs(deal, 'Declined')],
  ['expired', ({ deal }) => isClosedAs(deal, 'Expired')],
  ['paused', ({ deal }) => deal.syncStatus === 'Paused' || (!deal.sync && isLinked(deal))],
  ['answer-sent', ({ deal }) => deal.status === 'New' && Boolean(deal.response)],
  ['on-hold', ({ deal }) => deal.status === 'New'],
  ['bridge-down', ({ deal, waiting }) => deal.sync && !isLinked(deal) && waiting === 'long'],
  ['queued', ({ deal }) => deal.sync && (!isLinked(deal) || isNewlyLinked(deal))],
  ['pending-at-microsoft', ({ deal }) => ['Pending', 'Received'].includes(deal.microsoftStatus)],
  ['accepted', ({ deal }) => ['Accepted', 'Won'].includes(deal.microsoftStatus)],
  ['declined-by-microsoft', ({ deal }) => deal.microsoftStatus === 'Declined'],
  ['unanswered-by-microsoft', ({ deal }) => deal.microsoftStatus === 'Expired'],
  // Microsoft's own half says nothing, as with a deal that was a lead of Microsoft's.
  ['inbound', ({ deal }) => isLinked(deal) && isInbound(deal)],
  ['private', ({ deal }) => isLinked(deal) && kindOf(deal) === 'private'],
  ['partner-led', ({ deal }) => isLinked(deal)],
  ['closed-before', ({ deal }) => deal.isClosed],
  ['ready', ({ deal }) => deal.consent],
  ['not-shared', () => true],
];

/** The one state a deal is shown in. `now` in milliseconds. */
export function stateOf(deal, now) {
  const known = { deal, closing: closingOf(deal, now), waiting: waitingOf(deal, now) };
  return STATES.find(([, fits]) => fits(known))[0];
}

export function isLinked(deal) {
  return Boolean(deal.referralId);
}

/** It has its referral, as a deal that was a lead has at first, but none of the values yet. */
function isNewlyLinked({ syncStatus, lastSynced }) {
  return syncStatus === 'Queued' && !lastSynced;
}

function isIncomplete(deal) {
  return missingOf(readChecklist(deal.checklist)).length > 0;
}

function hasConflicts(deal) {
  return readConflicts(deal.conflicts, deal.conflictChoices).length > 0;
}

function isClosedAs(deal, substatus) {
  return deal.status === 'Closed' && deal.substatus === substatus;
}
