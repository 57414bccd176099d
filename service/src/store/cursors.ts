import type { UpdateObject } from 'kysely';
import { ClaimLost } from '../errors.ts';
import type { Engine } from './engine.ts';
import type { Db, Schema } from './schema.ts';

export type ClaimedCursor = { name: string; value: string | null; token: number };

/** Claims a sweep's cursor, made if it is new; undefined while another holds it. */
export async function claimCursor(
  { db, after }: Engine,
  name: string,
  leaseMs: number,
): Promise<ClaimedCursor | undefined> {
  const claimed_until = after(leaseMs);
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
            eb('cursors.claimed_until', '<', after(0)),
          ]),
        ),
    )
    .returning(['value', 'claim_token'])
    .executeTakeFirst();
  return row && { name, value: row.value, token: row.claim_token };
}

type CursorRef = { name: string; token: number };

/** Stores the cursor of a sweep that ended well, and ends its claim. @throws ClaimLost */
export async function saveCursor(
  { db, after }: Engine,
  cursor: CursorRef,
  value: string | null,
): Promise<void> {
  await change(db, cursor, { value, claimed_until: null, swept_at: after(0) });
}

/** Ends the claim of a sweep that failed; the next one begins where this one did. @throws ClaimLost */
export async function releaseCursor({ db }: Engine, cursor: CursorRef): Promise<void> {
  await change(db, cursor, { claimed_until: null });
}

/** Extends the claim of a sweep that takes long. @throws ClaimLost */
export async function renewCursor(
  { db, after }: Engine,
  cursor: CursorRef,
  leaseMs: number,
): Promise<void> {
  await change(db, cursor, { claimed_until: after(leaseMs) });
}

/** When each sweep last ended well (ms), on whichever replica. */
export async function lastSweeps(db: Db): Promise<Record<string, number | null>> {
  const rows = await db.selectFrom('cursors').select(['name', 'swept_at']).execute();
  return Object.fromEntries(rows.map((row) => [row.name, row.swept_at]));
}

async function change(
  db: Db,
  { name, token }: CursorRef,
  columns: UpdateObject<Schema, 'cursors'>,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('cursors')
    .set(columns)
    .where('name', '=', name)
    .where('claim_token', '=', token)
    .where('claimed_until', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  throw new ClaimLost(`Claim ${token} of cursor ${name} is over: it was ended, or robbed.`);
}
