/** Two objects, so that the programs can speak of records without an org. */
import type { FieldShape, ObjectShape } from '../platform/platform.ts';

const field = (name: string, apexType: string): [string, FieldShape] => [
  name.toLowerCase(),
  { name, apexType, scale: 2, isWriteable: true, isAutoNumber: false },
];

const ACCOUNT: ObjectShape = {
  name: 'Account',
  label: 'Account',
  keyPrefix: '001',
  fields: new Map([
    field('Id', 'Id'),
    field('Name', 'String'),
    field('AnnualRevenue', 'Decimal'),
    field('NumberOfEmployees', 'Integer'),
    field('CreatedDate', 'Datetime'),
    field('IsPartner', 'Boolean'),
  ]),
  parents: new Map(),
  children: new Map([['contacts', { name: 'Contacts', field: 'AccountId', object: 'Contact' }]]),
  isCustomMetadata: false,
};

const CONTACT: ObjectShape = {
  name: 'Contact',
  label: 'Contact',
  keyPrefix: '003',
  fields: new Map([
    field('Id', 'Id'),
    field('LastName', 'String'),
    field('Birthdate', 'Date'),
    field('AccountId', 'Id'),
  ]),
  parents: new Map([['account', { name: 'Account', field: 'AccountId', objects: ['Account'] }]]),
  children: new Map(),
  isCustomMetadata: false,
};

export const OBJECTS: readonly ObjectShape[] = [ACCOUNT, CONTACT];
