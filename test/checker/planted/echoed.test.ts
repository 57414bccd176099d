import { DEAL, inboundDeal } from '../deals-for-tests.ts';
import { findsOnly } from './finds-only.ts';

findsOnly('echoed', [
  {
    title: 'a PATCH that changes nothing',
    happens: (told) => {
      told.seller({ Amount: 250 });
      told.sends({ dealValue: 250 });
      told.writes();
      told.sends({ dealValue: 250 });
    },
    says: /referral 0cecbaa3.* partnerCenter#3 .*changed nothing/,
  },
  {
    title: 'a change of the record that changes nothing',
    happens: (told) => {
      told.writes();
    },
    says: /Opportunity 0065g.* org#4 .*changed nothing/,
  },
  {
    title: 'a change that only says "last synced"',
    happens: (told) => {
      told.record('bridge', DEAL, { Co_Sell_Last_Synced__c: '2026-05-01T09:00:00.000+0000' });
    },
    says: /org#4 .*changed nothing/,
  },
  {
    title: 'a value that nobody wrote',
    happens: (told) => {
      told.sends({ dealValue: 123 });
      told.record('bridge', DEAL, { Amount: 123 });
    },
    says: /wrote 123 .* on salesforce, but nobody[\s\S]* on partnerCenter, but nobody had written that/,
    times: 2,
  },
  {
    title: 'values swapped back and forth without anybody between',
    happens: (told) => {
      told.seller({ Amount: 250 });
      told.sends({ dealValue: 250 });
      told.writes();
      told.sends({ dealValue: 100 });
      told.sends({ dealValue: 250 });
    },
    says: /wrote 100 .* older than 250 [\s\S]*wrote 250 .* a second time after/,
    times: 2,
  },
  {
    title: 'an older value brought after a newer one',
    happens: (told) => {
      told.seller({ Amount: 250 });
      told.seller({ Amount: 260 });
      told.sends({ dealValue: 260 });
      told.writes();
      told.sends({ dealValue: 250 });
      told.microsoft({ dealValue: 260 });
    },
    says: /wrote 250 .*older than 260/,
  },
  {
    title: 'an older text written over a newer one that the bridge itself had brought',
    happens: (told) => {
      told.microsoft({ notes: 'theirs' });
      told.writes({ Co_Sell_Notes__c: 'theirs' });
      told.writes({ Co_Sell_Notes__c: 'first notes' });
      told.portal({ notes: 'first notes' });
    },
    says: /"first notes" .* on salesforce/,
  },
  {
    title: 'an acceptance nobody asked for',
    begin: inboundDeal,
    happens: (told) => {
      told.sends({ status: 'Active/Accepted' });
      told.writes({ StageName: 'Proposal/Price Quote' });
    },
    times: 2,
    says: /status .*"accepted" .* on partnerCenter, but nobody/,
  },
  {
    title: 'a value brought back to where it came from',
    happens: (told) => {
      for (const amount of [250, 260]) {
        told.seller({ Amount: amount });
        told.sends({ dealValue: amount });
        told.writes();
      }
      told.writes({ Amount: 250 });
      told.seller({ Amount: 260 });
      told.writes();
    },
    says: /wrote 250 .* on salesforce, but nobody had written/,
  },
]);
