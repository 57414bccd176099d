import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { CannotStart } from '../errors.ts';
import type { Bridge } from '../sync/bridge-port.ts';
import type { Store } from '../sync/ports.ts';

export type Parts = {
  app: Pick<FastifyInstance, 'listen' | 'close' | 'drain'>;
  /** The private listener, where there is one; it answers until the main one is closed. */
  operations?: { app: Pick<FastifyInstance, 'listen' | 'close'>; port: number } | undefined;
  bridge: Pick<Bridge, 'start' | 'stop'>;
  store: Pick<Store, 'close'>;
  log: Logger;
};

export type Serving = {
  /** Where it listens, as `http://127.0.0.1:8080`. */
  address: string;
  /** Where metrics and documentation are, if anywhere. */
  operationsAddress: string | undefined;
  /** Is not ready, takes no more calls, finishes what is claimed, closes the store. Calling it again waits for the same end. */
  stop(): Promise<void>;
};

/** A claim that takes longer than this is left to its lease: the next process does it again. */
const STOP_WITHIN_MS = 10_000;

export type StopTimes = {
  withinMs: number;
  /** How long `/readyz` says no before calls are refused: as long as whatever sends calls needs to see it. */
  drainMs: number;
};

/** Starts the core, then opens the door. @throws CannotStart `port` when the address cannot be listened on. */
export async function serve(
  parts: Parts,
  listen: { host: string; port: number },
  times: Partial<StopTimes> = {},
): Promise<Serving> {
  const { operations, log } = parts;
  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= stopParts(parts, { withinMs: STOP_WITHIN_MS, drainMs: 0, ...times }));
  try {
    await parts.bridge.start();
    // First the private door: whoever watches should see the bridge from its first call on.
    const operationsAddress =
      operations &&
      (await open(operations.app, { ...listen, port: operations.port }, 'OPERATIONS_PORT'));
    const address = await open(parts.app, listen, 'PORT');
    log.info({ address, operationsAddress, node: process.versions.node }, 'listening');
    return { address, operationsAddress, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function open(
  app: Pick<FastifyInstance, 'listen'>,
  listen: { host: string; port: number },
  setting: 'PORT' | 'OPERATIONS_PORT',
): Promise<string> {
  try {
    return await app.listen(listen);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const sentence = LISTEN_SENTENCES[code]?.(setting) ?? `the system answered ${code}`;
    throw new CannotStart('port', `Port ${listen.port} on ${listen.host}: ${sentence}.`, { cause });
  }
}

const LISTEN_SENTENCES: { [code: string]: (setting: string) => string } = {
  EADDRINUSE: (setting) => `another program listens there; stop it or set ${setting}`,
  EACCES: (setting) => `this user may not listen there; set ${setting} to 1024 or more`,
  EADDRNOTAVAIL: () => 'this machine has no such address; set HOST',
  ENOTFOUND: () => 'this machine has no such address; set HOST',
};

/** In this order, so that whatever was acknowledged is stored. The store is closed whatever happens. */
async function stopParts(
  { app, operations, bridge, store, log }: Parts,
  { withinMs, drainMs }: StopTimes,
): Promise<void> {
  app.drain();
  if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs));
  await within(withinMs, app.close(), log, 'http');
  await within(withinMs, bridge.stop(), log, 'claims');
  if (operations) await within(withinMs, operations.app.close(), log, 'operations http');
  await store.close();
  log.info('stopped');
}

async function within(
  ms: number,
  work: PromiseLike<unknown>,
  log: Logger,
  part: string,
): Promise<void> {
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), ms);
  try {
    const end = await Promise.race([work, late.promise]);
    if (end === 'late') log.warn({ part, ms }, 'left unfinished at the stop');
  } catch (error) {
    log.error({ err: error, part }, 'failed at the stop');
  } finally {
    clearTimeout(timer);
  }
}
