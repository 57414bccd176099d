import {
  defineObject,
  field,
  flag,
  longText,
  money,
  owner,
  picklist,
  READ_ONLY,
  reference,
  REQUIRED,
  text,
} from '../schema/fields.ts';
import type { FieldDef, Row } from '../schema/types.ts';

/** The winner of the merge that this record lost. */
const masterRecord = (object: string) =>
  reference('MasterRecordId', 'Master Record ID', [object], READ_ONLY);
const address = (prefix: string, label: string): FieldDef[] => [
  field(`${prefix}Street`, `${label}Street`, 'textarea', { length: 255 }),
  text(`${prefix}City`, `${label}City`, 40),
  text(`${prefix}State`, `${label}State/Province`, 80),
  text(`${prefix}PostalCode`, `${label}Zip/Postal Code`, 20),
  text(`${prefix}Country`, `${label}Country`, 80),
];
const phone = (name: string, label: string) => field(name, label, 'phone', { length: 40 });
const email = () => field('Email', 'Email', 'email', { length: 80 });
const personName = (): FieldDef[] => [
  text('LastName', 'Last Name', 80, REQUIRED),
  text('FirstName', 'First Name', 40),
  text('Name', 'Full Name', 121, READ_ONLY),
];

export const account = () =>
  defineObject({
    name: 'Account',
    label: 'Account',
    labelPlural: 'Accounts',
    keyPrefix: '001',
    fields: [
      text('Name', 'Account Name', 255, REQUIRED),
      picklist('Type', 'Account Type', ['Prospect', 'Customer', 'Partner', 'Other']),
      reference('ParentId', 'Parent Account ID', ['Account'], {
        childRelationship: 'ChildAccounts',
      }),
      ...address('Billing', 'Billing '),
      ...address('Shipping', 'Shipping '),
      phone('Phone', 'Account Phone'),
      field('Website', 'Website', 'url', { length: 255 }),
      picklist('Industry', 'Industry', []),
      money('AnnualRevenue', 'Annual Revenue', 0),
      field('NumberOfEmployees', 'Employees', 'int'),
      longText('Description', 'Account Description', 32000),
      masterRecord('Account'),
      owner(),
    ],
  });

export const contact = () =>
  defineObject({
    name: 'Contact',
    label: 'Contact',
    labelPlural: 'Contacts',
    keyPrefix: '003',
    fields: [
      reference('AccountId', 'Account ID', ['Account'], {
        childRelationship: 'Contacts',
        onParentDelete: 'cascade',
      }),
      ...personName(),
      ...address('Mailing', 'Mailing '),
      phone('Phone', 'Business Phone'),
      phone('MobilePhone', 'Mobile Phone'),
      email(),
      text('Title', 'Title', 128),
      masterRecord('Contact'),
      owner(),
    ],
  });

const LEAD_STATUS = [
  'Open - Not Contacted',
  'Working - Contacted',
  'Closed - Converted',
  'Closed - Not Converted',
];

export const lead = () =>
  defineObject({
    name: 'Lead',
    label: 'Lead',
    labelPlural: 'Leads',
    keyPrefix: '00Q',
    fields: [
      ...personName(),
      text('Company', 'Company', 255, REQUIRED),
      text('Title', 'Title', 128),
      ...address('', ''),
      phone('Phone', 'Phone'),
      email(),
      picklist('LeadSource', 'Lead Source', ['Web', 'Phone Inquiry', 'Partner Referral', 'Other']),
      picklist('Status', 'Status', LEAD_STATUS, {
        ...REQUIRED,
        defaultedOnCreate: true,
        defaultValue: 'Open - Not Contacted',
      }),
      longText('Description', 'Description', 32000),
      masterRecord('Lead'),
      owner(['User']),
      flag('IsConverted', 'Converted', READ_ONLY),
      field('ConvertedDate', 'Converted Date', 'date', READ_ONLY),
      reference('ConvertedAccountId', 'Converted Account ID', ['Account'], READ_ONLY),
      reference('ConvertedContactId', 'Converted Contact ID', ['Contact'], READ_ONLY),
      reference('ConvertedOpportunityId', 'Converted Opportunity ID', ['Opportunity'], READ_ONLY),
    ],
  });

/** Full name of a person's row. */
export const derivePersonName = (row: Row): Row => ({
  ...row,
  Name: [row['FirstName'], row['LastName']].filter(Boolean).join(' '),
});
