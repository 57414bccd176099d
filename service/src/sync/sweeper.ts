/** Runs every sweep regularly, and the token sweep at once when somebody asks for it. */
import { performance } from 'node:perf_hooks';
import { HostFault } from '../errors.ts';
import type { Budget } from './budget.ts';
import type { BridgeDeps } from './deps.ts';
import type { Gates } from './gates.ts';
import { behindGates } from './outside.ts';
import { sweep, SWEEPS, type SweepName } from './sweep.ts';

export type Sweeper = {
  start(): void;
  /** Sweeps now rather than at the next round. */
  wake(): void;
  stop(): Promise<void>;
  /** Runs one sweep now. @throws HostFault */
  run(name: SweepName): Promise<boolean>;
  /** ISO time each sweep last ended well, whichever replica ran it. */
  last(): Promise<Record<SweepName, string | null>>;
};

export type SweeperParts = {
  gates: Gates;
  budget: Pick<Budget, 'level' | 'probe'>;
  isBound: () => Promise<boolean>;
  onRung: () => void;
};

/** While the org's daily API calls are short, its sweeps come once in so many rounds. */
const SHORT_ROUNDS = 10;

export function createSweeper(
  deps: BridgeDeps,
  { gates, budget, isBound, onRung }: SweeperParts,
): Sweeper {
  const { clock, timings, log } = deps;
  const names = Object.keys(SWEEPS) as SweepName[];
  const stopping = new AbortController();
  let waker = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function run(name: SweepName): Promise<boolean> {
    const began = performance.now();
    let ok = false;
    try {
      const ran = await sweep(deps, behindGates(deps, gates, null), name);
      ok = true;
      return ran;
    } finally {
      deps.observe?.({ kind: 'swept', sweep: name, ok, ms: performance.now() - began });
      onRung();
    }
  }

  async function runQuietly(name: SweepName): Promise<void> {
    try {
      await run(name);
    } catch (error) {
      const code = error instanceof HostFault ? error.code : 'unexpected';
      log.warn(
        { sweep: name, code, ...(error instanceof HostFault ? {} : { err: error }) },
        'sweep failed',
      );
    }
  }

  /** Sweeps of Partner Center cost the org nothing. */
  function isTurn(name: SweepName, round: number): boolean {
    const level = name === 'partner-center' ? 'all' : budget.level();
    return level === 'all' || (level === 'live' && round % SHORT_ROUNDS === 0);
  }

  async function loop(): Promise<void> {
    for (let round = 0; !stopping.signal.aborted; round++) {
      if (await isBound()) {
        await budget.probe();
        for (const name of names)
          if (isTurn(name, round) && !stopping.signal.aborted) await runQuietly(name);
      }
      await clock.sleep(timings.sweepMs, AbortSignal.any([waker.signal, stopping.signal]));
      if (waker.signal.aborted) waker = new AbortController();
    }
  }

  return {
    start: () => void (running = loop()),
    wake: () => waker.abort(),
    async stop() {
      stopping.abort();
      await running;
    },
    run,
    async last() {
      const times = await deps.store.lastSweeps();
      return {
        'salesforce-tokens': isoOf(times['salesforce-tokens']),
        'salesforce-modified': isoOf(times['salesforce-modified']),
        'partner-center': isoOf(times['partner-center']),
        settings: isoOf(times['settings']),
        history: isoOf(times['history']),
      };
    },
  };
}

function isoOf(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : new Date(ms).toISOString();
}
