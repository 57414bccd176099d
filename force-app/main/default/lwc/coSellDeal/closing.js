import { VISIBLE } from './dealKind';

/** The before-trigger writes the year 4000 for "held until I say so". */
const HELD_FROM = Date.parse('4000-01-01T00:00:00Z');

/**
 * A status that follows from the stage and can still be taken back: what Microsoft will be told, and when.
 * Null when nothing is about to be told.
 */
export function closingOf(deal, now) {
  if (!deal.closeSendsAt || deal.status === 'Closed') return null;
  const until = Date.parse(deal.closeSendsAt);
  const phase = until >= HELD_FROM ? 'held' : until > now ? 'counting' : 'due';
  return {
    phase,
    until: deal.closeSendsAt,
    outcome: outcomeOf(deal),
    safeFrom: safeFrom(deal, phase === 'counting' ? until : now),
  };
}

/** A deal that is won sooner after it was shared may be refused when it is registered (contract 4.7). */
const REGISTRABLE_AFTER_MS = 72 * 60 * 60 * 1000;

/**
 * From when on winning the deal puts no registration at risk; null where that is so at `sendsAt` already, and for deals
 * that are never registered: private ones. Whether one of its solutions can be registered is not on the record.
 */
function safeFrom(deal, sendsAt) {
  const isShown = Boolean(deal.help) || deal.visibility === VISIBLE;
  if (!deal.isWon || !isShown) return null;
  const safe = Date.parse(deal.received ?? '') + REGISTRABLE_AFTER_MS;
  return safe > sendsAt ? new Date(safe).toISOString() : null;
}

function outcomeOf({ isWon, isClosed, status }) {
  if (isWon) return 'won';
  if (!isClosed) return 'accepted';
  return status === 'New' ? 'declined' : 'lost';
}
