import { findsOnly } from './finds-only.ts';

const DECLINE = 'rule Opportunity.Co_Sell_Decline_Needs_Reason';

findsOnly('blocked', [
  {
    title: 'a save that a class of the package threw at',
    happens: (told) => {
      told.refuses({ by: 'package', what: 'class CoSellNudge', statusCode: 'CANNOT_INSERT' });
    },
    says: /seller:anna could not save Opportunity .*class CoSellNudge/,
  },
  {
    title: 'a rule of the package that looks at saves of other fields',
    happens: (told) => {
      told.refuses({ by: 'package', what: DECLINE, given: ['Amount'] });
    },
    says: /Co_Sell_Decline_Needs_Reason/,
  },
  {
    title: 'a unique field of the package that the save had not set',
    happens: (told) => {
      told.refuses({ by: 'package', what: 'field Opportunity.Referral_Identifier__c' });
    },
    says: /Referral_Identifier__c/,
  },
  {
    title: 'a record brought back that a class of the package threw at',
    happens: (told) => {
      told.refuses({ kind: 'undelete', by: 'package', what: 'class CoSellNudge', given: [] });
    },
    says: /class CoSellNudge/,
  },
  {
    title: 'a copy that came with the identifier of its original',
    happens: (told) => {
      told.refuses({
        by: 'package',
        id: null,
        what: 'field Opportunity.Referral_Identifier__c',
        given: ['Name', 'Referral_Identifier__c'],
      });
    },
    says: /Referral_Identifier__c/,
  },
  {
    title: 'a statement of the customer’s automation that the package stopped',
    happens: (told) => {
      told.refuses({ actor: 'automation:MonthEnds', by: 'package', what: 'class CoSellRoom' });
    },
    says: /automation:MonthEnds could not save/,
  },
  {
    title: 'a limit in the customer’s own code',
    happens: (told) => {
      told.refuses({ statusCode: 'LimitException', what: 'class RepriceDeals', id: null });
    },
    says: /LimitException/,
  },
]);
