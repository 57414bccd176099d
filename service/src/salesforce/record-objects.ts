/** What a pair's record may be, told by its id, and what is read of a Lead. */
import type { RecordObject } from '../domain/values.ts';

const OBJECT_OF_PREFIX: Readonly<Record<string, RecordObject>> = {
  '006': 'Opportunity',
  '00Q': 'Lead',
};

/** Undefined for an id of any other object. */
export const objectOfId = (id: string): RecordObject | undefined =>
  OBJECT_OF_PREFIX[id.slice(0, 3)];

/** Standard fields the protocol needs, and every field of the package on Lead. */
export const LEAD_FIELDS = [
  'Id',
  'Name',
  'Status',
  'IsDeleted',
  'IsConverted',
  'ConvertedOpportunityId',
  'MasterRecordId',
  'OwnerId',
  'SystemModstamp',
  'Sync_with_Partner_Center__c',
  'Co_Sell_Customer_Consent__c',
  'Referral_Response__c',
  'Referral_Response_Reason__c',
  'Co_Sell_Request__c',
  'Referral_Identifier__c',
  'Referral_Link__c',
  'Referral_Status__c',
  'Referral_Substatus__c',
  'Referral_Status_Reason__c',
  'Referral_Expires__c',
  'Co_Sell_Close_Sends_At__c',
  'Co_Sell_Change_Token__c',
  'Co_Sell_Sync_Status__c',
  'Co_Sell_Sync_Message__c',
] as const;
