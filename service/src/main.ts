/** The process: settings in, the bridge up, signals out. */
import { compose } from './compose.ts';
import { readConfig, type Config } from './config.ts';
import { CannotStart } from './errors.ts';
import { serve, type Serving } from './http/serve.ts';
import { announceSetupToken } from './http/setup/announce.ts';
import { createLog, type Log } from './log.ts';
import { openStore } from './store/store.ts';
import type { Clock } from './sync/ports.ts';
import { systemClock } from './system-clock.ts';

/** EX_CONFIG of sysexits.h: starting again changes nothing until a person has done something. */
const EXIT_CANNOT_START = 78;

if (import.meta.main) await main();

/** Runs the bridge until a signal stops it. */
export async function main(): Promise<void> {
  try {
    const config = readConfig();
    const log = createLog({ level: config.logLevel });
    stopOnSignal(await start(config, log), log);
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    process.stderr.write(`Co-Sell Bridge cannot start: ${error.message}\n`);
    process.exit(EXIT_CANNOT_START);
  }
}

export type StartOptions = {
  /** The machine's unless given. */
  clock?: Clock;
  /** Gets the one-time set-up token; standard error unless given, and never the log. */
  writeToken?: (text: string) => unknown;
};

/** Opens the store, puts the parts together and starts them. @throws CannotStart */
export async function start(
  config: Config,
  log: Log,
  { clock = systemClock, writeToken }: StartOptions = {},
): Promise<Serving> {
  const { databaseUrl, dataDir, publicUrl } = config;
  const store = await openStore(databaseUrl === undefined ? { dataDir } : { databaseUrl }, {
    clock,
  });
  const { desk, ...parts } = await compose(config, { log, store, clock }).catch(
    async (cause: unknown) => {
      await store.close();
      throw cause;
    },
  );
  const serving = await serve(parts, { host: config.host, port: config.port });
  await announceSetupToken({
    desk,
    publicUrl,
    ...(writeToken ? { write: writeToken } : {}),
  }).catch((error: unknown) => log.warn({ err: error }, 'no set-up token could be made'));
  return serving;
}

/** The first signal stops in good order; a second one at once, which loses nothing but time. */
function stopOnSignal(serving: Serving, log: Log): void {
  let asked = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (asked) process.exit(1);
    asked = true;
    log.info({ signal }, 'stopping');
    serving.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  // What nobody expected ends the process: the store is made for that, a half-broken core is not.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'unexpected failure');
    process.exit(1);
  });
}
