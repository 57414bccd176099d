import type { PairState } from '../domain/pair.ts';
import type { Claim, ClaimRef, RowChange } from '../sync/ports.ts';
import { absorbStubs, holdersOf } from './absorb.ts';
import { writeAudit } from './audit.ts';
import { type DueColumn, dueWhenReleased, dueWhenSettled } from './due.ts';
import { heldRow, lockRows } from './fence.ts';
import { toColumns } from './rows.ts';
import type { Db, PairColumns, Trx } from './schema.ts';

/** Changes the row of a claim and keeps the claim. @throws ClaimLost */
export async function commitChange(
  db: Db,
  claim: ClaimRef,
  change: RowChange,
  now: number,
): Promise<void> {
  await changeRow(db, { claim, change, now, ending: () => ({}) });
}

/** Changes the row and ends the claim; the rung at claim is answered. @throws ClaimLost, TypeError */
export async function settleClaim(
  db: Db,
  claim: Claim,
  change: RowChange,
  times: { nextLookAt: number | null; notBefore: number; now: number },
): Promise<void> {
  await changeRow(db, {
    claim: refOf(claim),
    change,
    now: times.now,
    ending: (state) => ({
      settled_rung: claim.rung,
      claimed_until: null,
      priority: change.priority ?? 0,
      due_at: dueWhenSettled(state, claim.rung, times),
    }),
  });
}

/** Changes the row and ends the claim without settling; `isAnswered` counts the rung all the same. @throws ClaimLost */
export async function releaseClaim(
  db: Db,
  claim: Claim,
  change: RowChange,
  times: { dueAt: number; now: number; isAnswered: boolean },
): Promise<void> {
  await changeRow(db, {
    claim: refOf(claim),
    change,
    now: times.now,
    ending: (state) => ({
      ...(times.isAnswered ? { settled_rung: claim.rung } : {}),
      claimed_until: null,
      due_at: dueWhenReleased(state, claim.rung, times),
    }),
  });
}

type Ending = Omit<PairColumns, 'due_at'> & { due_at?: DueColumn };

async function changeRow(
  db: Db,
  job: { claim: ClaimRef; change: RowChange; now: number; ending: (state: PairState) => Ending },
): Promise<void> {
  const { claim, change, now } = job;
  const columns = toColumns(change);
  await db.transaction().execute(async (trx) => {
    const state = await makeRoom(trx, claim, change, now);
    await trx
      .updateTable('pairs')
      // The token again, so that a change of nothing but the audit trail is a statement, too.
      .set({ ...columns, ...job.ending(change.state ?? state), claim_token: claim.token })
      .where('id', '=', claim.pairId)
      .where('claim_token', '=', claim.token)
      .execute();
    await writeAudit(trx, claim.pairId, change, now);
  });
}

/** Passes the fence and frees the ids the change takes; returns the state before it. */
async function makeRoom(
  trx: Trx,
  claim: ClaimRef,
  change: RowChange,
  now: number,
): Promise<PairState> {
  const holders = await holdersOf(trx, claim.pairId, change);
  const rows = await lockRows(trx, [claim.pairId, ...holders]);
  const { state } = heldRow(rows, claim);
  rows.delete(claim.pairId);
  await absorbStubs(trx, claim.pairId, { change, holders: [...rows.values()], now });
  return state;
}

function refOf(claim: Claim): ClaimRef {
  return { pairId: claim.pair.id, token: claim.token };
}
