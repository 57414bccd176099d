import { describe, expect, it } from 'vitest';
import { check } from '../checker.ts';
import { startHistory } from '../history.ts';
import { DEAL, found, inboundDeal, sharedDeal, SYNCED } from '../deals-for-tests.ts';
import { findsOnly } from './finds-only.ts';

const OTHER = '0065g00000ABCDFAA2';
const SECOND = '0cecbaa3-4de0-4d7c-a221-000000000002';

findsOnly('unsettled', [
  {
    title: 'a change token that is still set',
    happens: (told) => {
      told.seller({ Amount: 250 });
    },
    says: /change token token is still set/,
  },
  {
    title: 'a record still Queued',
    happens: (told) => {
      told.seller({ Amount: 250 });
      told.sends({ dealValue: 250 });
      told.record('bridge', DEAL, { Co_Sell_Change_Token__c: null });
    },
    says: /still Queued/,
  },
  {
    title: 'a wish that nobody cleared',
    happens: (told) => {
      told.seller({ Co_Sell_Request__c: 'Sync Now' });
      told.writes();
    },
    says: /Co_Sell_Request__c still asks for "Sync Now"/,
  },
  {
    title: 'an expiry that Salesforce never heard of',
    begin: inboundDeal,
    happens: (told) => {
      told.expiry();
    },
    says: /the sides differ.*"pending".*"lost" by system/,
  },
  {
    title: 'values that crossed',
    happens: (told) => {
      told.seller({ Amount: 250 });
      told.seller({ Amount: 100 });
      told.sends({ dealValue: 250 });
      told.writes();
    },
    says: /dealValue .* the sides differ.* 100 by seller:anna .* 250 by bridge/,
  },
  {
    title: 'a referral of ours without a record',
    happens: ({ referral }) => {
      referral('microsoft', SECOND, { status: 'New/Pending', dealValue: 5 });
    },
    says: /referral .*0002 is New\/Pending and ours, but no record/,
  },
  {
    title: 'a referral made for a record that never learnt of it',
    begin: () => {
      const told = sharedDeal();
      told.record('seller:anna', OTHER, {
        ...SYNCED,
        Sync_with_Partner_Center__c: true,
        Co_Sell_Sync_Status__c: 'Failed',
      });
      return told;
    },
    happens: ({ referral }) => {
      referral('bridge', SECOND, { status: 'Active/Accepted', externalReferenceId: OTHER });
    },
    says: /Active\/Accepted and ours.*it names record 0065g00000ABCDFAA2/,
  },
  {
    title: 'a complete record that was never shared',
    happens: ({ record }) => {
      record('seller:anna', OTHER, {
        Sync_with_Partner_Center__c: true,
        Co_Sell_Customer_Consent__c: true,
        Co_Sell_Checklist__c: '[{"code":"consent","ok":true}]',
      });
    },
    says: /AA2 has Sync on, consent and a complete checklist, but no referral/,
  },
  {
    title: 'an answer that still stands',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ Referral_Response__c: 'Accept' });
      told.writes();
    },
    says: /Referral_Response__c still asks for "Accept"/,
  },
]);

describe('a referral of another organisation', () => {
  it('is nobody here to pair', () => {
    const { referral, end } = startHistory();
    referral('microsoft', SECOND, { organizationId: 'somebody', status: 'Active/Accepted' });
    const input = end();
    expect(found(check(input))).toEqual({});
    expect(found(check({ ...input, options: { organizationId: 'somebody', rules: {} } }))).toEqual({
      unsettled: 1,
    });
  });
});
