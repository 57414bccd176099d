import type { Claim, ClaimFilter, ClaimRef } from '../sync/ports.ts';
import { claimTurn, type Turn } from './claim-due.ts';
import { type Engine, inTransaction } from './engine.ts';
import { toPair } from './rows.ts';
import type { Db, PairRow } from './schema.ts';

const BACKGROUND_SHARE = 3 / 4;

/**
 * Gives due pairs to one worker each, in one short transaction that is committed before the first outside
 * call. Live pairs first; resync and backfill get what is left, at most three quarters of the slots; stubs that
 * only webhooks rang come last. `claimedAt` is the caller's own time.
 */
export async function claimDue(
  engine: Engine,
  options: {
    limit: number;
    leaseMs: number;
    claimedAt: number;
    only?: ClaimFilter | undefined;
  },
): Promise<Claim[]> {
  const { limit, leaseMs, only, claimedAt } = options;
  if (limit < 1) return [];
  const rows = await inTransaction(engine, async (inside) => {
    const take = (turn: Turn, most: number) =>
      claimTurn(inside, { turn, limit: most, leaseMs, only });
    const live = await take('live', limit);
    const background = await take('background', backgroundSlots(limit, live.length));
    const stubs = await take('webhook-stubs', limit - live.length - background.length);
    return [...live, ...background, ...stubs];
  });
  return rows.map((row) => toClaim(row, claimedAt));
}

function backgroundSlots(limit: number, live: number): number {
  const share = Math.floor(limit * BACKGROUND_SHARE);
  // A worker with one free slot would otherwise never come to the background.
  return live === 0 ? Math.max(1, share) : Math.min(share, limit - live);
}

function toClaim(row: PairRow, claimedAt: number): Claim {
  return { pair: toPair(row), token: row.claim_token, rung: row.rung, claimedAt };
}

/** Extends the leases in one statement; a claim that was robbed or ended is not among the answer. */
export async function renewClaims(
  engine: Engine,
  claims: ClaimRef[],
  leaseMs: number,
): Promise<ClaimRef[]> {
  if (claims.length === 0) return [];
  const rows = await engine.db
    .with('held', (db) =>
      engine.lock(
        db
          .selectFrom('pairs')
          .select('id')
          .where('claimed_until', 'is not', null)
          .where((eb) =>
            eb.or(
              claims.map(({ pairId, token }) =>
                eb.and([eb('id', '=', pairId), eb('claim_token', '=', token)]),
              ),
            ),
          )
          .orderBy('id'),
      ),
    )
    .updateTable('pairs')
    .set({ claimed_until: engine.after(leaseMs) })
    .where('id', 'in', (eb) => eb.selectFrom('held').select('held.id'))
    .returning(['id', 'claim_token'])
    .execute();
  return rows.map((row) => ({ pairId: row.id, token: row.claim_token }));
}

/** A SQLite store has one process: whatever was claimed, its holder is gone. */
export async function voidClaims(db: Db): Promise<void> {
  await db
    .updateTable('pairs')
    .set({ claimed_until: null })
    .where('claimed_until', 'is not', null)
    .execute();
  await db
    .updateTable('cursors')
    .set({ claimed_until: null })
    .where('claimed_until', 'is not', null)
    .execute();
}
