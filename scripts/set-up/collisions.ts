import type { NamesByType } from './package-names.ts';

/** The part of a connection that is used; both jsforce's and @salesforce/core's have it. */
export type MetadataList = {
  metadata: {
    list(
      queries: { type: string }[],
      version: string,
    ): Promise<{ type: string; fullName: string; namespacePrefix?: string | null }[]>;
  };
};
export type Collision = { type: string; name: string };

const API_VERSION = '65.0';
/** More in one call is refused. */
const TYPES_AT_ONCE = 3;

/**
 * Names of the package that the org has already, by type and name. Upper and lower case are the same to Salesforce, and
 * a managed package's component is no collision: it has a namespace in front.
 */
export async function findCollisions(
  wanted: NamesByType,
  connection: MetadataList,
): Promise<Collision[]> {
  const found: Collision[] = [];
  const types = [...wanted.keys()];
  for (let start = 0; start < types.length; start += TYPES_AT_ONCE) {
    const queries = types.slice(start, start + TYPES_AT_ONCE).map((type) => ({ type }));
    const there = await connection.metadata.list(queries, API_VERSION);
    for (const { type, fullName, namespacePrefix } of there) {
      const names = [...(wanted.get(type) ?? [])].map((name) => name.toLowerCase());
      if (!namespacePrefix && names.includes(fullName.toLowerCase()))
        found.push({ type, name: fullName });
    }
  }
  return found.sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`));
}

/** What to tell an admin; empty when nothing stands in the way. */
export function explainCollisions(collisions: Collision[]): string[] {
  if (collisions.length === 0) return [];
  return [
    `The org has ${collisions.length} of the names that the package brings:`,
    ...collisions.map(({ type, name }) => `  ${type} ${name}`),
    'If an earlier version of the package is installed, they are its own, and an upgrade is fine.',
    'If they are yours, installing would change them or fail: rename yours, or ask in the tracker.',
  ];
}
