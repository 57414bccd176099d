/** Which fields of a record the bridge reads: what the protocol needs and what the org has mapped. */
import { compileMapping, pathsOf, type Mapped } from '../domain/mapping.ts';
import type { OrgProfile } from '../domain/org.ts';
import { HostFault } from '../errors.ts';
import type { RecordObject } from '../domain/values.ts';
import { LEAD_FIELDS } from './record-objects.ts';
import type { ObjectSchema, Schema } from './schema.ts';
import { isFieldPath } from './soql.ts';

/** Standard fields and every field of the package on Opportunity, the seller's and the bridge's own. */
export const PROTOCOL_FIELDS = [
  'Id',
  'Name',
  'StageName',
  'IsClosed',
  'IsWon',
  'IsDeleted',
  'Amount',
  'CloseDate',
  'HasOpportunityLineItem',
  'AccountId',
  'OwnerId',
  'Owner.FirstName',
  'Owner.LastName',
  'Owner.Email',
  'Owner.Phone',
  'SystemModstamp',
  'LastModifiedDate',
  'LastModifiedBy.Name',
  'Sync_with_Partner_Center__c',
  'Co_Sell_Customer_Consent__c',
  'How_can_Microsoft_help__c',
  'Referral_Visibility__c',
  'Note_to_Microsoft__c',
  'Co_Sell_Notes__c',
  'Co_Sell_Marketplace_Intent__c',
  'Co_Sell_Partner_Role__c',
  'Co_Sell_Solution_Area__c',
  'Co_Sell_Solution_Play__c',
  'Co_Sell_Partner_Location__c',
  'Referral_Response__c',
  'Referral_Response_Reason__c',
  'Co_Sell_Request__c',
  'Co_Sell_Conflict_Choices__c',
  'Referral_Identifier__c',
  'Referral_Link__c',
  'Referral_Status__c',
  'Referral_Substatus__c',
  'Microsoft_Status__c',
  'Referral_Status_Reason__c',
  'Microsoft_CRM_Identifier__c',
  'Microsoft_Sellers__c',
  'Microsoft_Notes__c',
  'Microsoft_Deal_Value__c',
  'Microsoft_Close_Date__c',
  'Microsoft_Status_Reason__c',
  'Microsoft_Changed__c',
  'Referral_Registration__c',
  'Referral_Expires__c',
  'Co_Sell_Received__c',
  'Co_Sell_Answered__c',
  'Co_Sell_Last_Synced__c',
  'Co_Sell_Close_Sends_At__c',
  'Co_Sell_Change_Token__c',
  'Co_Sell_Sync_Status__c',
  'Co_Sell_Sync_Message__c',
  'Co_Sell_Checklist__c',
  'Co_Sell_Conflicts__c',
  'Products__c',
  'Audit__c',
] as const;

const SOLUTION_FIELDS = [
  'Solution_Id__c',
  'Solution_Name__c',
  'Quantity__c',
  'Price__c',
  'Currency_Code__c',
];
/** Of a contact and of a user alike. */
const PERSON_FIELDS = ['FirstName', 'LastName', 'Email', 'Phone'];

/** What to read in this org. Paths keep the spelling of the mapping row: the domain looks values up by it. */
export type Selection = {
  object: RecordObject;
  fields: string[];
  solutionFields: string[];
  contactFields: string[];
  /** Empty where the org has no opportunity teams, or does not share them. */
  teamFields: string[];
  /** Not in this org, or not ours to see; the record is read without them. */
  absent: string[];
  /** Mapped paths that are no field path at all; never sent. */
  refused: string[];
};

/** @throws HostFault when the org cannot be described */
export async function selectFields(
  schema: Schema,
  profile: Mapped & Pick<OrgProfile, 'settings'>,
  object: RecordObject,
): Promise<Selection> {
  const mapped = pathsOf(profile, compileMapping(profile, object), object);
  const protocol = object === 'Opportunity' ? PROTOCOL_FIELDS : LEAD_FIELDS;
  const wanted = [...new Set([...protocol, ...mapped.paths])];
  const paths = wanted.filter(isFieldPath);

  const record = (await schema.describe([object]))(object);
  if (!record) throw notVisible(object);
  const solution = record.children.get('microsoft_solutions__r') ?? '';
  const parents = parentsOf(record, paths);
  const find = await schema.describe(
    ['Contact', 'User', solution, ...parents].filter((name) => name !== ''),
  );

  const isThere = (path: string) => hasField(record, path, find);
  const fields = [...new Set([...paths, ...mapped.codes])].filter(isThere);
  const hasRoles = record.children.has('opportunitycontactroles');
  const hasTeams = record.children.has('opportunityteammembers');
  const of = (name: string, names: readonly string[]) =>
    names.filter((field) => find(name)?.fields.has(field.toLowerCase()));
  return {
    object,
    fields,
    solutionFields: of(solution, SOLUTION_FIELDS),
    contactFields: hasRoles ? of('Contact', PERSON_FIELDS) : [],
    teamFields: hasTeams && profile.settings.team ? of('User', PERSON_FIELDS) : [],
    absent: paths.filter((path) => !isThere(path)),
    refused: wanted.filter((path) => !isFieldPath(path)),
  };
}

function notVisible(object: RecordObject): HostFault {
  return new HostFault('salesforce', 'salesforce-no-access', {
    detail: `The integration user cannot see ${object}; assign the permission set Co_Sell_Bridge`,
  });
}

function parentsOf(record: ObjectSchema, paths: readonly string[]): string[] {
  const objects = paths.flatMap((path) => {
    const [relationship, field] = path.split('.');
    return field && relationship ? (parentOf(record, relationship) ?? []) : [];
  });
  return [...new Set(objects)];
}

function parentOf(object: ObjectSchema, relationship: string): string | undefined {
  const wanted = relationship.toLowerCase();
  for (const field of object.fields.values())
    if (field.relationshipName?.toLowerCase() === wanted) return field.referenceTo[0];
  return undefined;
}

function hasField(
  record: ObjectSchema,
  path: string,
  find: (object: string) => ObjectSchema | undefined,
): boolean {
  const [first = '', second] = path.split('.');
  if (!second) return record.fields.has(first.toLowerCase());
  const parent = parentOf(record, first);
  return parent ? (find(parent)?.fields.has(second.toLowerCase()) ?? false) : false;
}
