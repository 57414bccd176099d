/** Source text of the modules that only an org can serve: `@salesforce/…` and what is imported from it. */
import {
  findField,
  type FieldDef,
  type ObjectDef,
  type Schema,
} from '../../sandbox/org/schema/types.ts';
import type { PackageFacts } from './package-facts.ts';

/** Names something that the package, or the shim, does not have. */
export class UnknownModule extends Error {}

type Writer = (rest: string, facts: PackageFacts) => string;

const USER_PERMISSIONS = ['ViewSetup', 'CustomizeApplication', 'ModifyAllData', 'ViewAllData'];

const WRITERS: { readonly [prefix: string]: Writer } = {
  '@salesforce/apex/': (name, { apexMethods }) => {
    const method = apexMethods.get(name);
    if (!method) throw new UnknownModule(`no Apex class has the @AuraEnabled method ${name}`);
    return `import { apexMethod } from '@salesforce/apex';
export default apexMethod(${JSON.stringify(method)});`;
  },
  '@salesforce/label/c.': (name, { labels }) => {
    const text = labels.get(name);
    if (text === undefined) throw new UnknownModule(`there is no custom label ${name}`);
    return constant(text);
  },
  '@salesforce/schema/': (name, { schema }) => constant(schemaReference(name, schema)),
  '@salesforce/customPermission/': (name, { customPermissions }) => {
    if (!customPermissions.has(name)) throw new UnknownModule(`no custom permission ${name}`);
    return permission('customPermissions', name);
  },
  '@salesforce/userPermission/': (name) => {
    if (!USER_PERMISSIONS.includes(name)) throw new UnknownModule(`no user permission ${name}`);
    return permission('userPermissions', name);
  },
  '@salesforce/user/': (name) => {
    if (name === 'Id') return setting('userId');
    if (name === 'isGuest') return constant(false);
    throw new UnknownModule(`the user has no ${name}`);
  },
  '@salesforce/client/': (name) => {
    if (name !== 'formFactor') throw new UnknownModule(`the client has no ${name}`);
    return setting('formFactor');
  },
  // The package has no static resource; the first one shows here by its name.
  '@salesforce/resourceUrl/': (name) => {
    throw new UnknownModule(`there is no static resource ${name}`);
  },
};

/** @throws UnknownModule what the package, or the shim, does not have */
export function writeSalesforceModule(id: string, facts: PackageFacts): string {
  const [prefix = '', write] = writerOf(id) ?? [];
  if (!write) throw new UnknownModule(`there is no shim for ${id}`);
  return write(id.slice(prefix.length), facts);
}

export const isSalesforceModule = (id: string): boolean => writerOf(id) !== undefined;

const writerOf = (id: string) => Object.entries(WRITERS).find(([prefix]) => id.startsWith(prefix));

const constant = (value: unknown): string => `export default ${JSON.stringify(value)};`;

const setting = (name: string): string =>
  `import { pageSettings } from '@shims/page-settings';
export default pageSettings().${name};`;

const permission = (kind: string, name: string): string =>
  `import { hasPermission } from '@shims/page-settings';
export default hasPermission('${kind}', ${JSON.stringify(name)});`;

/** `Opportunity` or `Opportunity.Account.Name`, as the platform's compiler turns them into objects. */
function schemaReference(name: string, schema: Schema): object {
  const [objectApiName = '', ...path] = name.split('.');
  const object = schema.find(objectApiName);
  if (object?.name !== objectApiName)
    throw new UnknownModule(`there is no object ${objectApiName}`);
  if (path.length === 0) return { objectApiName };
  checkPath(object, path, schema);
  return { fieldApiName: path.join('.'), objectApiName };
}

function checkPath(object: ObjectDef, [first = '', ...rest]: string[], schema: Schema): void {
  const field = rest.length === 0 ? findField(object, first) : parentField(object, first);
  const isRight = rest.length === 0 ? field?.name === first : field !== undefined;
  if (!field || !isRight) throw new UnknownModule(`${object.name} has no field ${first}`);
  if (rest.length > 0) checkPath(schema.object(field.referenceTo[0] ?? ''), rest, schema);
}

const parentField = (object: ObjectDef, relationship: string): FieldDef | undefined =>
  [...object.fields.values()].find(({ relationshipName }) => relationshipName === relationship);
