/** What this org's objects look like, as far as building queries needs it. Described once, kept for a while. */
import { PairFault } from '../errors.ts';
import type { Clock } from '../sync/ports.ts';
import { bodyOf, readTogether } from './query.ts';
import type { Rest } from './rest.ts';
import { isApiName } from './soql.ts';
import { objectOf, objectsOf, textOrNull } from './wire.ts';

export type FieldSchema = {
  /** As the org writes it. */
  name: string;
  /** `string`, `datetime`, `reference` … */
  type: string;
  relationshipName: string | null;
  referenceTo: string[];
};
/** Fields by name, and children's objects by relationship; both keyed in lower case: the org ignores case. */
export type ObjectSchema = { fields: Map<string, FieldSchema>; children: Map<string, string> };

export type Schema = {
  /** Undefined for objects that are not there or not ours to see. @throws HostFault */
  describe(objects: readonly string[]): Promise<(name: string) => ObjectSchema | undefined>;
  /** Makes the next `describe` ask again: a query said that a field is gone. */
  forget(): void;
};

/** Sub-requests of a composite call. */
const MAX_TOGETHER = 25;

export function createSchema(rest: Rest, clock: Clock, keepMs: number): Schema {
  const known = new Map<string, { at: number; schema: Promise<ObjectSchema | undefined> }>();

  const load = (names: readonly string[]) => {
    const loading = describeObjects(rest, names, clock.now());
    for (const name of names) {
      const entry = { at: clock.now(), schema: loading.then((all) => all.get(name)) };
      known.set(name, entry);
      // A failure is told to who waits for it, and not kept.
      entry.schema.catch(() => known.get(name) === entry && known.delete(name));
    }
  };

  return {
    async describe(objects) {
      const isStale = (name: string) => (known.get(name)?.at ?? -Infinity) + keepMs <= clock.now();
      const missing = objects.filter((name) => isApiName(name) && isStale(name));
      for (let i = 0; i < missing.length; i += MAX_TOGETHER)
        load(missing.slice(i, i + MAX_TOGETHER));
      const schemas = new Map<string, ObjectSchema | undefined>();
      for (const name of objects) schemas.set(name, await known.get(name)?.schema);
      return (name) => schemas.get(name);
    },
    forget: () => known.clear(),
  };
}

async function describeObjects(
  rest: Rest,
  names: readonly string[],
  now: number,
): Promise<Map<string, ObjectSchema | undefined>> {
  const paths = Object.fromEntries(
    names.map((name) => [name, `${rest.dataPath}/sobjects/${name}/describe`]),
  );
  const answers = await readTogether(rest, paths, now);
  return new Map(
    Object.entries(answers).map(([name, answer]) => {
      // 404: no such object in this org, or no right to see it.
      if (answer.fault instanceof PairFault) return [name, undefined];
      return [name, objectSchemaOf(bodyOf(answer))];
    }),
  );
}

function objectSchemaOf(body: unknown): ObjectSchema {
  const described = objectOf(body, 'an object description');
  const fields = objectsOf(described.fields, 'fields of an object description').map((field) => ({
    name: textOrNull(field, 'name') ?? '',
    type: textOrNull(field, 'type') ?? '',
    relationshipName: textOrNull(field, 'relationshipName'),
    referenceTo: Array.isArray(field.referenceTo) ? field.referenceTo.map(String) : [],
  }));
  const children = objectsOf(described.childRelationships ?? [], 'child relationships');
  return {
    fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
    children: new Map(
      children.map((child) => [
        (textOrNull(child, 'relationshipName') ?? '').toLowerCase(),
        textOrNull(child, 'childSObject') ?? '',
      ]),
    ),
  };
}
