/** An exception that a method lets out, as a component sees it. */
import type { FailedRow } from '../../apex/org/dml/dml-exception.ts';
import { exceptionMessage, exceptionTypeName } from '../../apex/values/exception-text.ts';
import type { ApexInstance } from '../../apex/values/instance.ts';
import { UiError } from '../ui-error.ts';

export function apexFailed(exception: ApexInstance): UiError {
  const message = exceptionMessage(exception);
  const isDml = exception.type.definition.name === 'DmlException';
  const rows = isDml ? (exception.exception?.details as FailedRow[] | undefined) : undefined;
  const body = rows && rows.length > 0 ? rowsFailed(rows) : plain(exception, message);
  return new UiError(500, body, message);
}

const plain = (exception: ApexInstance, message: string) => ({
  exceptionType: exceptionTypeName(exception),
  isUserDefinedException: exception.type.definition.isApex,
  message,
  stackTrace: exception.exception?.trace.join('\n') ?? '',
});

/** An uncaught DmlException arrives as what was wrong with its first row. */
function rowsFailed(rows: readonly FailedRow[]): object {
  const index = rows[0]?.index ?? 0;
  const errors = rows.filter((row) => row.index === index).map(({ error }) => error);
  const fieldErrors: { [field: string]: object[] } = {};
  const pageErrors: object[] = [];
  for (const { statusCode, message, fields } of errors) {
    if (fields.length === 0) pageErrors.push({ statusCode, message });
    for (const field of fields) (fieldErrors[field] ??= []).push({ statusCode, message });
  }
  return { duplicateResults: [], fieldErrors, index, pageErrors };
}
