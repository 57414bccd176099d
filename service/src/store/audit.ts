import type { AuditEntry } from '../domain/values.ts';
import type { RowChange } from '../sync/ports.ts';
import type { Engine } from './engine.ts';
import { parse } from './rows.ts';
import type { Db } from './schema.ts';

/** Writes down a change's entries (one that exists already is left as it is) and marks what the org has too. */
export async function writeAudit(
  engine: Engine,
  pairId: string,
  { audit = [], delivered = [] }: RowChange,
): Promise<void> {
  if (audit.length > 0) {
    const rows = audit.map((entry, position) => ({
      entry_key: entry.entryKey,
      pair_id: pairId,
      recorded_at: engine.after(0),
      position,
      delivered: 0 as const,
      entry: JSON.stringify(entry),
    }));
    await engine.db
      .insertInto('audit')
      .values(rows)
      .onConflict((conflict) => conflict.column('entry_key').doNothing())
      .execute();
  }
  if (delivered.length > 0) {
    await engine.db
      .updateTable('audit')
      .set({ delivered: 1 })
      .where('pair_id', '=', pairId)
      .where('entry_key', 'in', delivered)
      .execute();
  }
}

/** Entries of a pair, oldest first. */
export async function readAudit(
  db: Db,
  pairId: string,
  which: 'all' | 'undelivered',
): Promise<AuditEntry[]> {
  const trail = db
    .selectFrom('audit')
    .select('entry')
    .where('pair_id', '=', pairId)
    .orderBy('recorded_at')
    .orderBy('position')
    .orderBy('entry_key');
  const rows = await (which === 'all' ? trail : trail.where('delivered', '=', 0)).execute();
  return rows.map((row) => parse<AuditEntry>(row.entry));
}
