import type { AuditEntry, Json } from '../domain/values.ts';
import type { CheckedTrail, ChainFinding } from '../sync/ports.ts';
import { chainOf } from './audit-chain.ts';
import { type Engine, inTransaction } from './engine.ts';
import { linkHash } from './link-hash.ts';
import type { AuditChainsTable, AuditTable, Db } from './schema.ts';

type Row = Pick<AuditTable, 'entry_key' | 'entry' | 'link' | 'previous' | 'hash' | 'delivered'>;
type CheckedRow = Pick<Row, 'link' | 'previous' | 'hash'> & {
  entryKey: string;
  entry: Json | undefined;
  /** What it says is what its hash was made of. */
  isIntact: boolean;
  isDelivered: boolean;
};
/** Where the chain is known to be, and the row that stands there. */
type Place = { link: number; hash: string | null; entryKey: string | null };

/** Looks for rows of a pair's trail that were changed, removed or added behind the bridge's back. */
export async function checkTrail(engine: Engine, pairId: string): Promise<CheckedTrail> {
  const { chain, rows } = await inTransaction(engine, async (inside) => {
    // Nobody appends between the two reads.
    await inside
      .lock(inside.db.selectFrom('pairs').select('id').where('id', '=', pairId))
      .execute();
    return { chain: await chainOf(inside.db, pairId), rows: await rowsOf(inside.db, pairId) };
  });
  const checked = rows.map((row) => checkRow(pairId, row));
  return {
    entries: rows.length,
    findings: findingsIn(chain, checked),
    delivered: checked.flatMap(({ entry, isDelivered, isIntact }) =>
      isDelivered && isIntact && isEntry(entry) ? [entry] : [],
    ),
  };
}

function checkRow(pairId: string, row: Row): CheckedRow {
  const { entry_key: entryKey, link, previous, hash, delivered } = row;
  const entry = readEntry(row.entry);
  const isChained = entry !== undefined && link !== null && previous !== null;
  return {
    ...{ entryKey, link, previous, hash, entry },
    isIntact: isChained && linkHash({ pairId, link, entryKey, entry }, previous) === hash,
    isDelivered: delivered === 1,
  };
}

/** A page of the pairs that have a trail, by id. */
export async function auditedPairs(
  db: Db,
  page: { after?: string; limit: number },
): Promise<string[]> {
  const after = page.after ?? '';
  const [chained, written] = await Promise.all([
    db
      .selectFrom('audit_chains')
      .select('pair_id')
      .where('pair_id', '>', after)
      .orderBy('pair_id')
      .limit(page.limit)
      .execute(),
    db
      .selectFrom('audit')
      .select('pair_id')
      .distinct()
      .where('pair_id', '>', after)
      .orderBy('pair_id')
      .limit(page.limit)
      .execute(),
  ]);
  // A trail that was removed whole still has its chain, and rows that were added may have none.
  const ids = new Set([...chained, ...written].map(({ pair_id }) => pair_id));
  return [...ids].sort(byCodePoint).slice(0, page.limit);
}

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const rowsOf = (db: Db, pairId: string): Promise<Row[]> =>
  db
    .selectFrom('audit')
    .select(['entry_key', 'entry', 'link', 'previous', 'hash', 'delivered'])
    .where('pair_id', '=', pairId)
    .execute();

function findingsIn(chain: AuditChainsTable, rows: CheckedRow[]): ChainFinding[] {
  const findings: ChainFinding[] = [];
  let before: Place = { link: chain.anchor_link, hash: chain.anchor_hash, entryKey: null };
  for (const { entryKey, link, previous, hash, isIntact } of rows.toSorted(byPlace)) {
    if (link === null || link <= before.link || link > chain.head_link) {
      findings.push({ kind: 'inserted', entryKey });
      continue;
    }
    if (link > before.link + 1) findings.push(gap(before.link, link));
    // The row before is not what this one was chained to.
    else if (previous !== before.hash)
      findings.push({ kind: 'changed', entryKey: before.entryKey });
    if (!isIntact) findings.push({ kind: 'changed', entryKey });
    before = { link, hash, entryKey };
  }
  if (before.link < chain.head_link) findings.push(gap(before.link, chain.head_link + 1));
  else if (before.hash !== chain.head_hash) {
    findings.push({ kind: 'changed', entryKey: before.entryKey });
  }
  return once(findings);
}

/** Of two rows at one place the one that fits was there first. */
function byPlace(a: CheckedRow, b: CheckedRow): number {
  return (a.link ?? 0) - (b.link ?? 0) || Number(b.isIntact) - Number(a.isIntact);
}

/** Rows between two places are missing. */
function gap(from: number, to: number): ChainFinding {
  return { kind: 'removed', entryKey: null, missing: to - from - 1 };
}

/** A row that was changed is noticed by itself and by the row after it. */
function once(findings: ChainFinding[]): ChainFinding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const { kind, entryKey } = finding;
    if (kind === 'removed') return true;
    const key = `${kind} ${entryKey ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Undefined when it is no JSON any more. */
function readEntry(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const isEntry = (value: Json | undefined): value is Json & AuditEntry =>
  typeof value === 'object' && value !== null && 'entryKey' in value;
