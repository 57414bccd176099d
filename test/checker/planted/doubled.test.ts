import { DEAL, ENGAGEMENT, inboundDeal, REFERRAL } from '../deals-for-tests.ts';
import { findsOnly } from './finds-only.ts';

const OTHER = '0065g00000ABCDFAA2';
const SECOND = '0cecbaa3-4de0-4d7c-a221-000000000002';

findsOnly('doubled', [
  {
    title: 'two referrals made for one record',
    happens: ({ referral }) => {
      referral('bridge', SECOND, {
        status: 'Closed/Lost',
        externalReferenceId: DEAL,
        engagementId: 'other',
      });
    },
    says: /2 referrals for record 0065g00000ABCDE: .*0002/,
  },
  {
    title: 'two Microsoft referrals in one engagement',
    happens: ({ referral }) => {
      for (const id of ['m1', 'm2']) {
        referral('bridge', id, {
          organizationId: 'msft',
          engagementId: ENGAGEMENT,
          status: 'New/Pending',
        });
      }
    },
    says: /2 Microsoft referrals in engagement 1352e03d/,
  },
  {
    title: 'two records with one identifier, in other letters and deleted',
    happens: ({ record, remove }) => {
      record('bridge', OTHER, { Name: 'Pilot', Referral_Identifier__c: REFERRAL.toUpperCase() });
      remove('seller:anna', 'Opportunity', OTHER);
    },
    says: /2 records for referral 0cecbaa3.*AA1, .*AA2/,
  },
  {
    title: 'two records made for one referral, one of them unlinked since',
    begin: inboundDeal,
    happens: ({ record }) => {
      record('bridge', OTHER, { Name: 'Pilot', Referral_Identifier__c: REFERRAL });
      record('seller:anna', OTHER, { Referral_Identifier__c: null });
    },
    says: /2 records for referral/,
  },
  {
    title: 'an account left behind by a first try',
    begin: inboundDeal,
    happens: ({ row }) => {
      row('bridge', 'Account', '001B', { Name: 'Fabrikam', BillingPostalCode: '98052' });
    },
    says: /2 accounts for customer Fabrikam: 001A, 001B/,
  },
  {
    title: 'a contact made twice on one deal',
    begin: inboundDeal,
    happens: ({ row }) => {
      row('bridge', 'Contact', '003B', { LastName: 'Smith', Email: 'SUE@fabrikam.example' });
      row('bridge', 'OpportunityContactRole', '00KB', { OpportunityId: DEAL, ContactId: '003B' });
    },
    says: /2 contacts on deal/,
  },
  {
    title: 'a contact left behind by a first try',
    begin: inboundDeal,
    happens: ({ row }) => {
      row('bridge', 'Contact', '003B', { LastName: 'Smith', Email: 'sue@fabrikam.example' });
    },
    says: /2 contacts on deal/,
  },
  {
    title: 'an audit entry written twice',
    happens: ({ audits }) => {
      audits({ Action__c: 'sent', Entry_Key__c: 'pair:1:abc' });
      audits({ Action__c: 'sent', Entry_Key__c: 'pair:1:abc' });
    },
    says: /2 audit entries with key pair:1:abc/,
  },
  {
    title: 'an account left behind for a customer without a postal code',
    happens: ({ row, record, referral }) => {
      referral('microsoft', SECOND, { status: 'New/Pending' });
      row('bridge', 'Account', '001A', { Name: 'Fabrikam' });
      row('bridge', 'Account', '001B', { Name: 'Fabrikam' });
      record('bridge', OTHER, {
        AccountId: '001B',
        StageName: 'Qualification',
        Referral_Identifier__c: SECOND,
      });
    },
    says: /2 accounts for customer Fabrikam/,
  },
  {
    title: 'a second account for a customer that could have been found',
    begin: inboundDeal,
    happens: ({ row, record, referral }) => {
      referral('microsoft', SECOND, { status: 'New/Pending' });
      row('bridge', 'Account', '001B', { Name: ' FABRIKAM', BillingPostalCode: '98052' });
      record('bridge', OTHER, {
        AccountId: '001B',
        StageName: 'Qualification',
        Referral_Identifier__c: SECOND,
      });
    },
    says: /2 accounts for customer/,
  },
]);
