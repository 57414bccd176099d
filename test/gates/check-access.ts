import { accessNeeded, type Right } from './access-needed.ts';
import { elementsOf, textOf } from './package-files.ts';
import type { Element, MetadataFile } from './package-files.ts';

/**
 * What the integration user may do with whole objects. Records are made and changed by Apex in system mode; the rights
 * to create and edit say so to whoever reads the set. It sees every deal, whoever owns it.
 */
const OBJECTS: { readonly [object: string]: string } = {
  Account: 'create read edit',
  Contact: 'create read edit',
  Microsoft_Solution__c: 'read',
  Opportunity: 'create read edit view-all',
};
const FLAGS: readonly [element: string, word: string][] = [
  ['allowCreate', 'create'],
  ['allowRead', 'read'],
  ['allowEdit', 'edit'],
  ['allowDelete', 'delete'],
  ['viewAllRecords', 'view-all'],
  ['modifyAllRecords', 'modify-all'],
];

/** The permission set of the bridge against what the bridge's code uses: nothing is missing, nothing is too much. */
export function checkAccess(serviceFolder: string, files: MetadataFile[]): string[] {
  const set = files.find(({ root, name }) => root === 'PermissionSet' && name === 'Co_Sell_Bridge');
  if (!set) return ['there is no permission set Co_Sell_Bridge'];
  const needed = accessNeeded(serviceFolder, files);
  const enabled = (list: string) =>
    new Map(
      elementsOf(set.content, list)
        .filter((one) => textOf(one, 'enabled') === 'true')
        .map((one) => [textOf(one, 'name') ?? '', 'enabled'] as const),
    );
  const all = (names: Iterable<string>) => new Map([...names].map((name) => [name, 'enabled']));
  return [
    ...differences(grantedFields(set.content), needed.fields),
    ...differences(grantedObjects(set.content), new Map(Object.entries(OBJECTS))),
    ...differences(enabled('customMetadataTypeAccesses'), all(needed.metadataTypes)),
    ...differences(enabled('customPermissions'), all(['Co_Sell_Bridge_Access'])),
    ...differences(enabled('userPermissions'), all(['ApiEnabled'])),
  ];
}

function grantedFields(set: Element): Map<string, Right> {
  return new Map(
    elementsOf(set, 'fieldPermissions')
      .filter((one) => textOf(one, 'readable') === 'true')
      .map((one) => [
        textOf(one, 'field') ?? '',
        textOf(one, 'editable') === 'true' ? 'edit' : 'read',
      ]),
  );
}

function grantedObjects(set: Element): Map<string, string> {
  return new Map(
    elementsOf(set, 'objectPermissions').map((one) => [
      textOf(one, 'object') ?? '',
      FLAGS.filter(([flag]) => textOf(one, flag) === 'true')
        .map(([, word]) => word)
        .join(' '),
    ]),
  );
}

function differences(granted: Map<string, string>, needed: Map<string, string>): string[] {
  return [...new Set([...granted.keys(), ...needed.keys()])]
    .sort()
    .filter((name) => granted.get(name) !== needed.get(name))
    .map(
      (name) =>
        `${name}: the bridge needs ${needed.get(name) ?? 'nothing'}, the set gives ${granted.get(name) ?? 'nothing'}`,
    );
}
