import { accessNeeded, type Right } from './access-needed.ts';
import {
  allEnabled,
  differences,
  grantedFields,
  grantedNames,
  grantedObjects,
} from './granted-rights.ts';
import type { MetadataFile } from './package-files.ts';
import { modelOf } from './package-model.ts';

/**
 * What the integration user may do with whole objects. Records are made and changed by Apex in system mode; the rights
 * to create and edit say so to whoever reads the set. It sees every deal, whoever owns it.
 */
const OBJECTS: { readonly [object: string]: string } = {
  Account: 'create read edit',
  Contact: 'create read edit',
  Lead: 'create read edit view-all',
  Microsoft_Solution__c: 'read',
  Opportunity: 'create read edit view-all',
};
/** Apex REST asks for the class as well as for the custom permission. */
const CLASSES = [
  'CoSellAuditResource',
  'CoSellChangesResource',
  'CoSellFieldsResource',
  'CoSellOrgResource',
];
/**
 * The permission set of the bridge against what the bridge's code uses: nothing is missing, nothing is too much. A lead
 * is a pair like a deal, so the bridge needs of it what it needs of a deal, as far as a lead has the field.
 */
export function checkAccess(serviceFolder: string, files: MetadataFile[]): string[] {
  const set = files.find(({ root, name }) => root === 'PermissionSet' && name === 'Co_Sell_Bridge');
  if (!set) return ['there is no permission set Co_Sell_Bridge'];
  const needed = accessNeeded(serviceFolder, files);
  const enabled = (list: string, element?: string) => grantedNames(set.content, list, element);
  const differ = (granted: Map<string, string>, rights: Map<string, string>) =>
    differences(granted, rights, 'the bridge');
  return [
    ...differ(grantedFields(set.content), withLead(needed.fields, files)),
    ...differ(grantedObjects(set.content), new Map(Object.entries(OBJECTS))),
    ...differ(enabled('customMetadataTypeAccesses'), allEnabled(needed.metadataTypes)),
    ...differ(enabled('customPermissions'), allEnabled(['Co_Sell_Bridge_Access'])),
    ...differ(enabled('userPermissions'), allEnabled(['ApiEnabled'])),
    ...differ(enabled('classAccesses', 'apexClass'), allEnabled(CLASSES)),
  ];
}

function withLead(needed: Map<string, Right>, files: MetadataFile[]): Map<string, Right> {
  const ofLead = modelOf(files).fields.flatMap(({ object, name }): [string, Right][] => {
    const right = needed.get(`Opportunity.${name}`);
    return object === 'Lead' && right ? [[`Lead.${name}`, right]] : [];
  });
  return new Map([...needed, ...ofLead]);
}
