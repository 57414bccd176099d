/** Serves every module that exists only in an org, and names those nobody serves. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rollup';
import ts from 'typescript';
import { hasIcons, iconModule } from './icons.ts';
import type { PackageFacts } from './package-facts.ts';
import { I18N_FILES } from './places.ts';
import { isSalesforceModule, UnknownModule, writeSalesforceModule } from './salesforce-modules.ts';

const SHIMS = fileURLToPath(new URL('../shims/', import.meta.url));
const I18N = '@salesforce/i18n/';
/** Marks modules that have no file. */
const VIRTUAL = '\0org:';

const FILES: { readonly [module: string]: string } = {
  '@salesforce/apex': 'apex.ts',
  'lightning/uiRecordApi': 'ui-record-api.ts',
  'lightning/platformShowToastEvent': 'platform-show-toast-event.ts',
  'lightning/navigation': 'navigation.ts',
  '@shims/icon-library': 'icon-library.ts',
  '@shims/page-settings': 'page-settings.ts',
};

export function shimPlugin(facts: PackageFacts, usedIcons: ReadonlySet<string>): Plugin {
  const texts = new Map<string, string>();
  return {
    name: 'salesforce-shims',
    resolveId(id, importer) {
      const file = FILES[id];
      if (file) return `${SHIMS}${file}`;
      if (id.startsWith(I18N)) return i18nFile(id);
      if (hasIcons(id)) return `${VIRTUAL}${id}`;
      if (!isSalesforceModule(id)) return null;
      try {
        texts.set(id, writeSalesforceModule(id, facts));
      } catch (error) {
        // Here, not while loading: only here it is known who asks.
        if (error instanceof UnknownModule) this.error({ message: error.message, id: importer });
        throw error;
      }
      return `${VIRTUAL}${id}`;
    },
    load(id) {
      if (!id.startsWith(VIRTUAL)) return null;
      const name = id.slice(VIRTUAL.length);
      return texts.get(name) ?? iconModule(name, usedIcons);
    },
  };
}

/** The values that the base components bring for themselves: US English, Pacific time. */
function i18nFile(id: string): string | null {
  const file = join(I18N_FILES, `@salesforce-i18n-${id.slice(I18N.length)}.js`);
  return existsSync(file) ? file : null;
}

/** Comes after every other plugin: whatever of the platform is left over has neither a file nor a shim. */
export function refuseUnknown(): Plugin {
  return {
    name: 'refuse-unknown',
    resolveId(id, importer) {
      if (/^(lightning|@salesforce|c|force)\//.test(id)) {
        this.error({ message: `there is no module ${id}, and no shim for it`, id: importer });
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
