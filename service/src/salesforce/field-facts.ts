/** What the org says of mapped fields to the user of the bridge, hidden ones included. */
import type { FieldFacts } from '../domain/mapping-check.ts';
import type { RecordObject } from '../domain/values.ts';
import type { Rest } from './rest.ts';
import { objectOf, objectsOf, textOf, textOrNull } from './wire.ts';

const PATH = '/services/apexrest/cosell/v1/fields';

/** @throws HostFault, PairFault */
export async function readFieldFacts(
  rest: Rest,
  object: RecordObject,
  paths: readonly string[],
): Promise<FieldFacts[]> {
  const body = await rest.send({ method: 'POST', path: PATH, body: { object, paths } });
  return objectsOf(objectOf(body, 'facts of fields').fields, 'facts of fields').map((fact) => ({
    path: textOf(fact, 'path'),
    type: textOrNull(fact, 'type'),
    isReadable: fact.isReadable === true,
    isUpdateable: fact.isUpdateable === true,
    isCreateable: fact.isCreateable === true,
    values: Array.isArray(fact.values) ? fact.values.map(String) : null,
  }));
}
