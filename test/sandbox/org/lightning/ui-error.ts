/**
 * Errors as they reach a component. Their bodies differ by what was asked: reads give a list, writes an object with
 * `output`, Apex an object of its own. https://developer.salesforce.com/docs/platform/lwc/guide/data-error.html
 */
import { STATUS_CODES } from 'node:http';
import type { OrgError } from '../errors.ts';
import { findField, type ObjectDef } from '../schema/types.ts';

export class UiError extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown, message: string) {
    super(message);
    this.name = 'UiError';
    this.status = status;
    this.body = body;
  }

  /** What goes over the wire, for the page to throw as it is. */
  toJSON(): { status: number; statusText: string; body: unknown } {
    const { status, body } = this;
    return { status, statusText: STATUS_TEXTS[status] ?? STATUS_CODES[status] ?? '', body };
  }
}

/** The words that components see differ from those of HTTP. */
const STATUS_TEXTS: { readonly [status: number]: string } = { 500: 'Server Error' };

/** A call that was not carried out. */
export const refused = (status: number, errorCode: string, message: string): UiError =>
  new UiError(status, [{ errorCode, message }], message);

export const notFound = (): UiError =>
  refused(404, 'NOT_FOUND', 'The requested resource does not exist');

export type SaveKind = 'create' | 'update' | 'delete';

/**
 * A save that was refused: at its fields where it names some, else at the record.
 * @param object as the user sees it: an error at a hidden field is one of the record
 */
export function saveFailed(
  object: ObjectDef,
  kind: SaveKind,
  { statusCode, message, fields, httpStatus }: OrgError,
): UiError {
  // Without a list of fields the call was refused before anything was saved.
  if (fields === undefined) return refused(httpStatus, statusCode, message);
  const problem = (field: string | null, fieldLabel: string | null) => ({
    constituentField: null,
    duplicateRecordError: null,
    errorCode: statusCode,
    field,
    fieldLabel,
    message,
  });
  const seen = fields.flatMap((name) => findField(object, name) ?? []);
  const words = `An error occurred while trying to ${kind} the record. Please try again.`;
  return new UiError(
    httpStatus,
    {
      message: words,
      statusCode: httpStatus,
      enhancedErrorType: 'RecordError',
      output: {
        errors: seen.length === 0 ? [problem(null, null)] : [],
        fieldErrors: Object.fromEntries(
          seen.map(({ name, label }) => [name, [problem(name, label)]]),
        ),
      },
    },
    message,
  );
}
