import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
export const BROWSER_FOLDER = fileURLToPath(new URL('..', import.meta.url));
export const PACKAGE_FOLDER = join(ROOT, 'force-app', 'main', 'default');

const PACKAGES = join(ROOT, 'node_modules');
export const BASE_COMPONENTS = join(PACKAGES, 'lightning-base-components', 'src', 'lightning');
export const I18N_FILES = join(PACKAGES, 'lightning-base-components', 'scopedImports');
export const SLDS_STYLES = join(
  PACKAGES,
  '@salesforce-ux/design-system/assets/styles/salesforce-lightning-design-system.min.css',
);
/** Git never sees it, and `npm ci` empties it. */
export const CACHE_FOLDER = join(PACKAGES, '.cache', 'co-sell-browser');

export const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(join(PACKAGES, name, 'package.json'), 'utf8')) as { version: string })
    .version;
