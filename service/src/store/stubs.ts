import type { Claim, RingCause } from '../sync/ports.ts';
import { replaceStub } from './absorb.ts';
import { type Engine, inTransaction } from './engine.ts';
import { heldRow, lockRows } from './fence.ts';
import type { PairRow } from './schema.ts';

/**
 * Deletes a stub. One that was rung after the claim stays and is due at once: deleting it would lose that ring.
 * @throws ClaimLost
 */
export async function dropStub(engine: Engine, claim: Claim): Promise<void> {
  await inTransaction(engine, async (inside) => {
    const row = heldStub(await lockRows(inside, [claim.pair.id]), claim);
    if (row.rung === claim.rung) {
      await inside.db.deleteFrom('pairs').where('id', '=', row.id).execute();
      return;
    }
    await inside.db
      .updateTable('pairs')
      .set({ settled_rung: claim.rung, claimed_until: null, due_at: inside.after(0) })
      .where('id', '=', row.id)
      .execute();
  });
}

/**
 * Gives a stub's id to the pair that lacks it, deletes the stub and rings the pair. False, and nothing
 * changed, when that pair has another id already, is a tombstone (which no ring would wake) or is gone.
 * @throws ClaimLost
 */
export async function giveOver(
  engine: Engine,
  claim: Claim,
  target: { id: string; cause: RingCause },
): Promise<boolean> {
  return inTransaction(engine, async (inside) => {
    const rows = await lockRows(inside, [claim.pair.id, target.id]);
    const stub = heldStub(rows, claim);
    const pair = rows.get(target.id);
    if (!pair || pair.id === stub.id || !canTake(pair, stub)) return false;
    // The stub goes first: both ids are unique at every moment.
    await replaceStub(inside, stub, target);
    await inside.db
      .updateTable('pairs')
      .set({
        record_id: pair.record_id ?? stub.record_id,
        referral_id: pair.referral_id ?? stub.referral_id,
      })
      .where('id', '=', pair.id)
      .execute();
    return true;
  });
}

function heldStub(rows: Map<string, PairRow>, claim: Claim): PairRow {
  const row = heldRow(rows, { pairId: claim.pair.id, token: claim.token });
  if (row.state === 'stub') return row;
  throw new TypeError(`Expected pair ${row.id} to be a stub, it is ${row.state}: it may not go.`);
}

function canTake(pair: PairRow, stub: PairRow): boolean {
  if (pair.state === 'tombstone') return false;
  return (
    (stub.record_id === null || pair.record_id === null) &&
    (stub.referral_id === null || pair.referral_id === null)
  );
}
