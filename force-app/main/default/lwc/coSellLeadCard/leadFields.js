/** The fields of the lead's card, by our own word for each. The platform checks these imports when the package is deployed. */
import IS_CONVERTED from '@salesforce/schema/Lead.IsConverted';
import SYNC from '@salesforce/schema/Lead.Sync_with_Partner_Center__c';
import RESPONSE from '@salesforce/schema/Lead.Referral_Response__c';
import RESPONSE_REASON from '@salesforce/schema/Lead.Referral_Response_Reason__c';
import REQUEST from '@salesforce/schema/Lead.Co_Sell_Request__c';
import REFERRAL_ID from '@salesforce/schema/Lead.Referral_Identifier__c';
import LINK from '@salesforce/schema/Lead.Referral_Link__c';
import STATUS from '@salesforce/schema/Lead.Referral_Status__c';
import SUBSTATUS from '@salesforce/schema/Lead.Referral_Substatus__c';
import STATUS_REASON from '@salesforce/schema/Lead.Referral_Status_Reason__c';
import EXPIRES from '@salesforce/schema/Lead.Referral_Expires__c';
import CLOSE_SENDS_AT from '@salesforce/schema/Lead.Co_Sell_Close_Sends_At__c';
import CHANGE_TOKEN from '@salesforce/schema/Lead.Co_Sell_Change_Token__c';
import SYNC_STATUS from '@salesforce/schema/Lead.Co_Sell_Sync_Status__c';
import SYNC_MESSAGE from '@salesforce/schema/Lead.Co_Sell_Sync_Message__c';

const FIELDS = Object.freeze({
  isConverted: IS_CONVERTED,
  sync: SYNC,
  response: RESPONSE,
  responseReason: RESPONSE_REASON,
  request: REQUEST,
  referralId: REFERRAL_ID,
  link: LINK,
  status: STATUS,
  substatus: SUBSTATUS,
  statusReason: STATUS_REASON,
  expires: EXPIRES,
  closeSendsAt: CLOSE_SENDS_AT,
  changeToken: CHANGE_TOKEN,
  syncStatus: SYNC_STATUS,
  syncMessage: SYNC_MESSAGE,
});

/** All are optional: a field the user may not see is left out of the answer instead of failing it. */
export const OPTIONAL_FIELDS = Object.freeze(Object.values(FIELDS));

/** One key per field, from what `getRecord` answers; `hidden` names what the user may not see. */
export function readLead(record) {
  // A status that means "not pursued" is all that a lead can be about to tell, so it reads like a closed deal.
  const lead = { display: {}, hidden: [], isClosed: true };
  Object.entries(FIELDS).forEach(([word, { fieldApiName }]) => {
    const cell = record.fields[fieldApiName];
    if (cell === undefined) lead.hidden.push(word);
    lead[word] = cell?.value ?? null;
    lead.display[word] = cell?.displayValue ?? lead[word];
  });
  return lead;
}

/** Values by our own words, as `updateRecord` wants them. */
export function toFields(values) {
  return Object.fromEntries(
    Object.entries(values).map(([word, value]) => [FIELDS[word].fieldApiName, value]),
  );
}
