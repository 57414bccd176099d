/**
 * The only place where text becomes SOQL. Names are checked, values are written as literals; whoever builds a
 * query uses these and constants, never a value as it came.
 */
import { isRecordId } from './record-id.ts';

const FIELD_PATH = /^[A-Za-z]\w*(\.[A-Za-z]\w*)?$/;
const API_NAME = /^[A-Za-z]\w*$/;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `Amount` or `Account.BillingCity`: a field of the object or of one parent. */
export const isFieldPath = (path: string): boolean => path.length <= 255 && FIELD_PATH.test(path);
export const isApiName = (name: string): boolean => name.length <= 255 && API_NAME.test(name);
/** A referral id as Partner Center writes it, in lower case. */
export const isGuid = (text: string): boolean => GUID.test(text);

/** `('006…','006…')`. @throws TypeError when one is no 18-character id. */
export function idList(ids: readonly string[]): string {
  return list(ids, isRecordId, 'an 18-character record id');
}

/** `('3f2b…','…')`. @throws TypeError when one is no GUID. */
export function guidList(guids: readonly string[]): string {
  return list(guids, isGuid, 'a lower-case GUID');
}

/** A date-time literal, e.g. `2026-11-22T10:00:00.000Z`. @throws TypeError when `iso` is no time. */
export function dateTime(iso: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new TypeError(`Expected an ISO time, got "${iso.slice(0, 40)}"`);
  return new Date(at).toISOString();
}

function list(
  values: readonly string[],
  isValid: (value: string) => boolean,
  expected: string,
): string {
  const wrong = values.find((value) => !isValid(value));
  if (wrong !== undefined)
    throw new TypeError(`Expected ${expected}, got "${wrong.slice(0, 40)}"; nothing was sent`);
  return `(${values.map((value) => `'${value}'`).join(',')})`;
}
