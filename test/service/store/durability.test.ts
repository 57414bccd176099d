import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../service/src/store/store.ts';
import { systemClock } from '../../../service/src/system-clock.ts';
import { createRandom } from '../../sandbox/kit/random.ts';
import { createDatabase, NEEDS_POSTGRES } from './postgres-database.ts';
import { type Acknowledged, expectKept, ringUntilKilled } from './ring-until-killed.ts';

describe('a store keeps every acknowledged ring through SIGKILLs at random moments', () => {
  const survives = async (
    place: string,
    open: () => ReturnType<typeof openStore>,
    { kills, replicas }: { kills: number; replicas: number },
  ) => {
    const random = createRandom(20_300_101);
    const acknowledged: Acknowledged = new Map();
    for (let kill = 0; kill < kills; kill += 1) {
      await Promise.all(
        Array.from({ length: replicas }, () =>
          ringUntilKilled(place, 20 + random.below(400), acknowledged),
        ),
      );
      const store = await open();
      await expectKept(store, acknowledged, `kill ${kill}`);
      await store.close();
    }
    expect(acknowledged.size).toBe(20);
  };

  it('on SQLite', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'co-sell-store-'));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    // The lock died with the process: no waiting at all.
    await survives(dataDir, () => openStore({ dataDir }, { clock: systemClock, lockWaitMs: 0 }), {
      kills: 10,
      replicas: 1,
    });
  }, 120_000);

  it.skipIf(NEEDS_POSTGRES).each([1, 2])(
    `on PostgreSQL with %i replicas${NEEDS_POSTGRES}`,
    async (replicas) => {
      const { url, drop } = await createDatabase();
      onTestFinished(drop);
      await survives(url, () => openStore({ databaseUrl: url }, { clock: systemClock }), {
        kills: 5,
        replicas,
      });
    },
    240_000,
  );
});
