import { childrenOf, textOf } from './package-files.ts';
import type { Content, Element, MetadataFile } from './package-files.ts';
import { FILE_KINDS, type Home } from './metadata-kinds.ts';
import { shapeOf, type ElementShape, type Shape } from './metadata-types.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** Problems of one file against the types of the Metadata API and our table of kinds. Each names the file. */
export function checkShape(file: MetadataFile, home: Home): string[] {
  return problemsOf(file, home).map((problem) => `${file.path}: ${problem}`);
}

function problemsOf(file: MetadataFile, home: Home): string[] {
  if (file.broken) return [`is not well-formed XML: ${file.broken}`];
  const kind = FILE_KINDS.find(({ root }) => root === file.root);
  if (!kind) return [`<${file.root}> is not in the table of known kinds (metadata-kinds.ts)`];
  const shape = shapeOf(file.root);
  if (!shape) return [`Salesforce's types know no <${file.root}>`];
  const problems = checkElement(file.root, file.content, shape);
  problems.push(...missing(file.root, file.content, kind.wanted));
  if (!kind.homes.includes(home))
    problems.push(`a ${file.root} belongs to the ${kind.homes.join(' and ')}, not to the ${home}`);
  if (file.content['@xmlns'] !== NAMESPACE) problems.push(`the namespace is not ${NAMESPACE}`);
  if (file.suffix !== kind.suffix)
    problems.push(`a ${file.root} file ends in .${kind.suffix}-meta.xml`);
  if (!kind.folder.test(file.path)) problems.push(`a ${file.root} does not belong in this folder`);
  return [...problems, ...checkName(file), ...(home === 'package' ? checkOwn(file) : [])];
}

/** What may be packaged as a kind, but not with this in it. */
function checkOwn({ root, content }: MetadataFile): string[] {
  const isRecordPage = root === 'FlexiPage' && textOf(content, 'type') === 'RecordPage';
  return [
    ...(isRecordPage ? ['a RecordPage is the org’s own; admins arrange it'] : []),
    // "Invalid cross reference id" is what building a package says to it.
    ...(childrenOf(content, 'externalCredentialPrincipalAccesses').length > 0
      ? ['a principal is given by a set of the set-up, never of the package']
      : []),
  ];
}

function checkName(file: MetadataFile): string[] {
  if (file.root === 'CustomObject' && file.object !== file.name)
    return [`the object's folder is named ${file.object}`];
  const fullName = textOf(file.content, 'fullName');
  return fullName === undefined || fullName === file.name
    ? []
    : [`the file name says ${file.name}, fullName ${fullName}`];
}

function checkElement(where: string, element: Element, shape: ElementShape): string[] {
  const required = [...shape.elements].filter(([, part]) => part.isRequired).map(([name]) => name);
  const problems = missing(where, element, required);
  for (const name of Object.keys(element)) {
    if (name.startsWith('@') || (name === '#text' && element[name] === '')) continue;
    problems.push(...checkChildren(where, name, element, shape));
  }
  return problems;
}

function missing(where: string, element: Element, names: readonly string[]): string[] {
  return names
    .filter((name) => childrenOf(element, name).length === 0)
    .map((name) => `<${where}> has no <${name}>`);
}

function checkChildren(where: string, name: string, element: Element, shape: ElementShape) {
  const part = shape.elements.get(name);
  if (!part) return [`<${where}> knows no <${name}>`];
  const children = childrenOf(element, name);
  const expected = part.shape();
  const problems = children.flatMap((child) => checkContent(name, child, expected));
  if (children.length > 1 && !part.isRepeated)
    problems.push(`<${where}> has <${name}> ${children.length} times`);
  return problems;
}

function checkContent(name: string, content: Content, shape: Shape): string[] {
  if (shape === 'anything') return [];
  if (typeof shape === 'object' && 'elements' in shape)
    return typeof content === 'string'
      ? [`<${name}> holds text instead of elements`]
      : checkElement(name, content, shape);
  const text = typeof content === 'string' ? content : textIn(content);
  if (text === undefined) return [`<${name}> holds elements instead of text`];
  return isSound(text, shape) ? [] : [`<${name}> is ${text || 'empty'}, expected ${nameOf(shape)}`];
}

/** Text of an element with attributes, such as a typed value of a custom metadata record. */
function textIn(element: Element): string | undefined {
  if (Object.keys(element).some((name) => !name.startsWith('@') && name !== '#text'))
    return undefined;
  const text = element['#text'];
  return typeof text === 'string' ? text : '';
}

type Simple = Exclude<Shape, ElementShape | 'anything'>;

function isSound(text: string, shape: Simple): boolean {
  if (shape === 'text') return text !== '';
  if (shape === 'boolean') return text === 'true' || text === 'false';
  if (shape === 'number') return /^-?\d+(\.\d+)?$/.test(text);
  return shape.includes(text);
}

function nameOf(shape: Simple): string {
  if (shape === 'text') return 'some text';
  if (shape === 'boolean') return 'true or false';
  if (shape === 'number') return 'a number';
  return `one of ${shape.join(', ')}`;
}
