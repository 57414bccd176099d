import type { PairState } from '../domain/pair.ts';
import type { Claim, ClaimRef, RowChange } from '../sync/ports.ts';
import { absorbStubs, holdersOf } from './absorb.ts';
import { writeAudit } from './audit.ts';
import { type DueColumn, dueWhenReleased, dueWhenSettled } from './due.ts';
import { type Engine, inTransaction } from './engine.ts';
import { heldRow, lockRows } from './fence.ts';
import { toColumns } from './rows.ts';
import type { PairColumns } from './schema.ts';

/** Changes the row of a claim and keeps the claim. @throws ClaimLost */
export async function commitChange(
  engine: Engine,
  claim: ClaimRef,
  change: RowChange,
): Promise<void> {
  await changeRow(engine, { claim, change, ending: () => ({}) });
}

/** Changes the row and ends the claim; the rung at claim is answered. @throws ClaimLost, TypeError */
export async function settleClaim(
  engine: Engine,
  claim: Claim,
  change: RowChange,
  times: { nextLookMs: number | null; soonestMs: number },
): Promise<void> {
  await changeRow(engine, {
    claim: refOf(claim),
    change,
    ending: (state) => ({
      settled_rung: claim.rung,
      claimed_until: null,
      priority: change.priority ?? 0,
      due_at: dueWhenSettled(engine, state, claim.rung, times),
    }),
  });
}

/** Changes the row and ends the claim without settling; `isAnswered` counts the rung all the same. @throws ClaimLost */
export async function releaseClaim(
  engine: Engine,
  claim: Claim,
  change: RowChange,
  times: { dueMs: number; isAnswered: boolean },
): Promise<void> {
  await changeRow(engine, {
    claim: refOf(claim),
    change,
    ending: (state) => ({
      ...(times.isAnswered ? { settled_rung: claim.rung } : {}),
      claimed_until: null,
      due_at: dueWhenReleased(engine, state, claim.rung, times.dueMs),
    }),
  });
}

type Ending = Omit<PairColumns, 'due_at'> & { due_at?: DueColumn };

async function changeRow(
  engine: Engine,
  job: { claim: ClaimRef; change: RowChange; ending: (state: PairState) => Ending },
): Promise<void> {
  const { claim, change } = job;
  const columns = toColumns(change);
  await inTransaction(engine, async (inside) => {
    const state = await makeRoom(inside, claim, change);
    await inside.db
      .updateTable('pairs')
      // The token again, so that a change of nothing but the audit trail is a statement, too.
      .set({ ...columns, ...job.ending(change.state ?? state), claim_token: claim.token })
      .where('id', '=', claim.pairId)
      .where('claim_token', '=', claim.token)
      .execute();
    await writeAudit(inside, claim.pairId, change);
  });
}

/** Passes the fence and frees the ids the change takes; returns the state before it. */
async function makeRoom(engine: Engine, claim: ClaimRef, change: RowChange): Promise<PairState> {
  const holders = await holdersOf(engine.db, claim.pairId, change);
  const rows = await lockRows(engine, [claim.pairId, ...holders]);
  const { state } = heldRow(rows, claim);
  rows.delete(claim.pairId);
  await absorbStubs(engine, claim.pairId, { change, holders: [...rows.values()] });
  return state;
}

function refOf(claim: Claim): ClaimRef {
  return { pairId: claim.pair.id, token: claim.token };
}
