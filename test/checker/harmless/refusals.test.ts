import { doesNotAlarm } from './does-not-alarm.ts';

doesNotAlarm([
  {
    title: 'the customer’s rule, and the platform’s lock',
    happens: (told) => {
      told.refuses({});
      told.refuses({ by: 'platform', what: 'platform', statusCode: 'ENTITY_IS_LOCKED' });
    },
  },
  {
    title: 'a rule of the package for the field that the save had set',
    happens: (told) => {
      told.refuses({
        by: 'package',
        what: 'rule Opportunity.Co_Sell_Decline_Needs_Reason',
        given: ['Referral_Response__c'],
      });
    },
  },
  {
    title: 'a solution that is on the deal already',
    happens: (told) => {
      told.refuses({
        by: 'package',
        type: 'Microsoft_Solution__c',
        what: 'field Microsoft_Solution__c.Solution_Key__c',
        given: ['Opportunity__c', 'Solution_Id__c'],
      });
    },
  },
  {
    title: 'an identifier written on one record that another has',
    happens: (told) => {
      told.refuses({
        by: 'package',
        what: 'field Opportunity.Referral_Identifier__c',
        given: ['Referral_Identifier__c', 'Sync_with_Partner_Center__c'],
      });
    },
  },
  {
    title: 'a record brought back whose referral is another’s by now',
    happens: (told) => {
      told.refuses({
        kind: 'undelete',
        by: 'package',
        what: 'field Opportunity.Referral_Identifier__c',
        given: [],
      });
    },
  },
  {
    title: 'the bridge’s own change that a rule of the package refused',
    happens: (told) => {
      told.refuses({
        actor: 'bridge',
        by: 'package',
        what: 'rule Opportunity.Co_Sell_Visibility_Is_One_Way',
      });
    },
  },
]);
