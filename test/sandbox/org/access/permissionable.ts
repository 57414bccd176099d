/** Which fields a permission set decides about. The others follow their object: whoever reads it reads them. */
import type { FieldDef, ObjectDef } from '../schema/types.ts';

/** That `MasterRecordId` is one of them is a guess: no org's describe of it was at hand. */
const SYSTEM_FIELDS = new Set(
  'Id IsDeleted OwnerId RecordTypeId CurrencyIsoCode CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp IsClosed IsWon HasOpportunityLineItem IsConverted ConvertedDate ConvertedAccountId ConvertedContactId ConvertedOpportunityId MasterRecordId ForecastCategory Fiscal FiscalYear FiscalQuarter'.split(
    ' ',
  ),
);
/** Objects with a person's name: its parts go with the required last name. */
const PERSONS = new Set(['Contact', 'Lead']);
const NAME_PARTS = new Set(['FirstName', 'LastName', 'Name']);
const ADDRESS_PART =
  /^(Billing|Shipping|Mailing|Other|)(Street|City|State|StateCode|PostalCode|Country|CountryCode)$/;

/**
 * The name under which a permission set grants the field: its own, or the one of its address. Undefined where nothing
 * can be granted: required, master-detail, Name and system fields.
 */
export function grantName(object: ObjectDef, field: FieldDef): string | undefined {
  const isMaster = field.custom && field.onParentDelete === 'cascade';
  if (field.required || field.nameField || isMaster) return undefined;
  if (!field.custom && SYSTEM_FIELDS.has(field.name)) return undefined;
  if (PERSONS.has(object.name) && NAME_PARTS.has(field.name)) return undefined;
  const address = object.custom || field.custom ? null : ADDRESS_PART.exec(field.name);
  return address ? `${address[1] ?? ''}Address` : field.name;
}

/** How one comes to an object: by its own permission, by the deal it belongs to, or as everybody does. */
export function accessKind(object: ObjectDef): 'own' | 'opportunity' | 'metadata' | 'everybody' {
  if (object.name.endsWith('__mdt')) return 'metadata';
  if (object.isSetup || object.name.startsWith('Content')) return 'everybody';
  return /^Opportunity./.test(object.name) ? 'opportunity' : 'own';
}
