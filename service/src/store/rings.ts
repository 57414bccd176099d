import { randomUUID } from 'node:crypto';
import { StubCapReached } from '../errors.ts';
import type { Clock, Ring, RingCause, RingReceipt } from '../sync/ports.ts';
import { checkRing } from './ids.ts';
import { isUrgentForStub, priorityOf, ringColumns } from './ring-rule.ts';
import type { Db, NewPairRow, Trx } from './schema.ts';

type Waiting = {
  ring: Ring;
  at: number;
  resolve: (receipt: RingReceipt) => void;
  reject: (error: unknown) => void;
};
type Outcome = RingReceipt | StubCapReached;

export type Ringer = {
  ring(ring: Ring): Promise<RingReceipt>;
  /** Resolves when every ring taken so far is answered; later ones are refused. */
  close(): Promise<void>;
};

/**
 * Collects the rings of one turn of the event loop and commits them in one transaction: a burst costs one
 * write to the disk. Each promise is answered only after that commit.
 */
export function createRinger(deps: { db: Db; clock: Clock; stubCap: number }): Ringer {
  let waiting: Waiting[] = [];
  let isClosed = false;
  let answered: Promise<unknown> = Promise.resolve();

  const flush = async () => {
    const batch = waiting;
    waiting = [];
    try {
      const outcomes = await deps.db
        .transaction()
        .execute((trx) => writeRings(trx, batch, deps.stubCap));
      batch.forEach(({ resolve, reject }, index) => answer(outcomes[index], resolve, reject));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  return {
    async ring(ring) {
      if (isClosed) throw new Error('The store is closed; it takes no more rings.');
      checkRing(ring);
      return new Promise((resolve, reject) => {
        waiting.push({ ring, at: deps.clock.now(), resolve, reject });
        if (waiting.length > 1) return;
        const batch = new Promise((done) =>
          setImmediate(() => void flush().finally(() => done(null))),
        );
        answered = Promise.all([answered, batch]);
      });
    },
    async close() {
      isClosed = true;
      await answered;
    },
  };
}

/** Rings every pair of an engagement; returns how many there are. */
export async function ringEngagement(
  db: Db,
  engagementId: string,
  cause: RingCause,
  now: number,
): Promise<number> {
  if (cause === 'token-sweep') {
    throw new TypeError('A token-sweep rings one record, never an engagement.');
  }
  const { numUpdatedRows } = await db
    .updateTable('pairs')
    .set(ringColumns({ cause }, now))
    .where('engagement_id', '=', engagementId)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

function answer(
  outcome: Outcome | undefined,
  resolve: (receipt: RingReceipt) => void,
  reject: (error: unknown) => void,
): void {
  if (outcome && !(outcome instanceof Error)) resolve(outcome);
  else reject(outcome);
}

async function writeRings(trx: Trx, batch: Waiting[], stubCap: number): Promise<Outcome[]> {
  const cap = { room: undefined as number | undefined, stubCap };
  const outcomes: Outcome[] = [];
  for (const { ring, at } of batch) {
    outcomes.push(
      ring.cause === 'webhook'
        ? await writeCapped(trx, ring, at, cap)
        : await writeRing(trx, ring, at),
    );
  }
  return outcomes;
}

/** Correctly signed events of other tenants and replays are possible for ever, so their stubs are capped. */
async function writeCapped(
  trx: Trx,
  ring: Ring,
  at: number,
  cap: { room: number | undefined; stubCap: number },
): Promise<Outcome> {
  cap.room ??= cap.stubCap - (await countWebhookStubs(trx));
  if (cap.room <= 0 && !(await isKnown(trx, ring))) {
    return new StubCapReached(
      `More than ${cap.stubCap} unknown ids were rung by webhooks; this one is left to the sweep.`,
    );
  }
  const receipt = await writeRing(trx, ring, at);
  if (receipt.rung === 1) cap.room -= 1;
  return receipt;
}

async function writeRing(trx: Trx, ring: Ring, at: number): Promise<RingReceipt> {
  const key = 'recordId' in ring.id ? 'record_id' : 'referral_id';
  const { id, rung } = await trx
    .insertInto('pairs')
    .values(stubOf(ring, at))
    .onConflict((conflict) => conflict.column(key).doUpdateSet(ringColumns(ring, at)))
    .returning(['id', 'rung'])
    .executeTakeFirstOrThrow();
  return { pairId: id, rung };
}

function stubOf(ring: Ring, at: number): NewPairRow {
  return {
    id: randomUUID(),
    ...keyOf(ring),
    state: 'stub',
    due_at: at,
    created_at: at,
    priority: priorityOf(ring.cause),
    urgent_rung: isUrgentForStub(ring.cause) ? 1 : 0,
    webhook_stub: ring.cause === 'webhook' ? 1 : 0,
    notified_at: ring.notifiedAt ?? null,
    notified_ms: ring.notifiedAt === undefined ? null : Date.parse(ring.notifiedAt),
  };
}

function keyOf({ id }: Ring): { record_id: string } | { referral_id: string } {
  return 'recordId' in id ? { record_id: id.recordId } : { referral_id: id.referralId };
}

async function isKnown(trx: Trx, { id }: Ring): Promise<boolean> {
  const pairs = trx.selectFrom('pairs').select('id');
  const row = await (
    'recordId' in id
      ? pairs.where('record_id', '=', id.recordId)
      : pairs.where('referral_id', '=', id.referralId)
  ).executeTakeFirst();
  return row !== undefined;
}

async function countWebhookStubs(trx: Trx): Promise<number> {
  const { stubs } = await trx
    .selectFrom('pairs')
    .select((eb) => eb.fn.countAll<number>().as('stubs'))
    .where('webhook_stub', '=', 1)
    .executeTakeFirstOrThrow();
  return Number(stubs);
}
