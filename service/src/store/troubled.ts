/** Which pairs are in trouble, as conditions over their rows: the same as `troubleOf` of the domain says of one pair. */
import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import { ASKED, UNRESOLVED } from '../domain/trouble.ts';
import type { Schema } from './schema.ts';

const eb = expressionBuilder<Schema, 'pairs'>();
type Condition = Expression<SqlBool>;

/** Paused and closed pairs wait for nobody, and a stub is nobody's yet. */
const isActive = eb('pairs.state', 'in', ['open', 'failed']);

export const hasFailed: Condition = eb('pairs.state', '=', 'failed');
export const isBackingOff: Condition = eb.and([
  eb('pairs.state', '=', 'open'),
  eb('pairs.failures', '>', 0),
]);
export const isAsked: Condition = eb.and([isActive, holds(ASKED)]);
export const isUnresolved: Condition = eb.and([isActive, holds(UNRESOLVED)]);

/** An outside write whose outcome nobody knows; while a visit goes on it has only just left. */
const isUnconfirmed = (now: Expression<number>): Condition =>
  eb.and([
    isActive,
    eb('pairs.attempt', 'is not', null),
    eb.or([eb('pairs.claimed_until', 'is', null), eb('pairs.claimed_until', '<', now)]),
  ]);

export const isTroubled = (now: Expression<number>): Condition =>
  eb.or([hasFailed, isBackingOff, isAsked, isUnresolved, isUnconfirmed(now)]);

/** A quote inside a value is escaped in JSON, so only a member of the move itself looks like this. */
function holds(reasons: readonly string[]): Condition {
  return eb.and([
    eb('pairs.held', '<>', '{}'),
    eb.or(reasons.map((reason) => eb('pairs.held', 'like', `%"reason":"${reason}"%`))),
  ]);
}
