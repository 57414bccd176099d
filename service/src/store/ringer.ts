import type { Ring, RingReceipt } from '../sync/ports.ts';
import { type Engine, inTransaction } from './engine.ts';
import { checkRing } from './ids.ts';
import { type RingOutcome, writeRings } from './rings.ts';

type Waiting = {
  ring: Ring;
  resolve: (receipt: RingReceipt) => void;
  reject: (error: unknown) => void;
};

export type Ringer = {
  ring(ring: Ring): Promise<RingReceipt>;
  /** Resolves when every ring taken so far is answered; later ones are refused. */
  close(): Promise<void>;
};

/** A commit larger than this would hold its locks for too long. */
const MOST_AT_ONCE = 1_000;

/**
 * Collects the rings of one turn of the event loop, and those that come while a commit is under way, and commits
 * them in one transaction: a burst costs one write to the disk. Each promise is answered only after that commit.
 */
export function createRinger(engine: Engine, stubCap: number): Ringer {
  let waiting: Waiting[] = [];
  let isClosed = false;
  let flushing: Promise<void> | undefined;

  const flushAll = async () => {
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_AT_ONCE);
      waiting = waiting.slice(MOST_AT_ONCE);
      await flush(batch);
    }
    flushing = undefined;
  };

  const flush = async (batch: Waiting[]) => {
    const rings = batch.map(({ ring }) => ring);
    try {
      const outcomes = await engine.again(() =>
        inTransaction(engine, (inside) => writeRings(inside, rings, stubCap)),
      );
      batch.forEach((each, index) => answer(each, outcomes[index]));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  return {
    async ring(ring) {
      if (isClosed) throw new Error('The store is closed; it takes no more rings.');
      checkRing(ring);
      return new Promise((resolve, reject) => {
        waiting.push({ ring, resolve, reject });
        flushing ??= flushAll();
      });
    },
    async close() {
      isClosed = true;
      await flushing;
    },
  };
}

function answer({ resolve, reject }: Waiting, outcome: RingOutcome | undefined): void {
  if (outcome && !(outcome instanceof Error)) resolve(outcome);
  else reject(outcome);
}
