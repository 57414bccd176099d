import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { CannotStart } from '../errors.ts';
import type { Bridge } from '../sync/bridge-port.ts';
import type { Store } from '../sync/ports.ts';

export type Parts = {
  app: Pick<FastifyInstance, 'listen' | 'close'>;
  bridge: Pick<Bridge, 'start' | 'stop'>;
  store: Pick<Store, 'close'>;
  log: Logger;
};

export type Serving = {
  /** Where it listens, as `http://127.0.0.1:8080`. */
  address: string;
  /** Takes no more calls, finishes what is claimed, closes the store. Calling it again waits for the same end. */
  stop(): Promise<void>;
};

/** A claim that takes longer than this is left to its lease: the next process does it again. */
const STOP_WITHIN_MS = 10_000;

/** Starts the core, then opens the door. @throws CannotStart `port` when the address cannot be listened on. */
export async function serve(
  parts: Parts,
  listen: { host: string; port: number },
  stopWithinMs = STOP_WITHIN_MS,
): Promise<Serving> {
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopParts(parts, stopWithinMs));
  try {
    await parts.bridge.start();
    const address = await open(parts.app, listen);
    parts.log.info({ address, node: process.versions.node }, 'listening');
    return { address, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function open(app: Parts['app'], listen: { host: string; port: number }): Promise<string> {
  try {
    return await app.listen(listen);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const sentence = LISTEN_SENTENCES[code] ?? `the system answered ${code}`;
    throw new CannotStart('port', `Port ${listen.port} on ${listen.host}: ${sentence}.`, { cause });
  }
}

const LISTEN_SENTENCES: { [code: string]: string } = {
  EADDRINUSE: 'another program listens there; stop it or set PORT',
  EACCES: 'this user may not listen there; set PORT to 1024 or more',
  EADDRNOTAVAIL: 'this machine has no such address; set HOST',
  ENOTFOUND: 'this machine has no such address; set HOST',
};

/** In this order, so that whatever was acknowledged is stored. The store is closed whatever happens. */
async function stopParts({ app, bridge, store, log }: Parts, withinMs: number): Promise<void> {
  await within(withinMs, app.close(), log, 'http');
  await within(withinMs, bridge.stop(), log, 'claims');
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
