/** One run of the compiler: the components of a package, the base components they use, the shims and the page's script. */
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import lwc from '@lwc/rollup-plugin';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup, type LogHandlerWithDefault, type Plugin, type RollupError } from 'rollup';
import { findBaseIcons, findIcons } from './icons.ts';
import { readPackageFacts } from './package-facts.ts';
import { keepWork } from './kept-work.ts';
import type { PageScripts } from './page-scripts.ts';
import { BROWSER_FOLDER, versionOf } from './places.ts';
import { refuseUnknown, shimPlugin, stripTypes } from './shim-plugin.ts';

const ENTRY = '\0entry';

const COMPILER_OPTIONS = {
  // Without it the base components throw where they ask for form internals.
  enableSyntheticElementInternals: true,
  enableDynamicComponents: true,
  enableLwcOn: true,
  apiVersion: 65,
} as const;

export const COMPILER_VERSIONS = [
  'lwc',
  '@lwc/rollup-plugin',
  'rollup',
  'lightning-base-components',
]
  .map((name) => `${name}@${versionOf(name)}`)
  .join(' ');

/** What is compiled: the components of a package, for a page. */
export type BundleSources = { packageFolder: string; page: PageScripts };

/** Writes `main.js` into `target`. @throws Error naming the component and what is wrong with it */
export async function bundle(sources: BundleSources, target: string): Promise<void> {
  const modules = linkComponents(sources.packageFolder, target);
  try {
    await compile(sources, modules, join(target, 'main.js'));
  } catch (cause) {
    throw new Error(sentenceOf(cause as RollupError, modules), { cause });
  }
}

async function compile(
  { packageFolder, page }: BundleSources,
  modules: string,
  file: string,
): Promise<void> {
  const components = readdirSync(join(modules, 'c'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const icons = new Set([...findIcons(join(packageFolder, 'lwc')), ...findBaseIcons()]);
  const build = await rollup({
    input: ENTRY,
    preserveSymlinks: true,
    onLog: refuseOurWarnings(modules),
    plugins: [
      entryPlugin(components, page),
      shimPlugin(readPackageFacts(packageFolder), icons),
      stripTypes(),
      lwcPlugin(modules, page),
      refuseUnknown(),
      nodeResolve({ browser: true }),
      fillIn({
        'import.meta.env.SSR': 'false',
        'process.env.NODE_ENV': JSON.stringify('production'),
      }),
    ],
  });
  await build.write({ file, format: 'es', inlineDynamicImports: true });
  await build.close();
}

/** The compiler takes a component's namespace from the folder above it, so `lwc` has to be reached as `c`. */
function linkComponents(packageFolder: string, target: string): string {
  const modules = join(target, 'modules');
  mkdirSync(modules, { recursive: true });
  symlinkSync(join(packageFolder, 'lwc'), join(modules, 'c'), 'junction');
  // The resolver wants one above each component.
  writeFileSync(join(modules, 'package.json'), '{ "private": true }');
  return modules;
}

function lwcPlugin(modules: string, page: PageScripts): Plugin {
  const plugin = lwc({
    ...COMPILER_OPTIONS,
    rootDir: modules,
    modules: [{ dir: modules }, { npm: 'lightning-base-components' }],
    exclude: [`${BROWSER_FOLDER}{compile,page,shims}/**`, `${page.folder}/**`],
  });
  return keepWork(plugin, `${COMPILER_VERSIONS} ${JSON.stringify(COMPILER_OPTIONS)}`);
}

/** Exports every component of the package, after the parts of the page that must be there first. */
function entryPlugin(components: string[], page: PageScripts): Plugin {
  const source = [
    ...(page.before === null ? [] : [`import ${JSON.stringify(join(page.folder, page.before))};`]),
    `import '@lwc/synthetic-shadow';`,
    `import { createElement } from 'lwc';`,
    `import { start } from ${JSON.stringify(join(page.folder, page.start))};`,
    ...components.map((name) => `import * as ${name} from 'c/${name}';`),
    `start(createElement, { ${components.join(', ')} });`,
  ];
  return {
    name: 'entry',
    resolveId: (id) => (id === ENTRY ? ENTRY : null),
    load: (id) => (id === ENTRY ? source.join('\n') : null),
  };
}

/** Words of a build for another place, which a browser does not know. */
function fillIn(words: { readonly [word: string]: string }): Plugin {
  return {
    name: 'fill-in',
    transform(code) {
      const found = Object.entries(words).filter(([word]) => code.includes(word));
      if (found.length === 0) return null;
      return {
        code: found.reduce((text, [from, to]) => text.replaceAll(from, to), code),
        map: null,
      };
    },
  };
}

/** The base components' own warnings are not ours to mend; ours are mistakes. */
function refuseOurWarnings(modules: string): LogHandlerWithDefault {
  return (level, log) => {
    const place = log.loc?.file ?? log.id ?? '';
    if (level !== 'warn') return;
    if (place.startsWith(modules) || log.code === 'UNRESOLVED_IMPORT') {
      throw Object.assign(new Error(log.message), { id: place });
    }
  };
}

/** `c/coSellCard/coSellCard.html: …`, whoever of the compiler's parts found it. */
function sentenceOf(error: RollupError & { filename?: string }, modules: string): string {
  const place = error.filename ?? error.loc?.file ?? error.id ?? '';
  const file = place.startsWith(modules) ? relative(modules, place) : place;
  return file === '' ? error.message : `${file}: ${error.message}`;
}
