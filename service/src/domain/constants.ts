/** Rows that do not carry a value but make one: constants and templates. */
import {
  ACCOUNT,
  isCanonical,
  isCreateField,
  isPath,
  shownByConstant,
  shownByTemplate,
  wrong,
  wrongPath,
  type Wrong,
} from './mapped-field.ts';
import type { MappedField } from './mapping.ts';
import type { MappingRow } from './org.ts';
import { namesIn, render } from './template.ts';
import type { Json, Shown } from './values.ts';

/** A field that every record made for an inbound referral is given, or the account made with it (`Account.…`). */
export type Constant = {
  /** Developer name of the row. */
  row: string;
  field: string;
  /** A text with canonical fields in braces when it is a template. */
  value: string;
  isTemplate?: true;
};

const INWARD = 'To Salesforce';
const OUTWARD = 'To Partner Center';

/**
 * To Salesforce, its canonical field is a name of the admin's, so that every constant has a key of its own; to Partner
 * Center it is one that goes with a new referral.
 */
export function compileConstant(row: MappingRow): Constant | MappedField | Wrong {
  const { transformArgument: value, canonicalField } = row;
  if (row.direction === OUTWARD && isCanonical(canonicalField)) {
    if (!isCreateField(canonicalField))
      return wrong(
        'bad-transform',
        `"${canonicalField}" changes with the deal and takes no constant`,
      );
    return value ? shownByConstant(row, value) : withoutValue();
  }
  const problem = checkMade(row, 'a constant');
  if (problem) return problem;
  return value ? { row: row.developerName, field: row.field, value } : withoutValue();
}

export function compileTemplate(row: MappingRow): Constant | MappedField | Wrong {
  const { transformArgument: value } = row;
  if (!value)
    return wrong('bad-argument', 'a template needs its text in the transformation argument');
  if (row.direction === OUTWARD) return shownByTemplate(row, value);
  const problem = checkMade(row, 'a template');
  if (problem) return problem;
  const unknown = namesIn(value).find((name) => !isCanonical(name));
  if (unknown !== undefined)
    return wrong('unknown-canonical', `unknown canonical field "${unknown}" in the template`);
  return { row: row.developerName, field: row.field, value, isTemplate: true };
}

/** Null for a template that names nothing the referral has. */
export function valueOf({ value, isTemplate }: Constant, shown: Shown): Json {
  if (!isTemplate) return value;
  return render(value, (name) => shown[name as keyof Shown] ?? null);
}

function withoutValue(): Wrong {
  return wrong('bad-argument', 'a constant needs its value in the transformation argument');
}

function checkMade({ canonicalField, direction, field, onCreate }: MappingRow, what: string) {
  if (isCanonical(canonicalField))
    return wrong(
      'unknown-canonical',
      `${what} takes a name of its own, "${canonicalField}" is a field of the referral`,
    );
  if (direction !== INWARD) return wrong('bad-direction', `${what} goes To Salesforce`);
  if (!onCreate)
    return wrong(
      'only-on-create',
      `${what} is set only when a record is created: On Create is off`,
    );
  if (!isPath(field)) return wrongPath(field);
  if (field.includes('.') && !field.startsWith(ACCOUNT) && field !== 'RecordType.DeveloperName')
    return wrong('bad-path', `${what} is a field of the record itself or of its account`);
  return undefined;
}
