/** Opportunities as the page shows them, newest first, each with how it compares to its referral. */
import type { OrgSim } from '../org/server.ts';
import type { PartnerCenterSim } from '../partner-center/server.ts';
import { compareSides, type Comparison } from './compare.ts';
import { ourReferralOf } from './links.ts';

export type ShownDeal = {
  id: string;
  fields: Record<string, unknown>;
  customer: string;
  solutions: { rowId: string; id: string; name: string }[];
  /** Sentences: what is missing before it can be shared. */
  missing: string[];
  conflicts: { field: string; salesforce: unknown; partnerCenter: unknown; hash: string }[];
  referralId: string | null;
  engagementId: string | null;
  comparison: Comparison[];
};

/** The fields a person edits or reads on the page. */
const FIELDS = [
  'Name',
  'StageName',
  'Amount',
  'CloseDate',
  'Co_Sell_Notes__c',
  'Sync_with_Partner_Center__c',
  'Co_Sell_Customer_Consent__c',
  'Referral_Visibility__c',
  'How_can_Microsoft_help__c',
  'Note_to_Microsoft__c',
  'Referral_Response__c',
  'Referral_Response_Reason__c',
  'Co_Sell_Request__c',
  'Co_Sell_Sync_Status__c',
  'Co_Sell_Sync_Message__c',
  'Co_Sell_Change_Token__c',
  'Co_Sell_Close_Sends_At__c',
  'Co_Sell_Checklist__c',
  'Co_Sell_Conflicts__c',
  'Referral_Identifier__c',
  'Referral_Status__c',
  'Referral_Substatus__c',
  'Referral_Expires__c',
  'Microsoft_Status__c',
  'Microsoft_CRM_Identifier__c',
  'Microsoft_Sellers__c',
  'Microsoft_Deal_Value__c',
  'Microsoft_Close_Date__c',
  'Microsoft_Notes__c',
  'Audit__c',
];

export function showDeals(org: OrgSim, partnerCenter: PartnerCenterSim): ShownDeal[] {
  const rows = org.query(
    `SELECT Id, Account.Name, ${FIELDS.join(', ')} FROM Opportunity ORDER BY CreatedDate DESC, Id DESC`,
  );
  const solutions = org.query(
    'SELECT Id, Opportunity__c, Solution_Id__c, Solution_Name__c FROM Microsoft_Solution__c ORDER BY Id',
  );
  const referrals = partnerCenter.referrals();
  return rows.map((row) => {
    const { Id: id, Account: account } = row;
    const fields = Object.fromEntries(FIELDS.map((name) => [name, row[name] ?? null]));
    const own = solutions
      .filter((solution) => solution['Opportunity__c'] === id)
      .map((solution) => ({
        rowId: String(solution['Id']),
        id: String(solution['Solution_Id__c']),
        name: String(solution['Solution_Name__c'] ?? solution['Solution_Id__c']),
      }));
    const referral = ourReferralOf(row, referrals);
    return {
      id: String(id),
      fields,
      customer: nameOf(account),
      solutions: own,
      missing: listOf<CheckItem>(row['Co_Sell_Checklist__c'])
        .filter(({ ok }) => !ok)
        .map(({ message }) => message),
      conflicts: listOf(row['Co_Sell_Conflicts__c']),
      referralId: referral?.id ?? null,
      engagementId: referral?.engagementId ?? null,
      comparison: referral ? compareSides(fields, own, referral) : [],
    };
  });
}

type CheckItem = { ok: boolean; message: string };

function listOf<T>(json: unknown): T[] {
  return typeof json === 'string' ? (JSON.parse(json) as T[]) : [];
}

function nameOf(account: unknown): string {
  return typeof account === 'object' && account !== null && 'Name' in account
    ? String(account.Name)
    : '';
}
