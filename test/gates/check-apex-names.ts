/** Every field, relationship, label and named thing that Apex uses is there, and belongs to the object it is used with. */
import {
  CreatorContext,
  DotExpressionContext,
  FieldNameContext,
  IdPrimaryContext,
  LiteralContext,
  PrimaryExpressionContext,
  QueryContext,
  SubQueryContext,
  ValueContext,
  VariableDeclaratorContext,
} from '@apexdevtools/apex-parser';
import { apexNamesIn, literalOf } from './apex-names.ts';
import { above, findAll, placeIn, type ApexFile, type ApexNode } from './apex-sources.ts';
import { typesOf, type Types } from './apex-types.ts';
import { checkNames } from './check-names.ts';
import type { PackageModel } from './package-model.ts';
import type { Objects, SalesforceObject } from './salesforce-objects.ts';
import { FEATURE_FIELDS } from './standard-fields.ts';

/** What has a name of its own in the metadata. */
export type NamedThings = { labels: Set<string>; credentials: Set<string>; others: Set<string> };
type World = { types: Types; objects: Objects; named: NamedThings; constants: Map<string, string> };

/** Names of the package's own kind that are no fields: permissions, permission sets, notification types. */
const OWN_NAME = /^(?:Bypass_)?Co_Sell_(?:(?!__)\w)+$/;
const ANY_OBJECT = [
  ...['Account', 'Opportunity', 'Lead', 'Microsoft_Solution__c', 'Co_Sell_Setting__mdt'],
];

export function checkApexNames(
  files: ApexFile[],
  { model, objects, named }: { model: PackageModel; objects: Objects; named: NamedThings },
): string[] {
  const world = { types: typesOf(files, objects), objects, named, constants: constantsIn(files) };
  const lost = files.flatMap((file) => [
    ...findAll<Query>(file.tree, QueryContext, SubQueryContext).flatMap((one) =>
      inQuery(file, one, world),
    ),
    ...findAll(file.tree, DotExpressionContext).flatMap((one) => inDot(file, one, world)),
    ...findAll(file.tree, CreatorContext).flatMap((one) => inNew(file, one, world)),
    ...findAll<ApexNode>(file.tree, LiteralContext, ValueContext).flatMap((one) =>
      inText(file, one, world),
    ),
  ]);
  return [...new Set([...checkNames(apexNamesIn(files), model), ...lost])];
}

type Query = QueryContext | SubQueryContext;

/** Fields of a query itself; those of its sub-queries are theirs. */
function inQuery(file: ApexFile, query: Query, { objects }: World): string[] {
  const from = query.fromNameList().getText();
  const object = objectOf(query, objects);
  if (!object) return [`${placeIn(file, query)}: a query reads from ${from}, which is not known`];
  return findAll(query, FieldNameContext)
    .filter((one) => queryOf(one) === query && one.getText() !== from)
    .flatMap((one) => pathProblem(one.getText(), object, objects, placeIn(file, one)));
}

function objectOf(query: Query, objects: Objects): SalesforceObject | undefined {
  const from = query.fromNameList().getText();
  if (query instanceof QueryContext) return objects.find(from);
  const outer = above(query, QueryContext);
  const parent = outer && objectOf(outer, objects);
  return parent && objects.find(parent.children(from) ?? '');
}

const queryOf = (node: ApexNode): ApexNode | undefined => {
  const outer = above(node, QueryContext);
  const inner = above(node, SubQueryContext);
  return inner ?? outer;
};

function pathProblem(
  path: string,
  object: SalesforceObject,
  objects: Objects,
  place: string,
): string[] {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at: SalesforceObject | undefined = object;
  for (const name of names) {
    const parent: string | undefined = at.parent(name);
    at = parent === undefined ? undefined : objects.find(parent);
    if (!at) return [`${place}: ${object.name} has no parent ${name}`];
  }
  return at.has(last) ? [] : [`${place}: ${at.name} has no field ${last}`];
}

/** `deal.StageName`, `Opportunity.StageName`, `Label.X`, and `record.get('StageName')`. */
function inDot(file: ApexFile, node: DotExpressionContext, world: World): string[] {
  const place = placeIn(file, node);
  const base = node.expression().getText();
  const call = node.dotMethodCall();
  if (!call && /^(System\.)?Label$/.test(base)) {
    const label = node.anyId().getText();
    return world.named.labels.has(label) ? [] : [`${place}: there is no label ${label}`];
  }
  const type = world.types.typeOf(node.expression());
  const object = type === undefined ? undefined : world.objects.find(type);
  if (call) return inAccess(place, node, object, type, world);
  const name = node.anyId().getText();
  if (!object || name === 'SObjectType') return [];
  const isThere = object.has(name) || object.parent(name) || object.children(name);
  return isThere ? [] : [`${place}: ${object.name} has no field ${name}`];
}

/** Fields that are named by a text: of this record, or of any object we write when only the record itself knows. */
function inAccess(
  place: string,
  node: DotExpressionContext,
  object: SalesforceObject | undefined,
  type: string | undefined,
  world: World,
): string[] {
  const call = node.dotMethodCall();
  const isAccess = /^(get|put|isSet)$/.test(call.anyId().getText());
  const first = call.expressionList()?.expression(0);
  if (!isAccess || !first || (!object && type !== 'SObject')) return [];
  const name = textOf(first, world);
  if (name === undefined) return [];
  const candidates = object ? [object] : ANY_OBJECT.flatMap((one) => world.objects.find(one) ?? []);
  const isThere =
    candidates.some((one) => one.has(name)) || (!object && FEATURE_FIELDS.includes(name));
  return isThere
    ? []
    : [
        `${place}: ${object?.name ?? 'no object'} has no field ${name}`.replace(
          'no object has no',
          'no object has a',
        ),
      ];
}

/** A text, or a constant that stands for one. */
function textOf(node: ApexNode, { constants }: World): string | undefined {
  if (node instanceof PrimaryExpressionContext && node.primary() instanceof IdPrimaryContext)
    return constants.get(node.getText());
  if (node instanceof DotExpressionContext)
    return constants.get(node.getText().replace(/^\w+\./, ''));
  const literal = findAll(node, LiteralContext)[0];
  return literal && literal.getText() === node.getText() ? literalOf(literal) : undefined;
}

/** `String STAGE = 'StageName'` of any class; a name with two values is left out. */
function constantsIn(files: ApexFile[]): Map<string, string> {
  const found = new Map<string, Set<string>>();
  for (const { tree } of files)
    for (const one of findAll(tree, VariableDeclaratorContext)) {
      const name = one.id().getText();
      const value = one.expression()?.getText() ?? '';
      if (/^[A-Z][A-Z0-9_]*$/.test(name) && /^'[^']*'$/.test(value))
        found.set(name, (found.get(name) ?? new Set()).add(value.slice(1, -1)));
    }
  return new Map(
    [...found].flatMap(([name, values]) =>
      values.size === 1 ? [[name, [...values][0] ?? ''] as const] : [],
    ),
  );
}

/** `new Opportunity(StageName = …)` */
function inNew(file: ApexFile, node: CreatorContext, { objects }: World): string[] {
  const object = objects.find(node.createdName().getText());
  const list = node.classCreatorRest()?.arguments().expressionList()?.expression_list() ?? [];
  if (!object) return [];
  return list.flatMap((one) => {
    const name = /^(\w+)=/.exec(one.getText())?.[1];
    return name === undefined || object.has(name)
      ? []
      : [`${placeIn(file, one)}: ${object.name} has no field ${name}`];
  });
}

/** Named credentials, custom permissions, permission sets, notification types; also in a condition of a query. */
function inText(file: ApexFile, node: ApexNode, { named, objects }: World): string[] {
  const text = literalOf(node) ?? '';
  const place = placeIn(file, node);
  const credential = /^callout:(\w+)/.exec(text)?.[1];
  if (credential && !named.credentials.has(credential))
    return [`${place}: there is no named credential ${credential}`];
  if (!OWN_NAME.test(text) || named.others.has(text) || objects.find(text)) return [];
  return [`${place}: nothing is called ${text}`];
}
