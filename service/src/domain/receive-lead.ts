/** The Lead that a qualified lead of Microsoft's becomes. It has no customer record, roles or solutions beside it. */
import { cut } from './cut.ts';
import { asText, valueAt } from './json.ts';
import { leadStatus } from './lead-status.ts';
import { madeFields } from './made-fields.ts';
import type { Mapping } from './mapping.ts';
import { mirrorReferral } from './mirror.ts';
import type { OrgProfile } from './org.ts';
import { readMembers } from './people.ts';
import { readReferral } from './partner-center-lens.ts';
import { valuesOf, withoutBlanks, type Receive } from './receive.ts';
import { writeRecord } from './salesforce-lens.ts';
import type { AuditEntry, JsonObject, Member, ReferralDocument } from './values.ts';

/** What of the referral a Lead shows; a deal has more. */
const MIRRORED = new Set([
  'Referral_Identifier__c',
  'Referral_Link__c',
  'Referral_Status__c',
  'Referral_Substatus__c',
  'Referral_Status_Reason__c',
  'Referral_Expires__c',
]);

/** Lengths of the standard fields: text that is too long would cost the whole lead. */
const LENGTHS: Readonly<Record<string, number>> = {
  Company: 255,
  FirstName: 40,
  LastName: 80,
  Phone: 40,
  Street: 255,
  City: 40,
  State: 80,
  PostalCode: 20,
  Country: 80,
};
const EMAIL_LENGTH = 80;
/** A Lead needs a company and a last name; Microsoft may have sent neither. */
const NAMELESS = 'Microsoft lead';

export function receiveLead(
  referral: ReferralDocument,
  options: { mapping: Mapping; profile: OrgProfile; now: number; audit: AuditEntry[] },
): Receive {
  const { mapping, profile } = options;
  const shown = readReferral(referral);
  const values = valuesOf(shown, mapping, profile);
  const made = madeFields(referral, shown, options);
  const mirrored = Object.entries(mirrorReferral(referral)).filter(([name]) => MIRRORED.has(name));
  const record: JsonObject = {
    ...personOf(referral),
    ...made.record,
    Sync_with_Partner_Center__c: true,
    Co_Sell_Sync_Status__c: 'Synced',
    ...withoutBlanks(writeRecord({}, values, mapping, profile)),
    ...withoutBlanks(Object.fromEntries(mirrored)),
  };
  return {
    create: {
      object: 'Lead',
      create: {
        record,
        contacts: [],
        solutions: [],
        team: readMembers(referral['team']).flatMap(({ email }) => (email ? [email] : [])),
      },
      audit: options.audit,
    },
    sent: {
      ...(values.has('dealValue') ? { currency: profile.defaultCurrency } : {}),
      ...Object.fromEntries(values),
      status: leadStatus({ fields: record }, profile),
    },
    source: shown,
  };
}

function personOf(referral: ReferralDocument): JsonObject {
  const at = (key: string) => asText(valueAt(referral, `/customerProfile/${key}`));
  const contact = contactOf(referral);
  const company = at('name');
  const street = [at('address/addressLine1'), at('address/addressLine2')].filter(Boolean);
  const texts: JsonObject = {
    Company: company ?? NAMELESS,
    FirstName: contact.lastName ? contact.firstName : null,
    LastName: contact.lastName ?? contact.firstName ?? company ?? NAMELESS,
    Phone: contact.phoneNumber,
    Street: street.join('\n'),
    City: at('address/city'),
    State: at('address/state'),
    PostalCode: at('address/postalCode'),
    Country: at('address/country'),
  };
  const fitting = Object.entries(texts).map(([name, value]) => {
    const text = asText(value);
    return [name, text === null ? null : cut(text, LENGTHS[name] ?? text.length)];
  });
  return withoutBlanks({ ...(Object.fromEntries(fitting) as JsonObject), Email: emailOf(contact) });
}

/** The first who has a name, else the first there is. */
function contactOf(referral: ReferralDocument): Member {
  const people = readMembers(valueAt(referral, '/customerProfile/team'));
  const nobody = { firstName: null, lastName: null, phoneNumber: null, email: null };
  return people.find(({ lastName }) => lastName) ?? people[0] ?? nobody;
}

/** An address that Salesforce would refuse is left out, and the lead comes in without. */
function emailOf({ email }: Member): string | null {
  const isAddress = email !== null && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
  return isAddress && email.length <= EMAIL_LENGTH ? email : null;
}
