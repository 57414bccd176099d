/** A deal that is ready to be shared, and a lead, with every field that the bridge reads or writes there. */
import type { JsonObject, RecordSnapshot } from '../../../../service/src/domain/values.ts';

export const DEAL = '006Dn00000B3xYzIAJ';
export const LEAD = '00QDn00000B3xYzIAJ';

const BOOKS: JsonObject = {
  Sync_with_Partner_Center__c: true,
  Referral_Identifier__c: null,
  Referral_Link__c: null,
  Referral_Status__c: null,
  Referral_Substatus__c: null,
  Referral_Status_Reason__c: null,
  Referral_Expires__c: null,
  Referral_Response__c: null,
  Referral_Response_Reason__c: null,
  Co_Sell_Request__c: null,
  Co_Sell_Sync_Status__c: null,
  Co_Sell_Sync_Message__c: null,
  Co_Sell_Last_Synced__c: null,
  Audit__c: null,
};

export function dealRecord(
  fields: JsonObject = {},
  more: Partial<RecordSnapshot> = {},
): RecordSnapshot {
  return {
    id: DEAL,
    object: 'Opportunity',
    deleted: false,
    version: '2026-03-07T09:18:00.000+0000',
    token: null,
    fields: {
      ...BOOKS,
      Name: 'Warehouse planning for Nordlicht',
      StageName: 'Negotiation',
      IsClosed: false,
      IsWon: false,
      Amount: 50_000,
      CurrencyIsoCode: 'EUR',
      CloseDate: '2026-06-29',
      HasOpportunityLineItem: false,
      'Account.Name': 'Nordlicht Werke GmbH',
      'Account.BillingStreet': 'Hafenstrasse 12',
      'Account.BillingCity': 'Bremen',
      'Account.BillingCountry': 'DE',
      'Owner.FirstName': 'Tomas',
      'Owner.LastName': 'Lindqvist',
      'Owner.Email': 'tomas.lindqvist@alderfinch.example',
      'Owner.Phone': '+4684445502',
      How_can_Microsoft_help__c: null,
      Co_Sell_Customer_Consent__c: true,
      Co_Sell_Notes__c: 'Pilot in two warehouses before summer.',
      Referral_Visibility__c: 'Private',
      Co_Sell_Conflicts__c: null,
      Co_Sell_Conflict_Choices__c: null,
      Co_Sell_Checklist__c: null,
      Co_Sell_Close_Sends_At__c: null,
      Co_Sell_Received__c: null,
      Co_Sell_Answered__c: null,
      Products__c: null,
      Referral_Registration__c: null,
      Microsoft_Status__c: null,
      Microsoft_CRM_Identifier__c: null,
      Microsoft_Sellers__c: null,
      Microsoft_Notes__c: null,
      Microsoft_Deal_Value__c: null,
      Microsoft_Close_Date__c: null,
      Microsoft_Status_Reason__c: null,
      Microsoft_Changed__c: null,
      ...fields,
    },
    solutions: [
      {
        ...{ id: 'SOL-40718-TWP', name: 'Tidewater Planner' },
        ...{ quantity: 3, price: 1200.5, currency: 'EUR' },
      },
    ],
    contacts: [
      {
        ...{ firstName: 'Ines', lastName: 'Okafor' },
        ...{ phoneNumber: '+4942155501', email: 'ines.okafor@nordlicht.example' },
      },
    ],
    ...more,
  };
}

export function leadRecord(
  fields: JsonObject = {},
  more: Partial<RecordSnapshot> = {},
): RecordSnapshot {
  return {
    id: LEAD,
    object: 'Lead',
    deleted: false,
    version: '2026-03-07T09:18:00.000+0000',
    token: null,
    fields: {
      ...BOOKS,
      Company: 'Nordlicht Werke GmbH',
      FirstName: 'Ines',
      LastName: 'Okafor',
      Email: 'ines.okafor@nordlicht.example',
      Phone: '+4942155501',
      Street: 'Hafenstrasse 12',
      City: 'Bremen',
      State: 'HB',
      PostalCode: '28195',
      Country: 'DE',
      Status: 'Open - Not Contacted',
      IsConverted: false,
      ConvertedOpportunityId: null,
      MasterRecordId: null,
      ...fields,
    },
    solutions: [],
    contacts: [],
    ...more,
  };
}
