/** One deal: every referral of its engagement with what can be done, its history, and what was sent about it. */
import type { JournalEntry } from '../../kit/journal.ts';
import { showChanges } from '../../kit/shown-changes.ts';
import type { ShownChange } from '../../kit/shown-changes.ts';
import type { Delivery } from '../deliveries.ts';
import { isMicrosofts } from '../referral.ts';
import type { Referral } from '../referral.ts';
import { REFERRAL_WORDS } from '../referral-words.ts';
import type { World } from '../world.ts';
import { actsOn } from './acts.ts';
import type { OfferedAct } from './acts.ts';
import { showEvents } from './events-view.ts';
import type { SentEvent } from './events-view.ts';
import { listDeals } from './list-view.ts';
import type { ListedDeal } from './list-view.ts';

export type DealView = {
  deal: ListedDeal;
  referrals: { owner: 'partner' | 'Microsoft'; referral: Referral; acts: OfferedAct[] }[];
  history: Change[];
  events: SentEvent[];
};
export type Change = {
  seq: number;
  at: string;
  who: string;
  /** Whose referral it was. */
  owner: 'partner' | 'Microsoft';
  kind: string;
  changes: ShownChange[];
};

const ACTORS: Readonly<Record<string, string>> = {
  bridge: 'Partner, through the API',
  'partner-portal': 'Partner, in the portal',
  microsoft: 'Microsoft',
  system: 'Partner Center, the service',
};

/** Undefined when there is no such engagement. */
export function showDeal(
  world: World,
  engagementId: string,
  { writes, deliveries }: { writes: readonly JournalEntry[]; deliveries: readonly Delivery[] },
): DealView | undefined {
  const referrals = world.ledger.engagement(engagementId);
  const [deal] = listDeals(referrals);
  if (!deal) return undefined;
  const ids = new Set(referrals.map(({ id }) => id));
  return {
    deal,
    referrals: referrals.map((referral) => ({
      owner: ownerOf(referral),
      referral,
      acts: actsOn(world, referral),
    })),
    history: writes
      .filter(({ id }) => ids.has(id))
      .map(changeOf)
      .reverse(),
    events: showEvents(deliveries).filter(({ referralId }) => referralId && ids.has(referralId)),
  };
}

function changeOf(entry: JournalEntry): Change {
  const { seq, at, actor, kind, after } = entry;
  const changes = kind === 'create' ? [] : showChanges(entry, REFERRAL_WORDS);
  const owner = ownerOf(after as Referral);
  return { seq, at, who: ACTORS[actor] ?? actor, owner, kind, changes };
}

const ownerOf = (referral: Referral): 'partner' | 'Microsoft' =>
  isMicrosofts(referral) ? 'Microsoft' : 'partner';
