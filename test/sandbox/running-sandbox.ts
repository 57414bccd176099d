/** For tests: the sandbox as a process of its own, as a script would start it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { collecting } from '../scanner/collection.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

export type Ready = {
  ready: true;
  bridge: string;
  org: string;
  partnerCenter: string;
  page: string;
  microsoft: string;
  control: { org: string; partnerCenter: string; bridge: string };
  credentials: Record<
    'orgKey' | 'operationsKey' | 'salesforceAccessToken' | 'partnerCenterAccessToken',
    string
  >;
};

export type RunningSandbox = {
  ready: Ready;
  process: ChildProcess;
  /** Every line of the standard output so far. */
  output: string[];
  /** JSON of a call to the page; `status` is the HTTP status. */
  page<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
  stop(signal?: NodeJS.Signals): Promise<void>;
};

/** Resolves at the ready line. @throws Error with what the sandbox said when it ended before */
export async function runSandbox(
  args = ['--port-base', '0', '--json'],
  starter: Starter = directly,
): Promise<RunningSandbox> {
  const { child, lines, output, errors } = launch(args, starter);
  const ended = once(child, 'close').then(() => undefined);
  const first = await Promise.race([once(lines, 'line').then(([line]) => String(line)), ended]);
  if (first === undefined) throw new Error(`the sandbox ended:\n${errors.join('\n')}`);
  const ready = JSON.parse(first) as Ready;
  return {
    ready,
    process: child,
    output,
    async page(method, path, body) {
      const answer = await fetch(`${ready.page}${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as never };
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}

/** Runs until it ends by itself. */
export async function runToTheEnd(
  args: string[],
): Promise<{ code: number; output: string[]; errors: string[] }> {
  const { child, output, errors } = launch(args);
  const [code] = (await once(child, 'close')) as [number];
  return { code, output, errors };
}

type Starter = (command: string[]) => string[];
const directly: Starter = (command) => command;

/** As npm does it: the process one can kill is a shell away from the sandbox. */
export const asNpmDoes: Starter = (command) => {
  const script = `${command.map((part) => `'${part}'`).join(' ')}; exit $?`;
  return ['bash', '-c', 'sh -c "$0"; exit $?', script];
};

function launch(args: string[], starter = directly) {
  const [command = '', ...rest] = starter([process.execPath, MAIN, ...args]);
  const child = spawn(command, rest, {
    // As npm does: a sandbox whose starter is gone stops, so a killed test run leaves none behind.
    env: {
      PATH: process.env['PATH'] ?? '',
      npm_lifecycle_event: 'sandbox',
      ...collecting(),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const errors: string[] = [];
  const lines = createInterface({ input: child.stdout }).on('line', (line) => output.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  return { child, lines, output, errors };
}
