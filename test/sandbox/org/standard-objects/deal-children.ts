/** Rows that belong to an Opportunity and go with it. */
import {
  defineObject,
  field,
  flag,
  money,
  picklist,
  READ_ONLY,
  reference,
  REQUIRED,
  text,
} from '../schema/fields.ts';

const ofDeal = (childRelationship: string) =>
  reference('OpportunityId', 'Opportunity ID', ['Opportunity'], {
    ...REQUIRED,
    updateable: false,
    childRelationship,
    onParentDelete: 'cascade',
  });

const ROLES = [
  'Business User',
  'Decision Maker',
  'Economic Buyer',
  'Economic Decision Maker',
  'Evaluator',
  'Executive Sponsor',
  'Influencer',
  'Technical Buyer',
  'Other',
];

export const opportunityContactRole = () =>
  defineObject({
    name: 'OpportunityContactRole',
    label: 'Opportunity Contact Role',
    labelPlural: 'Opportunity Contact Roles',
    keyPrefix: '00K',
    fields: [
      ofDeal('OpportunityContactRoles'),
      reference('ContactId', 'Contact ID', ['Contact'], {
        ...REQUIRED,
        childRelationship: 'OpportunityContactRoles',
        onParentDelete: 'cascade',
      }),
      picklist('Role', 'Role', ROLES, { length: 40 }),
      flag('IsPrimary', 'Primary'),
    ],
  });

/** Needs team selling (`features.teams`). */
export const opportunityTeamMember = () =>
  defineObject({
    name: 'OpportunityTeamMember',
    label: 'Opportunity Team Member',
    labelPlural: 'Opportunity Team Members',
    keyPrefix: '00q',
    fields: [
      ofDeal('OpportunityTeamMembers'),
      reference('UserId', 'User ID', ['User'], { ...REQUIRED, updateable: false }),
      text('Name', 'Name', 361, READ_ONLY),
      picklist('TeamMemberRole', 'Member Role', ['Account Manager', 'Sales Rep', 'Other'], {
        length: 40,
      }),
      picklist('OpportunityAccessLevel', 'Opportunity Access', ['Read', 'Edit', 'All'], {
        restricted: true,
        length: 40,
      }),
    ],
  });

/** Products on a deal: they make `HasOpportunityLineItem` and roll up `Amount`. A price book entry is not asked for. */
export const opportunityLineItem = () =>
  defineObject({
    name: 'OpportunityLineItem',
    label: 'Opportunity Product',
    labelPlural: 'Opportunity Product',
    keyPrefix: '00k',
    fields: [
      ofDeal('OpportunityLineItems'),
      reference('PricebookEntryId', 'Price Book Entry ID', ['PricebookEntry']),
      text('Name', 'Opportunity Product Name', 376, READ_ONLY),
      field('Quantity', 'Quantity', 'double', { precision: 12, scale: 2, ...REQUIRED }),
      money('UnitPrice', 'Sales Price', 2, REQUIRED),
      money('TotalPrice', 'Total Price', 2, READ_ONLY),
    ],
  });
