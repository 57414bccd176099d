/** The state of this process for whoever scrapes it: from the store and from memory, never from a host. */
import type { BridgeDeps } from './deps.ts';
import type { GateState } from './bridge-port.ts';
import type { Budget } from './budget.ts';
import type { ConnectionStatus } from './connection.ts';
import type { Measures } from './metrics-port.ts';
import type { PairCounts } from './ports.ts';
import type { Sweeper } from './sweeper.ts';

export type MeasureParts = {
  gateStates(): GateState[];
  sweeper: Pick<Sweeper, 'last'>;
  budget: Pick<Budget, 'dailyShare'>;
};

export function createMeasure(deps: BridgeDeps, parts: MeasureParts): () => Promise<Measures> {
  const { store, clock } = deps;
  const secondsSince = (at: number) => Math.max(0, Math.round((clock.now() - at) / 1000));

  return async () => {
    const pairs = await countsOf(deps);
    const sweeps = await parts.sweeper.last().catch(() => ({}));
    return {
      isStoreReady: pairs !== null && (await store.isReady()),
      pairs,
      oldestDueSeconds: pairs && (pairs.oldestDueAt === null ? 0 : secondsSince(pairs.oldestDueAt)),
      gates: parts.gateStates(),
      dailyShare: parts.budget.dailyShare(),
      sweepAgeSeconds: Object.fromEntries(
        Object.entries(sweeps).map(([name, at]) => [
          name,
          at ? secondsSince(Date.parse(at)) : null,
        ]),
      ),
      connections: await connectionsOf(deps),
      webhook: deps.webhooks?.status().state ?? null,
    };
  };
}

/** Null when the store does not answer: that is a measure itself. */
const countsOf = ({ store }: BridgeDeps): Promise<PairCounts | null> =>
  store.counts().catch(() => null);

/** A status that cannot be read from the store now is left out. */
async function connectionsOf({ signIns = [] }: BridgeDeps): Promise<ConnectionStatus[]> {
  const statuses = await Promise.allSettled(signIns.map((one) => one.status()));
  return statuses.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
