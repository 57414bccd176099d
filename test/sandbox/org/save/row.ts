/**
 * The save path, one row at a time inside a DML statement: coerce, platform rules, before-triggers, required and
 * lookup checks, validation rules, unique values, write, after-triggers.
 */
import { OrgError, saveError } from '../errors.ts';
import { isNews, markBefore, parentUpdate } from '../package-marks.ts';
import { findField, type ObjectDef, type Row } from '../schema/types.ts';
import { emptyRow } from '../store/empty-row.ts';
import { countRow, NEW_ROW, savepoint, statement, type Transaction } from '../store/transaction.ts';
import { checkCanWrite, checkLock, checkLookups, checkRequired, checkUnique } from './checks.ts';
import { coerceFields, type Input } from './coerce.ts';
import { moveCloseDate, roundAmount } from './customer-automation.ts';
import { derive } from './derive.ts';
import { applyRules } from './rules.ts';
import { isExecuted, saveOne } from './save-one.ts';
import { ignoreAmount, rollUpProducts } from './products.ts';
import { stampSystem } from './stamps.ts';

/** Inserts one row, alone in its savepoint; returns its id. @throws OrgError */
export function createRow(
  tx: Transaction,
  type: string,
  input: Input,
  options: { isClone?: boolean } = {},
): string {
  const object = tx.org.schema.object(type);
  if (isExecuted(tx, object)) return saveOne(tx, { kind: 'create', type, input, ...options });
  return savepoint(tx, () => {
    checkCanWrite(tx, object);
    const given = coerceFields(object, input, modeOf(tx, 'create'));
    if (tx.isResource) tx.resourceValues.set(NEW_ROW, given);
    const row = { ...emptyRow(object), ...platformDefaults(tx, object), ...given };
    const saved = beforeSave(tx, object, row, null, options.isClone ?? false);
    const id = tx.org.newId(object.keyPrefix);
    const stamped = stampSystem(tx, { ...saved, Id: id, ...autoNumber(tx, object) }, true);
    return finish(tx, object, stamped, null);
  });
}

/** Updates one row, alone in its savepoint. @throws OrgError */
export function updateRow(tx: Transaction, type: string, id: string, input: Input): void {
  const object = tx.org.schema.object(type);
  if (isExecuted(tx, object)) return void saveOne(tx, { kind: 'update', type, id, input });
  savepoint(tx, () => {
    const old = existing(tx, object, id);
    checkCanWrite(tx, object);
    checkLock(tx, object, old);
    const given = coerceFields(object, input, modeOf(tx, 'update'));
    const row = ignoreAmount(object, { ...old, ...given }, old);
    const saved = beforeSave(tx, object, row, old, false);
    finish(tx, object, stampSystem(tx, saved, false), old);
  });
}

/** The stored row that a save may touch. @throws OrgError: never there, or deleted */
export function existing(tx: Transaction, object: ObjectDef, id: string): Row {
  const row = tx.org.tables.get(object.name, id);
  if (!row) throw saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [], 404);
  if (row['IsDeleted'] === true) throw saveError('ENTITY_IS_DELETED', 'entity is deleted', [], 404);
  return row;
}

const modeOf = (tx: Transaction, mode: 'create' | 'update') => ({
  mode,
  trimText: tx.org.switches.trimText,
  isSystem: tx.actor === 'system',
});

function beforeSave(
  tx: Transaction,
  object: ObjectDef,
  row: Row,
  old: Row | null,
  isClone: boolean,
): Row {
  const type = object.name;
  const when = tx.org.switches.roundAmount;
  let next = derive(tx.org, type, row, old);
  if (when === 'before-package') next = roundAmount(type, next);
  next = markBefore(tx, { type, row: next, old, isClone });
  if (when === 'after-package') next = roundAmount(type, next);
  next = derive(tx.org, type, next, old);
  checkRequired(tx.org, object, next);
  checkLookups(tx, object, next, old);
  applyRules(type, { row: next, old }, tx.org.rules);
  return next;
}

function finish(tx: Transaction, object: ObjectDef, row: Row, old: Row | null): string {
  const id = String(row['Id']);
  checkUnique(tx, object, row);
  tx.org.tables.write({
    kind: old ? 'update' : 'create',
    type: object.name,
    id,
    actor: tx.actor,
    after: row,
  });
  countRow(tx, id, isNews(object.name, row, old));
  afterSave(tx, object, row, old);
  return id;
}

function afterSave(tx: Transaction, object: ObjectDef, row: Row, old: Row | null): void {
  if (object.name === 'Microsoft_Solution__c') stampParent(tx, row);
  if (object.name === 'OpportunityLineItem') rollUpProducts(tx, String(row['OpportunityId']));
  if (object.name === 'OpportunityContactRole' && row['IsPrimary'] === true) onlyPrimary(tx, row);
  const moved = moveCloseDate(tx, object.name, row, old);
  if (moved) {
    asAutomation(tx, 'automation:move-close-date', () =>
      statement(tx, () => updateRow(tx, object.name, String(row['Id']), moved)),
    );
  }
}

/** The customer's rules on the deal must not block a change of its solutions, so a failure here is ignored. */
export function stampParent(tx: Transaction, solution: Row): void {
  const update = parentUpdate(tx, solution);
  if (!update) return;
  try {
    statement(tx, () => updateRow(tx, 'Opportunity', update.id, update.fields));
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
  }
}

/** Making a second contact primary clears the first. */
export function onlyPrimary(tx: Transaction, role: Row): void {
  for (const other of tx.org.tables.all('OpportunityContactRole')) {
    const isOther = other['OpportunityId'] === role['OpportunityId'] && other['Id'] !== role['Id'];
    if (isOther && other['IsPrimary'] === true && other['IsDeleted'] !== true) {
      statement(tx, () =>
        updateRow(tx, 'OpportunityContactRole', String(other['Id']), { IsPrimary: false }),
      );
    }
  }
}

export function asAutomation(tx: Transaction, actor: string, work: () => void): void {
  const outer = tx.actor;
  tx.actor = actor;
  try {
    work();
  } finally {
    tx.actor = outer;
  }
}

export function platformDefaults(tx: Transaction, object: ObjectDef): Row {
  const hasOwner = findField(object, 'OwnerId') !== undefined;
  return { IsDeleted: false, ...(hasOwner ? { OwnerId: tx.userId } : {}) };
}

export function autoNumber(tx: Transaction, object: ObjectDef): Row {
  const name = findField(object, 'Name');
  if (!name?.autoNumber) return {};
  const next = (tx.org.autoNumbers.get(object.name) ?? 0) + 1;
  tx.org.autoNumbers.set(object.name, next);
  const digits = (zeros: string) => String(next).padStart(zeros.length, '0');
  return { Name: name.autoNumber.replace(/\{(0+)\}/, (_all, zeros: string) => digits(zeros)) };
}
