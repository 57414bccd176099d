/** Serves every module that exists only in an org, and names those nobody serves. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rollup';
import ts from 'typescript';
import { hasIcons, iconModule } from './icons.ts';
import type { PackageFacts } from './package-facts.ts';
import { isSalesforceModule, writeSalesforceModule } from './salesforce-modules.ts';

const SHIMS = fileURLToPath(new URL('../shims/', import.meta.url));
/** Marks modules that have no file. */
const VIRTUAL = '\0org:';

const FILES: { readonly [module: string]: string } = {
  '@salesforce/apex': 'apex.ts',
  'lightning/uiRecordApi': 'ui-record-api.ts',
  'lightning/platformShowToastEvent': 'platform-show-toast-event.ts',
  'lightning/navigation': 'navigation.ts',
  '@shims/page-settings': 'page-settings.ts',
};

export function shimPlugin(facts: PackageFacts, usedIcons: ReadonlySet<string>): Plugin {
  return {
    name: 'salesforce-shims',
    resolveId(id) {
      const file = FILES[id];
      if (file) return `${SHIMS}${file}`;
      return isSalesforceModule(id) || hasIcons(id) ? `${VIRTUAL}${id}` : null;
    },
    load(id) {
      if (!id.startsWith(VIRTUAL)) return null;
      const name = id.slice(VIRTUAL.length);
      return writeSalesforceModule(name, facts) ?? iconModule(name, usedIcons);
    },
  };
}

/** Comes after every other plugin: whatever of the platform is left over has neither a file nor a shim. */
export function refuseUnknown(): Plugin {
  return {
    name: 'refuse-unknown',
    resolveId(id, importer) {
      if (/^(lightning|@salesforce|c|force)\//.test(id)) {
        this.error(
          `${importer ?? 'the page'} imports ${id}: there is no such module, and no shim for it`,
        );
      }
      return null;
    },
  };
}

/** The shims are TypeScript; a browser wants none of it. */
export function stripTypes(): Plugin {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return {
    name: 'strip-types',
    load(id) {
      if (!id.endsWith('.ts')) return null;
      return ts.transpileModule(readFileSync(id, 'utf8'), { compilerOptions }).outputText;
    },
  };
}
