import { childrenOf, textOf } from './package-files.ts';
import type { Content, Element, MetadataFile } from './package-files.ts';
import { FILE_KINDS } from './metadata-shapes.ts';
import type { ElementShape, Shape } from './metadata-shapes.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** Problems of one file against the table of shapes; empty when it is sound. Each names the file. */
export function checkShape(file: MetadataFile): string[] {
  return problemsOf(file).map((problem) => `${file.path}: ${problem}`);
}

function problemsOf(file: MetadataFile): string[] {
  if (file.broken) return [`is not well-formed XML: ${file.broken}`];
  const kind = FILE_KINDS.find(({ root }) => root === file.root);
  if (!kind) return [`<${file.root}> is not in the table of known kinds (metadata-shapes.ts)`];
  const problems = checkElement(file.root, file.content, kind.shape);
  if (file.content['@xmlns'] !== NAMESPACE) problems.push(`the namespace is not ${NAMESPACE}`);
  if (file.suffix !== kind.suffix)
    problems.push(`a ${file.root} file ends in .${kind.suffix}-meta.xml`);
  if (!kind.folder.test(file.path)) problems.push(`a ${file.root} does not belong in this folder`);
  problems.push(...checkName(file, kind.shape));
  return problems;
}

function checkName(file: MetadataFile, shape: ElementShape): string[] {
  if (file.root === 'CustomObject' && file.object !== file.name)
    return [`the object's folder is named ${file.object}`];
  if (!shape.required.includes('fullName')) return [];
  const fullName = textOf(file.content, 'fullName');
  return fullName === file.name ? [] : [`the file name says ${file.name}, fullName ${fullName}`];
}

function checkElement(where: string, element: Element, shape: ElementShape): string[] {
  const problems = shape.required
    .filter((name) => childrenOf(element, name).length === 0)
    .map((name) => `<${where}> has no <${name}>`);
  for (const name of Object.keys(element)) {
    if (name.startsWith('@') || (name === '#text' && element[name] === '')) continue;
    problems.push(...checkChildren(where, name, element, shape));
  }
  return problems;
}

function checkChildren(where: string, name: string, element: Element, shape: ElementShape) {
  const expected = shape.elements[name];
  if (!expected) return [`<${where}> knows no <${name}>`];
  const children = childrenOf(element, name);
  const problems = children.flatMap((child) => checkContent(name, child, expected));
  if (children.length > 1 && !shape.repeated?.includes(name))
    problems.push(`<${where}> has <${name}> ${children.length} times`);
  return problems;
}

function checkContent(name: string, content: Content, shape: Shape): string[] {
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

function isSound(text: string, shape: Exclude<Shape, ElementShape>): boolean {
  if (shape === 'text') return text !== '';
  if (shape === 'boolean') return text === 'true' || text === 'false';
  if (shape === 'whole') return /^\d+$/.test(text);
  return shape.includes(text);
}

function nameOf(shape: Exclude<Shape, ElementShape>): string {
  if (shape === 'text') return 'some text';
  if (shape === 'boolean') return 'true or false';
  if (shape === 'whole') return 'a whole number';
  return `one of ${shape.join(', ')}`;
}
