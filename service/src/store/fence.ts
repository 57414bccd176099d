import { ClaimLost } from '../errors.ts';
import type { ClaimRef } from '../sync/ports.ts';
import type { PairRow, Trx } from './schema.ts';

/**
 * Locks rows, in the order of their ids so that two transactions cannot wait for each other, and returns
 * them as they are now; a row that is gone is missing. An update that changes nothing is the lock both databases know.
 */
export async function lockRows(trx: Trx, ids: string[]): Promise<Map<string, PairRow>> {
  const rows = new Map<string, PairRow>();
  for (const id of [...new Set(ids)].sort()) {
    const row = await trx
      .updateTable('pairs')
      .set((eb) => ({ claim_token: eb.ref('claim_token') }))
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    if (row) rows.set(id, row);
  }
  return rows;
}

/**
 * The fence: the row of a claim, if the claim still holds it. A lease that is over but was not robbed
 * still holds; one that was ended does not.
 * @throws ClaimLost
 */
export function heldRow(rows: Map<string, PairRow>, { pairId, token }: ClaimRef): PairRow {
  const row = rows.get(pairId);
  if (row && row.claim_token === token && row.claimed_until !== null) return row;
  throw new ClaimLost(
    `Claim ${token} of pair ${pairId} is over: it was ended, or another worker has the pair now.`,
  );
}
