import { DEAL } from '../deals-for-tests.ts';
import { doesNotAlarm, tile, type Harmless } from './does-not-alarm.ts';

doesNotAlarm([
  ...[
    'Microsoft closed this referral differently from this opportunity. Both were left as they are. You and Microsoft changed the same field differently: notes.',
    'The referral is closed at Microsoft and cannot be changed or reopened: status. You and Microsoft changed the same field differently: notes.',
  ].map((message): Harmless => ({
    title: `a question beside an end that the sentence names: ${message.slice(0, 40)}`,
    happens: (told) => {
      told.portal({ status: 'Closed/Lost' });
      told.writes({ StageName: 'Closed Lost' });
      told.seller({ StageName: 'Prospecting', Co_Sell_Notes__c: 'ours' });
      told.microsoft({ notes: 'theirs' });
      told.writes({
        Co_Sell_Sync_Status__c: 'Conflict',
        Co_Sell_Sync_Message__c: message,
        Co_Sell_Conflicts__c: tile('notes', 'ours', 'theirs'),
      });
    },
  })),
  {
    title: 'a conflict decided by the rule, with the loser in the audit trail',
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.microsoft({ dealValue: 300 });
      told.sends({ dealValue: 200 });
      told.audits({
        Action__c: 'conflict',
        Field__c: 'dealValue',
        Before__c: '300',
        After__c: '200',
      });
      told.writes();
    },
  },
  {
    title: 'a question that the portal took back by itself, so that what was typed here goes out',
    happens: (told) => {
      told.seller({ Co_Sell_Notes__c: 'ours' });
      told.portal({ notes: 'theirs' });
      told.writes({
        Co_Sell_Sync_Status__c: 'Conflict',
        Co_Sell_Conflicts__c: tile('notes', 'ours', 'theirs'),
      });
      told.portal({ notes: 'first notes' });
      told.sends({ notes: 'ours' });
      told.writes({ Co_Sell_Conflicts__c: null });
    },
  },
  {
    title: 'a question held on the record',
    happens: (told) => {
      told.seller({ Co_Sell_Notes__c: 'ours' });
      told.microsoft({ notes: 'theirs' });
      told.writes({
        Co_Sell_Sync_Status__c: 'Conflict',
        Co_Sell_Conflicts__c: tile('notes', 'ours', 'theirs'),
      });
    },
  },
  {
    title: 'a question answered on the card for Salesforce',
    happens: (told) => {
      told.seller({ Co_Sell_Notes__c: 'ours' });
      told.microsoft({ notes: 'theirs' });
      told.writes({
        Co_Sell_Sync_Status__c: 'Conflict',
        Co_Sell_Conflicts__c: tile('notes', 'ours', 'theirs'),
      });
      told.seller({ Co_Sell_Conflict_Choices__c: '{"notes":"salesforce@0123456789ab"}' });
      told.sends({ notes: 'ours' });
      told.audits({
        Action__c: 'conflict',
        Field__c: 'notes',
        Before__c: 'theirs',
        After__c: 'ours',
      });
      told.writes({ Co_Sell_Conflict_Choices__c: null, Co_Sell_Conflicts__c: null });
    },
  },
  {
    title: 'a question answered by editing to the other value',
    happens: (told) => {
      told.seller({ Co_Sell_Notes__c: 'ours' });
      told.microsoft({ notes: 'theirs' });
      told.writes({
        Co_Sell_Sync_Status__c: 'Conflict',
        Co_Sell_Conflicts__c: tile('notes', 'ours', 'theirs'),
      });
      told.seller({ Co_Sell_Notes__c: 'theirs' });
      told.writes({ Co_Sell_Conflicts__c: null });
    },
  },
  {
    title: 'another hold beside a question, named in the audit trail',
    happens: (told) => {
      told.row('seller:anna', 'OpportunityLineItem', '00k1', { OpportunityId: DEAL });
      told.seller({ HasOpportunityLineItem: true });
      told.seller({ Co_Sell_Notes__c: 'ours' });
      told.microsoft({ notes: 'theirs', dealValue: 300 });
      told.audits({
        Action__c: 'held',
        Field__c: 'dealValue',
        Before__c: '300',
        After__c: '100',
        Reason__c: 'products',
      });
      told.writes({
        Co_Sell_Sync_Status__c: 'Conflict',
        Co_Sell_Conflicts__c: tile('notes', 'ours', 'theirs'),
      });
    },
  },
  {
    title: 'an amount over products: shown, or ignored by Salesforce',
    happens: (told) => {
      told.seller({ HasOpportunityLineItem: true, Amount: 400 });
      told.sends({ dealValue: 400 });
      told.writes();
      told.microsoft({ dealValue: 300 });
      told.writes({});
      told.writes({ Co_Sell_Sync_Status__c: 'Needs Attention' });
    },
  },
  {
    title: 'a final stage behind an open question',
    happens: (told) => {
      told.seller({ Co_Sell_Notes__c: 'ours', StageName: 'Closed Won' });
      told.microsoft({ notes: 'theirs' });
      told.writes({
        Co_Sell_Sync_Status__c: 'Conflict',
        Co_Sell_Conflicts__c: tile('notes', 'ours', 'theirs'),
      });
      told.wait(60);
    },
  },
  {
    title: 'an amount that Salesforce ignored because products came in between',
    happens: (told) => {
      told.microsoft({ dealValue: 300 });
      told.seller({ HasOpportunityLineItem: true });
      told.record('bridge', DEAL, {});
      told.writes();
    },
  },
]);
