/** What the user may see of an object, asked for once; and how it is shown. */
import { call } from './api.js';

const described = new Map();

/** @returns {Promise<{apiName: string, label: string, labelPlural: string, fields: object}>} @throws Refusal */
export function describeObject(apiName) {
  if (!described.has(apiName)) {
    const answer = call('GET', `objects/${apiName}`);
    described.set(apiName, answer);
    answer.catch(() => described.delete(apiName));
  }
  return described.get(apiName);
}

const ICONS = {
  Account: 'standard:account',
  Contact: 'standard:contact',
  Lead: 'standard:lead',
  Opportunity: 'standard:opportunity',
  OpportunityContactRole: 'standard:opportunity_contact_role',
  OpportunityLineItem: 'standard:product_item',
  User: 'standard:user',
  Microsoft_Solution__c: 'standard:product_required',
  Microsoft_Solution_Detail__c: 'standard:catalog',
  Co_Sell_Audit_Entry__c: 'standard:record_update',
};

export const iconOf = (apiName) => ICONS[apiName] ?? 'standard:record';

/** Words of the platform's pages where they differ from the field's own label. */
const LABELS = {
  'Account.Name': 'Account Name',
  'Account.ParentId': 'Parent Account',
  'Contact.AccountId': 'Account Name',
  'Opportunity.AccountId': 'Account Name',
  'Opportunity.Name': 'Opportunity Name',
  'Opportunity.Type': 'Type',
};

export function labelOf(objectApiName, fieldApiName, field) {
  if (fieldApiName === 'OwnerId') return `${objectApiName} Owner`;
  return LABELS[`${objectApiName}.${fieldApiName}`] ?? field.label.replace(/ ID$/, '');
}

/** Fields that a layout names as one. */
const ADDRESS = ['Street', 'City', 'State', 'PostalCode', 'Country'];
const COMPOUNDS = {
  'Account.BillingAddress': ADDRESS.map((part) => `Billing${part}`),
  'Account.ShippingAddress': ADDRESS.map((part) => `Shipping${part}`),
  'Contact.MailingAddress': ADDRESS.map((part) => `Mailing${part}`),
  'Contact.Name': ['FirstName', 'LastName'],
  'Lead.Address': ADDRESS,
  'Lead.Name': ['FirstName', 'LastName'],
};

/** The fields behind a layout's item: itself, or the parts of a compound one. */
export const partsOf = (objectApiName, item) => COMPOUNDS[`${objectApiName}.${item}`] ?? [item];

/** `AccountId` → `Account`, `Opportunity__c` → `Opportunity__r`. */
export const relationshipOf = (fieldApiName, field) =>
  field.relationshipName ??
  (fieldApiName.endsWith('__c')
    ? fieldApiName.replace(/__c$/, '__r')
    : fieldApiName.replace(/Id$/, ''));

/** The field that stands for a record of the object. */
export const nameFieldOf = (object) =>
  Object.keys(object.fields).find((name) => object.fields[name].isNameField) ?? 'Name';
