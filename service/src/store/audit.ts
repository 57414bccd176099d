import type { AuditEntry, Json } from '../domain/values.ts';
import type { RowChange } from '../sync/ports.ts';
import { takeLinks } from './audit-chain.ts';
import type { Engine } from './engine.ts';
import { parse } from './rows.ts';
import type { Db } from './schema.ts';

/** Writes down a change's entries (one that exists already is left as it is) and marks what the org has too. */
export async function writeAudit(
  engine: Engine,
  pairId: string,
  { audit = [], delivered = [] }: RowChange,
): Promise<void> {
  await append(engine, pairId, await unwritten(engine.db, audit));
  if (delivered.length > 0) {
    await engine.db
      .updateTable('audit')
      .set({ delivered: 1 })
      .where('pair_id', '=', pairId)
      .where('entry_key', 'in', delivered)
      .execute();
  }
}

async function append(engine: Engine, pairId: string, entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const written = entries.map((entry) => ({ entryKey: entry.entryKey, entry: asJson(entry) }));
  const links = await takeLinks(engine.db, pairId, written);
  const rows = written.map(({ entryKey, entry }, position) => ({
    entry_key: entryKey,
    pair_id: pairId,
    recorded_at: engine.after(0),
    position,
    delivered: 0 as const,
    entry: JSON.stringify(entry),
    ...{ link: null, previous: null, hash: null, ...links[position] },
  }));
  await engine.db.insertInto('audit').values(rows).execute();
}

/** Whoever appends holds the lock of the pair's row, so nobody can write one of these meanwhile. */
async function unwritten(db: Db, entries: AuditEntry[]): Promise<AuditEntry[]> {
  if (entries.length === 0) return [];
  const byKey = new Map<string, AuditEntry>();
  for (const entry of entries) if (!byKey.has(entry.entryKey)) byKey.set(entry.entryKey, entry);
  const known = await db
    .selectFrom('audit')
    .select('entry_key')
    .where('entry_key', 'in', [...byKey.keys()])
    .execute();
  for (const { entry_key } of known) byKey.delete(entry_key);
  return [...byKey.values()];
}

/** As it is read again: a member that is undefined is none. */
const asJson = (entry: AuditEntry): Json => JSON.parse(JSON.stringify(entry)) as Json;

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
