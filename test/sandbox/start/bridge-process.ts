/** The real bridge as its own process, started the way an admin starts it, so that a kill is a real one. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { collectOutput, collectSettings } from '../../scanner/collection.ts';

export type BridgeState = {
  running: boolean;
  ready: boolean;
  pid: number | null;
  /** ISO time of the last start; null before the first. */
  startedAt: string | null;
  /** Why it does not run, for a person; null while it runs. */
  ended: string | null;
};

export type BridgeProcess = {
  readonly url: string;
  state(): BridgeState;
  /** Resolves when the bridge takes calls. @throws BridgeProblem when it runs already or does not come up */
  start(): Promise<void>;
  /** As a power cut: SIGKILL. @throws BridgeProblem when it does not run */
  kill(): Promise<void>;
  /** In good order: SIGTERM. Nothing happens when it does not run. */
  stop(): Promise<void>;
};

/** What a person asked of the bridge and cannot have, in a sentence. */
export class BridgeProblem extends Error {}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const END_WITH_PARENT = fileURLToPath(new URL('./end-with-parent.ts', import.meta.url));
const READY_WITHIN_MS = 60_000;
const LINES_SHOWN = 10;

/** @param onLine gets every line the bridge writes to its log */
export function createBridgeProcess(options: {
  port: number;
  settings: Record<string, string>;
  onLine: (line: string) => void;
}): BridgeProcess {
  const url = `http://127.0.0.1:${options.port}`;
  let child: ChildProcess | undefined;
  let startedAt: string | null = null;
  let ready = false;
  let lastLines: string[] = [];

  const isRunning = (one = child) =>
    one !== undefined && one.exitCode === null && one.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    if (!child || !isRunning()) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };

  return {
    url,
    state: () => ({
      running: isRunning(),
      ready: ready && isRunning(),
      pid: isRunning() ? (child?.pid ?? null) : null,
      startedAt,
      ended: isRunning() ? null : whyEnded(child),
    }),
    async start() {
      if (isRunning()) throw new BridgeProblem('The bridge is running already.');
      ready = false;
      lastLines = [];
      startedAt = new Date().toISOString();
      const started = launch(options.settings, options.port, (line) => {
        lastLines = [...lastLines, line].slice(-LINES_SHOWN);
        options.onLine(line);
      });
      child = started;
      await untilReady(
        url,
        () => isRunning(started),
        () => lastLines,
      );
      ready = true;
    },
    async kill() {
      if (!isRunning()) throw new BridgeProblem('The bridge is not running.');
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

function launch(
  settings: Record<string, string>,
  port: number,
  onLine: (line: string) => void,
): ChildProcess {
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, 'service/start.mjs'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...settings, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C reaches the sandbox alone, which then stops the bridge in good order.
    detached: true,
  });
  collectSettings(settings);
  for (const kind of ['stdout', 'stderr'] as const) {
    const stream = child[kind];
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      collectOutput(`sandbox-bridge-${child.pid}`, kind, `${line}\n`);
      onLine(line);
    });
  }
  return child;
}

function whyEnded(child: ChildProcess | undefined): string {
  if (!child) return 'not started yet';
  if (child.signalCode === 'SIGKILL') return 'killed (kill -9)';
  if (child.signalCode) return `ended by ${child.signalCode}`;
  return child.exitCode === 0 ? 'stopped in good order' : `ended with code ${child.exitCode}`;
}

async function untilReady(
  url: string,
  isRunning: () => boolean,
  lastLines: () => string[],
): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (isRunning() && Date.now() < until) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const what = isRunning() ? `was not ready in ${READY_WITHIN_MS / 1000} seconds` : 'ended at once';
  throw new BridgeProblem(`The bridge ${what}. Its last lines:\n${lastLines().join('\n')}`);
}
