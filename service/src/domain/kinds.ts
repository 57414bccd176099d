/** What a referral is: a deal to sell together, or a lead. `referralSource` and `callToAction` alone do not tell. */
import { valueAt } from './json.ts';
import type { Json, ReferralDocument } from './values.ts';

/** Marketplace leads are not served by the API at all (contract 4.1); one that is seen all the same is left alone. */
export type ReferralKind = 'co-sell' | 'qualified-lead' | 'marketplace-lead';

type Inviter = 'us' | 'microsoft' | 'partner' | 'nobody';
type Rule = { kind: ReferralKind; type?: string; qualification?: string[]; invitedBy?: Inviter[] };

/** The table of the contract, in order: the first row that fits. What fits none is of a kind nobody has described. */
const KINDS: readonly Rule[] = [
  { kind: 'co-sell', invitedBy: ['us'] },
  { kind: 'co-sell', type: 'Shared' },
  {
    kind: 'marketplace-lead',
    type: 'Independent',
    qualification: ['Direct'],
    invitedBy: ['microsoft', 'nobody'],
  },
  {
    kind: 'qualified-lead',
    type: 'Independent',
    qualification: ['SalesQualified', 'MarketingQualified'],
    invitedBy: ['microsoft'],
  },
  {
    kind: 'co-sell',
    type: 'Independent',
    qualification: ['SalesQualified', 'None'],
    invitedBy: ['partner'],
  },
];

export const MICROSOFT = 'msft';

/** Undefined for a referral that the published table does not have: it is left where it is. */
export function kindOfReferral(
  referral: ReferralDocument,
  organizationId: string,
): ReferralKind | undefined {
  const inviter = inviterOf(referral, organizationId);
  const fits = (allowed: readonly string[] | undefined, value: Json | undefined) =>
    allowed === undefined || (typeof value === 'string' && allowed.includes(value));
  return KINDS.find(
    (row) =>
      fits(row.type === undefined ? undefined : [row.type], referral['type']) &&
      fits(row.qualification, referral['qualification']) &&
      fits(row.invitedBy, inviter),
  )?.kind;
}

/** True when somebody other than us started the engagement. */
export function isInboundReferral(referral: ReferralDocument, organizationId: string): boolean {
  return inviterOf(referral, organizationId) !== 'us';
}

/** `direction` alone is not reliable (contract 4.2): it counts only where nobody is named. */
function inviterOf(referral: ReferralDocument, organizationId: string): Inviter {
  const inviter = valueAt(referral, '/inviteContext/invitedBy/organizationId');
  if (typeof inviter !== 'string') return referral['direction'] === 'Incoming' ? 'nobody' : 'us';
  if (inviter.toLowerCase() === organizationId.toLowerCase()) return 'us';
  return inviter.toLowerCase() === MICROSOFT ? 'microsoft' : 'partner';
}
