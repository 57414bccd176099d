import { HostFault } from '../../errors.ts';
import type { Clock } from '../../sync/ports.ts';
import type { SignInLog } from './renew.ts';
import type { Loaded, StoredConnection } from './stored-connection.ts';
import { AUDIENCES, type Tokens } from './tokens.ts';

export type RenewalLoopDeps = {
  tokens: Pick<Tokens, 'renewDue'>;
  stored: Pick<StoredConnection, 'load'>;
  clock: Clock;
  log: SignInLog;
  seen(loaded: Loaded): void;
};

/** A replica learns within so long what another one did: one small read of the store. */
const LOOK_EVERY_MS = 20_000;

/** Renews tokens ahead of their end, so that a sign-in that ended is noticed before anything stops. */
export function createRenewalLoop({ tokens, stored, clock, log, seen }: RenewalLoopDeps) {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let lastProblem: string | undefined;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      note(await problemIn(look));
      await clock.sleep(LOOK_EVERY_MS, stopping.signal);
    }
  }

  async function look(): Promise<void> {
    const loaded = await stored.load();
    seen(loaded);
    if (!loaded.connection) return;
    const problems = await Promise.all(
      AUDIENCES.map((audience) => problemIn(() => tokens.renewDue(audience))),
    );
    const problem = problems.find((error) => error !== undefined);
    if (problem !== undefined) throw problem;
  }

  /** The store or the service may be down for hours: one line tells it. */
  function note(error: unknown): void {
    const problem =
      error === undefined ? undefined : error instanceof HostFault ? error.code : 'unexpected';
    if (problem !== undefined && problem !== lastProblem) {
      log.error(
        { code: problem, err: error },
        'the sign-in at Partner Center could not be renewed',
      );
    }
    lastProblem = problem;
  }

  return {
    start(): void {
      running ??= run();
    },
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}

async function problemIn(act: () => Promise<void>): Promise<unknown> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error;
  }
}
