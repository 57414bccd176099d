import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { ClaimFilter } from '../sync/ports.ts';
import type { Engine } from './engine.ts';
import type { PairRow, Schema } from './schema.ts';

/** Which of the due pairs: claims take them one after the other. */
export type Turn = 'live' | 'background' | 'webhook-stubs';

export type DueQuery = {
  turn: Turn;
  limit: number;
  leaseMs: number;
  only?: ClaimFilter | undefined;
};

const eb = expressionBuilder<Schema, 'pairs'>();

const TURNS: Readonly<Record<Turn, Expression<SqlBool>>> = {
  live: eb.and([eb('webhook_stub', '=', 0), eb('priority', '=', 0)]),
  background: eb.and([eb('webhook_stub', '=', 0), eb('priority', '>', 0)]),
  'webhook-stubs': eb('webhook_stub', '=', 1),
};

/**
 * Claims due pairs that nobody holds, in one statement, best first. On PostgreSQL it passes over rows that another
 * replica has locked just now; whoever locks them then looks again at what they have become.
 */
export async function claimTurn(engine: Engine, query: DueQuery): Promise<PairRow[]> {
  if (query.limit < 1) return [];
  const { after, db } = engine;
  const rows = await db
    .with('due', (inner) =>
      engine.lockUnlocked(
        inner
          .selectFrom('pairs')
          .select('id')
          .where('due_at', '<=', after(0))
          .where('state', '<>', 'tombstone')
          .where(isFree(after(0)))
          .where(TURNS[query.turn])
          .where(isWanted(query.only))
          .orderBy('priority')
          .orderBy('due_at')
          .orderBy('id')
          .limit(query.limit),
      ),
    )
    .updateTable('pairs')
    .set({ claim_token: eb('claim_token', '+', 1), claimed_until: after(query.leaseMs) })
    .where('id', 'in', (inner) => inner.selectFrom('due').select('due.id'))
    .returningAll()
    .execute();
  return rows.toSorted(inOrder);
}

/** What a claim with a filter may take; regular looks are pairs that nobody rang since the last settle. */
function isWanted(only: ClaimFilter | undefined): Expression<SqlBool> {
  if (only === undefined) return eb.lit(true);
  if (only !== 'live') {
    return only.pairIds.length === 0 ? eb.lit(false) : eb('pairs.id', 'in', [...only.pairIds]);
  }
  const isRung = eb('pairs.rung', '>', eb.ref('pairs.settled_rung'));
  const isOpen = eb.or([eb('pairs.held', '<>', '{}'), eb('pairs.attempt', 'is not', null)]);
  return eb.and([eb('pairs.priority', '=', 0), eb.or([isRung, isOpen])]);
}

function isFree(now: Expression<number>): Expression<SqlBool> {
  return eb.or([eb('pairs.claimed_until', 'is', null), eb('pairs.claimed_until', '<', now)]);
}

/** `returning` has no order of its own. */
function inOrder(a: PairRow, b: PairRow): number {
  return a.priority - b.priority || (a.due_at ?? 0) - (b.due_at ?? 0) || (a.id < b.id ? -1 : 1);
}
