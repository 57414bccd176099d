/** The package's permission sets, refused at the start where the platform would refuse to deploy them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { findField, type ObjectDef, type Schema } from '../schema/types.ts';
import { asRecord, textOf, type XmlNode } from '../schema/xml.ts';
import { accessKind, grantName } from './permissionable.ts';

export type ObjectRight = 'create' | 'read' | 'edit' | 'delete';
export type PermissionSet = {
  name: string;
  /** By object name. */
  objects: Map<string, Set<ObjectRight>>;
  /** By `Object.Field`, as it is granted. */
  fields: Map<string, 'read' | 'edit'>;
  metadataTypes: Set<string>;
  customPermissions: Set<string>;
  userPermissions: Set<string>;
  /** Apex classes whose methods components may call. */
  classes: Pick<ReadonlySet<string>, 'has'>;
  /** Of external credentials, as `Credential-Principal`. */
  principals: Set<string>;
  tabs: Set<string>;
  applications: Set<string>;
};

const SUFFIX = '.permissionset-meta.xml';
const LISTS = [
  'applicationVisibilities',
  'classAccesses',
  'customMetadataTypeAccesses',
  'customPermissions',
  'externalCredentialPrincipalAccesses',
  'fieldPermissions',
  'objectPermissions',
  'tabSettings',
  'userPermissions',
];
/** Has no rows here; reading it is what opens the secrets of a named credential. */
export const USER_CREDENTIAL = 'UserExternalCredential';
const TEXTS = ['description', 'hasActivationRequired', 'label', 'license'];
const RIGHTS: [tag: string, right: ObjectRight, needs: ObjectRight[]][] = [
  ['allowCreate', 'create', ['read']],
  ['allowRead', 'read', []],
  ['allowEdit', 'edit', ['read']],
  ['allowDelete', 'delete', ['read', 'edit']],
];
/** "Depends on permission(s): Read Account" says the platform. */
const READ_TOGETHER: Record<string, string[]> = {
  Contact: ['Account'],
  Opportunity: ['Account', 'Contact'],
};

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => LISTS.includes(name) });

/**
 * @param setupDir sets that an admin deploys beside the package
 * @throws Error naming the file and what cannot be deployed
 */
export function readPermissionSets(
  metadataDir: string,
  schema: Schema,
  setupDir?: string,
): Map<string, PermissionSet> {
  const permissions = namesIn(join(metadataDir, 'customPermissions'));
  const sets = [metadataDir, setupDir]
    .flatMap((dir) => (dir === undefined ? [] : filesIn(join(dir, 'permissionsets'))))
    .map((path) => readOne(path, schema, permissions));
  return new Map(sets.map((set) => [set.name, set]));
}

const filesIn = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder).sort() : []).map((file) => join(folder, file));

function namesIn(folder: string): Set<string> {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return new Set(files.map((file) => file.split('.')[0] ?? ''));
}

function readOne(path: string, schema: Schema, customPermissions: Set<string>): PermissionSet {
  const node = asRecord(asRecord(parser.parse(readFileSync(path, 'utf8')))['PermissionSet']);
  const fail = (problem: string): never => {
    throw new Error(`${path}: ${problem}`);
  };
  const known = [...LISTS, ...TEXTS];
  const unknown = Object.keys(node).find((tag) => !known.includes(tag));
  if (unknown) fail(`<${unknown}> is not simulated`);
  const list = (tag: string) => ((node[tag] ?? []) as unknown[]).map(asRecord);
  const named = (tag: string, name: string, isOpen: (one: XmlNode) => boolean) =>
    list(tag).flatMap((one) => (isOpen(one) ? [textOf(one[name]) ?? ''] : []));
  const enabled = (tag: string, name = 'name') => named(tag, name, (one) => isTrue(one, 'enabled'));

  const set: PermissionSet = {
    name: basename(path, SUFFIX),
    objects: new Map(list('objectPermissions').map((one) => readObject(one, schema, fail))),
    fields: new Map(list('fieldPermissions').map((one) => readField(one, schema, fail))),
    metadataTypes: new Set(enabled('customMetadataTypeAccesses')),
    customPermissions: new Set(enabled('customPermissions')),
    userPermissions: new Set(enabled('userPermissions')),
    classes: new Set(enabled('classAccesses', 'apexClass')),
    principals: new Set(
      enabled('externalCredentialPrincipalAccesses', 'externalCredentialPrincipal'),
    ),
    tabs: new Set(named('tabSettings', 'tab', (one) => textOf(one['visibility']) === 'Visible')),
    applications: new Set(
      named('applicationVisibilities', 'application', (one) => isTrue(one, 'visible')),
    ),
  };
  for (const type of set.metadataTypes) if (!schema.find(type)) fail(`there is no type ${type}`);
  for (const name of set.customPermissions)
    if (!customPermissions.has(name)) fail(`there is no custom permission ${name}`);
  checkTogether(set, fail);
  return set;
}

type Fail = (problem: string) => never;

function readObject(node: XmlNode, schema: Schema, fail: Fail): [string, Set<ObjectRight>] {
  const name = textOf(node['object']) ?? '';
  const object = name === USER_CREDENTIAL ? { name } : ownObject(schema, name);
  if (!object) return fail(`nobody can grant the object ${name}`);
  const rights = new Set(RIGHTS.flatMap(([tag, right]) => (isTrue(node, tag) ? [right] : [])));
  for (const [tag, right, needs] of RIGHTS) {
    const missing = rights.has(right) && needs.find((one) => !rights.has(one));
    if (missing) fail(`${tag} of ${name} depends on ${missing}`);
  }
  if (isTrue(node, 'viewAllRecords') && !rights.has('read'))
    fail(`viewAllRecords of ${name} depends on read`);
  return [object.name, rights];
}

function ownObject(schema: Schema, name: string): ObjectDef | undefined {
  const object = schema.find(name);
  return object && accessKind(object) === 'own' ? object : undefined;
}

function readField(node: XmlNode, schema: Schema, fail: Fail): [string, 'read' | 'edit'] {
  const path = textOf(node['field']) ?? '';
  const [type = '', name = ''] = path.split('.');
  const object = schema.find(type);
  if (!object || !isGrantable(object, name))
    return fail(`${path} is required, a master, a name, a system field, or not there`);
  const isEditable = isTrue(node, 'editable');
  if (isEditable && !isTrue(node, 'readable')) fail(`${path} is editable but not readable`);
  if (isEditable && findField(object, name)?.formula) fail(`${path} is a formula, never editable`);
  return [`${object.name}.${name}`, isEditable ? 'edit' : 'read'];
}

const isGrantable = (object: ObjectDef, name: string) =>
  [...object.fields.values()].some((field) => grantName(object, field) === name);

function checkTogether(set: PermissionSet, fail: Fail): void {
  for (const [object, others] of Object.entries(READ_TOGETHER)) {
    if (!set.objects.get(object)?.has('read')) continue;
    const missing = others.find((other) => !set.objects.get(other)?.has('read'));
    if (missing) fail(`Read on ${object} depends on permission(s): Read on ${missing}`);
  }
}

const isTrue = (node: XmlNode, tag: string) => textOf(node[tag]) === 'true';
