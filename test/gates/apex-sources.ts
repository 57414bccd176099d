/** Apex classes and triggers as syntax trees of the real grammar. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  ApexErrorListener,
  ApexParserFactory,
  type ApexParserRuleContext,
  type ApexParseTree,
} from '@apexdevtools/apex-parser';
import { listFiles } from './package-files.ts';

export type ApexNode = ApexParserRuleContext;
export type ApexFile = {
  /** Relative to the folder that was read. */
  path: string;
  name: string;
  isTrigger: boolean;
  isTest: boolean;
  tree: ApexNode;
  /** What the grammar does not know, with its place. */
  mistakes: string[];
};

/** Every `.cls` and `.trigger` below the folder. */
export function readApex(folder: string): ApexFile[] {
  return listFiles(folder)
    .filter((path) => /\.(cls|trigger)$/.test(path))
    .map((path) => parseApex(path, readFileSync(join(folder, path), 'utf8')));
}

export function parseApex(path: string, text: string): ApexFile {
  const mistakes: string[] = [];
  const listener = new Listener(path, mistakes);
  const { parser } = ApexParserFactory.createLexerAndParser(text, listener);
  const isTrigger = path.endsWith('.trigger');
  const tree: ApexNode = isTrigger ? parser.triggerUnit() : parser.compilationUnit();
  return {
    path,
    name: basename(path).replace(/\.\w+$/, ''),
    isTrigger,
    isTest: /@IsTest\b/i.test(text),
    tree,
    mistakes,
  };
}

class Listener extends ApexErrorListener {
  readonly path: string;
  readonly mistakes: string[];

  constructor(path: string, mistakes: string[]) {
    super();
    this.path = path;
    this.mistakes = mistakes;
  }

  override apexSyntaxError(line: number, _column: number, message: string): void {
    this.mistakes.push(`${this.path}:${line}: ${message}`);
  }
}

/** Calls `visit` for a node and everything below it. */
export function walkApex(node: ApexNode, visit: (node: ApexNode) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walkApex(child, visit);
}

/** All nodes of these kinds below a node, in their order. */
export function findAll<T extends ApexNode>(
  node: ApexNode,
  ...kinds: (new (...args: never[]) => T)[]
): T[] {
  const found: T[] = [];
  walkApex(node, (one) => {
    if (kinds.some((kind) => one instanceof kind)) found.push(one as T);
  });
  return found;
}

/** Rule nodes only; the words between them are in their text. */
export const childrenOf = (node: ApexNode): ApexNode[] => (node.children ?? []).filter(isRule);

const isRule = (node: ApexParseTree): node is ApexNode => 'ruleIndex' in node;

/** The next node above that is of this kind. */
export function above<T extends ApexNode>(
  node: ApexNode,
  kind: new (...args: never[]) => T,
): T | undefined {
  for (let at = parentOf(node); at; at = parentOf(at)) if (at instanceof kind) return at;
  return undefined;
}

const parentOf = (node: ApexNode): ApexNode | undefined => node.parentCtx as ApexNode | undefined;

/** `path:line` of a node, for a problem's sentence. */
export const placeIn = (file: ApexFile, node: ApexNode): string =>
  `${file.path}:${node.start.line}`;
