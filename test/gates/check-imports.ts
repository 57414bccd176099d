import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { elementsOf, listFiles, textOf } from './package-files.ts';
import type { MetadataFile } from './package-files.ts';
import { modelOf } from './package-model.ts';

/** Standard fields that a component may import; each is in every org. */
const STANDARD_FIELDS: { readonly [object: string]: readonly string[] } = {
  Opportunity: ['AccountId', 'Amount', 'CloseDate', 'Id', 'IsClosed', 'IsWon', 'Name', 'StageName'],
  Lead: ['Company', 'Email', 'Id', 'Name', 'Status'],
  Account: ['Id', 'Name'],
};

type Import = { kind: string; name: string };
type Known = { readonly [kind: string]: (name: string) => boolean };

/** What components import from the platform and Apex takes from labels, looked up in the package. */
export function checkImports(packageFolder: string, files: MetadataFile[]): string[] {
  const known = knownIn(packageFolder, files);
  return listFiles(packageFolder)
    .filter((path) => /\.(js|cls|trigger)$/.test(path) && !path.includes('__tests__'))
    .flatMap((path) => {
      const text = readFileSync(join(packageFolder, path), 'utf8');
      return (path.endsWith('.js') ? importsIn(text) : labelsIn(text))
        .filter(({ kind, name }) => known[kind]?.(name) === false)
        .map(({ kind, name }) => `${path}: there is no ${kind} ${name}`);
    });
}

function importsIn(script: string): Import[] {
  return [...script.matchAll(/['"]@salesforce\/(\w+)\/([\w.]+)['"]/g)].map(
    ([, kind = '', name = '']) => ({ kind, name }),
  );
}

function labelsIn(apex: string): Import[] {
  return [...apex.matchAll(/\bLabel\.(Co_Sell_\w+)/g)].map(([, name = '']) => ({
    kind: 'label',
    name: `c.${name}`,
  }));
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
    return paths.has(path) || STANDARD_FIELDS[object]?.includes(field) === true;
  };
  return {
    label: (name) => labels.includes(name),
    schema: isField,
    apex: (name) => isMethod(packageFolder, name),
    customPermission: (name) => named('CustomPermission').has(name),
    resourceUrl: (name) => named('StaticResource').has(name),
  };
}

/** `CoSellCardController.getTimeline`: the class is there and has a method of this name. */
function isMethod(packageFolder: string, path: string): boolean {
  const [name = '', method = ''] = path.split('.');
  const file = listFiles(packageFolder).find((one) => one.endsWith(`/${name}.cls`));
  if (!file) return false;
  return new RegExp(`\\b${method}\\s*\\(`).test(readFileSync(join(packageFolder, file), 'utf8'));
}
