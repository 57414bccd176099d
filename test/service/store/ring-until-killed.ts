import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import type { Store } from '../../../service/src/sync/ports.ts';

const RINGING = join(import.meta.dirname, 'ringing-process.ts');

export type Acknowledged = Map<string, number>;

/** Every ring a process acknowledged on the store at this place before it was killed, after about this many. */
export async function ringUntilKilled(
  place: string,
  afterLines: number,
  acknowledged: Acknowledged,
): Promise<void> {
  const child = spawn(process.execPath, [RINGING, place], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let lines = 0;
  for await (const line of createInterface(child.stdout)) {
    const [id = '', rung] = line.split(' ');
    acknowledged.set(id, Math.max(Number(rung), acknowledged.get(id) ?? 0));
    lines += 1;
    if (lines === afterLines) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal, 'the process ended by itself').toBe('SIGKILL');
}

export async function expectKept(
  store: Store,
  acknowledged: Acknowledged,
  when: string,
): Promise<void> {
  const pairs = await store.list({ limit: 100 });
  const rungs = new Map(pairs.map((pair) => [pair.recordId, pair.rung]));
  for (const [id, rung] of acknowledged) {
    expect(rungs.get(id) ?? 0, `${when}, record ${id}`).toBeGreaterThanOrEqual(rung);
  }
}
