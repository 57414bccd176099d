/** Looks at a rig again and again until it is quiet. */
import type { BridgeProcess } from './bridge-process.ts';
import type { Sides } from './deals.ts';
import { watchForQuiet, type Sight } from './quiet.ts';
import type { StoreView } from './store-view.ts';

export type Watched = Sides & { bridges: BridgeProcess[]; view: StoreView };

const STEP_MS = 25;

/** True when quiet, false when `isOver` says so before. @throws Error when neither comes in time */
export async function untilQuiet(
  watched: Watched,
  { withinMs, isOver }: { withinMs: number; isOver: () => boolean },
): Promise<boolean> {
  const until = performance.now() + withinMs;
  const isQuiet = watchForQuiet();
  const look = lookAt(watched);
  let last: Sight | undefined;
  while (performance.now() < until) {
    if (isOver()) return false;
    last = await look();
    if (last && isQuiet(last)) return true;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  const log = watched.bridges.flatMap((bridge) => bridge.log().slice(-30));
  const waiting = JSON.stringify(await watched.view.waiting());
  throw new Error(
    `not quiet within ${withinMs} ms; last seen: ${JSON.stringify(last)}\nwaiting: ${waiting}\n${log.join('\n')}`,
  );
}

/** One sight after the other; undefined while the store cannot be looked into. */
function lookAt({ org, partnerCenter, view }: Watched): () => Promise<Sight | undefined> {
  const orgWrites = countWrites(org);
  const referralWrites = countWrites(partnerCenter);
  return async () => {
    const at = performance.now();
    // Before the glance: a sweep that begins after it must find lists that show all of this.
    const [here, there] = [orgWrites(), referralWrites()];
    const [, lagMs] = partnerCenter.switches.listLagMs;
    const listsShowAll = Date.now() > Math.max(here.lastAt, there.lastAt) + lagMs;
    const isUnmarked = marked(org) === 0;
    const writes = here.count + there.count;
    const glance = await view.glance();
    return (
      glance && {
        ...glance,
        at,
        writes,
        isCaughtUp: glance.waiting === 0 && listsShowAll && isUnmarked,
      }
    );
  };
}

/** Only what is new is read each time: a journal of thousands of entries is copied slowly. */
function countWrites({ journal }: Sides['org'] | Sides['partnerCenter']) {
  const seen = { count: 0, lastAt: 0 };
  return () => {
    for (const { seq, at } of journal.entries(seen.count)) {
      seen.count = seq;
      seen.lastAt = Date.parse(at);
    }
    return seen;
  };
}

/** Records that still have something to tell. */
const marked = (org: Sides['org']): number =>
  org.query("SELECT Id FROM Opportunity WHERE Co_Sell_Change_Token__c >= '0'").length;
