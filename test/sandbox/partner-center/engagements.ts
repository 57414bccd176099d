/** Deals as people see them: the partner's referral and Microsoft's of one engagement belong together. */
import { isMicrosofts, MICROSOFT } from './referral.ts';
import type { Referral } from './referral.ts';

export type Engagement = {
  engagementId: string;
  partner: Referral | undefined;
  microsoft: Referral | undefined;
  /** What else is in it: an engagement may have several referrals of the partner. */
  others: Referral[];
};

/** In the order in which their first referral was made. */
export function engagementsOf(referrals: readonly Referral[]): Engagement[] {
  const groups = Map.groupBy(referrals, ({ engagementId }) => engagementId);
  return [...groups].map(([engagementId, members]) => {
    const partner = members.find((one) => !isMicrosofts(one));
    const microsoft = members.find(isMicrosofts);
    const others = members.filter((one) => one !== partner && one !== microsoft);
    return { engagementId, partner, microsoft, others };
  });
}

/** Microsoft sent this deal to the partner, and not the other way round. */
export const isSentByMicrosoft = ({ inviteContext }: Referral): boolean =>
  inviteContext.invitedBy.organizationId === MICROSOFT.organizationId;
