/** The little that is needed of a parsed XML document. */
export type XmlNode = { [tag: string]: unknown };

export const asRecord = (node: unknown): XmlNode =>
  typeof node === 'object' && node !== null ? (node as XmlNode) : { '#text': node };

/** Text of an element; undefined when it is absent. */
export function textOf(node: unknown): string | undefined {
  if (node === undefined) return undefined;
  const inner = asRecord(node)['#text'];
  return inner === undefined ? '' : String(inner);
}
