/**
 * What must be there before a deal can be shared: one table, shown on the card and enforced before every
 * create, so that the two cannot disagree. Source: the required-on-create list of the contract.
 */
import { solutionsOf } from './canonical.ts';
import type { Mapping } from './mapping.ts';
import { VISIBLE } from './salesforce-lens.ts';
import type { Member, RecordSnapshot, Shown } from './values.ts';

export type DealKind = 'private' | 'partner-led' | 'co-sell';
export type CheckItem = { code: string; field: string | null; ok: boolean; message: string };

export type Preflight = { kind: DealKind; ready: boolean; items: CheckItem[] };

type Deal = { record: RecordSnapshot; shown: Shown; mapping: Mapping; kind: DealKind };
type Check = {
  code: string;
  message: string;
  /** Canonical field or API name to point at. */
  field: string | null;
  only?: DealKind;
  passes(deal: Deal): boolean;
};

const has = (name: keyof Shown) => (deal: Deal) => {
  const value = deal.shown[name];
  return value !== undefined && value !== null && value !== '';
};

const CHECKS: readonly Check[] = [
  {
    code: 'sync-on',
    message: 'Switch on "Sync with Partner Center".',
    field: 'Sync_with_Partner_Center__c',
    passes: ({ record }) => record.fields['Sync_with_Partner_Center__c'] === true,
  },
  {
    code: 'consent',
    message: 'Record that the customer agreed to share their details with Microsoft.',
    field: 'Co_Sell_Customer_Consent__c',
    passes: ({ record }) => record.fields['Co_Sell_Customer_Consent__c'] === true,
  },
  {
    code: 'still-open',
    message: 'The opportunity is closed already; only open deals can be shared.',
    field: 'StageName',
    passes: ({ shown }) => shown.status === 'accepted' || shown.status === 'pending',
  },
  { code: 'name', message: 'Give the deal a name.', field: 'dealName', passes: has('dealName') },
  {
    code: 'value',
    message: 'Enter the amount of the deal.',
    field: 'dealValue',
    passes: has('dealValue'),
  },
  {
    code: 'currency',
    message: 'The currency must be a three-letter code such as USD.',
    field: 'currency',
    passes: ({ shown }) => /^[A-Z]{3}$/.test(String(shown.currency ?? '')),
  },
  {
    code: 'close-date',
    message: 'Enter the close date.',
    field: 'closingDate',
    passes: has('closingDate'),
  },
  {
    code: 'customer-name',
    message: 'Choose an account with a name.',
    field: 'customerName',
    passes: has('customerName'),
  },
  {
    code: 'customer-street',
    message: 'The account needs a billing street.',
    field: 'customerStreet',
    passes: has('customerStreet'),
  },
  {
    code: 'customer-city',
    message: 'The account needs a billing city.',
    field: 'customerCity',
    passes: has('customerCity'),
  },
  {
    code: 'customer-country',
    message: 'The account needs its billing country as a two-letter code such as US.',
    field: 'customerCountry',
    passes: ({ shown }) => /^[A-Za-z]{2}$/.test(String(shown.customerCountry ?? '')),
  },
  {
    code: 'solution',
    message: 'Add at least one Microsoft solution.',
    field: 'Microsoft_Solution__c',
    passes: ({ shown }) => solutionsOf(shown).length > 0,
  },
  {
    code: 'solutions-limit',
    message: 'A deal can have at most 50 Microsoft solutions.',
    field: 'Microsoft_Solution__c',
    passes: ({ shown }) => solutionsOf(shown).length <= 50,
  },
  {
    code: 'team-member',
    message: 'The owner needs first name, last name, e-mail and phone on the user record.',
    field: 'OwnerId',
    passes: ({ record }) => isComplete(ownerOf(record)),
  },
  {
    code: 'customer-contact',
    message:
      'To ask Microsoft for help, add a contact role with first name, last name, e-mail and phone.',
    field: 'OpportunityContactRoles',
    only: 'co-sell',
    passes: ({ record }) => record.contacts.some(isComplete),
  },
];

/** What is missing, for the card and for the bridge. */
export function preflight(record: RecordSnapshot, shown: Shown, mapping: Mapping): Preflight {
  const kind = kindOf(record, shown);
  const items = CHECKS.filter((check) => !check.only || check.only === kind).map((check) => ({
    code: check.code,
    field: fieldName(check.field, mapping),
    ok: check.passes({ record, shown, mapping, kind }),
    message: check.message,
  }));
  return { kind, items, ready: items.every((item) => item.ok) };
}

/** Help makes it co-sell, visibility alone partner-led. */
export function kindOf(record: RecordSnapshot, shown: Shown): DealKind {
  if (shown.help) return 'co-sell';
  return shown.visibility === true || record.fields['Referral_Visibility__c'] === VISIBLE
    ? 'partner-led'
    : 'private';
}

export function ownerOf(record: RecordSnapshot): Member {
  const text = (name: string) => {
    const value = record.fields[`Owner.${name}`];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    firstName: text('FirstName'),
    lastName: text('LastName'),
    phoneNumber: text('Phone'),
    email: text('Email'),
  };
}

export function isComplete(member: Member): boolean {
  return Boolean(member.firstName && member.lastName && member.phoneNumber && member.email);
}

function fieldName(field: string | null, mapping: Mapping): string | null {
  if (field === null) return null;
  return mapping.fields.get(field as never)?.field ?? field;
}
