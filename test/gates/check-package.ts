import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from './package-files.ts';

/**
 * 67.0 turns SOQL and DML to user mode and sharing by default, so a raised version changes what code may see.
 * Everything is compiled at the same one.
 */
const API_VERSION = '65.0';

/** Names that Microsoft published; ours may use them although they have no prefix. */
const PUBLISHED = [
  'Sync_with_Partner_Center__c',
  'Referral_Identifier__c',
  'Referral_Link__c',
  'How_can_Microsoft_help__c',
  'Products__c',
  'Audit__c',
];
const PREFIXED = /^(Co_Sell_|Referral_|Microsoft_)/;

/** Names that only exist where a feature is on: naming one stops the installation everywhere else. */
const FEATURE_NAME =
  /\b(CurrencyIsoCode|\w*(?:CountryCode|StateCode)|ContentNote|OpportunityTeamMember|(?:Is)?Person[A-Z]\w*|\w+__pc)\b/;

/** Page layouts of objects that are not ours: one would overwrite what an admin keeps there. */
const NOT_OUR_LAYOUT = /^layouts\/(?!\w+__c-)/;

type Place = { names: RegExp; rule: (name: string) => boolean; expected: string };
const PREFIXES: readonly Place[] = [
  {
    names: /^objects\/(?!\w+__(?:c|mdt)\/)\w+\/fields\/(\w+)\./,
    rule: (name) =>
      PREFIXED.test(name) || PUBLISHED.includes(name) || name === 'Note_to_Microsoft__c',
    expected: 'Co_Sell_, Referral_ or Microsoft_ in front, or a name that Microsoft published',
  },
  place(/^objects\/(\w+__(?:c|mdt))\//, PREFIXED, 'Co_Sell_, Referral_ or Microsoft_ in front'),
  place(/^(?:classes|triggers)\/(?:.+\/)?(\w+)\.(?:cls|trigger)/, /^CoSell/, 'CoSell in front'),
  place(/^lwc\/(\w+)\//, /^coSell/, 'coSell in front'),
  place(
    /^(?:permissionsets|permissionsetgroups|flexipages|notificationtypes|namedCredentials|externalCredentials|externalClientApps|reportTypes|objects\/\w+\/(?:listViews|compactLayouts))\/(\w+)\./,
    /^Co_Sell_/,
    'Co_Sell_ in front',
  ),
  place(/^applications\/(\w+)\./, /^Co_Sell/, 'Co_Sell in front'),
  place(/^tabs\/(\w+)\./, PREFIXED, 'Co_Sell_, Referral_ or Microsoft_ in front'),
  place(
    /^customPermissions\/(\w+)\./,
    /^(Co_Sell_|Bypass_Co_Sell_)/,
    'Co_Sell_ or Bypass_Co_Sell_ in front',
  ),
];

/** What must not be in the package at all, names without a prefix, feature names and other API versions. */
export function checkPackage(packageFolder: string): string[] {
  return [...checkText(packageFolder), ...checkEach(packageFolder, checkPlace)];
}

/** Names without a prefix, feature names and other API versions, wherever the files will live. */
export function checkText(folder: string): string[] {
  return checkEach(folder, (path, text) => [
    ...checkPrefix(path),
    ...checkFeatures(path, text),
    ...checkVersion(path, text),
  ]);
}

function checkEach(folder: string, check: (path: string, text: string) => string[]): string[] {
  return listFiles(folder).flatMap((path) =>
    check(path, readFileSync(join(folder, path), 'utf8')).map((problem) => `${path}: ${problem}`),
  );
}

function checkPlace(path: string): string[] {
  const [, object, part] = /^objects\/([^/]+)\/([^/]+)/.exec(path) ?? [];
  const isStandard = object !== undefined && !/__(c|mdt)$/.test(object);
  if (isStandard && !['fields', 'validationRules', 'listViews'].includes(part ?? ''))
    return ['a standard object has only fields, validationRules and listViews here'];
  return NOT_OUR_LAYOUT.test(path) ? ['belongs to the org, not to the package'] : [];
}

function checkPrefix(path: string): string[] {
  return PREFIXES.flatMap(({ names, rule, expected }) => {
    const name = names.exec(path)?.[1];
    return name === undefined || rule(name) ? [] : [`${name} must have ${expected}`];
  });
}

function checkFeatures(path: string, text: string): string[] {
  const found = FEATURE_NAME.exec(namingPartOf(path, text))?.[1];
  return found
    ? [`names ${found}, which exists only with a feature; use describe, get and put`]
    : [];
}

/** The part of a file in which a name must exist when it is deployed. */
function namingPartOf(path: string, text: string): string {
  if (path.startsWith('customMetadata/')) return '';
  if (/\.(cls|trigger)$/.test(path))
    return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'/g, ' ');
  if (path.endsWith('.js')) return (text.match(/@salesforce\/schema\/[\w.]+/g) ?? []).join(' ');
  return path.endsWith('.xml') ? `${path} ${text}` : '';
}

function checkVersion(path: string, text: string): string[] {
  if (!path.endsWith('-meta.xml')) return [];
  return [...text.matchAll(/<apiVersion>([^<]*)</g)]
    .filter(([, version]) => version !== API_VERSION)
    .map(([, version]) => `apiVersion is ${version}, everything is at ${API_VERSION}`);
}

function place(names: RegExp, wanted: RegExp, expected: string): Place {
  return { names, rule: (name) => wanted.test(name), expected };
}
