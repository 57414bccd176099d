/** Runs every sweep regularly, and the token sweep at once when somebody asks for it. */
import { HostFault } from '../errors.ts';
import type { BridgeDeps } from './deps.ts';
import type { Gates } from './gates.ts';
import { behindGates } from './outside.ts';
import { sweep, SWEEPS, type SweepName } from './sweep.ts';

export type Sweeper = {
  start(): void;
  stop(): Promise<void>;
  /** Runs one sweep now. @throws HostFault */
  run(name: SweepName): Promise<boolean>;
  /** ISO time each sweep last ended well. */
  last(): Record<SweepName, string | null>;
};

export function createSweeper(
  deps: BridgeDeps,
  gates: Gates,
  isBound: () => Promise<boolean>,
  onRung: () => void,
): Sweeper {
  const { clock, timings, log } = deps;
  const names = Object.keys(SWEEPS) as SweepName[];
  const lastAt: Record<SweepName, string | null> = {
    'salesforce-tokens': null,
    'salesforce-modified': null,
    'partner-center': null,
  };
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function run(name: SweepName): Promise<boolean> {
    const ran = await sweep(deps, behindGates(deps, gates, null), name);
    if (ran) lastAt[name] = new Date(clock.now()).toISOString();
    onRung();
    return ran;
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

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (await isBound()) for (const name of names) await runQuietly(name);
      await clock.sleep(timings.sweepMs, stopping.signal);
    }
  }

  return {
    start: () => void (running = loop()),
    async stop() {
      stopping.abort();
      await running;
    },
    run,
    last: () => ({ ...lastAt }),
  };
}
