/** Whom the simulators know: names, addresses, numbers and what people wrote. */
import type { OrgSim } from '../sandbox/org/server.ts';
import type { PartnerCenterSim } from '../sandbox/partner-center/server.ts';
import { collectPeople } from './collection.ts';

/** Of Salesforce: what is personal or a customer's, per object. Users' last names are words of ours ("Seller"). */
const FIELDS: Record<string, string[]> = {
  User: ['Name', 'Email', 'Phone'],
  Account: ['Name', 'BillingStreet'],
  Contact: ['FirstName', 'LastName', 'Email', 'Phone'],
  Opportunity: ['Name', 'Co_Sell_Notes__c', 'Note_to_Microsoft__c', 'Microsoft_Notes__c'],
};
/** Of Partner Center, wherever it stands in a referral. */
const PROPERTIES = new Set([
  ...['name', 'firstName', 'lastName', 'email', 'phoneNumber', 'addressLine1', 'notes'],
]);
/** Names of products and of Microsoft itself are no secret, and words of ours. */
const PUBLIC = /^(Microsoft|Contoso ERP|Contoso (Warehouse|Retail|Data Platform))$/;

export type Sims = {
  org: Pick<OrgSim, 'query'>;
  partnerCenter: Pick<PartnerCenterSim, 'referrals'>;
};

/** Remembers everybody for the scanner. For the end of a test, when all of them are there. */
export function collectPeopleOf({ org, partnerCenter }: Sims): void {
  for (const [object, fields] of Object.entries(FIELDS)) {
    const rows = org.query(`SELECT ${fields.join(', ')} FROM ${object}`, { all: true });
    collectPeople(object, worthwhile(rows.flatMap((row) => fields.map((name) => row[name]))));
  }
  collectPeople('referral', worthwhile(partnerCenter.referrals().flatMap((one) => textsOf(one))));
}

function textsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'string' && PROPERTIES.has(name) ? [inner] : textsOf(inner),
  );
}

/** A text of a few letters is found in every other line by chance. */
const worthwhile = (values: unknown[]): string[] => [
  ...new Set(
    values.filter(
      (value): value is string =>
        typeof value === 'string' && value.length >= 4 && !PUBLIC.test(value),
    ),
  ),
];
