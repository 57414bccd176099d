/**
 * Duplicate rules of the org: what looks like a record that is there already is refused. One that only warns lets a
 * statement through whose caller says so (`DuplicateRuleHeader.allowSave`); one that blocks lets nobody through.
 */
import { OrgError } from '../errors.ts';
import { findField, type ObjectDef, type Row, type Value } from '../schema/types.ts';
import type { Transaction } from '../store/transaction.ts';

/** As a switch: records are the same when all of `fields` are, without regard to case; blanks are never the same. */
export type DuplicateRule = {
  name: string;
  object: string;
  fields: string[];
  action: 'alert' | 'block';
  /** The alert text that an admin wrote. */
  message: string;
};

/** @throws OrgError DUPLICATES_DETECTED of the first rule that finds one */
export function checkDuplicates(
  tx: Transaction,
  object: ObjectDef,
  row: Row,
  old: Row | null,
): void {
  for (const rule of tx.org.switches.duplicateRules) {
    if (rule.object !== object.name || isLetThrough(tx, rule)) continue;
    const fields = rule.fields.map((name) => fieldOf(object, name));
    if (old && fields.every((name) => old[name] === row[name])) continue;
    const twins = tx.org.tables.all(object.name).filter((other) => isTwin(other, row, fields));
    if (twins.length > 0) throw detected(object, rule, twins);
  }
}

const isLetThrough = ({ allowsDuplicates }: Transaction, { action }: DuplicateRule): boolean =>
  action === 'alert' && allowsDuplicates === true;

function fieldOf(object: ObjectDef, name: string): string {
  const field = findField(object, name);
  if (!field) throw new Error(`A duplicate rule names ${object.name}.${name}, which is not there`);
  return field.name;
}

function isTwin(other: Row, row: Row, fields: readonly string[]): boolean {
  if (other['IsDeleted'] === true || other['Id'] === row['Id']) return false;
  return fields.every(
    (name) => folded(row[name]) !== '' && folded(row[name]) === folded(other[name]),
  );
}

const folded = (value: Value | undefined): string =>
  value === null || value === undefined ? '' : String(value).trim().toLowerCase();

function detected(object: ObjectDef, rule: DuplicateRule, twins: readonly Row[]): OrgError {
  return new OrgError('DUPLICATES_DETECTED', rule.message, {
    fields: [],
    source: { by: 'customer', what: `duplicate rule ${rule.name}` },
    // The key is the platform's own misspelling.
    beside: { duplicateResut: resultOf(object, rule, twins) },
  });
}

const resultOf = (object: ObjectDef, rule: DuplicateRule, twins: readonly Row[]) => ({
  allowSave: rule.action === 'alert',
  duplicateRule: rule.name,
  duplicateRuleEntityType: object.name,
  errorMessage: rule.message,
  matchResults: [
    {
      entityType: object.name,
      errors: [],
      matchEngine: 'ExactMatchEngine',
      matchRecords: twins.map((twin) => ({
        additionalInformation: [],
        fieldDiffs: [],
        matchConfidence: 100,
        record: {
          attributes: {
            type: object.name,
            url: `/services/data/v65.0/sobjects/${object.name}/${String(twin['Id'])}`,
          },
          Id: twin['Id'],
        },
      })),
      rule: rule.name,
      size: twins.length,
      success: true,
    },
  ],
});
