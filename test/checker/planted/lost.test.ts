import { DEAL, inboundDeal, SOLUTION } from '../deals-for-tests.ts';
import { findsOnly } from './finds-only.ts';

findsOnly('lost', [
  {
    title: "a seller's amount that was settled without being sent",
    happens: (told) => {
      told.seller({ Amount: 250 });
      told.writes();
    },
    says: /dealValue .* 250 by seller:anna .* on salesforce never reached/,
  },
  {
    title: "Microsoft's close date that never came",
    happens: (told) => {
      told.microsoft({ closingDate: '2026-07-31T00:00:00Z' });
    },
    says: /closingDate .* "2026-07-31" by microsoft .* on partnerCenter never reached/,
  },
  {
    title: 'the second of two edits of one field',
    happens: (told) => {
      told.seller({ Amount: 250 });
      told.seller({ Amount: 260 });
      told.sends({ dealValue: 250 });
      told.writes();
    },
    says: /260 by seller:anna/,
  },
  {
    title: 'emptied notes',
    happens: (told) => {
      told.microsoft({ notes: '' });
    },
    says: /notes .* null by microsoft/,
  },
  {
    title: 'visibility granted in Salesforce',
    happens: (told) => {
      told.seller({ Referral_Visibility__c: 'Visible to Microsoft' });
      told.writes();
    },
    says: /visibility .* true by seller:anna/,
  },
  {
    title: 'a stage closed as won whose undo window is over',
    happens: (told) => {
      told.seller({
        StageName: 'Closed Won',
        Co_Sell_Close_Sends_At__c: '2026-05-01T08:10:00.000+0000',
      });
      told.writes();
      told.wait(60);
    },
    says: /status .* "won" by seller:anna/,
  },
  {
    title: 'a deal that the portal closed as lost',
    happens: (told) => {
      told.portal({ status: 'Closed/Lost' });
    },
    says: /status .* "lost" by partner-portal/,
  },
  {
    title: 'a solution a seller added',
    happens: (told) => {
      told.sellerSolution('SOL-2');
      told.writes();
    },
    says: /solutions:SOL-2 .*seller:anna/,
  },
  {
    title: 'a solution removed in the portal',
    happens: (told) => {
      told.portal({ solutions: [] });
    },
    says: /solutions:SOL-1 .* null by partner-portal/,
  },
  {
    title: 'a new price of a solution',
    happens: (told) => {
      told.microsoft({ solutions: [{ ...SOLUTION, price: 99 }] });
    },
    says: /solutions:SOL-1 .*99/,
  },
  {
    title: "an edit by somebody's automation",
    happens: (told) => {
      told.record('automation:flow', DEAL, { CloseDate: '2026-06-30' });
    },
    says: /closingDate .* automation:flow/,
  },
  {
    title: 'Accept, cleared without an outcome',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ Referral_Response__c: 'Accept' });
      told.writes({ Referral_Response__c: null });
    },
    says: /answered "Accept" .* never showed accepted/,
  },
  {
    title: 'a value of the portal that no seller stands against, although nobody has answered',
    begin: inboundDeal,
    happens: (told) => {
      told.portal({ dealValue: 300 });
    },
    says: /dealValue .* 300 by partner-portal/,
  },
  {
    title:
      'an edit on hold that was forgotten at acceptance, although the trail speaks of the wait',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ Amount: 250 });
      told.audits({
        Action__c: 'held',
        Field__c: 'dealValue',
        Before__c: '100',
        After__c: '250',
        Reason__c: 'on-hold',
      });
      told.writes();
      told.portal({ status: 'Active/Accepted' });
      told.writes({ StageName: 'Proposal/Price Quote' });
    },
    says: /dealValue .* 250 by seller:anna/,
  },
  {
    title: 'the other field of a question',
    happens: (told) => {
      told.seller({ Amount: 250, Co_Sell_Notes__c: 'ours' });
      told.microsoft({ notes: 'theirs' });
      told.writes({
        Co_Sell_Sync_Status__c: 'Conflict',
        Co_Sell_Conflicts__c: JSON.stringify([
          { field: 'notes', salesforce: 'ours', partnerCenter: 'theirs' },
        ]),
      });
    },
    says: /dealValue .* 250 by seller:anna/,
  },
  {
    title: 'a value that was the loser of an earlier conflict, once',
    happens: (told) => {
      told.audits({
        Action__c: 'conflict',
        Field__c: 'dealValue',
        Before__c: '250',
        After__c: '100',
      });
      told.seller({ Amount: 250 });
      told.writes();
    },
    says: /dealValue .* 250 by seller:anna/,
  },
  {
    title: 'one of two equal solutions, where the other is asked about',
    happens: (told) => {
      told.sellerSolution('SOL-2');
      told.sellerSolution('SOL-3');
      told.writes({
        Co_Sell_Sync_Status__c: 'Conflict',
        Co_Sell_Conflicts__c: JSON.stringify([
          {
            field: 'solutions:SOL-2',
            salesforce: { ...SOLUTION, id: 'SOL-2' },
            partnerCenter: null,
          },
        ]),
      });
    },
    says: /solutions:SOL-3 .*seller:anna/,
  },
]);
