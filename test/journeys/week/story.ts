/**
 * What people do in a week on both sides, whether or not the bridge or a host is there. Values are such that a customer's
 * automation leaves those that come from Partner Center as they are: whole hundreds, ends of months.
 */
import {
  addSolution,
  deal,
  HELP,
  makeDeal,
  microsoftReferrals,
  ownReferrals,
  SELLER,
} from '../deals.ts';
import { DAY, HOUR, type World } from './world.ts';

export type Cast = {
  /** Ten shared deals, the last two with Microsoft invited. */
  shared: string[];
  /** Referral ids of deals from Microsoft that wait for an answer. */
  inbound: string[];
  /** Shared during the week. */
  added: string[];
};

export function makeCast(world: World): Cast {
  const shared = Array.from({ length: 10 }, (_, n) =>
    makeDeal(
      world.org,
      n < 8 ? {} : { contact: true, fields: { How_can_Microsoft_help__c: HELP } },
    ),
  );
  const inbound = [1, 2].map(() => world.partnerCenter.createInbound().id);
  return { shared, inbound, added: [] };
}

export type Scene = { at: number; play(world: World, cast: Cast): void };

/** Values that lose a conflict and must stand in the audit trail. */
export const LOSERS = [
  { deal: 0, field: 'dealValue', value: '62200' },
  { deal: 1, field: 'closingDate', value: '2027-05-05' },
] as const;

export const STORY: readonly Scene[] = [
  // While answers to writes are lost.
  { at: HOUR / 6, play: (world, cast) => seller(world, cast, 2, { Amount: 20_100 }) },
  { at: HOUR / 5, play: (world, cast) => portal(world, cast, 3, { dealValue: 30_100 }) },
  { at: HOUR / 4, play: share },
  // Conflicts.
  { at: 3 * HOUR, play: (world, cast) => seller(world, cast, 0, { Amount: 61_100 }) },
  { at: 5 * HOUR, play: (world, cast) => portal(world, cast, 0, { dealValue: 62_200 }) },
  { at: 8 * HOUR, play: (world, cast) => portal(world, cast, 1, { closingDate: '2027-05-05' }) },
  { at: 30 * HOUR, play: (world, cast) => seller(world, cast, 1, { CloseDate: '2027-04-04' }) },
  // One side each.
  { at: 32 * HOUR, play: (world, cast) => seller(world, cast, 2, { Co_Sell_Notes__c: 'Monday' }) },
  { at: 33 * HOUR, play: (world, cast) => portal(world, cast, 3, { notes: 'Portal, Tuesday' }) },
  { at: 40 * HOUR, play: (world, cast) => seller(world, cast, 4, { CloseDate: '2027-07-01' }) },
  { at: 41 * HOUR, play: (world, cast) => portal(world, cast, 4, { dealValue: 44_400 }) },
  { at: 50 * HOUR, play: share },
  { at: 52 * HOUR, play: (world) => void world.partnerCenter.createInbound() },
  { at: 54 * HOUR, play: (world, cast) => seller(world, cast, 2, { Amount: 20_200 }) },
  { at: 55 * HOUR, play: (world, cast) => seller(world, cast, 2, { Amount: 20_300 }) },
  { at: 60 * HOUR, play: addSolutions },
  // Closing: by the stage, whose undo window passes meanwhile, and in the portal.
  { at: 66 * HOUR, play: (world, cast) => seller(world, cast, 6, { StageName: 'Closed Won' }) },
  { at: 70 * HOUR, play: (world, cast) => portal(world, cast, 7, LOST) },
  { at: 72 * HOUR, play: microsoftAccepts },
  { at: 80 * HOUR, play: acceptInbound },
  { at: 85 * HOUR, play: editInbound },
  { at: 98 * HOUR, play: (world, cast) => seller(world, cast, 2, { Amount: 20_400 }) },
  { at: 99 * HOUR, play: (world, cast) => portal(world, cast, 3, { dealValue: 30_200 }) },
  { at: 110 * HOUR, play: (world, cast) => seller(world, cast, 8, { Amount: 88_800 }) },
  { at: 111 * HOUR, play: (world, cast) => portal(world, cast, 9, { notes: 'Portal, Friday' }) },
  { at: 130 * HOUR, play: share },
  { at: 140 * HOUR, play: (world) => void world.partnerCenter.createInbound() },
  { at: 150 * HOUR, play: (world, cast) => portal(world, cast, 3, { closingDate: '2027-08-31' }) },
  { at: 160 * HOUR, play: (world, cast) => seller(world, cast, 2, { CloseDate: '2027-09-09' }) },
  { at: 166 * HOUR, play: (world, cast) => seller(world, cast, 5, { Amount: 55_500 }) },
];

/** The same people, but nobody shares a deal. */
export const STORY_WITHOUT_SHARING = STORY.filter(({ play }) => play !== share);

const LOST = { status: 'Closed', substatus: 'Lost', statusReason: 'The customer went elsewhere' };

/** Minutes at first, hours later: production's waits are met from below and from above. */
const STEPS = [2, 3, 5, 10, 20, 30, 60, 90, 180].map((minutes) => minutes * 60_000);

export type Play = {
  scenes?: readonly Scene[];
  /** Runs at every stop. */
  between?(passed: number): void | Promise<void>;
};

/** Plays the week. */
export async function playWeek(
  world: World,
  cast: Cast,
  { scenes: all = STORY, between = () => undefined }: Play = {},
): Promise<void> {
  const scenes = [...all];
  let passed = 0;
  for (let stop = 0; passed < 7 * DAY; stop++) {
    await between(passed);
    while ((scenes[0]?.at ?? Infinity) <= passed) scenes.shift()?.play(world, cast);
    const step = STEPS[stop % STEPS.length] ?? HOUR;
    const next = Math.min(7 * DAY, scenes[0]?.at ?? Infinity, passed + step);
    await world.pass(next - passed);
    passed = next;
  }
  if (scenes.length > 0) throw new Error(`${String(scenes.length)} scenes were not played`);
}

export function seller(
  world: World,
  { shared }: Cast,
  n: number,
  fields: Record<string, unknown>,
): void {
  world.org.as(SELLER).update('Opportunity', shared[n] ?? '', fields);
}

function portal(world: World, { shared }: Cast, n: number, changes: object): void {
  world.partnerCenter.asPartnerPortal(referralOfDeal(world, shared[n] ?? '').id, changes);
}

function share(world: World, cast: Cast): void {
  cast.added.push(makeDeal(world.org));
}

function addSolutions(world: World, cast: Cast): void {
  const id = cast.shared[5] ?? '';
  addSolution(world.org, id, { id: 'SOL-22222-BBB', name: 'Ours' });
  const known = referralOfDeal(world, id);
  const named = ({ id, name }: { id: string; name: string | null }) => ({
    id,
    name: name ?? '',
    type: 'Name',
  });
  world.partnerCenter.asPartnerPortal(known.id, {
    solutions: [
      ...known.details.requirements.solutions.map(named),
      { id: 'SOL-33333-CCC', name: 'Theirs', type: 'Name' },
    ],
  });
}

function microsoftAccepts(world: World, { shared }: Cast): void {
  const { engagementId } = referralOfDeal(world, shared[8] ?? '');
  const [theirs] = microsoftReferrals(world, engagementId);
  world.partnerCenter.asMicrosoft(String(theirs?.id), { status: 'Active', substatus: 'Accepted' });
}

function acceptInbound(world: World, { inbound }: Cast): void {
  const id = recordOf(world, inbound[0] ?? '');
  world.org.as(SELLER).update('Opportunity', id, { Referral_Response__c: 'Accept' });
}

function editInbound(world: World, { inbound }: Cast): void {
  world.partnerCenter.asMicrosoft(inbound[1] ?? '', { notes: 'Microsoft knows more' });
}

function referralOfDeal(world: World, recordId: string) {
  deal(world, recordId);
  const [referral] = ownReferrals(world, recordId);
  if (!referral) throw new Error(`no referral of ${recordId}`);
  return referral;
}

function recordOf(world: World, referralId: string): string {
  const [row] = world.org.query(
    `SELECT Id FROM Opportunity WHERE Referral_Identifier__c = '${referralId}'`,
  );
  if (!row) throw new Error(`no Opportunity of ${referralId}`);
  return String(row['Id']);
}
