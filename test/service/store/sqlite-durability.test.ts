import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../../service/src/store/store.ts';
import { createRandom } from '../../sandbox/kit/random.ts';
import { createFakeClock } from './fake-clock.ts';

const KILLS = 10;
const RINGING = join(import.meta.dirname, 'ringing-process.ts');

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'co-sell-store-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

it('keeps every acknowledged ring through SIGKILLs at random moments', async () => {
  const random = createRandom(20_300_101);
  const acknowledged = new Map<string, number>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (const [id, rung] of await ringUntilKilled(20 + random.below(400))) {
      acknowledged.set(id, Math.max(rung, acknowledged.get(id) ?? 0));
    }
    // The lock died with the process: no waiting at all.
    const store = await openStore({ dataDir }, { clock: createFakeClock(), lockWaitMs: 0 });
    const pairs = await store.list({ limit: 100 });
    await store.close();
    const rungs = new Map(pairs.map((pair) => [pair.recordId, pair.rung]));
    for (const [id, rung] of acknowledged) {
      expect(rungs.get(id) ?? 0, `kill ${kill}, record ${id}`).toBeGreaterThanOrEqual(rung);
    }
  }
  expect(acknowledged.size).toBe(20);
}, 120_000);

/** Every ring the process acknowledged before it was killed, after about this many. */
async function ringUntilKilled(afterLines: number): Promise<[string, number][]> {
  const child = spawn(process.execPath, [RINGING, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const rings: [string, number][] = [];
  for await (const line of createInterface(child.stdout)) {
    const [id = '', rung] = line.split(' ');
    rings.push([id, Number(rung)]);
    if (rings.length === afterLines) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal, 'the process ended by itself').toBe('SIGKILL');
  return rings;
}
