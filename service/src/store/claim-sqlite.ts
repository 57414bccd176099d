import type { Expression, SqlBool } from 'kysely';
import { expressionBuilder } from 'kysely';
import type { PairRow, Schema, Trx } from './schema.ts';

export type DueQuery = { now: number; limit: number; background: boolean };
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
    .orderBy('webhook_stub')
    .orderBy('priority')
    .orderBy('due_at')
    .orderBy('id')
    .limit(query.limit)
    .execute();
}

function isFree(now: number): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'pairs'>();
  return eb.or([eb('pairs.claimed_until', 'is', null), eb('pairs.claimed_until', '<', now)]);
}
