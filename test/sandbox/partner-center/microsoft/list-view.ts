/** The list of deals, newest first. */
import { engagementsOf, isSentByMicrosoft } from '../engagements.ts';
import type { Engagement } from '../engagements.ts';
import type { Referral } from '../referral.ts';

type Standing = Pick<Referral, 'status' | 'substatus'>;
export type ListedDeal = {
  engagementId: string;
  /** Of every referral in it. */
  referralIds: string[];
  name: string | null;
  customer: string | null;
  direction: 'from partner' | 'to partner';
  /** `Private` deals are the partner's alone: no seller of Microsoft would see them. */
  kind: 'Co-sell' | 'Partner-led' | 'Private';
  /** Of Microsoft's referral where there is one, else of the partner's: what the seller works on. */
  status: Standing['status'];
  substatus: Standing['substatus'];
  partner: Standing | null;
  microsoft: Standing | null;
  waitsFor: 'Microsoft' | 'the partner' | null;
  dealValue: number | null;
  currency: string | null;
  closingDate: string | null;
  expires: string | null;
  createdAt: string;
  changedAt: string;
};

export const listDeals = (referrals: readonly Referral[]): ListedDeal[] =>
  engagementsOf(referrals)
    .flatMap((engagement) => listed(engagement) ?? [])
    .reverse()
    .sort((a, b) => (a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? 1 : -1));

function listed({ engagementId, partner, microsoft, others }: Engagement): ListedDeal | undefined {
  const lead = microsoft ?? partner;
  const deal = partner ?? microsoft;
  if (!lead || !deal) return undefined;
  const members = [partner, microsoft, ...others].filter((one) => one !== undefined);
  const isInbound = isSentByMicrosoft(deal);
  return {
    engagementId,
    referralIds: members.map(({ id }) => id),
    name: deal.name,
    customer: deal.customerProfile.name,
    direction: isInbound ? 'to partner' : 'from partner',
    kind: kindOf(deal, isInbound || microsoft !== undefined),
    status: lead.status,
    substatus: lead.substatus,
    partner: partner ? standing(partner) : null,
    microsoft: microsoft ? standing(microsoft) : null,
    waitsFor: lead.status !== 'New' ? null : microsoft ? 'Microsoft' : 'the partner',
    dealValue: deal.details.dealValue,
    currency: deal.details.currency,
    closingDate: deal.details.closingDateTime?.slice(0, 10) ?? null,
    expires: lead.expirationDateTime,
    createdAt: latest(members.map(({ createdDateTime }) => createdDateTime)),
    changedAt: latest(members.map(({ updatedDateTime }) => updatedDateTime)),
  };
}

function kindOf({ consent }: Referral, isTogether: boolean): ListedDeal['kind'] {
  if (isTogether) return 'Co-sell';
  return consent.consentToShareReferralWithMicrosoftSellers ? 'Partner-led' : 'Private';
}

const standing = ({ status, substatus }: Referral): Standing => ({ status, substatus });
const latest = (times: string[]): string => times.sort().at(-1) ?? '';
