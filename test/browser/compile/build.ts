import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../../gates/package-files.ts';
import { bundle, COMPILER_VERSIONS, type BundleSources } from './bundle.ts';
import { hashOf } from './kept-work.ts';
import { GALLERY_PAGE, type PageScripts } from './page-scripts.ts';
import { BROWSER_FOLDER, CACHE_FOLDER } from './places.ts';

/** What the compiled text depends on. */
const PACKAGE_PARTS = ['lwc', 'labels', 'classes', 'objects', 'customPermissions'];
const OWN_PARTS = ['compile', 'shims'];

/**
 * Compiles a package's components for a page in a browser, once for each content.
 * @returns the path of the script
 * @throws Error what the compiler, or a shim, has to say about the sources
 */
export async function buildComponents(
  packageFolder: string,
  page: PageScripts = GALLERY_PAGE,
): Promise<string> {
  const sources = { packageFolder, page };
  const target = join(CACHE_FOLDER, keyOf(sources));
  const script = join(target, 'main.js');
  if (existsSync(script)) return script;
  const work = `${target}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    await bundle(sources, work);
    // Somebody else may have been quicker with the same content.
    if (!existsSync(script)) renameSync(work, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return script;
}

function keyOf({ packageFolder, page }: BundleSources): string {
  const parts = [
    ...PACKAGE_PARTS.map((part) => join(packageFolder, part)),
    ...OWN_PARTS.map((part) => join(BROWSER_FOLDER, part)),
    page.folder,
  ];
  return hashOf(
    packageFolder,
    JSON.stringify(page),
    COMPILER_VERSIONS,
    ...parts.flatMap(contentsOf),
  );
}

function contentsOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = listFiles(folder).filter((path) => !path.includes('__tests__/'));
  return files.flatMap((path) => [path, readFileSync(join(folder, path), 'utf8')]);
}
