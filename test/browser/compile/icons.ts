/**
 * The base components import whole libraries of icon templates, 2 MB of them. Only icons whose names stand somewhere
 * in the sources are built in; one that is made up while running is reported by the page, which could only leave it blank.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../../gates/package-files.ts';
import { BASE_COMPONENTS } from './places.ts';
import { UnknownModule } from './salesforce-modules.ts';

const LIBRARY = /^lightning\/iconSvgTemplates(Action|Custom|Doctype|Standard|Utility)(Rtl)?$/;
const ICON_NAME = /\b(action|custom|doctype|standard|utility):([a-z][a-z0-9_]*)\b/g;

/** `utility:close` and the like in the components of a folder. @throws UnknownModule an icon that does not exist */
export function findIcons(componentsFolder: string): Set<string> {
  const icons = namesBelow(componentsFolder);
  const unknown = [...icons].find((icon) => !existsSync(templateOf(icon)));
  if (unknown) throw new UnknownModule(`there is no icon ${unknown}`);
  return icons;
}

/** Those that the base components name themselves; what has no template was no icon. */
export function findBaseIcons(): Set<string> {
  const names = namesBelow(BASE_COMPONENTS, (path) => !path.startsWith('iconSvgTemplates'));
  return new Set([...names].filter((icon) => existsSync(templateOf(icon))));
}

export const hasIcons = (id: string): boolean => LIBRARY.test(id);

/** A library with just the used icons of its category. Pages are left-to-right, so the other kind stays empty. */
export function iconModule(id: string, used: ReadonlySet<string>): string {
  const [, category = '', rtl] = LIBRARY.exec(id) ?? [];
  const start = `${category.toLowerCase()}:`;
  const icons = [...used].filter((icon) => !rtl && icon.startsWith(start)).sort();
  const imports = icons.map((icon, n) => `import i${n} from ${JSON.stringify(templateOf(icon))};`);
  const entries = icons.map((icon, n) => `${icon.replace(':', '_')}: i${n}`);
  return `${imports.join('\n')}
import { reportMissing } from '@shims/icon-library';
export default reportMissing({ ${entries.join(', ')} });`;
}

function namesBelow(folder: string, isRead = (_path: string) => true): Set<string> {
  const names = new Set<string>();
  for (const path of listFiles(folder)) {
    if (!/\.(js|html)$/.test(path) || path.includes('__tests__') || !isRead(path)) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    for (const [name] of text.matchAll(ICON_NAME)) names.add(name);
  }
  return names;
}

function templateOf(icon: string): string {
  const [category = '', name = ''] = icon.split(':');
  const library = `iconSvgTemplates${category[0]?.toUpperCase() ?? ''}${category.slice(1)}`;
  return join(BASE_COMPONENTS, library, 'buildTemplates', category, `${name}.html`);
}
