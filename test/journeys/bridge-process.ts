/** The bridge as its own process, started the way an admin starts it, so that a SIGKILL is a real one. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectOutput, collectSettings } from '../scanner/collection.ts';

export type BridgeSettings = Record<string, string>;

export type BridgeProcess = {
  readonly url: string;
  /** Where `/metrics` is. */
  readonly operationsUrl: string;
  readonly pid: number;
  /** Log lines of every life so far, for a failing test to show. */
  log(): string[];
  isAlive(): boolean;
  /** Alive, and not stopped by `pause`. */
  isRunning(): boolean;
  /** Resolves true when the present life ends. */
  ended(): Promise<true>;
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** SIGSTOP and SIGCONT: a process that sleeps through everything and then goes on as if nothing had been. */
  pause(): void;
  resume(): void;
};

const START = fileURLToPath(new URL('../../service/start.mjs', import.meta.url));
const READY_WITHIN_MS = 120_000;

/** @param settings asked for at every start: some are known only when all of a rig stands */
export async function createBridgeProcess(
  settings: () => BridgeSettings,
  entry = START,
): Promise<BridgeProcess> {
  const port = await freePort();
  const operationsPort = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  let child: ChildProcess | undefined;
  let isPaused = false;

  const isAlive = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    if (!child || !isAlive()) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };

  return {
    url,
    operationsUrl: `http://127.0.0.1:${operationsPort}`,
    get pid() {
      return child?.pid ?? 0;
    },
    log: () => lines,
    isAlive,
    isRunning: () => isAlive() && !isPaused,
    async ended() {
      if (child && isAlive()) await once(child, 'exit');
      return true;
    },
    async start() {
      isPaused = false;
      const present = settings();
      collectSettings(present);
      child = spawn(process.execPath, [entry], {
        env: {
          PATH: process.env['PATH'] ?? '',
          // Hundreds of starts compile the same code.
          NODE_COMPILE_CACHE: join(tmpdir(), 'co-sell-compile-cache'),
          OPERATIONS_PORT: String(operationsPort),
          ...present,
          PORT: String(port),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const source = `bridge-${child.pid}`;
      const keep = (kind: 'stdout' | 'stderr') => (chunk: Buffer) => {
        lines.push(...chunk.toString().split('\n').filter(Boolean));
        collectOutput(source, kind, chunk.toString());
      };
      child.stdout?.on('data', keep('stdout'));
      child.stderr?.on('data', keep('stderr'));
      await untilReady(url, isAlive, lines).catch(async (error: unknown) => {
        await end('SIGKILL');
        throw error;
      });
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    pause() {
      isPaused = true;
      child?.kill('SIGSTOP');
    },
    resume() {
      child?.kill('SIGCONT');
      isPaused = false;
    },
  };
}

async function untilReady(url: string, isAlive: () => boolean, lines: string[]): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (!isAlive()) throw new Error(`the bridge ended at start:\n${lines.slice(-20).join('\n')}`);
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(
    `the bridge was not ready in ${READY_WITHIN_MS} ms:\n${lines.slice(-20).join('\n')}`,
  );
}

const given = new Set<number>();

/** Below those the system gives to callers, so that nobody takes it before the first or between two lives. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

/** Another program of this machine may listen there. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const opened = new Promise<boolean>((resolve) => {
    server.once('listening', () => resolve(true));
    server.once('error', () => resolve(false));
  });
  server.listen(port, '127.0.0.1');
  const isOpen = await opened;
  if (isOpen) await new Promise((resolve) => server.close(resolve));
  return isOpen;
}
