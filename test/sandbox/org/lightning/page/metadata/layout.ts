/** Page layouts and compact layouts: which fields of an object stand where. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { asRecord, textOf, type XmlNode } from '../../../schema/xml.ts';
import { listOf, readXml } from './read-xml.ts';

export type LayoutItem = { field: string; behavior: 'Edit' | 'Required' | 'Readonly' };
export type LayoutSection = { label: string; columns: LayoutItem[][] };
export type ObjectLayout = {
  sections: LayoutSection[];
  /** Fields of the highlights panel, without the name. */
  highlights: string[];
};

const LAYOUT = /^(\w+)-.*\.layout-meta\.xml$/;
const COMPACT = /^(\w+)\.compactLayout-meta\.xml$/;

/** By object: those of the package, and of its standard objects those that this org was born with. */
export function readLayouts(
  packageFolder: string,
  standardFolder: string,
): { [object: string]: ObjectLayout } {
  const layouts: { [object: string]: ObjectLayout } = {};
  for (const folder of [standardFolder, join(packageFolder, 'layouts')]) {
    for (const file of filesIn(folder)) {
      const object = LAYOUT.exec(file)?.[1];
      if (object === undefined) continue;
      const compact = compactLayoutOf(object, packageFolder, standardFolder);
      layouts[object] = { sections: sectionsOf(join(folder, file)), highlights: compact };
    }
  }
  return layouts;
}

function sectionsOf(path: string): LayoutSection[] {
  const sections = listOf(readXml(path, 'Layout')['layoutSections']).map(asRecord);
  return sections.map((section) => ({
    label: textOf(section['label']) ?? '',
    columns: listOf(section['layoutColumns'])
      .map((column) =>
        listOf(asRecord(column)['layoutItems']).map((item) => itemOf(asRecord(item), path)),
      )
      .filter((column) => column.length > 0),
  }));
}

function itemOf(node: XmlNode, path: string): LayoutItem {
  const field = textOf(node['field']);
  if (field === undefined) throw new Error(`${path}: a layout item that is no field is not known`);
  return { field, behavior: textOf(node['behavior']) as LayoutItem['behavior'] };
}

/** The package has at most one for each of its objects, and assigns it. */
function compactLayoutOf(object: string, packageFolder: string, standardFolder: string): string[] {
  const own = join(packageFolder, 'objects', object, 'compactLayouts');
  const path = [
    ...filesIn(own).map((file) => join(own, file)),
    ...filesIn(standardFolder)
      .filter((file) => COMPACT.exec(file)?.[1] === object)
      .map((file) => join(standardFolder, file)),
  ][0];
  if (path === undefined) return [];
  return listOf(readXml(path, 'CompactLayout')['fields']).map((one) => textOf(one) ?? '');
}

const filesIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).sort() : [];
