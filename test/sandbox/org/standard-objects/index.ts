import { picklist } from '../schema/fields.ts';
import type { ObjectDef } from '../schema/types.ts';
import { account, contact, lead } from './customers.ts';
import {
  opportunityContactRole,
  opportunityLineItem,
  opportunityTeamMember,
} from './deal-children.ts';
import { opportunity } from './opportunity.ts';
import {
  customNotificationType,
  customPermission,
  permissionSet,
  permissionSetAssignment,
  profile,
  setupEntityAccess,
} from './permissions.ts';
import { pricebook, pricebookEntry, product } from './price-books.ts';
import {
  contentDocumentLink,
  contentNote,
  organization,
  recordType,
  user,
} from './setup-objects.ts';
import { opportunityStage } from './stage.ts';

export type Features = { multiCurrency: boolean; notes: boolean; teams: boolean };

export const CURRENCIES = ['USD', 'EUR', 'GBP'];

/** The standard objects of an org with these features; an object of a feature that is off does not exist. */
export function standardObjects(features: Features): ObjectDef[] {
  return [
    account(),
    contact(),
    opportunity(),
    lead(),
    opportunityContactRole(),
    opportunityLineItem(),
    opportunityStage(),
    user(),
    organization(),
    recordType(),
    profile(),
    permissionSet(),
    permissionSetAssignment(),
    customPermission(),
    setupEntityAccess(),
    customNotificationType(),
    product(),
    pricebook(),
    pricebookEntry(),
    ...(features.teams ? [opportunityTeamMember()] : []),
    ...(features.notes ? [contentNote(), contentDocumentLink()] : []),
  ];
}

/** Multi-currency puts `CurrencyIsoCode` on every object with business data. */
export function addCurrency(object: ObjectDef): void {
  if (object.isSetup || object.name.startsWith('Content')) return;
  const code = picklist('CurrencyIsoCode', 'Currency ISO Code', CURRENCIES, {
    restricted: true,
    length: 3,
    defaultedOnCreate: true,
    defaultValue: CURRENCIES[0] ?? 'USD',
  });
  object.fields.set('currencyisocode', code);
}
