import type { Correlation } from '../sync/correlation-port.ts';

/** A header of more ids than this is refused somewhere on the way. */
const MOST_IDS = 40;

/** One caller's item of a batch. Settling twice is harmless; the first answer counts. */
export type Waiting<Item, Answer> = {
  item: Item;
  correlationId: string | undefined;
  resolve: (answer: Answer) => void;
  reject: (reason: unknown) => void;
};

/**
 * Collects what is asked in one tick and sends it together, so that a burst of reconciles costs one call. A caller
 * whose signal aborts stops waiting (with the signal's reason); what is already under way goes on for the others.
 * The call they share carries the correlation ids of all.
 */
export function createTickBatch<Item, Answer>(
  send: (waiting: Waiting<Item, Answer>[]) => Promise<void>,
  correlation?: Correlation,
): (item: Item, signal?: AbortSignal) => Promise<Answer> {
  let queue: Waiting<Item, Answer>[] = [];

  const flush = async () => {
    const batch = queue;
    queue = [];
    if (batch.length === 0) return;
    const fail = (reason: unknown) => {
      for (const one of batch) one.reject(reason);
    };
    try {
      await (correlation ? correlation.run(idsOf(batch), () => send(batch)) : send(batch));
      // Nobody may wait for ever; whoever has an answer does not notice this.
      fail(new Error('A batch ended without an answer for one of its items'));
    } catch (error) {
      fail(error);
    }
  };

  return (item, signal) =>
    new Promise<Answer>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const onAbort = () => {
        queue = queue.filter((other) => other !== waiting);
        reject(signal?.reason as Error);
      };
      const settled = () => signal?.removeEventListener('abort', onAbort);
      const waiting: Waiting<Item, Answer> = {
        item,
        correlationId: correlation?.current(),
        resolve: (answer) => (settled(), resolve(answer)),
        reject: (reason) => (settled(), reject(reason as Error)),
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      // Read before the first of a tick is queued: a batch emptied by aborts is flushed as nothing.
      if (queue.length === 0) setImmediate(() => void flush());
      queue.push(waiting);
    });
}

const idsOf = (waiting: Pick<Waiting<unknown, unknown>, 'correlationId'>[]): string =>
  [...new Set(waiting.flatMap(({ correlationId }) => correlationId ?? []))]
    .slice(0, MOST_IDS)
    .join(', ');
