import { ClaimLost } from '../errors.ts';
import type { Db } from './schema.ts';

export type ClaimedCursor = { name: string; value: string | null; token: number };

/** Claims a sweep's cursor, made if it is new; undefined while another holds it. */
export async function claimCursor(
  db: Db,
  name: string,
  times: { now: number; leaseMs: number },
): Promise<ClaimedCursor | undefined> {
  const claimed_until = times.now + times.leaseMs;
  const row = await db
    .insertInto('cursors')
    .values({ name, value: null, claim_token: 1, claimed_until, swept_at: null })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet((eb) => ({ claim_token: eb('cursors.claim_token', '+', 1), claimed_until }))
        .where((eb) =>
          eb.or([
            eb('cursors.claimed_until', 'is', null),
            eb('cursors.claimed_until', '<', times.now),
          ]),
        ),
    )
    .returning(['value', 'claim_token'])
    .executeTakeFirst();
  return row && { name, value: row.value, token: row.claim_token };
}

/** Stores the cursor and ends its claim. @throws ClaimLost */
export async function saveCursor(
  db: Db,
  { name, token }: { name: string; token: number },
  value: string | null,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('cursors')
    .set({ value, claimed_until: null })
    .where('name', '=', name)
    .where('claim_token', '=', token)
    .where('claimed_until', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  throw new ClaimLost(`Claim ${token} of cursor ${name} is over: it was ended, or robbed.`);
}
