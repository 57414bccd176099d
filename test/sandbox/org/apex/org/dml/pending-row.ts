/** A row on its way through a statement. */
import type { OrgError } from '../../../errors.ts';
import type { Row } from '../../../schema/types.ts';
import type { Source } from '../../../store/origins.ts';
import type { RecordError, SObjectValue } from '../../values/sobject.ts';

export type RowKind = 'insert' | 'update' | 'delete' | 'undelete';

export type PendingRow = {
  /** As Apex has it; it gets the id. */
  record: SObjectValue;
  errors: RecordError[];
  /** Set once it is stored. */
  id: string | null;
  isCreated: boolean;
  /** Values that were checked already, where they do not come from the record. */
  given: Row | undefined;
  /** The org's own words for the first error. */
  failure: OrgError | undefined;
  /** What refused it first, where that is known better than "the platform". */
  source: Source | undefined;
  /** As it will be stored, while the statement runs. */
  row: Row;
  old: Row | null;
};

export const newPending = (record: SObjectValue): PendingRow => ({
  record,
  errors: [],
  id: null,
  isCreated: false,
  given: undefined,
  failure: undefined,
  source: undefined,
  row: {},
  old: null,
});

export const hasFailed = ({ errors }: PendingRow): boolean => errors.length > 0;
