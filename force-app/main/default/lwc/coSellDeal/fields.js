/** The fields of the card, by our own word for each. The platform checks these imports when the package is deployed. */
import NAME from '@salesforce/schema/Opportunity.Name';
import ACCOUNT_ID from '@salesforce/schema/Opportunity.AccountId';
import STAGE from '@salesforce/schema/Opportunity.StageName';
import IS_CLOSED from '@salesforce/schema/Opportunity.IsClosed';
import IS_WON from '@salesforce/schema/Opportunity.IsWon';
import AMOUNT from '@salesforce/schema/Opportunity.Amount';
import CLOSE_DATE from '@salesforce/schema/Opportunity.CloseDate';
import LAST_MODIFIED from '@salesforce/schema/Opportunity.LastModifiedDate';
import SYNC from '@salesforce/schema/Opportunity.Sync_with_Partner_Center__c';
import CONSENT from '@salesforce/schema/Opportunity.Co_Sell_Customer_Consent__c';
import HELP from '@salesforce/schema/Opportunity.How_can_Microsoft_help__c';
import VISIBILITY from '@salesforce/schema/Opportunity.Referral_Visibility__c';
import NOTE from '@salesforce/schema/Opportunity.Note_to_Microsoft__c';
import SHARED_NOTES from '@salesforce/schema/Opportunity.Co_Sell_Notes__c';
import MARKETPLACE_INTENT from '@salesforce/schema/Opportunity.Co_Sell_Marketplace_Intent__c';
import PARTNER_ROLE from '@salesforce/schema/Opportunity.Co_Sell_Partner_Role__c';
import SOLUTION_AREA from '@salesforce/schema/Opportunity.Co_Sell_Solution_Area__c';
import SOLUTION_PLAY from '@salesforce/schema/Opportunity.Co_Sell_Solution_Play__c';
import PARTNER_LOCATION from '@salesforce/schema/Opportunity.Co_Sell_Partner_Location__c';
import RESPONSE from '@salesforce/schema/Opportunity.Referral_Response__c';
import RESPONSE_REASON from '@salesforce/schema/Opportunity.Referral_Response_Reason__c';
import REQUEST from '@salesforce/schema/Opportunity.Co_Sell_Request__c';
import CONFLICT_CHOICES from '@salesforce/schema/Opportunity.Co_Sell_Conflict_Choices__c';
import REFERRAL_ID from '@salesforce/schema/Opportunity.Referral_Identifier__c';
import LINK from '@salesforce/schema/Opportunity.Referral_Link__c';
import STATUS from '@salesforce/schema/Opportunity.Referral_Status__c';
import SUBSTATUS from '@salesforce/schema/Opportunity.Referral_Substatus__c';
import STATUS_REASON from '@salesforce/schema/Opportunity.Referral_Status_Reason__c';
import REGISTRATION from '@salesforce/schema/Opportunity.Referral_Registration__c';
import EXPIRES from '@salesforce/schema/Opportunity.Referral_Expires__c';
import RECEIVED from '@salesforce/schema/Opportunity.Co_Sell_Received__c';
import ANSWERED from '@salesforce/schema/Opportunity.Co_Sell_Answered__c';
import LAST_SYNCED from '@salesforce/schema/Opportunity.Co_Sell_Last_Synced__c';
import MICROSOFT_STATUS from '@salesforce/schema/Opportunity.Microsoft_Status__c';
import MICROSOFT_CRM_ID from '@salesforce/schema/Opportunity.Microsoft_CRM_Identifier__c';
import MICROSOFT_SELLERS from '@salesforce/schema/Opportunity.Microsoft_Sellers__c';
import MICROSOFT_NOTES from '@salesforce/schema/Opportunity.Microsoft_Notes__c';
import MICROSOFT_VALUE from '@salesforce/schema/Opportunity.Microsoft_Deal_Value__c';
import MICROSOFT_CLOSE_DATE from '@salesforce/schema/Opportunity.Microsoft_Close_Date__c';
import MICROSOFT_REASON from '@salesforce/schema/Opportunity.Microsoft_Status_Reason__c';
import MICROSOFT_CHANGED from '@salesforce/schema/Opportunity.Microsoft_Changed__c';
import CLOSE_SENDS_AT from '@salesforce/schema/Opportunity.Co_Sell_Close_Sends_At__c';
import STAGE_BEFORE from '@salesforce/schema/Opportunity.Co_Sell_Stage_Before__c';
import CHANGE_TOKEN from '@salesforce/schema/Opportunity.Co_Sell_Change_Token__c';
import SYNC_STATUS from '@salesforce/schema/Opportunity.Co_Sell_Sync_Status__c';
import SYNC_MESSAGE from '@salesforce/schema/Opportunity.Co_Sell_Sync_Message__c';
import CHECKLIST from '@salesforce/schema/Opportunity.Co_Sell_Checklist__c';
import CONFLICTS from '@salesforce/schema/Opportunity.Co_Sell_Conflicts__c';
import PRODUCTS from '@salesforce/schema/Opportunity.Products__c';
import AUDIT from '@salesforce/schema/Opportunity.Audit__c';

export const FIELDS = Object.freeze({
  name: NAME,
  accountId: ACCOUNT_ID,
  stage: STAGE,
  isClosed: IS_CLOSED,
  isWon: IS_WON,
  amount: AMOUNT,
  closeDate: CLOSE_DATE,
  lastModified: LAST_MODIFIED,
  sync: SYNC,
  consent: CONSENT,
  help: HELP,
  visibility: VISIBILITY,
  note: NOTE,
  sharedNotes: SHARED_NOTES,
  marketplaceIntent: MARKETPLACE_INTENT,
  partnerRole: PARTNER_ROLE,
  solutionArea: SOLUTION_AREA,
  solutionPlay: SOLUTION_PLAY,
  partnerLocation: PARTNER_LOCATION,
  response: RESPONSE,
  responseReason: RESPONSE_REASON,
  request: REQUEST,
  conflictChoices: CONFLICT_CHOICES,
  referralId: REFERRAL_ID,
  link: LINK,
  status: STATUS,
  substatus: SUBSTATUS,
  statusReason: STATUS_REASON,
  registration: REGISTRATION,
  expires: EXPIRES,
  received: RECEIVED,
  answered: ANSWERED,
  lastSynced: LAST_SYNCED,
  microsoftStatus: MICROSOFT_STATUS,
  microsoftCrmId: MICROSOFT_CRM_ID,
  microsoftSellers: MICROSOFT_SELLERS,
  microsoftNotes: MICROSOFT_NOTES,
  microsoftValue: MICROSOFT_VALUE,
  microsoftCloseDate: MICROSOFT_CLOSE_DATE,
  microsoftReason: MICROSOFT_REASON,
  microsoftChanged: MICROSOFT_CHANGED,
  closeSendsAt: CLOSE_SENDS_AT,
  stageBefore: STAGE_BEFORE,
  changeToken: CHANGE_TOKEN,
  syncStatus: SYNC_STATUS,
  syncMessage: SYNC_MESSAGE,
  checklist: CHECKLIST,
  conflicts: CONFLICTS,
  products: PRODUCTS,
  audit: AUDIT,
});

/** All are optional: a field the user may not see is left out of the answer instead of failing it. */
export const OPTIONAL_FIELDS = Object.freeze(Object.values(FIELDS));

/** Values by our own words, as `updateRecord` wants them. */
export function toFields(values) {
  return Object.fromEntries(
    Object.entries(values).map(([word, value]) => [FIELDS[word].fieldApiName, value]),
  );
}
