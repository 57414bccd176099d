/** What a record, and the account made with it, are given once: values only a new referral brings, constants, templates. */
import { valueOf } from './constants.ts';
import { asText, valueAt } from './json.ts';
import { ACCOUNT, isCreateField } from './mapped-field.ts';
import { mappingFor, RECORD_TYPE, type Mapping } from './mapping.ts';
import type { OrgProfile } from './org.ts';
import type { CreateField, Json, JsonObject, ReferralDocument, Shown } from './values.ts';

export type MadeFields = { record: JsonObject; account: JsonObject };

export function madeFields(
  referral: ReferralDocument,
  shown: Shown,
  { mapping, profile }: { mapping: Mapping; profile: Pick<OrgProfile, 'recordTypes'> },
): MadeFields {
  const values: Shown = { ...shown, ...readOnce(referral) };
  const made: MadeFields = { record: {}, account: {} };
  for (const { canonical, field, inward, onCreate, write } of mapping.fields.values()) {
    if (!inward || !onCreate || !isCreateField(canonical)) continue;
    // The record has a name whatever is mapped, and a part of it is no field of its own.
    if (field !== 'Name') put(made, field, write(values[canonical] ?? null));
  }
  for (const constant of mapping.constants) {
    if (constant.field === RECORD_TYPE)
      put(made, 'RecordTypeId', recordTypeId(constant.value, profile));
    else put(made, constant.field, valueOf(constant, values));
  }
  return made;
}

/**
 * What counts for a record that is about to be made: the rows of the record type it is given. Where the org chooses the
 * type, nobody knows it before.
 */
export function mappingForNew(mapping: Mapping): Mapping {
  const type = mapping.constants.find(({ field }) => field === RECORD_TYPE)?.value;
  return mappingFor(mapping, { [RECORD_TYPE]: type ?? null });
}

function put({ record, account }: MadeFields, field: string, value: Json): void {
  if (value === null || value === '') return;
  if (field.startsWith(ACCOUNT)) account[field.slice(ACCOUNT.length)] = value;
  else record[field] = value;
}

function recordTypeId(name: string, { recordTypes }: Pick<OrgProfile, 'recordTypes'>): Json {
  const type = recordTypes.find(
    (one) => one.object === 'Opportunity' && one.developerName === name && one.isActive,
  );
  return type?.id ?? null;
}

const PATHS: Partial<Record<CreateField, string>> = {
  dealName: '/name',
  customerName: '/customerProfile/name',
  customerCity: '/customerProfile/address/city',
  customerState: '/customerProfile/address/state',
  customerPostalCode: '/customerProfile/address/postalCode',
  customerCountry: '/customerProfile/address/country',
  partnerLocation: '/mpnId',
};

/** Values that a referral brings once. */
function readOnce(referral: ReferralDocument): Shown {
  const shown: Shown = {};
  for (const [field, path] of Object.entries(PATHS))
    shown[field as CreateField] = textAt(referral, path);
  const lines = ['addressLine1', 'addressLine2'].map((line) =>
    textAt(referral, `/customerProfile/address/${line}`),
  );
  shown.customerStreet = lines.filter(Boolean).join('\n') || null;
  return shown;
}

const textAt = (referral: ReferralDocument, path: string): string | null =>
  asText(valueAt(referral, path));
