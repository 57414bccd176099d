import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names by type of the Metadata API, as `listMetadata` says them: `CustomField` → `Opportunity.Audit__c`. */
export type NamesByType = Map<string, Set<string>>;

/** What is ours by its folder; fields and the like of our own objects come and go with their object. */
const FOLDERS: readonly [type: string, path: RegExp][] = [
  ['CustomObject', /^objects\/(\w+__(?:c|mdt))\/\w+\.object-meta\.xml$/],
  ['CustomField', /^objects\/(\w+)\/fields\/(\w+)\.field-meta\.xml$/],
  ['ListView', /^objects\/(\w+)\/listViews\/(\w+)\.listView-meta\.xml$/],
  ['ValidationRule', /^objects\/(\w+)\/validationRules\/(\w+)\.validationRule-meta\.xml$/],
  ['ApexClass', /^classes\/(?:.+\/)?(\w+)\.cls$/],
  ['ApexTrigger', /^triggers\/(?:.+\/)?(\w+)\.trigger$/],
  ['LightningComponentBundle', /^lwc\/(\w+)\/\w+\.js-meta\.xml$/],
  ['PermissionSet', /^permissionsets\/(\w+)\./],
  ['CustomPermission', /^customPermissions\/(\w+)\./],
  ['CustomNotificationType', /^notificationtypes\/(\w+)\./],
  ['CustomTab', /^tabs\/(\w+)\./],
  ['CustomApplication', /^applications\/(\w+)\./],
  ['FlexiPage', /^flexipages\/(\w+)\./],
  ['NamedCredential', /^namedCredentials\/(\w+)\./],
  ['ExternalCredential', /^externalCredentials\/(\w+)\./],
  ['ExternalClientApplication', /^externalClientApps\/(\w+)\./],
  ['PermissionSetGroup', /^permissionsetgroups\/(\w+)\./],
  ['ReportType', /^reportTypes\/(\w+)\./],
];
const LABELS = /^labels\/\w+\.labels-meta\.xml$/;

/** Everything in a folder such as `force-app/main/default` whose name an org can have already. */
export function readPackageNames(folder: string): NamesByType {
  const names: NamesByType = new Map();
  const add = (type: string, name: string) =>
    names.set(type, (names.get(type) ?? new Set()).add(name));
  for (const path of listFiles(folder)) {
    for (const [type, pattern] of FOLDERS) {
      const [, first, second] = pattern.exec(path) ?? [];
      if (first === undefined) continue;
      if (second === undefined) add(type, first);
      else if (!/__(c|mdt)$/.test(first)) add(type, `${first}.${second}`);
    }
    if (LABELS.test(path))
      for (const [, name = ''] of readFileSync(join(folder, path), 'utf8').matchAll(
        /<fullName>(\w+)<\/fullName>/g,
      ))
        add('CustomLabel', name);
  }
  return names;
}

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
