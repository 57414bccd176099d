import { type Expression, expressionBuilder } from 'kysely';
import type { PairState } from '../domain/pair.ts';
import type { Engine } from './engine.ts';
import type { Schema } from './schema.ts';

export type DueColumn = null | Expression<number | null>;

/** States that are not looked at again by themselves; a ring still makes the first two due. */
const RESTING: readonly PairState[] = ['paused', 'closed', 'tombstone'];

const eb = expressionBuilder<Schema, 'pairs'>();

/**
 * `due_at` after a settle: the next look, or, when the pair was rung after the claim, as soon as allowed. Both in
 * milliseconds from now. Decided in the statement itself, so that a ring cannot slip in between.
 * @throws TypeError when a state that needs a next look has none: such a pair would never be looked at again
 */
export function dueWhenSettled(
  { after }: Engine,
  state: PairState,
  rungAtClaim: number,
  times: { nextLookMs: number | null; soonestMs: number },
): DueColumn {
  if (times.nextLookMs === null && !RESTING.includes(state)) {
    throw new TypeError(
      `Expected a time for the next look of a pair in state ${state}, got null. Only ${RESTING.join(', ')} have none.`,
    );
  }
  if (state === 'tombstone') return null;
  const nextLook: Expression<number | null> =
    times.nextLookMs === null ? eb.lit(null) : nullable(after(times.nextLookMs));
  return eb
    .case()
    .when('pairs.rung', '>', rungAtClaim)
    .then(nullable(after(Math.max(0, times.soonestMs))))
    .else(nextLook)
    .end();
}

/** `due_at` after a release: `dueMs` from now, or at once when somebody urgent rang after the claim. */
export function dueWhenReleased(
  { after }: Engine,
  state: PairState,
  rungAtClaim: number,
  dueMs: number,
): DueColumn {
  if (state === 'tombstone') return null;
  return eb
    .case()
    .when('pairs.urgent_rung', '>', rungAtClaim)
    .then(nullable(after(Math.min(0, dueMs))))
    .else(nullable(after(dueMs)))
    .end();
}

/** A moment for a column that may also be empty. */
const nullable = (moment: Expression<number>): Expression<number | null> =>
  eb.cast<number | null>(moment, 'bigint');
