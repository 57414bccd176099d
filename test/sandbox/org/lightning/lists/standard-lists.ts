/** List views that every org has, as its metadata would write them. */
import type { ListSource } from './list-view.ts';

export const STANDARD_LISTS: { readonly [object: string]: readonly ListSource[] } = {
  Opportunity: [
    {
      name: 'AllOpportunities',
      label: 'All Opportunities',
      scope: 'Everything',
      columns: [
        'OPPORTUNITY.NAME',
        'ACCOUNT.NAME',
        'OPPORTUNITY.STAGE_NAME',
        'OPPORTUNITY.AMOUNT',
        'OPPORTUNITY.CLOSE_DATE',
        'CORE.USERS.ALIAS',
      ],
      filters: [],
    },
    {
      name: 'MyOpportunities',
      label: 'My Opportunities',
      scope: 'Mine',
      columns: [
        'OPPORTUNITY.NAME',
        'ACCOUNT.NAME',
        'OPPORTUNITY.STAGE_NAME',
        'OPPORTUNITY.AMOUNT',
        'OPPORTUNITY.CLOSE_DATE',
      ],
      filters: [],
    },
  ],
  Lead: [
    {
      name: 'AllOpenLeads',
      label: 'All Open Leads',
      scope: 'Everything',
      columns: ['FULL_NAME', 'LEAD.COMPANY', 'LEAD.STATUS', 'CORE.USERS.ALIAS'],
      filters: [{ field: 'IsConverted', operation: 'equals', value: '0' }],
    },
  ],
  Account: [
    {
      name: 'AllAccounts',
      label: 'All Accounts',
      scope: 'Everything',
      columns: ['NAME', 'BillingCity', 'BillingCountry', 'Phone', 'CORE.USERS.ALIAS'],
      filters: [],
    },
  ],
  Contact: [
    {
      name: 'AllContacts',
      label: 'All Contacts',
      scope: 'Everything',
      columns: ['FULL_NAME', 'ACCOUNT.NAME', 'Title', 'Phone', 'Email', 'CORE.USERS.ALIAS'],
      filters: [],
    },
  ],
};
