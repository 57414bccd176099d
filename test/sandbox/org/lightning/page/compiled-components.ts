/** Compiles the package's components with the page's scripts: once, and only when somebody looks at a page. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BROWSER_FOLDER = fileURLToPath(new URL('browser', import.meta.url));

/** The compiled script's text. @throws Error what the compiler says */
export function createCompiler(packageFolder: string): () => Promise<string> {
  let script: Promise<string> | undefined;
  return () => (script ??= compile(packageFolder));
}

/** The compiler is imported only now: an org starts fast without it. */
async function compile(packageFolder: string): Promise<string> {
  const { buildComponents } = await import('../../../../browser/compile/build.ts');
  const path = await buildComponents(packageFolder, {
    folder: BROWSER_FOLDER,
    before: null,
    start: 'start.js',
  });
  return readFileSync(path, 'utf8');
}
