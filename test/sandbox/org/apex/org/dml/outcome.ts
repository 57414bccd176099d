/** How a row of a statement ended. */
import type { RecordError } from '../../values/sobject.ts';
import type { OrgError } from '../../../errors.ts';

export type RowOutcome = {
  id: string | null;
  errors: RecordError[];
  /** Of an upsert. */
  isCreated: boolean;
};

export const asRecordError = ({ statusCode, message, fields }: OrgError): RecordError => ({
  statusCode,
  message,
  fields: fields ?? [],
});
