/** Random edits by sellers, the portal and Microsoft, each with a value nobody else wrote. */
import { nextYear } from '../sandbox/kit/days.ts';
import type { Random } from '../sandbox/kit/random.ts';
import { addSolution, HELP, makeDeal, microsoftReferrals, OUTSIDER, SELLER } from './deals.ts';
import type { Rig } from './rig.ts';

export type Deals = { recordIds: string[] };

export function makeDeals(rig: Rig, count: number): Deals {
  const recordIds = Array.from({ length: count }, (_, n) =>
    makeDeal(
      rig.org,
      n % 3 === 0 ? { contact: true, fields: { How_can_Microsoft_help__c: HELP } } : {},
    ),
  );
  return { recordIds };
}

type Edit = (rig: Rig, deals: Deals, random: Random, n: number) => void;

const WEIGHTED: readonly [weight: number, edit: Edit][] = [
  [10, (rig, deals, random, n) => org(rig, deals, random, { Amount: amount(n) }, anybody(n))],
  [6, (rig, deals, random, n) => org(rig, deals, random, { CloseDate: day(n) }, anybody(n))],
  [
    4,
    (rig, deals, random, n) => org(rig, deals, random, { Co_Sell_Notes__c: `seller wrote ${n}` }),
  ],
  [3, (rig, deals, random, n) => void addSolution(rig.org, pick(deals, random), solution(n))],
  [10, (rig, deals, random, n) => portal(rig, deals, random, { dealValue: amount(n) })],
  [6, (rig, deals, random, n) => portal(rig, deals, random, { closingDate: day(n) })],
  [4, (rig, deals, random, n) => portal(rig, deals, random, { notes: `portal wrote ${n}` })],
  [3, microsoftNotes],
  [2, (rig) => void rig.partnerCenter.createInbound()],
  [2, (rig, deals) => void deals.recordIds.push(makeDeal(rig.org))],
  [1, close],
];

/** One random edit; an edit that the systems themselves refuse (a closed deal) simply does not happen. */
export function randomEdit(rig: Rig, deals: Deals, random: Random, n: number): void {
  const total = WEIGHTED.reduce((sum, [weight]) => sum + weight, 0);
  let left = random.below(total);
  const chosen = WEIGHTED.find(([weight]) => (left -= weight) < 0);
  try {
    chosen?.[1](rig, deals, random, n);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

const anybody = (n: number) => (n % 2 === 0 ? SELLER : OUTSIDER);

function org(
  rig: Rig,
  deals: Deals,
  random: Random,
  fields: Record<string, unknown>,
  actor = SELLER,
): void {
  rig.org.as(actor).update('Opportunity', pick(deals, random), fields);
}

function portal(rig: Rig, deals: Deals, random: Random, changes: object): void {
  const referral = sharedReferral(rig, pick(deals, random));
  if (referral) rig.partnerCenter.asPartnerPortal(referral.id, changes);
}

function microsoftNotes(rig: Rig, deals: Deals, random: Random, n: number): void {
  const own = sharedReferral(rig, pick(deals, random));
  const [microsoft] = own ? microsoftReferrals(rig, own.engagementId) : [];
  if (microsoft) rig.partnerCenter.asMicrosoft(microsoft.id, { notes: `Microsoft wrote ${n}` });
}

/** Only shared deals: the bridge never ends looking for the lost create of one that is closed, so nothing comes to rest. */
function close(rig: Rig, deals: Deals, random: Random): void {
  const id = pick(deals, random);
  if (!sharedReferral(rig, id)) return;
  rig.org
    .as(SELLER)
    .update('Opportunity', id, { StageName: random.chance(0.5) ? 'Closed Won' : 'Closed Lost' });
  rig.org.as(SELLER).update('Opportunity', id, { Co_Sell_Request__c: 'Send Close Now' });
}

function sharedReferral(rig: Rig, recordId: string) {
  return rig.partnerCenter
    .referrals()
    .find((referral) => referral.externalReferenceId === recordId);
}

const pick = ({ recordIds }: Deals, random: Random): string =>
  recordIds[random.below(recordIds.length)] ?? '';

const solution = (n: number) => ({ id: `SOL-${10_000 + n}-RND`, name: `Solution ${n}` });

/** Whole hundreds, so that no trigger rounds two of them to one. */
const amount = (n: number) => 10_000 + 100 * n;

const day = (n: number): string =>
  new Date(Date.parse(nextYear('02-01')) + n * 86_400_000).toISOString().slice(0, 10);

/** Both simulators refuse with an error of their own that carries a status. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && /OrgError|ApiError/.test(error.name + error.constructor.name);
}
