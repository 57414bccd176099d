import { elementsOf, textOf } from './package-files.ts';
import type { Element, MetadataFile } from './package-files.ts';
import { modelOf } from './package-model.ts';
import type { PackageModel } from './package-model.ts';

/** Standard fields that a permission set decides about; an address is granted as a whole. Others have no row in Setup. */
const STANDARD_FIELDS: { readonly [object: string]: readonly string[] } = {
  Account: ['BillingAddress', 'Description', 'Industry', 'Phone', 'ShippingAddress', 'Website'],
  Contact: ['AccountId', 'Email', 'MailingAddress', 'MobilePhone', 'Phone', 'Title'],
  Lead: ['Address', 'Email', 'LeadSource', 'Phone', 'Title'],
  Opportunity: ['AccountId', 'Amount', 'Description', 'LeadSource', 'NextStep', 'Type'],
  // Where the platform keeps the keys of principals; whoever calls out with one needs to read it.
  UserExternalCredential: [],
};

/** "Permission … depends on permission(s): …" is what the platform says otherwise. */
const DEPENDS: readonly [flag: string, on: readonly string[]][] = [
  ['allowCreate', ['allowRead']],
  ['allowEdit', ['allowRead']],
  ['allowDelete', ['allowRead', 'allowEdit']],
  ['viewAllRecords', ['allowRead']],
];
const READ_TOGETHER: { readonly [object: string]: readonly string[] } = {
  Contact: ['Account'],
  // A solution is a detail of its deal.
  Microsoft_Solution__c: ['Opportunity'],
  Opportunity: ['Account', 'Contact'],
};

/** Nothing here may open more than the API: the others reach past every object and field permission. */
const USER_PERMISSIONS = ['ApiEnabled'];
/** Who alone holds what: custom permissions, and principals of external credentials. */
const HOLDERS: { readonly [right: string]: string } = {
  Co_Sell_Bridge_Access: 'Co_Sell_Bridge',
  Co_Sell_Nudge: 'Co_Sell_Callout',
  Co_Sell_Operations_Access: 'Co_Sell_Operations_Callout',
  'Co_Sell_Bridge-Bridge': 'Co_Sell_Callout',
  'Co_Sell_Operations-Operations': 'Co_Sell_Operations_Callout',
};
/** For an admin's data load, by a set of the org's own. With it the bridge would pass by the automation it relies on. */
const NEVER_GIVEN = 'Bypass_Co_Sell_Automation';

/** What the platform would refuse to deploy, and what we never give. `others`: files the sets may refer to. */
export function checkPermissions(files: MetadataFile[], others: MetadataFile[] = []): string[] {
  const model = modelOf([...files, ...others]);
  const permissions = new Set(
    [...files, ...others].filter(({ root }) => root === 'CustomPermission').map(({ name }) => name),
  );
  return files
    .filter(({ root }) => root === 'PermissionSet')
    .flatMap((set) =>
      [
        ...elementsOf(set.content, 'fieldPermissions').flatMap((one) => checkField(one, model)),
        ...checkObjects(set, model),
        ...checkNames(set, model, permissions),
        ...repeated(set),
      ].map((problem) => `${set.path}: ${problem}`),
    );
}

function checkField(permission: Element, model: PackageModel): string[] {
  const path = textOf(permission, 'field') ?? '';
  const [object = '', name = ''] = path.split('.');
  const isEditable = is(permission, 'editable');
  const problems =
    isEditable && !is(permission, 'readable') ? [`${path} is editable but not readable`] : [];
  if (STANDARD_FIELDS[object]?.includes(name)) return problems;
  const field = model.fields.find((one) => one.object === object && one.name === name);
  if (!field) return [...problems, `${path} is no field that can be granted`];
  if (field.type === 'MasterDetail') return [...problems, `${path} is a master-detail field`];
  if (/\brequired$/.test(field.description)) return [...problems, `${path} is required`];
  return field.isFormula && isEditable
    ? [...problems, `${path} is a formula, which nobody can edit`]
    : problems;
}

function checkObjects(set: MetadataFile, model: PackageModel): string[] {
  const rows = elementsOf(set.content, 'objectPermissions');
  const readable = rows.filter((row) => is(row, 'allowRead')).map((row) => textOf(row, 'object'));
  const problems = rows.flatMap((row) => {
    const object = textOf(row, 'object') ?? '';
    const isThere = STANDARD_FIELDS[object] ?? model.objects.has(object);
    const together = is(row, 'allowRead') ? (READ_TOGETHER[object] ?? []) : [];
    return [
      ...(isThere ? [] : [`there is no object ${object}`]),
      ...(is(row, 'modifyAllRecords') ? [`Modify All on ${object} is never given`] : []),
      // It would open every field there is, also those of others.
      ...(is(row, 'viewAllFields') ? [`every field of ${object} is never given`] : []),
      ...DEPENDS.filter(([flag]) => is(row, flag)).flatMap(([flag, on]) =>
        on.filter((other) => !is(row, other)).map((other) => `${flag} of ${object} needs ${other}`),
      ),
      ...together
        .filter((other) => !readable.includes(other))
        .map((other) => `Read on ${object} needs Read on ${other}`),
    ];
  });
  const objects = elementsOf(set.content, 'fieldPermissions').map(
    (one) => textOf(one, 'field')?.split('.')[0] ?? '',
  );
  const closed = [...new Set(objects)].filter((object) => !readable.includes(object));
  return [...problems, ...closed.map((object) => `has fields of ${object}, which it cannot read`)];
}

function checkNames(set: MetadataFile, model: PackageModel, permissions: Set<string>): string[] {
  const namesOf = (list: string) =>
    elementsOf(set.content, list).map((one) => textOf(one, 'name') ?? '');
  const custom = namesOf('customPermissions');
  const principals = elementsOf(set.content, 'externalCredentialPrincipalAccesses').map(
    (one) => textOf(one, 'externalCredentialPrincipal') ?? '',
  );
  return [
    ...namesOf('customMetadataTypeAccesses')
      .filter((type) => !type.endsWith('__mdt') || !model.objects.has(type))
      .map((type) => `there is no custom metadata type ${type}`),
    ...custom
      .filter((name) => !permissions.has(name))
      .map((name) => `there is no custom permission ${name}`),
    ...[...custom, ...principals]
      .filter((name) => (HOLDERS[name] ?? set.name) !== set.name)
      .map((name) => `${name} belongs to ${HOLDERS[name] ?? ''} alone`),
    ...(custom.includes(NEVER_GIVEN) ? [`${NEVER_GIVEN} is in no set of ours`] : []),
    ...namesOf('userPermissions')
      .filter((name) => !USER_PERMISSIONS.includes(name))
      .map((name) => `${name} is never given`),
  ];
}

function repeated(set: MetadataFile): string[] {
  const keys = [
    ...elementsOf(set.content, 'fieldPermissions').map((one) => textOf(one, 'field') ?? ''),
    ...elementsOf(set.content, 'objectPermissions').map((one) => textOf(one, 'object') ?? ''),
    ...elementsOf(set.content, 'classAccesses').map((one) => textOf(one, 'apexClass') ?? ''),
    ...elementsOf(set.content, 'tabSettings').map((one) => `tab ${textOf(one, 'tab') ?? ''}`),
  ];
  return keys
    .filter((key, index) => keys.indexOf(key) !== index)
    .map((key) => `${key} stands there twice`);
}

function is(element: Element, flag: string): boolean {
  return textOf(element, flag) === 'true';
}
