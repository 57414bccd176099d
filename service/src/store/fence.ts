import { ClaimLost } from '../errors.ts';
import type { ClaimRef } from '../sync/ports.ts';
import type { Engine } from './engine.ts';
import type { PairRow } from './schema.ts';

/**
 * Locks rows, in the order of their ids so that two transactions cannot wait for each other, and returns
 * them as they are now; a row that is gone is missing.
 */
export async function lockRows(engine: Engine, ids: string[]): Promise<Map<string, PairRow>> {
  const query = engine.db.selectFrom('pairs').selectAll().where('id', 'in', ids).orderBy('id');
  const rows = await engine.lock(query).execute();
  return new Map(rows.map((row) => [row.id, row]));
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
