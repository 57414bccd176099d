/** Which calls a journey makes, and one run of it in which the bridge dies at one of them. */
import type { KillMoment } from '../sandbox/kit/faults.ts';
import type { CrashJourney } from './crash-journeys.ts';
import type { Rig } from './rig.ts';

export type CrashSide = 'org' | 'partnerCenter';
export type CrashRow = { side: CrashSide; call: number; what: string; when: KillMoment };
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
    const pattern = new RegExp(byTheJourney(side));
    return rig[side].faults
      .calls()
      .slice(from[side])
      .filter(({ url }) => pattern.test(url))
      .flatMap(({ method, url }, call) =>
        momentsOf(method).map((when) => ({
          side,
          call,
          what: `${method} ${shortUrl(url)}`,
          when,
        })),
      );
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
    path: byTheJourney(row.side),
    skip: row.call,
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
      `${journey.name}: died ${row.when} of ${row.side} call ${row.call} (${row.what})`,
      { cause },
    );
  }
  return { row, died };
}

function shortUrl(url: string): string {
  const path = url.split('?')[0] ?? url;
  return path.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}');
}
