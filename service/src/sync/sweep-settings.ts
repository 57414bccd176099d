/** What an admin changed acts on every open deal, not only on those that somebody edits next. */
import { fingerprint } from '../domain/hash.ts';
import type { OrgProfile } from '../domain/org.ts';
import type { PairState } from '../domain/pair.ts';
import type { Json } from '../domain/values.ts';
import type { BridgeDeps } from './deps.ts';
import { pagesOfPairs, ringIdOf } from './every-pair.ts';
import type { Outside } from './outside.ts';
import type { Store } from './ports.ts';

/** A stub may be on its way to become a pair by what was set before. */
const RUNG = ['open', 'stub'] as const satisfies readonly PairState[];

type Deps = Pick<BridgeDeps, 'store' | 'clock' | 'timings'>;

/**
 * The cursor is the fingerprint of the settings, the mapping and its values. Once it differs, every open pair is looked at
 * again in the background: what a switch or a row held back is sent or written then, and nothing has been queued for it.
 * Other bridges may know what was set before for a while: once they cannot any more, all are looked at a second time.
 */
export async function sweepSettings(
  { store, clock, timings }: Deps,
  outside: Outside,
  cursor: string | null,
): Promise<string> {
  const next = printOf(await outside.salesforce.profile());
  if (cursor === null) return next;
  const [known, againAt] = cursor.split(' ');
  if (known !== next) {
    await ringAll(store);
    return `${next} ${String(clock.now() + timings.profileMs + timings.leaseMs)}`;
  }
  if (againAt === undefined || clock.now() < Number(againAt)) return cursor;
  await ringAll(store);
  return next;
}

async function ringAll(store: Store): Promise<void> {
  for (const state of RUNG) await ringThose(store, state);
}

async function ringThose(store: Store, state: PairState): Promise<void> {
  for await (const pairs of pagesOfPairs(store, { state })) {
    await Promise.all(
      pairs.map(async (pair) => {
        const id = ringIdOf(pair);
        if (id) await store.ring({ id, cause: 'resync' });
      }),
    );
  }
}

function printOf({ settings, mapping, valueMapping, recordTypes }: OrgProfile): string {
  return fingerprint({ settings, mapping, valueMapping, recordTypes } as unknown as Json);
}
