/** Finds the Salesforce names that TypeScript code uses, and what the code takes each of them for. */
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { listFiles } from './package-files.ts';
import { placeOf, walk } from './source-files.ts';

export type Kind = 'string' | 'number' | 'boolean';
/** A name somewhere in the code. `text` is what stands around it: the string, or the name alone. */
export type NameFound = { place: string; name: string; text: string };
/** A value that meets a field: it is written to it, compared with it, or the field is read as this kind. */
export type FieldUse = { place: string; name: string; kinds: Kind[]; literals: string[] };
/** `broken`: pieces of names put together at run time, which nobody can find by reading. */
export type NamesUsed = { names: NameFound[]; uses: FieldUse[]; broken: string[] };

const NAME = /\b[A-Za-z]\w*?__(?:c|r|mdt)\b/g;
const WHOLE_NAME = /^[A-Za-z]\w*?__(?:c|r|mdt)$/;
/** Functions of the service that read a field as a kind say so at the start of their name. */
const READERS: readonly [RegExp, Kind][] = [
  [/^text/, 'string'],
  [/^number/, 'number'],
  [/^boolean/, 'boolean'],
];

/** Names in strings, templates and identifiers of all `.ts` files below the folder; comments do not count. */
export function namesUsedIn(folder: string): NamesUsed {
  const files = listFiles(folder).filter((path) => path.endsWith('.ts'));
  const program = ts.createProgram(
    files.map((path) => join(folder, path)),
    {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      allowImportingTsExtensions: true,
      noEmit: true,
      strict: true,
      skipLibCheck: true,
      types: [],
    },
  );
  const used: NamesUsed = { names: [], uses: [], broken: [] };
  for (const path of files) {
    const source = program.getSourceFile(join(folder, path));
    if (!source) throw new Error(`${path} could not be read`);
    const shown = relative(folder, source.fileName).split(sep).join('/');
    walk(source, (node) => collect(node, placeOf(shown, source, node), program, used));
  }
  return used;
}

function collect(node: ts.Node, place: string, program: ts.Program, used: NamesUsed): void {
  const text = textOf(node);
  if (text !== undefined) {
    const isPiece = ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
    if (isPiece && /^\w*__(c|r|mdt)\b/.test(text)) used.broken.push(place);
    else for (const [name] of text.matchAll(NAME)) used.names.push({ place, name, text });
  }
  const use = useOf(node, program.getTypeChecker());
  if (use) used.uses.push({ place, ...use });
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return WHOLE_NAME.test(node.text) ? node.text : undefined;
  const isText =
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node);
  return isText ? node.text : undefined;
}

function useOf(node: ts.Node, checker: ts.TypeChecker): Omit<FieldUse, 'place'> | undefined {
  if (ts.isPropertyAssignment(node)) {
    const name = nameIn(node.name);
    return name ? { name, ...kindsOf(node.initializer, checker) } : undefined;
  }
  if (ts.isBinaryExpression(node) && meets(node.operatorToken.kind)) {
    const left = fieldOf(node.left);
    if (left) return { name: left, ...kindsOf(node.right, checker) };
    const right = fieldOf(node.right);
    return right ? { name: right, ...kindsOf(node.left, checker) } : undefined;
  }
  return ts.isCallExpression(node) ? readOf(node) : undefined;
}

function readOf(node: ts.CallExpression): Omit<FieldUse, 'place'> | undefined {
  const callee = ts.isIdentifier(node.expression) ? node.expression.text : '';
  const kind = READERS.find(([pattern]) => pattern.test(callee))?.[1];
  const name = node.arguments.map(nameIn).find((found) => found !== undefined);
  return kind && name ? { name, kinds: [kind], literals: [] } : undefined;
}

function meets(operator: ts.SyntaxKind): boolean {
  return (
    operator === ts.SyntaxKind.EqualsToken ||
    operator === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    operator === ts.SyntaxKind.ExclamationEqualsEqualsToken
  );
}

/** `X__c` of `row.X__c` and `row['X__c']`. */
function fieldOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return nameIn(node.name);
  return ts.isElementAccessExpression(node) ? nameIn(node.argumentExpression) : undefined;
}

function nameIn(node: ts.Node): string | undefined {
  const isNameable = ts.isIdentifier(node) || ts.isStringLiteralLike(node);
  return isNameable && WHOLE_NAME.test(node.text) ? node.text : undefined;
}

/** Kinds an expression can have besides null; empty when its type does not say (such as any JSON). */
function kindsOf(
  node: ts.Expression,
  checker: ts.TypeChecker,
): Pick<FieldUse, 'kinds' | 'literals'> {
  const type = checker.getTypeAtLocation(node);
  const parts = (type.isUnion() ? type.types : [type]).filter(
    (part) => !(part.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)),
  );
  const kinds = parts.map(kindOf);
  if (kinds.includes(undefined)) return { kinds: [], literals: [] };
  return {
    kinds: [...new Set(kinds.filter((kind) => kind !== undefined))],
    literals: parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : [])),
  };
}

function kindOf(type: ts.Type): Kind | undefined {
  if (type.flags & ts.TypeFlags.StringLike) return 'string';
  if (type.flags & ts.TypeFlags.NumberLike) return 'number';
  return type.flags & ts.TypeFlags.BooleanLike ? 'boolean' : undefined;
}
