/**
 * What may stand in a metadata file, read from Salesforce's own types of the Metadata API. They say nothing about the
 * API version of an element, about references, or about what a deployment refuses.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

export type Shape = 'text' | 'boolean' | 'number' | 'anything' | readonly string[] | ElementShape;
export type ElementShape = { readonly elements: ReadonlyMap<string, Part> };
export type Part = {
  isRequired: boolean;
  /** May stand there more than once, or not at all. */
  isRepeated: boolean;
  /** Asked for late: a report holds reports. */
  shape: () => Shape;
};

/** The types call it text, but its elements depend on the targets of the component. */
const OPAQUE = new Set(['LightningComponentBundle.targetConfigs']);
/** Types of the language that stand for text in XML. */
const BUILT_IN = new Set(['Date']);
/** Types of one name that the package's metadata needs no closer look at. */
const KEYWORDS: { readonly [kind: number]: Shape } = {
  [ts.SyntaxKind.StringKeyword]: 'text',
  [ts.SyntaxKind.BooleanKeyword]: 'boolean',
  [ts.SyntaxKind.NumberKeyword]: 'number',
  [ts.SyntaxKind.AnyKeyword]: 'anything',
};

let read: ReadonlyMap<string, ts.TypeNode> | undefined;

/** What may stand in an element of this type, such as `CustomField`; undefined for one that Salesforce does not know. */
export function shapeOf(type: string): ElementShape | undefined {
  const node = types().get(type);
  if (!node) return undefined;
  const shape = resolve(node, type);
  return typeof shape === 'object' && 'elements' in shape ? shape : undefined;
}

function types(): ReadonlyMap<string, ts.TypeNode> {
  if (read) return read;
  const script = createRequire(import.meta.url).resolve('@salesforce/types/metadata');
  const path = script.replace(/\.js$/, '.d.ts');
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  read = new Map(
    source.statements
      .filter(ts.isTypeAliasDeclaration)
      .map((alias) => [alias.name.text, alias.type] as const),
  );
  return read;
}

function resolve(node: ts.TypeNode, name: string): Shape {
  const keyword = KEYWORDS[node.kind];
  if (keyword) return keyword;
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) {
    const { text } = node.typeName;
    if (BUILT_IN.has(text)) return 'text';
    const alias = types().get(text);
    if (alias) return resolve(alias, text);
  }
  if (ts.isTypeLiteralNode(node)) return { elements: new Map(membersOf(node, name)) };
  if (ts.isIntersectionTypeNode(node))
    return { elements: new Map(node.types.flatMap((part) => elementsIn(part, name))) };
  const values = (ts.isUnionTypeNode(node) ? node.types : [node]).map(valueOf);
  if (values.every((value) => value !== undefined)) return values;
  throw new Error(`@salesforce/types: ${name} is of a form this reader does not know`);
}

function elementsIn(node: ts.TypeNode, name: string): [string, Part][] {
  const shape = resolve(node, name);
  return typeof shape === 'object' && 'elements' in shape ? [...shape.elements] : [];
}

function membersOf(node: ts.TypeLiteralNode, name: string): [string, Part][] {
  return node.members.filter(ts.isPropertySignature).map((member) => {
    const element = ts.isIdentifier(member.name) ? member.name.text : '';
    const type = member.type;
    if (!type) throw new Error(`@salesforce/types: ${name}.${element} has no type`);
    const isRepeated = ts.isArrayTypeNode(type);
    const inner = isRepeated ? type.elementType : type;
    return [
      element,
      {
        isRequired: !member.questionToken && !isRepeated,
        isRepeated,
        shape: () => (OPAQUE.has(`${name}.${element}`) ? 'anything' : resolve(inner, name)),
      },
    ];
  });
}

const valueOf = (node: ts.TypeNode): string | undefined =>
  ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal) ? node.literal.text : undefined;
