/**
 * The one table of what a deal must have before it can be shared: the required-on-create list of the contract
 * (section 4.8) and the limits of section 2.8. `preflight.ts` lists and enforces it.
 */
import { intentOf, SERVICES, type ServicesField } from './attributes.ts';
import { solutionsOf } from './canonical.ts';
import type { Explanation } from './catalogue.ts';
import { isCountry, isCurrency } from './iso-codes.ts';
import type { Mapping } from './mapping.ts';
import { locationOf } from './location.ts';
import { isComplete, ownerOf, teamOf } from './members.ts';
import type { Settings } from './org.ts';
import { MOST_PEOPLE } from './people.ts';
import type { CanonicalName, Json, RecordSnapshot, Shown } from './values.ts';

export type DealKind = 'private' | 'partner-led' | 'co-sell';

export type Deal = {
  record: RecordSnapshot;
  shown: Shown;
  mapping: Mapping;
  settings: Pick<Settings, 'partnerLocation' | 'needsLocation'>;
  kind: DealKind;
  /** Milliseconds. */
  now: number;
};

export type Check = {
  code: string;
  message: string;
  /** Canonical field or API name to point at. */
  field: string;
  who: Explanation['who'];
  /** Deals it concerns; every deal unless told. */
  concerns?(deal: Deal): boolean;
  passes(deal: Deal): boolean;
};

/** Partner Center's own limit. */
const MOST_SOLUTIONS = 50;

/** Stands on the list only while it fails: what hardly ever goes wrong would hide what does. */
const rarely = ({ passes, ...check }: Omit<Check, 'concerns'>): Check => ({
  ...check,
  concerns: (deal) => !passes(deal),
  passes,
});

const seller = 'seller' as const;
const has = (name: CanonicalName) => (deal: Deal) => isFilled(deal.shown[name]);

const ticked = (field: string) => (deal: Deal) => deal.record.fields[field] === true;

/** The three properties of a services co-sell, each asked for as soon as one of them is filled. */
const forServices = (code: string, field: ServicesField, message: string): Check => ({
  code,
  message,
  field,
  who: seller,
  concerns: ({ shown }) => SERVICES.some((name) => isFilled(shown[name])),
  passes: has(field),
});

export const CHECKS: readonly Check[] = [
  {
    code: 'sync-on',
    message: 'Switch on "Sync with Partner Center".',
    field: 'Sync_with_Partner_Center__c',
    who: seller,
    passes: ticked('Sync_with_Partner_Center__c'),
  },
  {
    code: 'consent',
    message: 'Record that the customer agreed to share their details with Microsoft.',
    field: 'Co_Sell_Customer_Consent__c',
    who: seller,
    passes: ticked('Co_Sell_Customer_Consent__c'),
  },
  {
    code: 'still-open',
    message: 'The opportunity is closed already; only open deals can be shared.',
    field: 'StageName',
    who: seller,
    // Only a deal of Microsoft's can be pending, and that is shared already.
    passes: ({ shown }) => shown.status === 'accepted',
  },
  {
    code: 'name',
    message: 'Give the deal a name.',
    field: 'dealName',
    who: seller,
    passes: has('dealName'),
  },
  {
    code: 'value',
    message: 'Enter the amount of the deal.',
    field: 'dealValue',
    who: seller,
    passes: has('dealValue'),
  },
  rarely({
    code: 'value-negative',
    message: 'Microsoft takes no amount below zero.',
    field: 'dealValue',
    who: seller,
    passes: ({ shown }) => isAmount(shown.dealValue),
  }),
  {
    code: 'currency',
    message: 'The currency must be a three-letter code such as USD.',
    field: 'currency',
    who: 'salesforce-admin',
    passes: ({ shown }) => isCurrency(shown.currency),
  },
  {
    code: 'close-date',
    message: 'Enter the close date.',
    field: 'closingDate',
    who: seller,
    passes: has('closingDate'),
  },
  rarely({
    code: 'close-date-past',
    message: 'The close date is over; enter the day on which you expect to close now.',
    field: 'closingDate',
    who: seller,
    passes: ({ shown, now }) =>
      !isFilled(shown.closingDate) || String(shown.closingDate) >= utcDay(now),
  }),
  {
    code: 'customer-name',
    message: 'Choose an account with a name.',
    field: 'customerName',
    who: seller,
    passes: has('customerName'),
  },
  {
    code: 'customer-street',
    message: 'The account needs a billing street.',
    field: 'customerStreet',
    who: seller,
    passes: has('customerStreet'),
  },
  {
    code: 'customer-city',
    message: 'The account needs a billing city.',
    field: 'customerCity',
    who: seller,
    passes: has('customerCity'),
  },
  {
    code: 'customer-country',
    message: 'The account needs its billing country as a two-letter code such as US.',
    field: 'customerCountry',
    who: seller,
    passes: ({ shown }) => isCountry(shown.customerCountry),
  },
  {
    code: 'solution',
    message: 'Add at least one Microsoft solution.',
    field: 'Microsoft_Solution__c',
    who: seller,
    passes: ({ shown }) => solutionsOf(shown).length > 0,
  },
  {
    code: 'solutions-limit',
    message: 'A deal can have at most 50 Microsoft solutions.',
    field: 'Microsoft_Solution__c',
    who: seller,
    passes: ({ shown }) => solutionsOf(shown).length <= MOST_SOLUTIONS,
  },
  rarely({
    code: 'solution-amounts',
    message: 'Quantity and price of a Microsoft solution cannot be below zero.',
    field: 'Microsoft_Solution__c',
    who: seller,
    passes: ({ shown }) =>
      solutionsOf(shown).every(({ quantity, price }) => isAmount(quantity) && isAmount(price)),
  }),
  rarely({
    code: 'solution-currency',
    message: 'The currency of a Microsoft solution must be a three-letter code such as USD.',
    field: 'Microsoft_Solution__c',
    who: seller,
    passes: ({ shown }) =>
      solutionsOf(shown).every(({ currency }) => !isFilled(currency) || isCurrency(currency)),
  }),
  rarely({
    code: 'marketplace-intent',
    message: 'Microsoft knows three answers about its marketplace: Yes, No, Have not decided.',
    field: 'marketplaceIntent',
    who: seller,
    passes: ({ shown }) => intentOf(shown) !== undefined,
  }),
  forServices('partner-role', 'partnerRole', 'A services deal needs your role as a partner.'),
  forServices('solution-area', 'solutionArea', 'A services deal needs its solution area.'),
  forServices('solution-play', 'solutionPlay', 'A services deal needs its solution play.'),
  rarely({
    code: 'help-unknown',
    message: 'Microsoft does not offer this kind of help; choose another one.',
    field: 'help',
    who: seller,
    passes: ({ record, shown, mapping }) => {
      const field = mapping.fields.get('help')?.field;
      return isFilled(shown.help) || field === undefined || !isFilled(record.fields[field]);
    },
  }),
  {
    code: 'location',
    message: 'Your company shares deals by location: enter the PartnerID of yours.',
    field: 'partnerLocation',
    who: seller,
    concerns: ({ settings }) => settings.needsLocation,
    passes: ({ shown, settings }) => isFilled(locationOf(shown, settings)),
  },
  {
    code: 'team-member',
    message: 'The owner needs first name, last name, e-mail and phone on the user record.',
    field: 'OwnerId',
    who: 'salesforce-admin',
    passes: ({ record }) => isComplete(ownerOf(record)),
  },
  rarely({
    code: 'team-limit',
    message: 'A deal can have at most 50 members of your own team.',
    field: 'OpportunityTeamMembers',
    who: seller,
    passes: ({ record }) => teamOf(record).length <= MOST_PEOPLE,
  }),
  rarely({
    code: 'contacts-limit',
    message: 'A deal can have at most 50 contact roles.',
    field: 'OpportunityContactRoles',
    who: seller,
    passes: ({ record }) => record.contacts.filter(isComplete).length <= MOST_PEOPLE,
  }),
  {
    code: 'customer-contact',
    message:
      'To ask Microsoft for help, add a contact role with first name, last name, e-mail and phone.',
    field: 'OpportunityContactRoles',
    who: seller,
    concerns: ({ kind }) => kind === 'co-sell',
    passes: ({ record }) => record.contacts.some(isComplete),
  },
];

function isFilled(value: Json | undefined): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value !== undefined && value !== null;
}

/** Nothing at all is another check's affair. */
function isAmount(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'number' && value >= 0);
}

const utcDay = (millis: number): string => new Date(millis).toISOString().slice(0, 10);
