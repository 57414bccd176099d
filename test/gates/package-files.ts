/** Reads a Salesforce package tree as it lies on disk, without an org. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element's content: text alone, or what is in it by name. */
export type Content = string | Element;
/** Children are lists, even a single one; attributes (`@…`) and text beside them (`#text`) are strings. */
export type Element = { [name: string]: Content[] | string };

export type MetadataFile = {
  /** Path below the package folder, with `/`. */
  path: string;
  /** Name without folder and suffix: `Referral_Link__c`, `Co_Sell_Setting.Default`. */
  name: string;
  /** Suffix before `-meta.xml`: `field`, `object`, `md` … */
  suffix: string;
  /** Folder below `objects/`, for what belongs to an object. */
  object: string | null;
  /** Name of the root element; empty when the XML is broken. */
  root: string;
  content: Element;
  /** What the XML reader complains about. */
  broken: string | null;
};

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
  processEntities: true,
});

/** Paths of all files below `folder`, relative, with `/`, sorted. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** All `*-meta.xml` files of a package folder such as `force-app/main/default`. */
export function readMetadata(packageFolder: string): MetadataFile[] {
  return listFiles(packageFolder)
    .filter((path) => path.endsWith('-meta.xml'))
    .map((path) => readOne(packageFolder, path));
}

/** Child elements and texts of this name. */
export function childrenOf(element: Element, child: string): Content[] {
  const found = element[child];
  return Array.isArray(found) ? found : [];
}

/** Child elements of this name; one that holds only text counts as empty. */
export function elementsOf(element: Element, child: string): Element[] {
  return childrenOf(element, child).map((one) => (typeof one === 'string' ? {} : one));
}

/** Text of the first child of this name; undefined when there is none, or it is no text. */
export function textOf(element: Element, child: string): string | undefined {
  const first = childrenOf(element, child)[0];
  if (typeof first !== 'object') return first;
  const text = first['#text'];
  return typeof text === 'string' ? text : undefined;
}

function readOne(packageFolder: string, path: string): MetadataFile {
  const xml = readFileSync(join(packageFolder, path), 'utf8');
  const [, name = '', suffix = ''] = /^(.+)\.([A-Za-z]+)-meta\.xml$/.exec(basename(path)) ?? [];
  const object = /^objects\/([^/]+)\//.exec(path)?.[1] ?? null;
  const verdict = XMLValidator.validate(xml);
  if (verdict !== true) {
    const broken = `line ${verdict.err.line}: ${verdict.err.msg}`;
    return { path, name, suffix, object, root: '', content: {}, broken };
  }
  const document = PARSER.parse(xml) as Element;
  const root = Object.keys(document).find((key) => !key.startsWith('?')) ?? '';
  const content = elementsOf(document, root)[0] ?? {};
  return { path, name, suffix, object, root, content, broken: null };
}
