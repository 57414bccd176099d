import { childrenOf, elementsOf, textOf } from './package-files.ts';
import type { Element, MetadataFile } from './package-files.ts';

/** What one file takes to be there. `object` goes with fields, compact layouts and values (of `Object.Field`). */
export type Reference = { to: Target; name: string; object?: string };
export type Target =
  | 'application'
  | 'class'
  | 'client app'
  | 'compact layout'
  | 'component'
  | 'credential'
  | 'field'
  | 'label'
  | 'object'
  | 'page'
  | 'permission set'
  | 'principal'
  | 'report folder'
  | 'report type'
  | 'tab'
  | 'value';

/** How each kind of file names others; a kind that is not here names none. */
const NAMED_IN: { readonly [root: string]: (file: MetadataFile) => Reference[] } = {
  CustomObject: ({ name, content }) => [
    ...texts(content, 'compactLayoutAssignment').map((one) => ({
      to: 'compact layout' as const,
      name: one,
      object: name,
    })),
    ...elementsOf(content, 'searchLayouts').flatMap((layouts) =>
      Object.keys(layouts).flatMap((list) => fieldsOf(name, texts(layouts, list))),
    ),
  ],
  CustomField: ({ object, content }) => inFormula(object ?? '', textOf(content, 'formula')),
  ValidationRule: ({ object, content }) => [
    ...inFormula(object ?? '', textOf(content, 'errorConditionFormula')),
    ...fieldsOf(object ?? '', texts(content, 'errorDisplayField')),
  ],
  ListView: ({ object, content }) => [
    ...fieldsOf(object ?? '', texts(content, 'columns')),
    ...elementsOf(content, 'filters').flatMap((filter) => inFilter(object ?? '', filter)),
  ],
  CompactLayout: ({ object, content }) => fieldsOf(object ?? '', texts(content, 'fields')),
  Layout: ({ name, content }) =>
    fieldsOf(
      name.split('-')[0] ?? '',
      inside(content, 'layoutSections', 'layoutColumns', 'layoutItems').flatMap((item) =>
        texts(item, 'field'),
      ),
    ),
  CustomTab: ({ name, content }) => [
    ...(textOf(content, 'customObject') === 'true' ? named('object', [name]) : []),
    ...named('page', texts(content, 'flexiPage')),
  ],
  CustomApplication: ({ content }) => named('tab', texts(content, 'tabs')),
  FlexiPage: ({ content }) => [
    ...named('object', texts(content, 'sobjectType')),
    ...named(
      'component',
      inside(content, 'flexiPageRegions', 'itemInstances', 'componentInstance').flatMap((one) =>
        texts(one, 'componentName'),
      ),
    ),
  ],
  PermissionSet: ({ content }) => [
    ...named('application', inList(content, 'applicationVisibilities', 'application')),
    ...named('class', inList(content, 'classAccesses', 'apexClass')),
    ...named('tab', inList(content, 'tabSettings', 'tab')),
    ...named(
      'principal',
      inList(content, 'externalCredentialPrincipalAccesses', 'externalCredentialPrincipal'),
    ),
  ],
  PermissionSetGroup: ({ content }) => named('permission set', texts(content, 'permissionSets')),
  NamedCredential: ({ content }) =>
    named('credential', inList(content, 'namedCredentialParameters', 'externalCredential')),
  ExternalCredential: ({ content }) =>
    named(
      'credential',
      inList(content, 'externalCredentialParameters', 'parameterValue').flatMap((value) =>
        [...value.matchAll(/\$Credential\.(\w+)\./g)].map(([, name = '']) => name),
      ),
    ),
  ExtlClntAppGlobalOauthSettings: clientApp,
  ExtlClntAppOauthSettings: clientApp,
  ExtlClntAppConfigurablePolicies: clientApp,
  ExtlClntAppOauthConfigurablePolicies: (file) => [
    ...clientApp(file),
    ...named(
      'permission set',
      (textOf(file.content, 'commaSeparatedPermissionSet') ?? '').split(','),
    ),
  ],
  ReportType: ({ content }) => [
    ...named('object', texts(content, 'baseObject')),
    ...inside(content, 'sections', 'columns').flatMap((column) =>
      fieldsOf(textOf(column, 'table') ?? '', texts(column, 'field')),
    ),
  ],
  Report: ({ path, content }) => [
    ...named('report folder', [path.split('/')[1] ?? '']),
    ...named('report type', texts(content, 'reportType')),
    ...reportFields(content),
  ],
  CustomObjectTranslation: ({ path }) => named('object', [translatedIn(path)]),
  CustomFieldTranslation: ({ path, name, content }) => [
    ...fieldsOf(translatedIn(path), [name]),
    ...elementsOf(content, 'picklistValues').flatMap((value) =>
      texts(value, 'masterLabel').map((label) => ({
        to: 'value' as const,
        name: label,
        object: `${translatedIn(path)}.${name}`,
      })),
    ),
  ],
};

/** Everything that a file names and that has to be there when it is deployed. */
export function referencesIn(file: MetadataFile): Reference[] {
  const labels = [...JSON.stringify(file.content).matchAll(/\$Label\.(\w+)/g)];
  return [
    ...(NAMED_IN[file.root]?.(file) ?? []),
    ...named(
      'label',
      labels.map(([, name = '']) => name),
    ),
  ];
}

/** `Opportunity` in `objectTranslations/Opportunity-fr/…`. */
const translatedIn = (path: string): string =>
  /^objectTranslations\/(.+)-[a-z]{2}\//.exec(path)?.[1] ?? '';

function clientApp({ content }: MetadataFile): Reference[] {
  return named('client app', texts(content, 'externalClientApplication'));
}

function inFilter(object: string, filter: Element): Reference[] {
  const field = textOf(filter, 'field') ?? '';
  const values = (textOf(filter, 'value') ?? '').split(',');
  return [
    ...fieldsOf(object, [field]),
    ...values.map((name) => ({ to: 'value' as const, name, object: `${object}.${field}` })),
  ];
}

/** Fields of ours in a formula; standard ones are not looked up. */
function inFormula(object: string, formula = ''): Reference[] {
  const names = formula.replace(/"[^"]*"/g, '').match(/\b\w+__c\b/g) ?? [];
  return fieldsOf(object, [...new Set(names)]);
}

/** `Opportunity$Amount` wherever a report names a column. */
function reportFields(content: Element): Reference[] {
  const columns = [
    ...inList(content, 'columns', 'field'),
    ...inList(content, 'groupingsDown', 'field'),
    ...inList(content, 'timeFrameFilter', 'dateColumn'),
    ...texts(content, 'sortColumn'),
  ];
  const filters = inside(content, 'filter', 'criteriaItems');
  return [
    ...columns.flatMap(columnOf),
    ...filters.flatMap((filter) => {
      const [object = '', field = ''] = (textOf(filter, 'column') ?? '').split('$');
      const values = (textOf(filter, 'value') ?? '').split(',');
      return [
        ...fieldsOf(object, [field]),
        ...values.map((name) => ({ to: 'value' as const, name, object: `${object}.${field}` })),
      ];
    }),
  ];
}

function columnOf(column: string): Reference[] {
  const [object = '', field = ''] = column.split('$');
  return fieldsOf(object, [field]);
}

function fieldsOf(object: string, names: string[]): Reference[] {
  return names.map((name) => ({ to: 'field', name, object }));
}

function named(to: Target, names: string[]): Reference[] {
  return names.map((name) => ({ to, name }));
}

function inList(content: Element, list: string, element: string): string[] {
  return elementsOf(content, list).flatMap((one) => texts(one, element));
}

/** Elements at the end of a path of names. */
function inside(content: Element, ...path: string[]): Element[] {
  return path.reduce<Element[]>(
    (found, name) => found.flatMap((one) => elementsOf(one, name)),
    [content],
  );
}

function texts(element: Element, name: string): string[] {
  return childrenOf(element, name).filter((one) => typeof one === 'string');
}
