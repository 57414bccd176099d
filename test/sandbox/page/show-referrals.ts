/** Deals in Partner Center as the page shows them, newest first: ours, and Microsoft's half when it was asked. */
import type { OrgSim } from '../org/server.ts';
import { engagementsOf, isSentByMicrosoft } from '../partner-center/engagements.ts';
import type { PartnerCenterSim } from '../partner-center/server.ts';
import { ourReferralOf } from './links.ts';

type Referral = ReturnType<PartnerCenterSim['referrals']>[number];

export type ShownReferral = {
  id: string;
  status: string;
  substatus: string;
  statusReason: string | null;
  dealValue: number | null;
  closingDate: string | null;
  notes: string | null;
  visible: boolean;
  fromMicrosoft: boolean;
  expires: string | null;
  crmId: string | null;
  team: string[];
  contacts: string[];
  solutions: string[];
};

export type ShownEngagement = {
  engagementId: string;
  name: string;
  recordId: string | null;
  own: ShownReferral | null;
  microsoft: ShownReferral | null;
};

export function showReferrals(org: OrgSim, partnerCenter: PartnerCenterSim): ShownEngagement[] {
  const referrals = partnerCenter.referrals();
  const records = org.query('SELECT Id, Referral_Identifier__c FROM Opportunity');
  return engagementsOf(referrals)
    .map(({ engagementId, partner: own, microsoft }) => {
      const record = own && records.find((row) => ourReferralOf(row, referrals)?.id === own.id);
      const first = own ?? microsoft;
      return {
        engagementId,
        name: first?.name ?? first?.customerProfile.name ?? 'a deal without a name',
        recordId: record ? String(record['Id']) : null,
        own: own ? shown(own) : null,
        microsoft: microsoft ? shown(microsoft) : null,
      };
    })
    .reverse();
}

function shown(referral: Referral): ShownReferral {
  const { details } = referral;
  return {
    id: referral.id,
    status: referral.status,
    substatus: referral.substatus,
    statusReason: referral.statusReason,
    dealValue: details.dealValue,
    closingDate: details.closingDateTime?.slice(0, 10) ?? null,
    notes: details.notes,
    visible: referral.consent.consentToShareReferralWithMicrosoftSellers,
    fromMicrosoft: isSentByMicrosoft(referral),
    expires: referral.expirationDateTime,
    crmId: referral.trackingInfo.microsoftMsxId,
    team: referral.team.map(memberName),
    contacts: referral.customerProfile.team.map(memberName),
    solutions: details.requirements.solutions.map(({ id, name }) => name ?? id),
  };
}

const memberName = ({ firstName, lastName }: Referral['team'][number]): string =>
  [firstName, lastName].filter(Boolean).join(' ');
