import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { listFiles } from './package-files.ts';
import { placeOf, readSources, walk } from './source-files.ts';

/** Where an import goes: a file of the project by its path from the root, a package, or a built-in of Node. */
type Target = { file: string } | { package: string };
type Import = { place: string; target: Target; isTypeOnly: boolean };

/** What a part of the service may import besides itself; `types` only with `import type`. */
type Arrows = {
  files: readonly RegExp[];
  types?: readonly RegExp[];
  packages: 'any' | 'node' | 'none';
};

const DOMAIN = /^service\/src\/domain\//;
const SYNC = /^service\/src\/sync\//;
const PORTS = /^service\/src\/sync\/((\w+-)*ports?|connection)\.ts$/;
const ERRORS = /^service\/src\/errors\.ts$/;
const CONFIG = /^service\/src\/config[./]/;
const ADAPTER: Arrows = { files: [DOMAIN, PORTS, ERRORS], packages: 'any' };
const ANYTHING: Arrows = { files: [/^service\/src\//], packages: 'any' };

/** The arrows of the architecture: who may know whom. Everything that is not here is refused. */
const ARROWS: { readonly [part: string]: Arrows } = {
  domain: { files: [], packages: 'none' },
  sync: { files: [DOMAIN, ERRORS], packages: 'node' },
  'partner-center': ADAPTER,
  salesforce: ADAPTER,
  store: ADAPTER,
  metrics: ADAPTER,
  http: { files: [DOMAIN, SYNC, ERRORS], packages: 'any' },
  cli: { files: [CONFIG, ERRORS], types: [DOMAIN], packages: 'any' },
  'errors.ts': { files: [], types: [DOMAIN], packages: 'none' },
  'config.ts': ANYTHING,
  config: ANYTHING,
  'log.ts': { files: [/^service\/src\/log\//], packages: 'any' },
  log: { files: [], packages: 'node' },
  'system-clock.ts': { files: [PORTS], packages: 'node' },
  'app.ts': ANYTHING,
  'compose.ts': ANYTHING,
  'main.ts': ANYTHING,
};

/** Tests that stand in for the outside, or judge from outside: one shared type and they agree with a mistake. */
const OUTSIDE_THE_SERVICE = ['test/checker', 'test/sandbox'];

/** Imports below `root` (the project's folder) that go against the architecture, one sentence each. */
export function checkArrows(root: string): string[] {
  const service = [
    ...filesWithoutPlace(root),
    ...importsBelow(root, 'service/src').flatMap(checkServiceImport),
  ];
  const outside = OUTSIDE_THE_SERVICE.flatMap((folder) => importsBelow(root, folder))
    .filter(({ target }) => 'file' in target && target.file.startsWith('service/'))
    .map(
      ({ place, target }) => `${place}: imports ${nameOf(target)}; it shares nothing with service`,
    );
  return [...service, ...outside];
}

/** How many imports were looked at, so that a test can tell an empty folder from a clean one. */
export function countImports(root: string, folder: string): number {
  return importsBelow(root, folder).length;
}

function filesWithoutPlace(root: string): string[] {
  const folder = posix.join(root, 'service/src');
  if (!existsSync(folder)) return [];
  return listFiles(folder)
    .map((path) => `service/src/${path}`)
    .filter((path) => path.endsWith('.ts') && !ARROWS[partOf(path)])
    .map((path) => `${path}: ${partOf(path)} has no place in the architecture (check-arrows.ts)`);
}

function checkServiceImport(one: Import): string[] {
  const part = partOf(one.place);
  const arrows = ARROWS[part];
  if (!arrows || isAllowed(one, part, arrows)) return [];
  return [`${one.place}: ${part} may not import ${nameOf(one.target)}`];
}

function isAllowed({ target, isTypeOnly }: Import, part: string, arrows: Arrows): boolean {
  if ('package' in target)
    return arrows.packages === 'any' || (arrows.packages === 'node' && isBuiltIn(target.package));
  const { file } = target;
  const isOwn = file.startsWith(`service/src/${part}/`);
  const allowed = isTypeOnly ? [...arrows.files, ...(arrows.types ?? [])] : arrows.files;
  return isOwn || allowed.some((pattern) => pattern.test(file));
}

/** `domain` for `service/src/domain/pair.ts:3`, `main.ts` for `service/src/main.ts:3`. */
function partOf(place: string): string {
  return /^service\/src\/([^/:]+)/.exec(place)?.[1] ?? place;
}

/** None where the folder is not there yet; `countImports` tells such a one from a clean one. */
function importsBelow(root: string, folder: string): Import[] {
  if (!existsSync(posix.join(root, folder))) return [];
  return readSources(posix.join(root, folder)).flatMap(({ path, source }) => {
    const found: Import[] = [];
    const from = posix.join(folder, path);
    walk(source, (node) => {
      const specifier = specifierOf(node);
      if (specifier === undefined) return;
      const target = targetOf(from, specifier);
      found.push({ place: placeOf(from, source, node), target, isTypeOnly: isTypeOnly(node) });
    });
    return found;
  });
}

/** The text after `from`, in `import()`, `require()` or a type's `import()`; undefined for other nodes. */
function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return node.moduleSpecifier && textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : '?';
  if (!ts.isCallExpression(node)) return undefined;
  const isImport =
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require');
  return isImport ? textOf(node.arguments[0]) : undefined;
}

/** A computed specifier becomes `?`, which no rule allows in the parts that may not import packages. */
function textOf(node: ts.Node | undefined): string {
  return node && ts.isStringLiteralLike(node) ? node.text : '?';
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isImportDeclaration(node) && (node.importClause?.isTypeOnly ?? false);
}

function targetOf(from: string, specifier: string): Target {
  return specifier.startsWith('.')
    ? { file: posix.join(posix.dirname(from), specifier) }
    : { package: specifier };
}

function isBuiltIn(name: string): boolean {
  return name.startsWith('node:');
}

function nameOf(target: Target): string {
  return 'file' in target ? target.file : target.package;
}
