import { randomUUID } from 'node:crypto';
import type { InsertObject } from 'kysely';
import { StubCapReached } from '../errors.ts';
import type { Ring, RingCause, RingReceipt } from '../sync/ports.ts';
import type { Engine } from './engine.ts';
import {
  isUrgent,
  isUrgentForStub,
  newsOf,
  NEWS_OF_UPSERT,
  priorityOf,
  ringColumns,
} from './ring-rule.ts';
import type { Schema } from './schema.ts';

export type RingOutcome = RingReceipt | StubCapReached;

type Key = 'record_id' | 'referral_id';
/** A ring and its place among those of the commit. */
type Placed = { ring: Ring; index: number; key: Key; id: string };
/** The rows that are there already, by either id. */
type Known = Map<string, { id: string; version_token: string | null }>;

/**
 * Writes the rings of one commit. Rows that exist are locked in the order of their ids and new ones made in the
 * order of theirs, so that two replicas with the same rings cannot wait for each other.
 */
export async function writeRings(
  engine: Engine,
  rings: Ring[],
  stubCap: number,
): Promise<RingOutcome[]> {
  const outcomes = new Array<RingOutcome>(rings.length);
  const all = rings.map(placed);
  const known = await lockKnown(engine, all);
  for (const round of roundsOf(all, known)) {
    const refused = await overTheCap(engine, round, known, stubCap);
    for (const { index } of refused) outcomes[index] = capReached(stubCap);
    const wanted = round.filter((each) => !refused.has(each));
    for (const run of runsOf(wanted, known)) await upsert(engine, run, { known, outcomes });
  }
  return outcomes;
}

/** Rings every pair of an engagement; returns how many there are. */
export async function ringEngagement(
  engine: Engine,
  engagementId: string,
  ring: { cause: RingCause; correlationId?: string | undefined },
): Promise<number> {
  if (ring.cause === 'token-sweep') {
    throw new TypeError('A token-sweep rings one record, never an engagement.');
  }
  const news = newsOf({
    notified_at: null,
    notified_ms: null,
    correlation_id: ring.correlationId ?? null,
  });
  const { numUpdatedRows } = await engine.db
    .with('rung', (db) => {
      const pairs = db.selectFrom('pairs').select('id').where('engagement_id', '=', engagementId);
      return engine.lock(pairs.orderBy('id'));
    })
    .updateTable('pairs')
    .set(ringColumns(ring.cause, news, engine.after(0)))
    .where('id', 'in', (eb) => eb.selectFrom('rung').select('rung.id'))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

function placed(ring: Ring, index: number): Placed {
  const { id } = ring;
  return 'recordId' in id
    ? { ring, index, key: 'record_id', id: id.recordId }
    : { ring, index, key: 'referral_id', id: id.referralId };
}

/** One statement touches a row once: the second ring of a pair, by whichever id, comes in the second round. */
function roundsOf(rings: Placed[], known: Known): Placed[][] {
  const rounds: Placed[][] = [];
  const times = new Map<string, number>();
  for (const each of rings) {
    const row = known.get(each.id)?.id ?? each.id;
    const round = times.get(row) ?? 0;
    times.set(row, round + 1);
    (rounds[round] ??= []).push(each);
  }
  return rounds;
}

async function lockKnown(engine: Engine, rings: Placed[]): Promise<Known> {
  const idsOf = (key: Key) => rings.filter((each) => each.key === key).map(({ id }) => id);
  const [recordIds, referralIds] = [idsOf('record_id'), idsOf('referral_id')];
  const query = engine.db
    .selectFrom('pairs')
    .select(['id', 'record_id', 'referral_id', 'version_token'])
    .where((eb) =>
      eb.or([
        ...(recordIds.length > 0 ? [eb('record_id', 'in', recordIds)] : []),
        ...(referralIds.length > 0 ? [eb('referral_id', 'in', referralIds)] : []),
      ]),
    )
    .orderBy('id');
  const known: Known = new Map();
  for (const row of await engine.lock(query).execute()) {
    if (row.record_id !== null) known.set(row.record_id, row);
    if (row.referral_id !== null) known.set(row.referral_id, row);
  }
  return known;
}

/**
 * Correctly signed events of other tenants and replays are possible for ever, so the stubs they make are capped.
 * It bounds growth and does not count: replicas may exceed it by what they commit at the same moment.
 */
async function overTheCap(
  engine: Engine,
  round: Placed[],
  known: Known,
  stubCap: number,
): Promise<Set<Placed>> {
  const unknown = round.filter(({ ring, id }) => ring.cause === 'webhook' && !known.has(id));
  if (unknown.length === 0) return new Set();
  const { stubs } = await engine.db
    .selectFrom('pairs')
    .select((eb) => eb.fn.countAll<number>().as('stubs'))
    .where('webhook_stub', '=', 1)
    .executeTakeFirstOrThrow();
  return new Set(unknown.slice(Math.max(0, stubCap - Number(stubs))));
}

function capReached(stubCap: number): StubCapReached {
  return new StubCapReached(
    `More than ${stubCap} unknown ids were rung by webhooks; this one is left to the sweep.`,
  );
}

type Run = { cause: RingCause; key: Key; urgent: boolean; rings: Placed[] };

/** In the order of ids, neighbours that change their rows in the same way together. */
function runsOf(round: Placed[], known: Known): Run[] {
  const runs: Run[] = [];
  for (const each of round.toSorted(inOrder)) {
    const { cause } = each.ring;
    const row = known.get(each.id);
    // A row that another replica makes at this moment was never looked at.
    const urgent = isUrgent(each.ring, row?.version_token ?? null);
    const last = runs.at(-1);
    if (last?.key === each.key && last.cause === cause && last.urgent === urgent) {
      last.rings.push(each);
    } else runs.push({ cause, key: each.key, urgent, rings: [each] });
  }
  return runs;
}

function inOrder(a: Placed, b: Placed): number {
  return compare(a.key, b.key) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

async function upsert(
  engine: Engine,
  run: Run,
  { known, outcomes }: { known: Known; outcomes: RingOutcome[] },
): Promise<void> {
  const rows = await engine.db
    .insertInto('pairs')
    .values(run.rings.map((each) => stubOf(each, engine)))
    .onConflict((conflict) =>
      conflict
        .column(run.key)
        .doUpdateSet(ringColumns(run.cause, NEWS_OF_UPSERT, engine.after(0), run.urgent)),
    )
    .returning(['id', 'rung', run.key])
    .execute();
  const receipts = new Map(rows.map((row) => [row[run.key], { pairId: row.id, rung: row.rung }]));
  for (const { id, index } of run.rings) {
    const receipt = receipts.get(id);
    if (!receipt) continue;
    outcomes[index] = receipt;
    if (!known.has(id)) known.set(id, { id: receipt.pairId, version_token: null });
  }
}

function stubOf({ ring, key, id }: Placed, engine: Engine): InsertObject<Schema, 'pairs'> {
  return {
    id: randomUUID(),
    [key]: id,
    state: 'stub',
    due_at: engine.after(0),
    created_at: engine.after(0),
    priority: priorityOf(ring.cause),
    urgent_rung: isUrgentForStub(ring.cause) ? 1 : 0,
    webhook_stub: ring.cause === 'webhook' ? 1 : 0,
    notified_at: ring.notifiedAt ?? null,
    notified_ms: ring.notifiedAt === undefined ? null : Date.parse(ring.notifiedAt),
    correlation_id: ring.correlationId ?? null,
  };
}
