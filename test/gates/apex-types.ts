/** Just enough of Apex's types to know what a name in the code belongs to; undefined where that would need a compiler. */
import {
  ArrayExpressionContext,
  CastExpressionContext,
  CatchClauseContext,
  ClassDeclarationContext,
  CondExpressionContext,
  ConstructorDeclarationContext,
  DotExpressionContext,
  EnhancedForControlContext,
  FieldDeclarationContext,
  FormalParameterContext,
  IdPrimaryContext,
  LiteralPrimaryContext,
  LocalVariableDeclarationContext,
  MethodCallExpressionContext,
  MethodDeclarationContext,
  NewExpressionContext,
  PrimaryExpressionContext,
  PropertyDeclarationContext,
  SoqlPrimaryContext,
  SubExpressionContext,
  ThisPrimaryContext,
  TriggerUnitContext,
} from '@apexdevtools/apex-parser';
import { above, findAll, type ApexFile, type ApexNode } from './apex-sources.ts';
import type { Objects } from './salesforce-objects.ts';

/** `List<Opportunity>`, or `class:Opportunity` for the type itself, as in `Opportunity.Name`. */
export type Type = string | undefined;

type Members = { type: Map<string, Type>; parent: string | undefined };
export type Types = { typeOf(node: ApexNode): Type };

/** Methods of the platform that give text, by their names alone. */
const GIVES_TEXT = new Set([
  ...['tolowercase', 'touppercase', 'trim', 'left', 'right', 'substring', 'replace', 'removeend'],
  ...['getname', 'getmessage', 'getbody', 'getmethod', 'getheader', 'getendpoint', 'repeat'],
  ...['tostring', 'gettypename', 'serialize', 'join', 'formatgmt', 'toplainstring'],
]);

export function typesOf(files: ApexFile[], objects: Objects): Types {
  const classes = new Map<string, Members>();
  for (const { tree } of files)
    for (const one of findAll(tree, ClassDeclarationContext))
      classes.set(nameOf(one), membersOf(one));
  return { typeOf: (node) => typeOf(node, classes, objects) };
}

type Classes = Map<string, Members>;

function typeOf(node: ApexNode, classes: Classes, objects: Objects): Type {
  const of = (one: ApexNode) => typeOf(one, classes, objects);
  if (node instanceof PrimaryExpressionContext) return of(node.primary());
  if (node instanceof SubExpressionContext) return of(node.expression());
  if (node instanceof CastExpressionContext) return node.typeRef().getText();
  if (node instanceof NewExpressionContext) return node.creator().createdName().getText();
  if (node instanceof CondExpressionContext) return of(node.expression(1));
  if (node instanceof LiteralPrimaryContext)
    return node.getText().startsWith("'") ? 'String' : undefined;
  if (node instanceof SoqlPrimaryContext) {
    const from = node.soqlLiteral().query().fromNameList().getText();
    return `List<${from}>`;
  }
  if (node instanceof ThisPrimaryContext) return ownClass(node);
  if (node instanceof IdPrimaryContext) return ofName(node, node.getText(), classes, objects);
  if (node instanceof ArrayExpressionContext) return argumentsOf(of(node.expression(0))).at(-1);
  if (node instanceof MethodCallExpressionContext) {
    const name = node.methodCall().id()?.getText() ?? '';
    return memberOf(ownClass(node) ?? '', `${name}()`, classes);
  }
  return node instanceof DotExpressionContext ? ofDot(node, classes, objects) : undefined;
}

function ofDot(node: DotExpressionContext, classes: Classes, objects: Objects): Type {
  const base = typeOf(node.expression(), classes, objects);
  const call = node.dotMethodCall();
  if (call) return ofCall(base, call.anyId().getText(), classes);
  const name = node.anyId().getText();
  if (base === undefined) return undefined;
  const object = objects.find(base);
  if (object) return object.typeOf(name);
  return memberOf(base.replace(/^class:/, ''), name, classes);
}

function ofCall(base: Type, method: string, classes: Classes): Type {
  const name = method.toLowerCase();
  const parts = argumentsOf(base);
  if (/^map</i.test(base ?? '')) {
    if (name === 'get' || name === 'remove') return parts[1];
    if (name === 'values') return `List<${parts[1] ?? ''}>`;
    if (name === 'keyset') return `Set<${parts[0] ?? ''}>`;
  }
  if (/^list</i.test(base ?? '') && (name === 'get' || name === 'remove')) return parts[0];
  if (base === 'class:String' && name === 'valueof') return 'String';
  const own = base && memberOf(base.replace(/^class:/, ''), `${method}()`, classes);
  if (own) return own;
  const isOurs = base !== undefined && classes.has(base.replace(/^class:/, '').toLowerCase());
  return !isOurs && GIVES_TEXT.has(name) ? 'String' : undefined;
}

/** A variable in reach, else a class or an object by its name. */
function ofName(node: ApexNode, name: string, classes: Classes, objects: Objects): Type {
  const method =
    above(node, MethodDeclarationContext) ?? above(node, ConstructorDeclarationContext);
  const local = method && localsOf(method).get(name.toLowerCase());
  if (local) return local;
  for (let at = above(node, ClassDeclarationContext); at; at = above(at, ClassDeclarationContext)) {
    const found = memberOf(nameOf(at), name, classes);
    if (found) return found;
  }
  const trigger = above(node, TriggerUnitContext);
  if (trigger && name === 'Trigger') return undefined;
  const isType = classes.has(name.toLowerCase()) || objects.find(name) || name === 'String';
  return isType ? `class:${name}` : undefined;
}

const cache = new WeakMap<ApexNode, Map<string, Type>>();

function localsOf(method: ApexNode): Map<string, Type> {
  const known = cache.get(method);
  if (known) return known;
  const locals = new Map<string, Type>();
  const add = (name: string, type: string) => locals.set(name.toLowerCase(), type);
  for (const one of findAll<ApexNode>(
    method,
    FormalParameterContext,
    EnhancedForControlContext,
    LocalVariableDeclarationContext,
    CatchClauseContext,
  )) {
    if (one instanceof FormalParameterContext || one instanceof EnhancedForControlContext)
      add(one.id().getText(), one.typeRef().getText());
    if (one instanceof CatchClauseContext) add(one.id().getText(), one.qualifiedName().getText());
    if (one instanceof LocalVariableDeclarationContext)
      for (const each of one.variableDeclarators().variableDeclarator_list())
        add(each.id().getText(), one.typeRef().getText());
  }
  cache.set(method, locals);
  return locals;
}

function membersOf(declaration: ClassDeclarationContext): Members {
  const type = new Map<string, Type>();
  const isOwn = (node: ApexNode) => above(node, ClassDeclarationContext) === declaration;
  for (const one of findAll<ApexNode>(
    declaration,
    FieldDeclarationContext,
    PropertyDeclarationContext,
    MethodDeclarationContext,
  ).filter(isOwn)) {
    if (one instanceof FieldDeclarationContext)
      for (const each of one.variableDeclarators().variableDeclarator_list())
        type.set(each.id().getText().toLowerCase(), one.typeRef().getText());
    if (one instanceof PropertyDeclarationContext)
      type.set(one.id().getText().toLowerCase(), one.typeRef().getText());
    if (one instanceof MethodDeclarationContext)
      type.set(`${one.id().getText()}()`.toLowerCase(), one.typeRef()?.getText());
  }
  return { type, parent: declaration.EXTENDS() ? declaration.typeRef().getText() : undefined };
}

function memberOf(className: string, name: string, classes: Classes): Type {
  const own = classes.get(className.toLowerCase());
  if (!own) return undefined;
  return own.type.get(name.toLowerCase()) ?? (own.parent && memberOf(own.parent, name, classes));
}

const nameOf = (declaration: ClassDeclarationContext) => declaration.id().getText().toLowerCase();

const ownClass = (node: ApexNode): string | undefined => {
  const declaration = above(node, ClassDeclarationContext);
  return declaration && nameOf(declaration);
};

/** `Id` and `List<Opportunity>` of `Map<Id,List<Opportunity>>`. */
function argumentsOf(type: Type): string[] {
  const inside = /^\w+<(.*)>$/.exec(type ?? '')?.[1];
  if (inside === undefined) return [];
  const parts = [''];
  let depth = 0;
  for (const character of inside) {
    if (character === '<') depth += 1;
    if (character === '>') depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
