/** The package's app: its name, and its tabs in their order. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Schema } from '../../../schema/types.ts';
import { textOf } from '../../../schema/xml.ts';
import { listOf, readXml } from './read-xml.ts';

export type Tab = {
  apiName: string;
  label: string;
  /** Of an object's tab. */
  objectApiName: string | null;
  /** Of an app page's tab. */
  flexipage: string | null;
};
export type AppMenu = { apiName: string; label: string; tabs: Tab[] };

/** @throws Error there is not one app, or a tab leads nowhere */
export function readAppMenu(packageFolder: string, schema: Schema): AppMenu {
  const folder = join(packageFolder, 'applications');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const [file, second] = files;
  if (file === undefined || second !== undefined) {
    throw new Error(`${folder}: expected one app, got ${files.length}`);
  }
  const app = readXml(join(folder, file), 'CustomApplication');
  const tabs = listOf(app['tabs']).map((one) => tabOf(textOf(one) ?? '', packageFolder, schema));
  return { apiName: basename(file, '.app-meta.xml'), label: textOf(app['label']) ?? '', tabs };
}

/** For whom the package's app is not visible. */
export const standardApp = (schema: Schema): AppMenu => ({
  apiName: 'standard__LightningSales',
  label: 'Sales',
  tabs: ['Opportunity', 'Lead', 'Account', 'Contact'].map((name) =>
    objectTab(`${STANDARD}${name}`, name, schema),
  ),
});

const STANDARD = 'standard-';

function tabOf(name: string, packageFolder: string, schema: Schema): Tab {
  if (name.startsWith(STANDARD)) return objectTab(name, name.slice(STANDARD.length), schema);
  const path = join(packageFolder, 'tabs', `${name}.tab-meta.xml`);
  if (!existsSync(path)) throw new Error(`there is no tab ${name}`);
  const tab = readXml(path, 'CustomTab');
  if (textOf(tab['customObject']) === 'true') return objectTab(name, name, schema);
  const flexipage = textOf(tab['flexiPage']);
  if (flexipage === undefined)
    throw new Error(`the tab ${name} leads neither to an object nor to a page`);
  return { apiName: name, label: textOf(tab['label']) ?? name, objectApiName: null, flexipage };
}

const objectTab = (apiName: string, objectApiName: string, schema: Schema): Tab => ({
  apiName,
  label: schema.object(objectApiName).labelPlural,
  objectApiName,
  flexipage: null,
});
