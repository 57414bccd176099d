/**
 * The error objects that reach a component, modelled after a failed fetch. Their bodies differ by what was asked:
 * reads give a list, writes an object with `output`, Apex an object with `exceptionType`.
 * https://developer.salesforce.com/docs/platform/lwc/guide/data-error.html
 */
export class PlatformError extends Error {
  readonly status: number;
  readonly statusText: string;
  readonly body: unknown;

  constructor(status: number, statusText: string, body: unknown) {
    super(`${status} ${statusText}`);
    this.status = status;
    this.statusText = statusText;
    this.body = body;
  }
}

export type FieldProblem = { field: string; fieldLabel: string; code: string; message: string };

export const readFailed = (status: number, code: string, message: string): PlatformError =>
  new PlatformError(status, statusTextOf(status), [{ errorCode: code, message }]);

export function saveFailed(problems: FieldProblem[]): PlatformError {
  const fieldErrors: { [field: string]: object[] } = {};
  for (const { field, fieldLabel, code, message } of problems) {
    const error = { constituentField: null, duplicateRecordError: null, field, fieldLabel };
    (fieldErrors[field] ??= []).push({ ...error, errorCode: code, message });
  }
  return new PlatformError(400, 'Bad Request', {
    message: 'An error occurred while trying to update the record. Please try again.',
    statusCode: 400,
    enhancedErrorType: 'RecordError',
    output: { errors: [], fieldErrors },
  });
}

export const apexFailed = (exceptionType: string, message: string): PlatformError =>
  new PlatformError(500, 'Server Error', { exceptionType, isUserDefinedException: false, message });

/** What a component gets to see. Anything but a PlatformError is a mistake of ours and is passed on as it is. */
export function shownError(error: unknown): unknown {
  if (!(error instanceof PlatformError)) return error;
  const { status, statusText, body } = error;
  return { ok: false, status, statusText, headers: {}, body, errorType: 'fetchResponse' };
}

const STATUS_TEXTS: { readonly [status: number]: string } = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  412: 'Precondition Failed',
  503: 'Service Unavailable',
};

const statusTextOf = (status: number): string => STATUS_TEXTS[status] ?? 'Server Error';
