/** Does the record still show what the bridge's decision was made from? */
import { OrgError } from '../errors.ts';
import { normaliseId } from '../ids.ts';
import { roundTo, type Input } from '../save/coerce.ts';
import type { FieldDef, Row, Value } from '../schema/types.ts';
import { readPath, resolvePath } from '../soql/paths.ts';
import { parseDateTime } from '../store/date-time.ts';
import type { Org } from '../store/org.ts';

/** The first expected field that differs; undefined when all agree. @throws OrgError for an unknown field */
export function differingField(
  org: Org,
  type: string,
  row: Row,
  expect: Input,
): string | undefined {
  return Object.entries(expect).find(([name, value]) => {
    const path = resolvePath(org, org.schema.object(type), name.split('.'), name);
    return !isSame(path.field, readPath(org, path, row), value);
  })?.[0];
}

/** Text case-sensitively with null = '', numbers at the field's scale, date-times in whole seconds, ids as 18 characters. */
export function isSame(field: FieldDef, stored: Value, expected: unknown): boolean {
  return form(field, stored) === form(field, expected);
}

function form(field: FieldDef, value: unknown): string | number | boolean | null {
  if (value === null || value === undefined || value === '')
    return field.type === 'boolean' ? false : null;
  if (typeof value === 'number') return roundTo(value, field.scale);
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') {
    throw new OrgError('INVALID_CHANGES', `Expected a plain value for ${field.name}`);
  }
  if (field.type === 'datetime') return Math.floor((parseDateTime(value) ?? Number.NaN) / 1000);
  if (field.type === 'reference' || field.type === 'id') return normaliseId(value) ?? value;
  return value;
}
