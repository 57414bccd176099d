import type { Claim, ClaimFilter, ClaimRef } from '../sync/ports.ts';
import { type DueRow, selectDue } from './claim-sqlite.ts';
import { toPair } from './rows.ts';
import type { Db, Trx } from './schema.ts';

const BACKGROUND_SHARE = 3 / 4;

/**
 * Gives due pairs to one worker each, in one short transaction that is committed before the first outside
 * call. Live pairs first; resync and backfill get what is left, at most three quarters of the slots.
 */
export async function claimDue(
  db: Db,
  options: { now: number; limit: number; leaseMs: number; only?: ClaimFilter },
): Promise<Claim[]> {
  if (options.limit < 1) return [];
  return db.transaction().execute(async (trx) => {
    const claims: Claim[] = [];
    for (const { id } of await chooseDue(trx, options)) {
      claims.push(await claimOne(trx, id, options.now, options.leaseMs));
    }
    return claims;
  });
}

async function chooseDue(
  trx: Trx,
  { now, limit, only }: { now: number; limit: number; only?: ClaimFilter },
): Promise<DueRow[]> {
  const live = await selectDue(trx, { now, limit, background: false, only });
  const share = Math.floor(limit * BACKGROUND_SHARE);
  // A worker with one free slot would otherwise never come to the background.
  const atMost = live.length === 0 ? Math.max(1, share) : share;
  const background =
    atMost > 0 ? await selectDue(trx, { now, limit: atMost, background: true, only }) : [];
  return [...live, ...background].sort(inOrder).slice(0, limit);
}

function inOrder(a: DueRow, b: DueRow): number {
  return (
    a.webhook_stub - b.webhook_stub || a.priority - b.priority || (a.due_at ?? 0) - (b.due_at ?? 0)
  );
}

async function claimOne(trx: Trx, id: string, now: number, leaseMs: number): Promise<Claim> {
  const row = await trx
    .updateTable('pairs')
    .set((eb) => ({ claim_token: eb('claim_token', '+', 1), claimed_until: now + leaseMs }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return { pair: toPair(row), token: row.claim_token, rung: row.rung, claimedAt: now };
}

/** Extends the leases in one statement; a claim that was robbed or ended is not among the answer. */
export async function renewClaims(
  db: Db,
  claims: ClaimRef[],
  claimedUntil: number,
): Promise<ClaimRef[]> {
  if (claims.length === 0) return [];
  const rows = await db
    .updateTable('pairs')
    .set({ claimed_until: claimedUntil })
    .where('claimed_until', 'is not', null)
    .where((eb) =>
      eb.or(
        claims.map(({ pairId, token }) =>
          eb.and([eb('id', '=', pairId), eb('claim_token', '=', token)]),
        ),
      ),
    )
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
