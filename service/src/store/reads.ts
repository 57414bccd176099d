import type { Pair } from '../domain/pair.ts';
import type { PairFilter } from '../sync/ports.ts';
import type { Engine } from './engine.ts';
import { parse, toPair } from './rows.ts';
import type { Db, PairRow } from './schema.ts';
import { isTroubled } from './troubled.ts';

/** Both databases limit the values of one statement. */
const CHUNK = 1_000;

type Key = 'id' | 'record_id' | 'referral_id';
export type KnownVersions = Map<string, Pick<Pair, 'id' | 'state' | 'versions'>>;

export async function findBy(db: Db, key: Key, value: string): Promise<Pair | undefined> {
  const row = await db.selectFrom('pairs').selectAll().where(key, '=', value).executeTakeFirst();
  return row && toPair(row);
}

export async function findByEngagement(db: Db, engagementId: string): Promise<Pair[]> {
  const rows = await db
    .selectFrom('pairs')
    .selectAll()
    .where('engagement_id', '=', engagementId)
    .orderBy('id')
    .execute();
  return rows.map(toPair);
}

/** The oldest pair with an open `create` for this reference. */
export async function findOpenCreate(db: Db, reference: string): Promise<Pair | undefined> {
  const row = await db
    .selectFrom('pairs')
    .selectAll()
    .where('create_reference', '=', reference)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst();
  return row && toPair(row);
}

/** A page of pairs by id; `after` is the last id of the page before. */
export async function listPairs({ db, after }: Engine, filter: PairFilter): Promise<Pair[]> {
  let page = db.selectFrom('pairs').selectAll().orderBy('id').limit(filter.limit);
  if (filter.state) page = page.where('state', '=', filter.state);
  if (filter.troubled) page = page.where(isTroubled(after(0)));
  if (filter.after !== undefined) page = page.where('id', '>', filter.after);
  return (await page.execute()).map(toPair);
}

/** Versions of the known pairs among these, keyed by the id that was given. */
export async function versionsOf(
  db: Db,
  ids: { recordIds?: string[]; referralIds?: string[] },
): Promise<KnownVersions> {
  const found: KnownVersions = new Map();
  await collectVersions(db, 'record_id', ids.recordIds ?? [], found);
  await collectVersions(db, 'referral_id', ids.referralIds ?? [], found);
  return found;
}

async function collectVersions(
  db: Db,
  key: 'record_id' | 'referral_id',
  ids: string[],
  found: KnownVersions,
): Promise<void> {
  for (let start = 0; start < ids.length; start += CHUNK) {
    const rows: Pick<PairRow, 'id' | 'state' | 'versions' | typeof key>[] = await db
      .selectFrom('pairs')
      .select(['id', 'state', 'versions', 'record_id', 'referral_id'])
      .where(key, 'in', ids.slice(start, start + CHUNK))
      .execute();
    for (const row of rows) {
      const { id, state } = row;
      found.set(row[key] ?? '', { id, state, versions: parse(row.versions) });
    }
  }
}
