/** Which calls a journey makes, and one run of it in which the bridge dies at one of them. */
import type { KillMoment } from '../sandbox/kit/faults.ts';
import type { CrashJourney } from './crash-journeys.ts';
import type { Rig } from './rig.ts';

export type CrashSide = 'org' | 'partnerCenter';
/** `what` is the shape of a call, and `nth` counts the calls of this shape from 0. */
export type CrashRow = {
  side: CrashSide;
  method: string;
  what: string;
  nth: number;
  when: KillMoment;
};
export const MOMENTS: readonly KillMoment[] = ['arrival', 'commit', 'answer'];

/** Sweeps, and looks at the webhook registration, come by the clock, not by the journey: sweeps have rows of their own. */
export const SWEEPS = {
  org: 'Co_Sell_Change_Token__c%3E%3D|/composite$',
  partnerCenter: 'orderby=updatedDateTime',
} as const;
const BY_THE_CLOCK: Record<CrashSide, string> = {
  org: `${SWEEPS.org}|/oauth2/`,
  partnerCenter: `${SWEEPS.partnerCenter}|^/webhooks/`,
};
const byTheJourney = (side: CrashSide) => `^(?!.*(?:${BY_THE_CLOCK[side]}))`;

/** A read commits nothing: dying on its arrival and dying without its answer are the same to the bridge. */
const momentsOf = (method: string): readonly KillMoment[] =>
  method === 'GET' ? MOMENTS.filter((when) => when !== 'commit') : MOMENTS;

/** A dry run: every outside call of the journey, and the moments of each. */
export async function rowsOf(rig: Rig, journey: CrashJourney, id: string): Promise<CrashRow[]> {
  const from = {
    org: rig.org.faults.calls().length,
    partnerCenter: rig.partnerCenter.faults.calls().length,
  };
  const made = journey.act(rig, id);
  await rig.quiet();
  journey.verify(rig, made);
  return (['org', 'partnerCenter'] as const).flatMap((side) => {
    const isMeant = new RegExp(byTheJourney(side));
    const seen = new Map<string, number>();
    return rig[side].faults
      .calls()
      .slice(from[side])
      .filter(({ url }) => isMeant.test(url))
      .flatMap(({ method, url }) => {
        const what = shapeOf(url);
        const nth = seen.get(`${method} ${what}`) ?? 0;
        seen.set(`${method} ${what}`, nth + 1);
        return momentsOf(method).map((when) => ({ side, method, what, nth, when }));
      });
  });
}

export type CrashResult = { row: CrashRow; died: boolean };

/** One row: the bridge dies at that call, is started again, and everything comes to rest. */
export async function runRow(
  rig: Rig,
  journey: CrashJourney,
  row: CrashRow,
  id: string,
): Promise<CrashResult> {
  rig[row.side].faults.add({
    method: row.method,
    path: `${byTheJourney(row.side)}${patternOf(row.what)}`,
    skip: row.nth,
    do: 'pass',
    kill: rig.killing(row.when),
  });
  const made = journey.act(rig, id);
  // Quiet without a death: reads are coalesced, and the call was not reached this time.
  const died = await rig.quietOrDead();
  rig[row.side].faults.clear();
  try {
    // Alone it goes on where it stopped; where there are others, they take over while it starts.
    await Promise.all([rig.startDead(), rig.quiet()]);
    journey.verify(rig, made);
  } catch (cause) {
    throw new Error(
      `${journey.name}: died ${row.when} of ${row.side} call ${row.nth} of ${row.method} ${row.what}`,
      { cause },
    );
  }
  return { row, died };
}

/** Without the query, and with `{id}` for what names one record. */
function shapeOf(url: string): string {
  const path = url.split('?')[0] ?? url;
  return path.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-zA-Z]{18}\b/g, '{id}');
}

const patternOf = (shape: string) =>
  `${shape.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll('{id}', '[^/?]+')}(\\?|$)`;
