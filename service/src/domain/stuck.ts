/** Moves that cannot succeed now: refused with exactly these values, or undone by somebody again and again. */
import { hold, isSameMove, viewsOf, type Draft } from './draft.ts';
import type { HoldReason } from './pair.ts';
import type { MergedField, Side } from './values.ts';

export function stuckReason(draft: Draft, field: MergedField): HoldReason | undefined {
  const { pair, now, loop } = draft.input;
  const before = pair.held[field];
  if (before?.reason === 'refused' && isSameMove(before, viewsOf(draft, field))) return 'refused';
  const writes = (pair.recentWrites[field] ?? []).map(
    (entry) => entry.split('@') as [Side, string],
  );
  const recent = writes.filter(([, at]) => Date.parse(at) > now - loop.windowMs);
  const sides = new Set(recent.map(([side]) => side));
  return recent.length > loop.limit && sides.size === 2 ? 'looping' : undefined;
}

export function holdBlocked(draft: Draft, field: MergedField, reason: HoldReason): void {
  const { now, loop } = draft.input;
  const until = reason === 'looping' ? new Date(now + loop.windowMs).toISOString() : undefined;
  hold(draft, field, reason, until);
}
