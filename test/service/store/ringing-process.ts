/** Rings in a loop until it is killed; writes one line per ring that was acknowledged: `<record id> <rung>`. */
import { writeSync } from 'node:fs';
import { openStore } from '../../../service/src/store/store.ts';
import { recordId } from './ids.ts';

const [place] = process.argv.slice(2);
if (place === undefined) throw new Error('Expected a data folder or the URL of a database.');

const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
const store = await openStore(
  place.startsWith('postgres') ? { databaseUrl: place } : { dataDir: place },
  { clock },
);

for (let n = 0; ; n += 1) {
  const burst = Array.from({ length: 1 + (n % 7) }, (_, k) => recordId((n + k) % 20));
  await Promise.all(
    burst.map(async (id) => {
      const { rung } = await store.ring({ id: { recordId: id }, cause: 'nudge' });
      // Synchronous: what the parent reads was acknowledged before the kill.
      writeSync(1, `${id} ${rung}\n`);
    }),
  );
}
