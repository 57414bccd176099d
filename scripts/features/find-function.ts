/** A function of a source file by its name, and the file with a throw in place of what the function does. */
import {
  ConstructorDeclarationContext,
  MethodDeclarationContext,
  type ApexParserRuleContext,
} from '@apexdevtools/apex-parser';
import ts from 'typescript';
import { parseClass } from '../../test/sandbox/org/apex/parse/parse-unit.ts';

type Body = { start: number; end: number; instead: string };

/** @throws Error unless exactly one function of that name is there, with a body */
export function withoutFunction(file: string, text: string, name: string): string {
  const bodies = file.endsWith('.cls')
    ? apexBodies(file, text, name)
    : scriptBodies(file, text, name);
  const [body, ...more] = bodies;
  if (!body || more.length > 0) {
    throw new Error(`${file}: expected one function ${name}, found ${String(bodies.length)}`);
  }
  return text.slice(0, body.start) + body.instead + text.slice(body.end);
}

const GONE = 'planted: this function does nothing any more';

function scriptBodies(file: string, text: string, name: string): Body[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Body[] = [];
  const visit = (node: ts.Node): void => {
    if (nameOf(node) === name) {
      const body = bodyOf(node);
      if (body) found.push(throwing(body));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function nameOf(node: ts.Node): string | undefined {
  if (
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isPropertyAssignment(node)
  ) {
    return node.name && ts.isIdentifier(node.name) ? node.name.text : undefined;
  }
  return undefined;
}

function bodyOf(node: ts.Node): ts.ConciseBody | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node.body;
  const value = (node as ts.VariableDeclaration | ts.PropertyAssignment).initializer;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))
    ? value.body
    : undefined;
}

function throwing(body: ts.ConciseBody): Body {
  return { start: body.getStart(), end: body.getEnd(), instead: `{ throw new Error('${GONE}'); }` };
}

function apexBodies(file: string, text: string, name: string): Body[] {
  const found: Body[] = [];
  const visit = (tree: ApexParserRuleContext): void => {
    const body = apexBody(tree, name);
    if (body) found.push(body);
    for (const child of (tree.children ?? []) as ApexParserRuleContext[]) visit(child);
  };
  visit(parseClass(file, text));
  return found;
}

function apexBody(tree: ApexParserRuleContext, name: string): Body | undefined {
  const isMethod = tree instanceof MethodDeclarationContext;
  if (!isMethod && !(tree instanceof ConstructorDeclarationContext)) return undefined;
  const own = isMethod ? tree.id().getText() : tree.qualifiedName().getText();
  const block = tree.block();
  if (own !== name || !block?.stop) return undefined;
  const instead = `{ throw new IllegalArgumentException('${GONE}'); }`;
  return { start: block.start.start, end: block.stop.stop + 1, instead };
}
