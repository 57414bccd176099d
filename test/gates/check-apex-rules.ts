/** Rules about Apex that its compiler does not have. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ClassDeclarationContext,
  DotExpressionContext,
  EqualityExpressionContext,
  NewExpressionContext,
  TriggerBlockMemberContext,
  TypeDeclarationContext,
} from '@apexdevtools/apex-parser';
import { checkApexAccess, countStatements, sharingOf } from './check-apex-access.ts';
import { above, findAll, placeIn, type ApexFile } from './apex-sources.ts';
import { typesOf, type Types } from './apex-types.ts';
import type { Objects } from './salesforce-objects.ts';

const API_VERSION = '65.0';
/** The one class that may call out. */
const CLIENT = 'CoSellBridgeClient';

export function checkApexFiles(files: ApexFile[], objects: Objects): string[] {
  const types = typesOf(files, objects);
  return [
    ...files.flatMap(({ mistakes }) => mistakes),
    ...checkApexAccess(files),
    ...files.flatMap(checkSharing),
    ...files.flatMap((file) => checkTexts(file, types)),
    ...files.flatMap(checkTestHooks),
    ...files.flatMap(checkCallouts),
    ...files.flatMap(checkTrigger),
  ];
}

/** Every class and trigger is compiled at the one version; `folder` is where the files were read. */
export function checkApexVersions(folder: string, files: ApexFile[]): string[] {
  return files.flatMap((file) => checkVersion(folder, file));
}

/** A class that touches nothing may be a plain holder of values inside another one. */
function checkSharing(file: ApexFile): string[] {
  return findAll(file.tree, ClassDeclarationContext)
    .filter(
      (one) =>
        !sharingOf(one) && (isTopLevel(one) || countStatements([{ ...file, tree: one }]) > 0),
    )
    .map((one) => `${placeIn(file, one)}: class ${one.id().getText()} does not say its sharing`);
}

const isTopLevel = (one: ClassDeclarationContext): boolean =>
  one.parentCtx instanceof TypeDeclarationContext && !above(one, ClassDeclarationContext);

/** `==` ignores case, and what differs by case only is a change to Partner Center. */
function checkTexts(file: ApexFile, types: Types): string[] {
  return findAll(file.tree, EqualityExpressionContext)
    .filter((one) => {
      const sides = one.expression_list();
      const isNullCheck = sides.some((side) => /^null$/i.test(side.getText()));
      return !isNullCheck && sides.some((side) => types.typeOf(side) === 'String');
    })
    .map((one) => `${placeIn(file, one)}: texts are compared by equals, not by ${one.getText()}`);
}

function checkTestHooks(file: ApexFile): string[] {
  return findAll(file.tree, DotExpressionContext)
    .filter((one) => /^(System\.)?Test\.isRunningTest\(\)$/i.test(one.getText()))
    .map((one) => `${placeIn(file, one)}: code that knows it is tested is not the code that runs`);
}

function checkCallouts(file: ApexFile): string[] {
  if (file.isTest || file.name === CLIENT) return [];
  const news = findAll(file.tree, NewExpressionContext).filter((one) =>
    /^(System\.)?(Http|HttpRequest|Continuation)$/i.test(one.creator().createdName().getText()),
  );
  const calls = findAll(file.tree, DotExpressionContext).filter((one) =>
    /^(System\.)?WebServiceCallout\.invoke\(/i.test(one.getText()),
  );
  return [...news, ...calls].map((one) => `${placeIn(file, one)}: only ${CLIENT} calls out`);
}

function checkTrigger(file: ApexFile): string[] {
  if (!file.isTrigger) return [];
  const members = findAll(file.tree, TriggerBlockMemberContext);
  const isOne =
    members.length === 1 && members.every((one) => one.statement()?.expressionStatement());
  return isOne ? [] : [`${file.path}:1: a trigger is one statement: its handler's call`];
}

function checkVersion(folder: string, { path }: ApexFile): string[] {
  const meta = join(folder, `${path}-meta.xml`);
  if (!existsSync(meta)) return [`${path}:1: has no -meta.xml`];
  const version = /<apiVersion>([^<]*)</.exec(readFileSync(meta, 'utf8'))?.[1];
  return version === API_VERSION
    ? []
    : [`${path}:1: apiVersion ${version}, all is at ${API_VERSION}`];
}
