/** Which referral belongs to which Opportunity, as a person would tell. */
import type { PartnerCenterSim } from '../partner-center/server.ts';
import type { Row } from '../org/schema/types.ts';

type Referral = ReturnType<PartnerCenterSim['referrals']>[number];

/** The one the record names; before the bridge wrote that, the one that names the record. */
export function ourReferralOf(record: Row, referrals: Referral[]): Referral | undefined {
  const ours = referrals.filter(({ organizationId }) => organizationId !== 'msft');
  const named = record['Referral_Identifier__c'];
  return (
    ours.find(({ id }) => id === named) ??
    ours.find(({ externalReferenceId }) => externalReferenceId === record['Id'])
  );
}
