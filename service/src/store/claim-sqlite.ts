import type { Expression, SqlBool } from 'kysely';
import { expressionBuilder } from 'kysely';
import type { ClaimFilter } from '../sync/ports.ts';
import type { PairRow, Schema, Trx } from './schema.ts';

export type DueQuery = {
  now: number;
  limit: number;
  background: boolean;
  only?: ClaimFilter | undefined;
};
export type DueRow = Pick<PairRow, 'id' | 'webhook_stub' | 'priority' | 'due_at'>;

/**
 * Due pairs nobody holds, best first. The only statement that differs between databases: here no lock is
 * needed, because a SQLite store has one process and a transaction runs alone; PostgreSQL adds
 * `FOR UPDATE SKIP LOCKED`.
 */
export async function selectDue(trx: Trx, query: DueQuery): Promise<DueRow[]> {
  return trx
    .selectFrom('pairs')
    .select(['id', 'webhook_stub', 'priority', 'due_at'])
    .where('due_at', '<=', query.now)
    .where('state', '<>', 'tombstone')
    .where(isFree(query.now))
    .where('priority', query.background ? '>' : '=', 0)
    .where(isWanted(query.only))
    .orderBy('webhook_stub')
    .orderBy('priority')
    .orderBy('due_at')
    .orderBy('id')
    .limit(query.limit)
    .execute();
}

/** What a claim with a filter may take; regular looks are pairs that nobody rang since the last settle. */
export function isWanted(only: ClaimFilter | undefined): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'pairs'>();
  if (only === undefined) return eb.lit(true);
  if (only !== 'live') {
    return only.pairIds.length === 0 ? eb.lit(false) : eb('pairs.id', 'in', [...only.pairIds]);
  }
  const isRung = eb('pairs.rung', '>', eb.ref('pairs.settled_rung'));
  const isOpen = eb.or([eb('pairs.held', '<>', '{}'), eb('pairs.attempt', 'is not', null)]);
  return eb.and([eb('pairs.priority', '=', 0), eb.or([isRung, isOpen])]);
}

function isFree(now: number): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'pairs'>();
  return eb.or([eb('pairs.claimed_until', 'is', null), eb('pairs.claimed_until', '<', now)]);
}
