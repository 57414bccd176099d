/** What the components import from `@salesforce/…` is there. */
import { join } from 'node:path';
import ts from 'typescript';
import { AnnotationContext, MethodDeclarationContext } from '@apexdevtools/apex-parser';
import { findAll, readApex, type ApexFile, type ApexNode } from './apex-sources.ts';
import type { NamedThings } from './check-apex-names.ts';
import { listFiles } from './package-files.ts';
import type { Objects, SalesforceObject } from './salesforce-objects.ts';
import { placeOf, walk } from './source-files.ts';
import { readFileSync } from 'node:fs';

/** Nothing of these depends on the org's metadata. */
const OF_THE_PLATFORM =
  /^@salesforce\/(user|client|i18n|community|apexContinuation|apex$|accessToken|webapp)/;

type World = { objects: Objects; named: NamedThings; apex: ApexFile[] };

/** @param packageFolder holds `lwc/` and `classes/` */
export function checkLwcNames(
  packageFolder: string,
  objects: Objects,
  named: NamedThings,
): string[] {
  const world = { objects, named, apex: readApex(packageFolder) };
  return listFiles(packageFolder)
    .filter((path) => path.startsWith('lwc/') && path.endsWith('.js'))
    .flatMap((path) => inFile(path, readFileSync(join(packageFolder, path), 'utf8'), world));
}

function inFile(path: string, text: string, world: World): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const problems: string[] = [];
  walk(source, (node) => {
    if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return;
    const module = node.moduleSpecifier.text;
    if (!module.startsWith('@salesforce/') || OF_THE_PLATFORM.test(module)) return;
    const problem = problemOf(module, world);
    if (problem) problems.push(`${placeOf(path, source, node)}: ${problem}`);
  });
  return problems;
}

function problemOf(module: string, world: World): string | undefined {
  const [, kind = '', name = ''] = module.split('/');
  switch (kind) {
    case 'schema':
      return schemaProblem(name, world.objects);
    case 'label': {
      const label = name.replace(/^c\./, '');
      return world.named.labels.has(label) ? undefined : `there is no label ${label}`;
    }
    case 'apex':
      return apexProblem(name, world.apex);
    case 'customPermission':
      return world.named.others.has(name) ? undefined : `there is no custom permission ${name}`;
    case 'userPermission':
      return /^[A-Z]\w+$/.test(name) ? undefined : `${name} is no user permission`;
    default:
      return `${module} is not known to this check`;
  }
}

/** `Opportunity`, `Opportunity.StageName`, `Opportunity.Owner.Email` */
function schemaProblem(path: string, objects: Objects): string | undefined {
  const [first = '', ...names] = path.split('.');
  let at: SalesforceObject | undefined = objects.find(first);
  if (!at) return `there is no object ${first}`;
  const last = names.pop();
  for (const name of names) {
    const parent: string | undefined = at.parent(name);
    at = parent === undefined ? undefined : objects.find(parent);
    if (!at) return `${first} has no parent ${name}`;
  }
  return last === undefined || at.has(last) ? undefined : `${at.name} has no field ${last}`;
}

/** `CoSellCardController.syncNow`, which must be open to components. */
function apexProblem(path: string, apex: ApexFile[]): string | undefined {
  const [className, methodName] = path.split('.');
  const file = apex.find(({ name }) => name === className);
  if (!file) return `there is no class ${className}`;
  const method = findAll(file.tree, MethodDeclarationContext).find(
    (one) => one.id().getText() === methodName,
  );
  if (!method) return `${className} has no method ${methodName}`;
  const holder = method.parentCtx?.parentCtx as ApexNode;
  const isOpen = findAll(holder, AnnotationContext).some(
    (one) => one.id().getText() === 'AuraEnabled',
  );
  return isOpen ? undefined : `${path} is not AuraEnabled`;
}
