import { elementsOf, textOf, type MetadataFile } from './package-files.ts';
import type { NamedThings } from './check-apex-names.ts';

/** Kinds of metadata that code names in a text. */
const OTHERS = ['CustomPermission', 'PermissionSet', 'CustomNotificationType'];

export function namedThings(files: MetadataFile[]): NamedThings {
  const of = (...roots: string[]) =>
    new Set(files.filter(({ root }) => roots.includes(root)).map(({ name }) => name));
  const labels = files
    .filter(({ root }) => root === 'CustomLabels')
    .flatMap(({ content }) => elementsOf(content, 'labels'))
    .map((label) => textOf(label, 'fullName') ?? '');
  return { labels: new Set(labels), credentials: of('NamedCredential'), others: of(...OTHERS) };
}
