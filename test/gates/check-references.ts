import { elementsOf, textOf } from './package-files.ts';
import type { MetadataFile } from './package-files.ts';
import { modelOf } from './package-model.ts';
import type { PackageModel } from './package-model.ts';
import { referencesIn, type Reference, type Target } from './references.ts';

/** Standard fields as list views and as reports call them; ours must be in the package. */
const STANDARD_FIELDS: { readonly [object: string]: readonly string[] } = {
  Opportunity: [
    ...['OPPORTUNITY.NAME', 'ACCOUNT.NAME', 'OPPORTUNITY.STAGE_NAME', 'OPPORTUNITY.AMOUNT'],
    ...['OPPORTUNITY.CLOSE_DATE', 'CORE.USERS.ALIAS'],
    ...['Account', 'Amount', 'CloseDate', 'CreatedDate', 'IsClosed', 'Name', 'Owner', 'StageName'],
  ],
  Lead: ['FULL_NAME', 'LEAD.COMPANY', 'LEAD.STATUS', 'CORE.USERS.ALIAS'],
};
/** Of objects with a name of their own. */
const NAME_FIELDS = ['Name', 'NAME'];
const STANDARD_OBJECTS = ['Opportunity', 'Lead'];
const STANDARD_TABS = ['standard-Opportunity', 'standard-Lead', 'standard-report'];
const STANDARD_COMPONENTS = [
  'force:detailPanel',
  'force:highlightsPanel',
  'force:relatedListContainer',
  'runtime_sales_pathassistant:pathAssistant',
];

/** Root elements of what can be named, by target. */
const ROOTS: { readonly [to in Target]?: string } = {
  application: 'CustomApplication',
  class: 'ApexClass',
  'client app': 'ExternalClientApplication',
  component: 'LightningComponentBundle',
  credential: 'ExternalCredential',
  object: 'CustomObject',
  page: 'FlexiPage',
  'permission set': 'PermissionSet',
  'report folder': 'ReportFolder',
  tab: 'CustomTab',
};
/** Written by others: nothing can be looked up before there is any of it. */
const ONCE_THERE: readonly Target[] = ['class', 'component', 'label'];

type World = { model: PackageModel; names: (to: Target) => Set<string> };

/** Names in `files` that lead nowhere. `all`: everything they may lead to. */
export function checkReferences(files: MetadataFile[], all: MetadataFile[]): string[] {
  const world: World = { model: modelOf(all), names: (to) => namesOf(to, all) };
  const lost = files.flatMap((file) =>
    referencesIn(file)
      .filter((reference) => !isThere(reference, world))
      .map((reference) => `${file.path}: ${sentence(reference)}`),
  );
  return [
    ...new Set(lost),
    ...checkLayouts(files, world.model),
    ...files.flatMap((file) => checkReport(file, all)),
  ];
}

function isThere(reference: Reference, world: World): boolean {
  const { to, name, object = '' } = reference;
  if (to === 'field') return isField(object, name, world.model);
  if (to === 'value') return isValue(object, name, world.model);
  const names = world.names(to);
  if (ONCE_THERE.includes(to) && names.size === 0) return true;
  return names.has(to === 'compact layout' ? `${object}.${name}` : name);
}

function isField(object: string, name: string, model: PackageModel): boolean {
  if (model.fields.some((field) => field.object === object && field.name === name)) return true;
  if (STANDARD_FIELDS[object]?.includes(name)) return true;
  return model.objects.has(object) && NAME_FIELDS.includes(name);
}

/** Fields without values of their own take any. */
function isValue(path: string, value: string, model: PackageModel): boolean {
  const field = model.fields.find(({ object, name }) => `${object}.${name}` === path);
  return !field || field.values.length === 0 || value === '' || field.values.includes(value);
}

/** What the platform has besides ours, and names that are not a file's. */
const OTHER_NAMES: { readonly [to in Target]?: (all: MetadataFile[], own: string[]) => string[] } =
  {
    object: () => STANDARD_OBJECTS,
    tab: () => STANDARD_TABS,
    component: (_all, own) => (own.length === 0 ? [] : STANDARD_COMPONENTS),
    'compact layout': (all) =>
      all
        .filter(({ root }) => root === 'CompactLayout')
        .map(({ object, name }) => `${object}.${name}`),
    label: (all) => inAll(all, 'CustomLabels', 'labels', 'fullName'),
    principal: (all) => all.flatMap(principalsOf),
    'report type': (all) =>
      all.filter(({ root }) => root === 'ReportType').map(({ name }) => `${name}__c`),
  };

function namesOf(to: Target, all: MetadataFile[]): Set<string> {
  const own = all.filter(({ root }) => root === ROOTS[to]).map(({ name }) => name);
  return new Set([...own, ...(OTHER_NAMES[to]?.(all, own) ?? [])]);
}

/** `Co_Sell_Bridge-Bridge`: the credential and its principal. */
function principalsOf(file: MetadataFile): string[] {
  if (file.root !== 'ExternalCredential') return [];
  return elementsOf(file.content, 'externalCredentialParameters')
    .filter((one) => textOf(one, 'parameterType') === 'NamedPrincipal')
    .map((one) => `${file.name}-${textOf(one, 'parameterName') ?? ''}`);
}

function inAll(all: MetadataFile[], root: string, list: string, element: string): string[] {
  return all
    .filter((file) => file.root === root)
    .flatMap((file) => elementsOf(file.content, list))
    .map((one) => textOf(one, element) ?? '');
}

/** "Layout must contain an item for required layout field" is what the platform says otherwise. */
function checkLayouts(files: MetadataFile[], model: PackageModel): string[] {
  return files
    .filter(({ root }) => root === 'Layout')
    .flatMap((layout) => {
      const object = layout.name.split('-')[0];
      const shown = referencesIn(layout).map(({ name }) => name);
      return model.fields
        .filter((field) => field.object === object && isRequired(field.type, field.description))
        .filter(({ name }) => !shown.includes(name))
        .map(({ name }) => `${layout.path}: ${name} is required and not on the layout`);
    });
}

/** A report shows, groups and filters only by what its type offers. */
function checkReport(report: MetadataFile, all: MetadataFile[]): string[] {
  if (report.root !== 'Report') return [];
  const typeName = textOf(report.content, 'reportType');
  const type = all.find(({ root, name }) => root === 'ReportType' && `${name}__c` === typeName);
  if (!type) return [];
  const offered = referencesIn(type).map(({ name }) => name);
  return referencesIn(report)
    .filter(({ to, name }) => to === 'field' && !offered.includes(name))
    .map(({ name }) => `${report.path}: ${name} is not in the report type`);
}

const isRequired = (type: string, description: string): boolean =>
  type === 'MasterDetail' || /\brequired$/.test(description);

function sentence({ to, name, object }: Reference): string {
  if (to === 'value') return `${object} has no value ${name}`;
  if (to === 'field' || to === 'compact layout') return `${object} has no ${to} ${name}`;
  return `there is no ${to} ${name}`;
}
