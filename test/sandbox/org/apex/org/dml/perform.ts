/** A statement as Apex wrote it: records of any objects in a list, checked and carried out in their order. */
import { findByValue } from '../../../save/checks.ts';
import { findField, type ObjectDef } from '../../../schema/types.ts';
import type { AccessMode, DmlKind } from '../../platform/platform.ts';
import type { Run } from '../../run/run.ts';
import { parseId } from '../../values/id.ts';
import { ApexId } from '../../values/scalars.ts';
import type { SObjectValue } from '../../values/sobject.ts';
import { toInput } from '../field-values.ts';
import type { OrgPlatform } from '../org-platform.ts';
import { mergeRecords } from './merge-records.ts';
import { checkMixing } from './mixing.ts';
import { hasFailed, newPending, type PendingRow, type RowKind } from './pending-row.ts';
import { saveRows, takeBackIf } from './save.ts';
import { authorOf } from './sources.ts';
import { checkUserMode } from './user-mode.ts';

export type Wish = {
  kind: DmlKind;
  rows: readonly SObjectValue[];
  isAllOrNone: boolean;
  access: AccessMode | undefined;
  externalId?: string | undefined;
  /** `DuplicateRuleHeader.allowSave` */
  allowsDuplicates?: boolean | undefined;
};

/** Ids are written into the records. An empty list is no statement. */
export function perform(platform: OrgPlatform, run: Run, wish: Wish): PendingRow[] {
  const { kind, rows } = wish;
  if (rows.length === 0) return [];
  run.limits.use(run, 'dmlStatements');
  run.limits.use(run, 'dmlRows', rows.length);
  const { tx } = platform;
  const { author, allowsDuplicates } = tx;
  tx.author = authorOf(platform.org, run, tx.actor);
  tx.allowsDuplicates = wish.allowsDuplicates;
  try {
    return kind === 'merge' ? mergeRecords(platform, run, wish) : carryOut(platform, run, wish);
  } finally {
    tx.author = author;
    tx.allowsDuplicates = allowsDuplicates;
  }
}

function carryOut(platform: OrgPlatform, run: Run, wish: Wish): PendingRow[] {
  const { kind, rows } = wish;
  const pending = rows.map(newPending);
  const parts = partsOf(platform, run, wish, pending);
  platform.state.hasPendingWork = true;
  if (wish.isAllOrNone) {
    // Parts that went well go back with the one that failed.
    const isOff = takeBackIf(platform, () =>
      parts.some((part) => hasAFailure(platform, run, wish, part)),
    );
    if (isOff) return pending;
  } else {
    for (const part of parts) savePart(platform, run, wish, part);
  }
  for (const row of pending) if (!hasFailed(row)) writeId(row, kind);
  return pending;
}

function hasAFailure(platform: OrgPlatform, run: Run, wish: Wish, part: Part): boolean {
  savePart(platform, run, wish, part);
  return part.rows.some(hasFailed);
}

function savePart(platform: OrgPlatform, run: Run, wish: Wish, part: Part): void {
  checkMixing(platform, run, part);
  if (wish.access === 'user') checkUserMode(platform, run, part);
  if (wish.isAllOrNone && part.rows.some(hasFailed)) return;
  const open = part.rows.filter((row) => !hasFailed(row));
  if (open.length === 0) return;
  saveRows(platform, run, { ...part, rows: open, isAllOrNone: wish.isAllOrNone });
}

function writeId({ record, id }: PendingRow, kind: DmlKind): void {
  const given = id === null ? undefined : parseId(id);
  if (given && (kind === 'insert' || kind === 'upsert')) record.fields.set('Id', given);
}

type Part = { object: ObjectDef; kind: RowKind; rows: PendingRow[] };

/** Neighbours of one object, and for an upsert of one kind, go together. */
function partsOf(platform: OrgPlatform, run: Run, wish: Wish, pending: PendingRow[]): Part[] {
  refuseTwins(run, wish);
  const parts: Part[] = [];
  for (const row of pending) {
    const object = platform.object(row.record.type.name);
    const kind = kindOf(platform, run, wish, row, object);
    const last = parts.at(-1);
    if (last && last.object === object && last.kind === kind) last.rows.push(row);
    else parts.push({ object, kind, rows: [row] });
  }
  return parts;
}

function refuseTwins(run: Run, { kind, rows }: Wish): void {
  const seen = new Set<SObjectValue | string>();
  for (const record of rows) {
    const id = record.fields.get('Id');
    const key = kind === 'insert' ? record : id instanceof ApexId ? id.value : record;
    if (!seen.has(key)) {
      seen.add(key);
      continue;
    }
    run.raise(
      'ListException',
      typeof key === 'string'
        ? `Duplicate id in list: ${key}`
        : 'Before Insert or Upsert list must not have two identically equal elements',
    );
  }
}

function kindOf(
  platform: OrgPlatform,
  run: Run,
  { kind, externalId }: Wish,
  row: PendingRow,
  object: ObjectDef,
): RowKind {
  const id = row.record.fields.get('Id');
  const own = id instanceof ApexId ? id.value : null;
  if (kind === 'upsert') {
    const found =
      externalId === undefined ? own : findExternal(platform, run, row, object, externalId);
    row.isCreated = found === null;
    row.id = found;
    return found === null ? 'insert' : 'update';
  }
  if (kind === 'insert') {
    if (own !== null)
      row.errors.push(
        error('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']),
      );
    row.isCreated = true;
    return 'insert';
  }
  if (own === null)
    row.errors.push(error('MISSING_ARGUMENT', `Id not specified in an ${kind} call`, []));
  row.id = own;
  return kind as RowKind;
}

const error = (statusCode: string, message: string, fields: string[]) => ({
  statusCode,
  message,
  fields,
});

function findExternal(
  platform: OrgPlatform,
  run: Run,
  row: PendingRow,
  object: ObjectDef,
  name: string,
): string | null {
  const field = findField(object, name);
  if (!field || !(field.externalId || field.type === 'id' || field.nameField)) {
    return run.raise('SObjectException', `Field ${name} is not an external ID of ${object.name}`);
  }
  const value = toInput(row.record.fields.get(field.name) ?? null);
  if (value === null) {
    row.errors.push(error('MISSING_ARGUMENT', `${field.name} not specified`, []));
    return null;
  }
  const found = findByValue(platform.org, object, field, String(value)).filter(
    (one) => one['IsDeleted'] !== true,
  );
  if (found.length > 1) {
    row.errors.push(
      error('DUPLICATE_EXTERNAL_ID', `${field.name}: more than one record found`, [field.name]),
    );
  }
  const [only] = found;
  return only ? String(only['Id']) : null;
}
