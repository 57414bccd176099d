import { PairFault } from '../errors.ts';
import type { RingCause, RowChange } from '../sync/ports.ts';
import { moveTrail } from './audit-chain.ts';
import type { Engine } from './engine.ts';
import { newsOf, ringColumns } from './ring-rule.ts';
import type { Db, PairRow } from './schema.ts';

/** Ids of the other rows that have an id this change takes; unique ids allow at most one each. */
export async function holdersOf(db: Db, pairId: string, change: RowChange): Promise<string[]> {
  const { recordId, referralId } = change;
  if (!recordId && !referralId) return [];
  const rows = await db
    .selectFrom('pairs')
    .select('id')
    .where('id', '<>', pairId)
    .where((eb) =>
      eb.or([
        ...(recordId ? [eb('record_id', '=', recordId)] : []),
        ...(referralId ? [eb('referral_id', '=', referralId)] : []),
      ]),
    )
    .execute();
  return rows.map((row) => row.id);
}

/**
 * A stub that has an id another pair now learns is that same deal: the webhook of a create may come before
 * its answer. The pair takes the stub's place and its rings. A stub only reads, so even a claimed one may go. So does
 * a tombstone whose referral is revived: it has no record, and nothing visits it.
 * @throws PairFault `id-taken` when a real pair has the id, or a stub that would lose its other id
 */
export async function absorbStubs(
  engine: Engine,
  pairId: string,
  taken: { change: RowChange; holders: PairRow[] },
): Promise<void> {
  for (const holder of taken.holders.filter((row) => stillHolds(row, taken.change))) {
    if (!isAbsorbable(holder, taken.change)) {
      throw new PairFault('bridge', 'id-taken', {
        detail: `Pair ${holder.id} has this record or referral already; pair ${pairId} cannot take it too.`,
      });
    }
    await replaceStub(engine, holder, { id: pairId, cause: carriedCause(holder) });
  }
}

/** The row may have given the id away between being found and being locked. */
function stillHolds(holder: PairRow, { recordId, referralId }: RowChange): boolean {
  return (
    (holder.record_id !== null && holder.record_id === recordId) ||
    (holder.referral_id !== null && holder.referral_id === referralId)
  );
}

function isAbsorbable(holder: PairRow, { recordId, referralId, revives }: RowChange): boolean {
  const isPlaceholder =
    holder.state === 'stub' || (holder.state === 'tombstone' && revives === true);
  return (
    isPlaceholder &&
    (holder.record_id === null || holder.record_id === recordId) &&
    (holder.referral_id === null || holder.referral_id === referralId)
  );
}

/** Deletes a stub; what was written about it and the newest notice go to the pair that is rung in its place. */
export async function replaceStub(
  { db, after }: Engine,
  stub: PairRow,
  target: { id: string; cause: RingCause },
): Promise<void> {
  await db.deleteFrom('pairs').where('id', '=', stub.id).execute();
  await moveTrail(db, stub.id, target.id);
  await db
    .updateTable('pairs')
    .set(ringColumns(target.cause, newsOf(stub), after(0)))
    .where('id', '=', target.id)
    .execute();
}

/** What rang the stub rings the pair: a nudge at once, a webhook without ending a back-off. */
function carriedCause(stub: PairRow): 'adopted' | 'webhook' {
  return stub.urgent_rung > stub.settled_rung ? 'adopted' : 'webhook';
}
