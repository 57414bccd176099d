/** Everything about the org that its pages are drawn from, and that is the same for all users. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Schema } from '../../../schema/types.ts';
import { readAppMenu, standardApp, type AppMenu } from './app-menu.ts';
import { readFlexipage, type Flexipage } from './flexipage.ts';
import { readLayouts, type ObjectLayout } from './layout.ts';

export type PageMetadata = {
  app: AppMenu;
  standardApp: AppMenu;
  layouts: { [object: string]: ObjectLayout };
  /** The record page of an object that has one of its own. */
  recordPages: { [object: string]: Flexipage };
  /** By the name of the page. */
  appPages: { [name: string]: Flexipage };
};
export type MetadataFolders = {
  /** Such as `force-app/main/default`. */
  packageFolder: string;
  /** What an admin deploys beside the package: a folder with `flexipages` in it. */
  examplePage: string;
};

const STANDARD_LAYOUTS = fileURLToPath(new URL('../standard-layouts', import.meta.url));

/** @throws Error naming what the page could not draw as its metadata says */
export function readPageMetadata(
  { packageFolder, examplePage }: MetadataFolders,
  schema: Schema,
): PageMetadata {
  const lwc = join(packageFolder, 'lwc');
  const pages = [packageFolder, examplePage].flatMap((folder) => readFlexipages(folder, lwc));
  const records = pages.filter(({ type }) => type === 'RecordPage');
  return {
    app: readAppMenu(packageFolder, schema),
    standardApp: standardApp(schema),
    layouts: readLayouts(packageFolder, STANDARD_LAYOUTS),
    recordPages: Object.fromEntries(records.map((page) => [page.objectApiName, page])),
    appPages: Object.fromEntries(
      pages.filter(({ type }) => type === 'AppPage').map((page) => [page.name, page]),
    ),
  };
}

function readFlexipages(folder: string, lwcFolder: string): Flexipage[] {
  const pages = join(folder, 'flexipages');
  if (!existsSync(pages)) return [];
  return readdirSync(pages)
    .sort()
    .map((file) => readFlexipage(join(pages, file), lwcFolder));
}
