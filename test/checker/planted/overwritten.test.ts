import { DEAL, inboundDeal, SOLUTION } from '../deals-for-tests.ts';
import { findsOnly } from './finds-only.ts';

findsOnly('overwritten', [
  {
    title: "a seller's amount replaced by Microsoft's older one",
    happens: (told) => {
      told.microsoft({ dealValue: 300 });
      told.seller({ Amount: 250 });
      told.writes({ Amount: 300 });
    },
    says: /replaced 250 by seller:anna .* with 300 by bridge .* is no loser/,
  },
  {
    title: "Microsoft's notes replaced without If-Match",
    happens: (told) => {
      told.seller({ Co_Sell_Notes__c: 'ours' });
      told.microsoft({ notes: 'theirs' });
      told.sends({ notes: 'ours' });
      told.writes();
    },
    says: /replaced "theirs" by microsoft .* on partnerCenter with "ours"/,
  },
  {
    title: 'a value that somebody came back to, and that had never arrived',
    happens: (told) => {
      told.portal({ notes: 'theirs' });
      told.portal({ notes: 'other' });
      told.portal({ notes: 'theirs' });
      told.seller({ Co_Sell_Notes__c: 'ours' });
      told.sends({ notes: 'ours' });
      told.writes();
    },
    says: /replaced "theirs" by partner-portal/,
  },
  {
    title: 'an echo that takes a newer edit away',
    happens: (told) => {
      told.seller({ Amount: 250 });
      told.sends({ dealValue: 250 });
      told.seller({ Amount: 260 });
      told.writes({ Amount: 250 });
    },
    says: /replaced 260 by seller:anna/,
  },
  {
    title: "a solution's terms",
    happens: (told) => {
      told.microsoft({ solutions: [{ ...SOLUTION, price: 30 }] });
      told.sellerSolution('SOL-1', { Quantity__c: 7 });
      told.solution('bridge', DEAL, 'SOL-1', { Quantity__c: 1, Price__c: 30 });
      told.writes();
    },
    says: /solutions:SOL-1 .*\[7,10/,
  },
  {
    title: 'a solution that the seller brought back by itself',
    happens: (told) => {
      const solution = `a01-${DEAL}-SOL-1`;
      told.remove('seller:anna', 'Microsoft_Solution__c', solution);
      told.sends({ solutions: [] });
      told.undelete('seller:anna', 'Microsoft_Solution__c', solution);
      told.removeSolution('bridge', DEAL, 'SOL-1');
    },
    says: /solutions:SOL-1 .*replaced .*\[1,10/,
  },
  {
    title: 'an emptied field filled again',
    happens: (told) => {
      told.seller({ Co_Sell_Notes__c: null });
      told.writes({ Co_Sell_Notes__c: 'first notes' });
    },
    says: /replaced null by seller:anna/,
  },
  {
    title: 'a stage closed as won, taken back by the bridge',
    happens: (told) => {
      told.seller({ StageName: 'Closed Won' });
      told.writes({ StageName: 'Prospecting' });
    },
    says: /replaced "won" by seller:anna/,
  },
  {
    title: 'an acceptance in the portal of a deal that nobody closed',
    begin: inboundDeal,
    happens: (told) => {
      told.portal({ status: 'Active/Accepted' });
      told.sends({ status: 'Closed/Lost' });
      told.seller({ StageName: 'Closed Lost' });
      told.writes();
    },
    says: /replaced "accepted" by partner-portal .* on partnerCenter with "lost" by bridge/,
  },
  {
    title: 'a conflict decided against the rule of the field',
    happens: (told) => {
      told.seller({ Amount: 250 });
      told.microsoft({ dealValue: 300 });
      told.writes({ Amount: 300 });
      told.audits({
        Action__c: 'conflict',
        Field__c: 'dealValue',
        Before__c: '250',
        After__c: '300',
      });
    },
    says: /the rule of the field is salesforce/,
  },
  {
    title: 'a question nobody answered',
    happens: (told) => {
      told.seller({ Co_Sell_Notes__c: 'ours' });
      told.microsoft({ notes: 'theirs' });
      told.audits({
        Action__c: 'conflict',
        Field__c: 'notes',
        Before__c: 'theirs',
        After__c: 'ours',
      });
      told.sends({ notes: 'ours' });
      told.writes();
    },
    says: /the rule of the field is ask and nobody chose/,
  },
  {
    title: 'a value that reached the other side only afterwards',
    happens: (told) => {
      told.microsoft({ dealValue: 300 });
      told.seller({ Amount: 250 });
      told.writes({ Amount: 300 });
      told.sends({ dealValue: 250 });
      told.seller({ Amount: 250 });
      told.writes();
    },
    says: /replaced 250 by seller:anna/,
  },
  {
    title: 'the winner of a conflict',
    happens: (told) => {
      told.seller({ Amount: 250 });
      told.microsoft({ dealValue: 300 });
      told.audits({
        Action__c: 'conflict',
        Field__c: 'dealValue',
        Before__c: '300',
        After__c: '250',
      });
      told.writes({ Amount: 300 });
    },
    says: /replaced 250 by seller:anna .* is no loser/,
  },
]);
