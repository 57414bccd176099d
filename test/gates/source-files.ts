/** TypeScript sources as syntax trees, for checks that read code without running it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { listFiles } from './package-files.ts';

/** All `.ts` files below a folder, parsed with parent links; `path` is relative to it, with `/`. */
export function readSources(folder: string): { path: string; source: ts.SourceFile }[] {
  return listFiles(folder)
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      return { path, source: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
    });
}

/** Calls `visit` for a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** `path:line` of a node, for a problem's sentence. */
export function placeOf(path: string, source: ts.SourceFile, node: ts.Node): string {
  return `${path}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
}
