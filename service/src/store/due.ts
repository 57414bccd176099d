import { type Expression, expressionBuilder } from 'kysely';
import type { PairState } from '../domain/pair.ts';
import type { Schema } from './schema.ts';

export type DueColumn = number | null | Expression<number | null>;

/** States that are not looked at again by themselves; a ring still makes the first two due. */
const RESTING: readonly PairState[] = ['paused', 'closed', 'tombstone'];

const eb = expressionBuilder<Schema, 'pairs'>();

/**
 * `due_at` after a settle: the next look, or, when the pair was rung after the claim, as soon as allowed.
 * Decided in the statement itself, so that a ring cannot slip in between.
 * @throws TypeError when a state that needs a next look has none: such a pair would never be looked at again
 */
export function dueWhenSettled(
  state: PairState,
  rungAtClaim: number,
  times: { nextLookAt: number | null; notBefore: number; now: number },
): DueColumn {
  if (times.nextLookAt === null && !RESTING.includes(state)) {
    throw new TypeError(
      `Expected a time for the next look of a pair in state ${state}, got null. Only ${RESTING.join(', ')} have none.`,
    );
  }
  if (state === 'tombstone') return null;
  return eb
    .case()
    .when('pairs.rung', '>', rungAtClaim)
    .then<number | null>(Math.max(times.now, times.notBefore))
    .else(times.nextLookAt)
    .end();
}

/** `due_at` after a release: `dueAt`, or at once when somebody urgent rang after the claim. */
export function dueWhenReleased(
  state: PairState,
  rungAtClaim: number,
  times: { dueAt: number; now: number },
): DueColumn {
  if (state === 'tombstone') return null;
  return eb
    .case()
    .when('pairs.urgent_rung', '>', rungAtClaim)
    .then<number | null>(Math.min(times.now, times.dueAt))
    .else(times.dueAt)
    .end();
}
