/** What a row must satisfy before it is written; each check throws in the platform's words. */
import { OrgError, saveError } from '../errors.ts';
import { normaliseId } from '../ids.ts';
import { findField, type FieldDef, type ObjectDef, type Row } from '../schema/types.ts';
import type { Org } from '../store/org.ts';
import type { Source } from '../store/origins.ts';
import type { Transaction } from '../store/transaction.ts';

/** Setup data changes by deployment only. */
export function checkCanWrite(tx: Transaction, object: ObjectDef): void {
  if (!object.isSetup || tx.actor === 'system') return;
  throw saveError(
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    `entity type cannot be inserted or updated: ${object.label}`,
  );
}

/** A row, or the master of a detail row, that another transaction or an approval holds. */
export function checkLock(tx: Transaction, object: ObjectDef, row: Row): void {
  const ids = [String(row['Id']), ...masterIds(object, row)];
  const held = ids.find((id) => tx.org.lockedByLate.has(id));
  if (held) {
    throw saveError(
      'UNABLE_TO_LOCK_ROW',
      `unable to obtain exclusive access to this record or 1 records: ${held}`,
    );
  }
  if (tx.actor !== 'system' && tx.org.switches.lockedRecords.includes(String(row['Id']))) {
    throw saveError(
      'ENTITY_IS_LOCKED',
      'This record is locked. If you need to edit it, contact your admin.',
    );
  }
}

const masterIds = (object: ObjectDef, row: Row): string[] =>
  [...object.fields.values()]
    .filter((field) => field.custom && field.onParentDelete === 'cascade')
    .map((field) => String(row[field.name]));

export function checkRequired(org: Org, object: ObjectDef, row: Row): void {
  const missing = [...object.fields.values()].filter(
    (field) => field.required && (row[field.name] === null || row[field.name] === undefined),
  );
  if (missing.length === 0) return;
  const names = missing.map((field) => field.name);
  const [first] = missing;
  throw new OrgError(
    'REQUIRED_FIELD_MISSING',
    `Required fields are missing: [${names.join(', ')}]`,
    { fields: names, ...(first ? { source: sourceOfField(org, object, first) } : {}) },
  );
}

const sourceOfField = ({ origins }: Org, object: ObjectDef, { name }: FieldDef): Source => ({
  by: origins.ofField(object.name, name),
  what: `field ${object.name}.${name}`,
});

/** Only lookups that changed are checked: a deleted parent does not block other edits. */
export function checkLookups(tx: Transaction, object: ObjectDef, row: Row, old: Row | null): void {
  for (const field of object.fields.values()) {
    const id = row[field.name];
    if (field.type !== 'reference' || typeof id !== 'string' || id === old?.[field.name]) continue;
    const type = tx.org.schema.byPrefix(id.slice(0, 3));
    if (!type || !field.referenceTo.includes(type.name)) {
      throw saveError(
        'FIELD_INTEGRITY_EXCEPTION',
        `${field.label}: id value of incorrect type: ${id}`,
        [field.name],
      );
    }
    const parent = tx.org.tables.get(type.name, id);
    if (!parent || parent['IsDeleted'] === true) {
      throw saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    }
    if (field.onParentDelete === 'cascade' && field.custom) checkLock(tx, type, parent);
  }
}

/** Nothing is given to somebody who left; what they have already can still be changed. */
export function checkOwner({ org }: Transaction, row: Row, old: Row | null): void {
  const ownerId = row['OwnerId'];
  if (typeof ownerId !== 'string' || ownerId === old?.['OwnerId']) return;
  if (org.tables.get('User', ownerId)?.['IsActive'] === true) return;
  throw saveError(
    'INACTIVE_OWNER_OR_USER',
    `operation performed with inactive user [${ownerId}] as owner of ${String(row['Name'] ?? 'the record')}`,
    [],
  );
}

/** Unique values, without regard to case unless the field says so. Deleted rows do not count. */
export function checkUnique(tx: Transaction, object: ObjectDef, row: Row): void {
  for (const field of object.fields.values()) {
    if (!field.unique || row[field.name] === null || row[field.name] === undefined) continue;
    const twin = findByValue(tx.org, object, field, String(row[field.name])).find(
      (other) => other['Id'] !== row['Id'] && other['IsDeleted'] !== true,
    );
    if (!twin) continue;
    const message = `duplicate value found: ${field.name} duplicates value on record with id: ${twin['Id']}`;
    throw new OrgError('DUPLICATE_VALUE', message, {
      fields: [],
      source: sourceOfField(tx.org, object, field),
    });
  }
}

/** Rows that carry a value in a field, deleted ones too; case-insensitive unless the field is case-sensitive. */
export function findByValue(org: Org, object: ObjectDef, field: FieldDef, value: string): Row[] {
  const fold = (text: string) => (field.caseSensitive ? text : text.toLowerCase());
  const wanted = fold(value);
  return org.tables
    .all(object.name)
    .filter((row) => row[field.name] !== null && fold(String(row[field.name])) === wanted);
}

/** The 18-character id of a path segment. @throws OrgError MALFORMED_ID */
export function checkedId(object: ObjectDef, id: string, label = 'Record ID'): string {
  const long = normaliseId(id);
  if (long && long.startsWith(object.keyPrefix)) return long;
  const name = findField(object, 'Id')?.name ?? 'Id';
  throw saveError('MALFORMED_ID', `${label}: id value of incorrect type: ${id}`, [name]);
}
