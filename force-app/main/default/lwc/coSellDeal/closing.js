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
  return { phase, until: deal.closeSendsAt, outcome: outcomeOf(deal) };
}

function outcomeOf({ isWon, isClosed, status }) {
  if (isWon) return 'won';
  if (!isClosed) return 'accepted';
  return status === 'New' ? 'declined' : 'lost';
}
