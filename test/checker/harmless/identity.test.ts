import { DEAL, SOLUTION, inboundDeal, REFERRAL, SYNCED, type Told } from '../deals-for-tests.ts';
import { doesNotAlarm } from './does-not-alarm.ts';

const OTHER = '0065g00000ABCDFAA2';
const THIRD = '0cecbaa3-4de0-4d7c-a221-000000000003';
const SECOND = '0cecbaa3-4de0-4d7c-a221-000000000002';

/** An admin links the referral of Microsoft's deal to another record. */
function linksOther(told: Told): void {
  told.record('seller:anna', OTHER, {
    ...{ Name: 'Pilot', Amount: 100, CloseDate: '2026-06-01', StageName: 'Qualification' },
    ...{ Co_Sell_Notes__c: 'please help', Sync_with_Partner_Center__c: true },
    Referral_Visibility__c: 'Visible to Microsoft',
  });
  told.solution('seller:anna', OTHER, 'SOL-1');
  told.record('system', OTHER, { Referral_Identifier__c: REFERRAL });
  told.record('bridge', OTHER, SYNCED);
}

doesNotAlarm([
  {
    title: 'a record deleted, brought back, and caught up with',
    happens: (told) => {
      told.remove('seller:anna', 'Opportunity', DEAL);
      told.microsoft({ dealValue: 200 });
      told.undelete('seller:anna', 'Opportunity', DEAL);
      told.writes({ Amount: 200 });
    },
  },
  {
    title: 'a solution that came back with its record, and that the portal had replaced meanwhile',
    happens: (told) => {
      const solution = `a01-${DEAL}-SOL-1`;
      told.remove('seller:anna', 'Opportunity', DEAL);
      told.atOnce(() => {
        told.remove('seller:anna', 'Microsoft_Solution__c', solution);
      });
      told.portal({ solutions: [{ ...SOLUTION, id: 'SOL-2' }] });
      told.undelete('seller:anna', 'Opportunity', DEAL);
      told.atOnce(() => {
        told.undelete('seller:anna', 'Microsoft_Solution__c', solution);
      });
      told.solution('bridge', DEAL, 'SOL-2');
      told.removeSolution('bridge', DEAL, 'SOL-1');
    },
  },
  {
    title: 'Sync off, edits, and Sync on again',
    happens: (told) => {
      told.seller({ Sync_with_Partner_Center__c: false });
      told.seller({ Amount: 200 });
      told.seller({ Sync_with_Partner_Center__c: true });
      told.sends({ dealValue: 200 });
      told.writes();
    },
  },
  {
    title: 'an unlinked record shared anew',
    happens: (told) => {
      told.microsoft({ dealValue: 300 });
      told.writes({ Amount: 300 });
      told.writes({ Referral_Identifier__c: null, Sync_with_Partner_Center__c: false });
      told.seller({ Sync_with_Partner_Center__c: true });
      told.referral('bridge', SECOND, {
        status: 'Active/Accepted',
        dealValue: 300,
        closingDate: '2026-06-01',
        notes: 'first notes',
        solutions: [SOLUTION],
        externalReferenceId: DEAL,
      });
      told.writes({ Referral_Identifier__c: SECOND });
    },
  },
  {
    title: 'an answer to a deal of ours, which was unlinked and linked to another referral since',
    happens: (told) => {
      told.seller({ Referral_Response__c: 'Accept' });
      told.writes({ Referral_Response__c: null });
      told.writes({ Referral_Identifier__c: null, Sync_with_Partner_Center__c: false });
      told.referral('microsoft', THIRD, {
        status: 'New/Pending',
        dealValue: 100,
        closingDate: '2026-06-01',
        notes: 'first notes',
        solutions: [SOLUTION],
      });
      told.record('system', DEAL, {
        Referral_Identifier__c: THIRD,
        Sync_with_Partner_Center__c: true,
      });
      told.writes({ Co_Sell_Sync_Status__c: 'Conflict' });
    },
  },
  {
    title: "a stranger's referral that names our record in its CRM ID",
    happens: (told) => {
      told.referral('partner-portal', SECOND, {
        status: 'Active/Accepted',
        externalReferenceId: DEAL,
      });
      told.writes({ Co_Sell_Sync_Status__c: 'Needs Attention' });
    },
  },
  {
    title: 'a referral whose record was deleted, linked to another one by an admin',
    happens: (told) => {
      told.remove('seller:anna', 'Opportunity', DEAL);
      told.record('seller:anna', OTHER, {
        ...{ Name: 'Pilot', Amount: 100, CloseDate: '2026-06-01', StageName: 'Prospecting' },
        ...{ Co_Sell_Notes__c: 'first notes', Sync_with_Partner_Center__c: true },
      });
      told.solution('seller:anna', OTHER, 'SOL-1');
      told.record('system', OTHER, { Referral_Identifier__c: REFERRAL });
      told.record('bridge', OTHER, SYNCED);
    },
  },
  {
    title: 'a referral whose record was unlinked, linked to another one by an admin',
    begin: inboundDeal,
    happens: (told) => {
      told.record('bridge', DEAL, {
        ...{ Referral_Identifier__c: null, Sync_with_Partner_Center__c: false },
      });
      linksOther(told);
    },
  },
  {
    title: 'a deal whose second record was deleted too, after its seller had answered',
    begin: inboundDeal,
    happens: (told) => {
      told.remove('seller:anna', 'Opportunity', DEAL);
      linksOther(told);
      told.record('seller:anna', OTHER, { Referral_Response__c: 'Accept' });
      told.sends({ status: 'Active/Accepted' });
      told.record('bridge', OTHER, { ...SYNCED, Referral_Response__c: null });
      told.remove('seller:anna', 'Opportunity', OTHER);
    },
  },
  {
    title: 'what was emptied before an admin linked the record is filled from the referral',
    happens: (told) => {
      told.remove('seller:anna', 'Opportunity', DEAL);
      told.record('seller:anna', OTHER, {
        ...{ Name: 'Pilot', Amount: 100, CloseDate: '2026-06-01', StageName: 'Prospecting' },
        ...{ Co_Sell_Notes__c: 'draft', Sync_with_Partner_Center__c: true },
      });
      told.solution('seller:anna', OTHER, 'SOL-1');
      told.record('seller:anna', OTHER, { Co_Sell_Notes__c: null });
      told.record('system', OTHER, { Referral_Identifier__c: REFERRAL });
      told.record('bridge', OTHER, { ...SYNCED, Co_Sell_Notes__c: 'first notes' });
    },
  },
  {
    title: 'what the portal emptied before an admin linked the record is filled from the record',
    begin: inboundDeal,
    happens: (told) => {
      told.remove('seller:anna', 'Opportunity', DEAL);
      told.portal({ notes: null });
      linksOther(told);
      told.sends({ notes: 'please help' });
    },
  },
  {
    title: 'one account for two deals of a customer, and a contact on each',
    begin: inboundDeal,
    happens: ({ row, record, referral }) => {
      const other = '0065g00000ABCDFAA2';
      referral('microsoft', SECOND, { status: 'New/Pending', dealValue: 5 });
      record('bridge', other, {
        AccountId: '001A',
        Amount: 5,
        StageName: 'Qualification',
        Referral_Identifier__c: SECOND,
        Sync_with_Partner_Center__c: true,
      });
      row('bridge', 'Contact', '003B', { LastName: 'Smith', Email: 'sue@fabrikam.example' });
      row('bridge', 'OpportunityContactRole', '00KB', { OpportunityId: other, ContactId: '003B' });
    },
  },
  {
    title: 'a close date Salesforce demands and nobody wrote',
    happens: ({ referral, record }) => {
      referral('microsoft', SECOND, { status: 'New/Pending', dealValue: 5 });
      record('bridge', OTHER, {
        Amount: 5,
        CloseDate: '2026-06-30',
        StageName: 'Qualification',
        Referral_Identifier__c: SECOND,
        Sync_with_Partner_Center__c: true,
      });
    },
  },
  {
    title: 'a lead, while leads are off',
    happens: ({ referral }) => {
      referral('microsoft', SECOND, {
        status: 'New/Pending',
        type: 'Independent',
        qualification: 'Direct',
      });
    },
  },
  {
    title: 'a record that lacks something, and says so',
    happens: ({ record }) => {
      record('seller:anna', OTHER, {
        Sync_with_Partner_Center__c: true,
        Co_Sell_Customer_Consent__c: true,
        Co_Sell_Sync_Status__c: 'Needs Attention',
        Co_Sell_Checklist__c: '[{"code":"solution","ok":false}]',
      });
    },
  },
  {
    title:
      'a referral that an admin links to another record: blanks are filled, differences are chosen',
    happens: (told) => {
      told.writes({ Referral_Identifier__c: null, Sync_with_Partner_Center__c: false });
      told.record('seller:admin', OTHER, {
        Amount: 150,
        StageName: 'Prospecting',
        Sync_with_Partner_Center__c: true,
        Referral_Identifier__c: REFERRAL,
      });
      told.record('bridge', OTHER, { CloseDate: '2026-06-01', Co_Sell_Notes__c: 'first notes' });
      told.solution('bridge', OTHER, 'SOL-1');
      told.record('seller:admin', OTHER, {
        Co_Sell_Conflict_Choices__c: '{"dealValue":"partnerCenter@0123456789ab"}',
      });
      told.record('bridge', OTHER, { Amount: 100, Co_Sell_Conflict_Choices__c: null });
      told.audit(OTHER, {
        Action__c: 'conflict',
        Field__c: 'dealValue',
        Before__c: '150',
        After__c: '100',
      });
    },
  },
  {
    title: 'two accounts of one name, where nothing could tell that they are one customer',
    happens: ({ row, record, referral }) => {
      const deals = [
        ['001A', SECOND, '0065g00000ABCDFAA2'],
        ['001B', THIRD, '0065g00000ABCDGAA2'],
      ] as const;
      for (const [account, deal, opportunity] of deals) {
        referral('microsoft', deal, { status: 'New/Pending' });
        row('bridge', 'Account', account, { Name: 'Fabrikam' });
        record('bridge', opportunity, {
          AccountId: account,
          StageName: 'Qualification',
          Referral_Identifier__c: deal,
        });
      }
    },
  },
  {
    title: 'a lead converted to the opportunity that carries its identifier on',
    happens: ({ row }) => {
      row('bridge', 'Lead', '00Q5g00000ABCDEAA1', {
        Referral_Identifier__c: REFERRAL,
        Sync_with_Partner_Center__c: true,
        IsConverted: true,
        ...{ Referral_Response__c: 'Accept', Co_Sell_Change_Token__c: 'waits' },
      });
    },
  },
  {
    title: 'a lead that lost a merge, and the winner that carries its identifier on',
    happens: (told) => {
      told.microsoft({ notes: 'anything' });
      told.writes({ Co_Sell_Notes__c: 'anything' });
      told.row('bridge', 'Lead', '00Q5g00000ABCDEAA1', {
        ...{ Referral_Identifier__c: REFERRAL, IsDeleted: true, MasterRecordId: DEAL },
      });
    },
  },
  {
    title: 'a complete record that Partner Center refused, and says so',
    happens: ({ record }) => {
      record('seller:anna', OTHER, {
        Sync_with_Partner_Center__c: true,
        Co_Sell_Customer_Consent__c: true,
        Co_Sell_Sync_Status__c: 'Needs Attention',
      });
    },
  },
]);
