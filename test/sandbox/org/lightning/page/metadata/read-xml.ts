/** Metadata files of the source format, read strictly: what is not expected is an error that names it. */
import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { asRecord, type XmlNode } from '../../../schema/xml.ts';

const REPEATED = new Set([
  'columns',
  'componentInstanceProperties',
  'fields',
  'flexiPageRegions',
  'formFactors',
  'itemInstances',
  'layoutColumns',
  'layoutItems',
  'layoutSections',
  'object',
  'property',
  'supportedFormFactor',
  'tabs',
  'target',
  'targetConfig',
]);

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => REPEATED.has(name),
});

/** The element called `root` of a file. @throws Error naming the file */
export function readXml(path: string, root: string): XmlNode {
  const document = asRecord(parser.parse(readFileSync(path, 'utf8')));
  const node = document[root];
  if (node === undefined) throw new Error(`${path}: expected a <${root}> document`);
  return asRecord(node);
}

/** The elements of a repeated tag; none when it is absent. */
export const listOf = (node: unknown): unknown[] => (node === undefined ? [] : (node as unknown[]));

/** @throws Error naming the first element that the page would have to ignore */
export function refuseOthers(where: string, node: XmlNode, known: readonly string[]): void {
  const other = Object.keys(node).find((name) => !name.startsWith('@_') && !known.includes(name));
  if (other !== undefined) throw new Error(`${where}: the page does not know <${other}>`);
}
