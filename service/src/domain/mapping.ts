/** Mapping rows of an org, compiled: which field of a record carries which canonical field, and how. */
import { SCALAR_FIELDS, type Rule } from './canonical.ts';
import type { MappingRow, OrgProfile } from './org.ts';
import type { CanonicalName, ScalarField } from './values.ts';

export type MappedField = {
  canonical: CanonicalName;
  /** API name or path, e.g. `Amount`, `Account.BillingCity`. */
  field: string;
  outward: boolean;
  inward: boolean;
  onCreate: boolean;
  onUpdate: boolean;
  rule: Rule;
};

/** A field that every record made for an inbound referral is given, whatever the referral says. */
export type Constant = { field: string; value: string };

export type Mapping = {
  fields: Map<CanonicalName, MappedField>;
  constants: Constant[];
  problems: string[];
};

const DIRECTIONS = new Map([
  ['Both', { outward: true, inward: true }],
  ['To Partner Center', { outward: true, inward: false }],
  ['To Salesforce', { outward: false, inward: true }],
]);

const RULES = new Map<string, Rule>([
  ['Salesforce', 'salesforce'],
  ['Partner Center', 'partnerCenter'],
  ['Ask', 'ask'],
]);

const CONSTANT = 'Constant';

const CREATE_FIELDS = [
  'dealName',
  'customerName',
  'customerStreet',
  'customerCity',
  'customerState',
  'customerPostalCode',
  'customerCountry',
  'help',
  'noteToMicrosoft',
  'marketplaceIntent',
  'partnerRole',
  'solutionArea',
  'solutionPlay',
  'partnerLocation',
  'statusReason',
] as const satisfies readonly CanonicalName[];

const KNOWN = new Set<string>([...Object.keys(SCALAR_FIELDS), ...CREATE_FIELDS]);
/** These follow the stage and the Microsoft Solutions, never a row. */
const UNMAPPABLE = new Set<string>(['status', 'solutions']);

/** Chosen from lists in some orgs, which then keep the code in a field of its own beside the name. */
const CODED = new Set<string>(['customerCountry', 'customerState'] satisfies CanonicalName[]);

/** `Account.BillingCountryCode` for a country in `Account.BillingCountry`; few orgs have it. */
export const codeFieldOf = (canonical: string, field: string): string | undefined =>
  CODED.has(canonical) ? `${field}Code` : undefined;

/** A bad row stops only itself: it is left out and named in `problems`. */
export function compileMapping(profile: Pick<OrgProfile, 'mapping'>): Mapping {
  const mapping: Mapping = { fields: new Map(), constants: [], problems: [] };
  for (const row of profile.mapping) {
    if (!row.isActive || row.object !== 'Opportunity') continue;
    const compiled =
      row.transform === CONSTANT ? compileConstant(row, mapping) : compileRow(row, mapping);
    if (typeof compiled === 'string') mapping.problems.push(`${row.developerName}: ${compiled}`);
    else if ('value' in compiled) mapping.constants.push(compiled);
    else mapping.fields.set(compiled.canonical, compiled);
  }
  return mapping;
}

/** Its canonical field is a name of the admin's, so that every constant has a key of its own. */
function compileConstant(row: MappingRow, mapping: Mapping): Constant | string {
  const { field, canonicalField, transformArgument: value } = row;
  if (KNOWN.has(canonicalField) || UNMAPPABLE.has(canonicalField)) {
    return `a constant takes a name of its own, "${canonicalField}" is a field of the referral`;
  }
  if (row.direction !== 'To Salesforce') return 'a constant goes To Salesforce';
  if (!row.onCreate) return 'a constant is set only when a record is created: On Create is off';
  if (row.recordType) return 'rows for one record type are not there yet';
  if (!value) return 'a constant needs its value in the transformation argument';
  if (field.includes('.')) return 'a constant is a field of the record itself';
  if (mapping.constants.some((one) => one.field.toLowerCase() === field.toLowerCase()))
    return `"${field}" is set by another row already`;
  return { field, value };
}

function compileRow(row: MappingRow, mapping: Mapping): MappedField | string {
  const direction = DIRECTIONS.get(row.direction);
  const rule = row.conflictRule ? RULES.get(row.conflictRule) : undefined;
  if (UNMAPPABLE.has(row.canonicalField)) {
    return `"${row.canonicalField}" follows the stage or the solutions and takes no row`;
  }
  if (!KNOWN.has(row.canonicalField)) return `unknown canonical field "${row.canonicalField}"`;
  if (!direction) return `direction is one of ${[...DIRECTIONS.keys()].join(', ')}`;
  if (row.conflictRule && !rule) return `conflict rule is one of ${[...RULES.keys()].join(', ')}`;
  if (row.transform && row.transform !== 'None')
    return `transform "${row.transform}" is not there yet`;
  if (row.recordType) return 'rows for one record type are not there yet';
  const canonical = row.canonicalField as CanonicalName;
  if (mapping.fields.has(canonical)) return `"${canonical}" is mapped by another row already`;
  return {
    canonical,
    field: row.field,
    outward: direction.outward,
    // Another object's field is read through the lookup; the record itself cannot carry it.
    inward: direction.inward && !row.field.includes('.'),
    onCreate: row.onCreate,
    onUpdate: row.onUpdate,
    rule: rule ?? SCALAR_FIELDS[canonical as ScalarField]?.rule ?? 'salesforce',
  };
}
