/** Field references as components write them: imported from `@salesforce/schema`, or `Object.Field` as text. */

export type FieldReference = string | { objectApiName: string; fieldApiName: string };

export type QualifiedField = { objectApiName: string; path: string[] };

/** @throws TypeError for anything else, and for a name without its object */
export function readFieldReference(reference: unknown): QualifiedField {
  const name = qualifiedName(reference);
  const [objectApiName = '', ...path] = name.split('.');
  if (objectApiName === '' || path.length === 0) {
    throw new TypeError(`expected Object.Field, got ${JSON.stringify(reference)}`);
  }
  return { objectApiName, path };
}

/** One reference or a list of them; nothing for `undefined`. */
export function readFieldReferences(references: unknown): QualifiedField[] {
  if (references === undefined || references === null) return [];
  return (Array.isArray(references) ? references : [references]).map(readFieldReference);
}

function qualifiedName(reference: unknown): string {
  if (typeof reference === 'string') return reference;
  if (typeof reference === 'object' && reference !== null) {
    const { objectApiName, fieldApiName } = reference as { [name: string]: unknown };
    if (typeof objectApiName === 'string' && typeof fieldApiName === 'string') {
      return `${objectApiName}.${fieldApiName}`;
    }
  }
  throw new TypeError(`expected a field reference, got ${JSON.stringify(reference)}`);
}
