import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClassBodyDeclarationContext } from '@apexdevtools/apex-parser';
import { findAll, parseApex } from './apex-sources.ts';
import { elementsOf, listFiles, textOf } from './package-files.ts';
import type { MetadataFile } from './package-files.ts';
import { modelOf } from './package-model.ts';

/** Standard fields that a component may import; each is in every org. */
const STANDARD_FIELDS: { readonly [object: string]: readonly string[] } = {
  Opportunity: ['AccountId', 'Amount', 'CloseDate', 'IsClosed', 'IsWon', 'StageName'],
  Lead: ['Company', 'Email', 'IsConverted', 'Status'],
  Account: [],
};

/** Of every object. */
const SYSTEM_FIELDS = [
  'CreatedDate',
  'Id',
  'LastModifiedDate',
  'Name',
  'OwnerId',
  'SystemModstamp',
];
/** Apex finds these by a name in quotes, in the class that asks for them. */
const ASKED_BY_NAME: readonly [asks: RegExp, kind: string][] = [
  [/\bFROM CustomNotificationType\b/, 'notification type'],
  [/\bFeatureManagement\.checkPermission\(/, 'customPermission'],
];

type Import = { kind: string; name: string };
type Known = { readonly [kind: string]: (name: string) => boolean };

/** What components import from the platform, and what Apex names, looked up in the package. */
export function checkImports(packageFolder: string, files: MetadataFile[]): string[] {
  const known = knownIn(packageFolder, files);
  return listFiles(packageFolder)
    .filter((path) => /\.(js|cls|trigger)$/.test(path) && !path.includes('__tests__'))
    .flatMap((path) => {
      const text = readFileSync(join(packageFolder, path), 'utf8');
      return (path.endsWith('.js') ? importsIn(text) : namedIn(text))
        .filter(({ kind, name }) => known[kind]?.(name) === false)
        .map(({ kind, name }) => `${path}: there is no ${kind} ${name}`);
    });
}

function importsIn(script: string): Import[] {
  return [...script.matchAll(/['"]@salesforce\/(\w+)\/([\w.]+)['"]/g)].map(
    ([, kind = '', name = '']) => ({ kind, name }),
  );
}

function namedIn(apex: string): Import[] {
  const labels = [...apex.matchAll(/\bLabel\.(Co_Sell_\w+)/g)].map(([, name = '']) => `c.${name}`);
  const quoted = [...apex.matchAll(/'((?:Bypass_)?Co_Sell_\w+)'/g)]
    .map(([, name = '']) => name)
    .filter((name) => !/__(c|r|mdt)$/.test(name));
  return [
    ...labels.map((name) => ({ kind: 'label', name })),
    ...ASKED_BY_NAME.filter(([asks]) => asks.test(apex)).flatMap(([, kind]) =>
      quoted.map((name) => ({ kind, name })),
    ),
  ];
}

function knownIn(packageFolder: string, files: MetadataFile[]): Known {
  const named = (root: string) =>
    new Set(files.filter((file) => file.root === root).map(({ name }) => name));
  const labels = files
    .filter(({ root }) => root === 'CustomLabels')
    .flatMap(({ content }) => elementsOf(content, 'labels'))
    .map((label) => `c.${textOf(label, 'fullName') ?? ''}`);
  const { fields, objects } = modelOf(files);
  const paths = new Set(fields.map(({ object, name }) => `${object}.${name}`));
  const isField = (path: string) => {
    const [object = '', field] = path.split('.');
    const isObject = objects.has(object) || object in STANDARD_FIELDS;
    if (field === undefined) return isObject;
    if (isObject && SYSTEM_FIELDS.includes(field)) return true;
    return paths.has(path) || STANDARD_FIELDS[object]?.includes(field) === true;
  };
  return {
    label: (name) => labels.includes(name),
    schema: isField,
    apex: (name) => isMethod(packageFolder, name),
    customPermission: (name) => named('CustomPermission').has(name),
    'notification type': (name) => named('CustomNotificationType').has(name),
    resourceUrl: (name) => named('StaticResource').has(name),
  };
}

/** Named credentials of the set-up that Apex calls out to and that are not there. */
export function checkCallouts(packageFolder: string, setup: MetadataFile[]): string[] {
  const there = setup.filter(({ root }) => root === 'NamedCredential').map(({ name }) => name);
  return listFiles(packageFolder)
    .filter((path) => path.endsWith('.cls'))
    .flatMap((path) => {
      const text = readFileSync(join(packageFolder, path), 'utf8');
      return [...text.matchAll(/'callout:(\w+)/g)]
        .filter(([, name = '']) => !there.includes(name))
        .map(([, name]) => `${path}: there is no named credential ${name}`);
    });
}

/** `CoSellCardController.getTimeline`: the class is there, and has a method of this name that is open to components. */
function isMethod(packageFolder: string, path: string): boolean {
  const [name = '', method = ''] = path.split('.');
  const file = listFiles(packageFolder).find((one) => one.endsWith(`/${name}.cls`));
  if (!file) return false;
  const { tree } = parseApex(file, readFileSync(join(packageFolder, file), 'utf8'));
  return findAll(tree, ClassBodyDeclarationContext).some(
    (member) =>
      member.memberDeclaration()?.methodDeclaration()?.id().getText() === method &&
      member.modifier_list().some((one) => /^@AuraEnabled\b/i.test(one.getText())),
  );
}
