/** The audit trail of a change. A repeated key, or any other failure here, never fails the change. */
import { OrgError } from '../errors.ts';
import { createRow } from '../save/row.ts';
import { statement, type Transaction } from '../store/transaction.ts';
import type { AuditInput } from './shapes.ts';

const FIELDS: Record<string, string> = {
  entryKey: 'Entry_Key__c',
  occurred: 'Occurred__c',
  actor: 'Actor__c',
  side: 'Side__c',
  action: 'Action__c',
  field: 'Field__c',
  before: 'Before__c',
  after: 'After__c',
  reason: 'Reason__c',
  correlationId: 'Correlation_Id__c',
};

/** @throws OrgError INVALID_CHANGES for a property that no entry has: a mistake of the caller, not of the data */
export function writeAudit(
  tx: Transaction,
  type: 'Opportunity' | 'Lead',
  recordId: string,
  entries: AuditInput[],
): void {
  const rows = entries.map((entry) => ({
    ...rename(entry),
    Record_Id__c: recordId,
    [`${type}__c`]: recordId,
  }));
  statement(tx, () => {
    for (const row of rows) {
      try {
        createRow(tx, 'Co_Sell_Audit_Entry__c', row);
      } catch (error) {
        if (!(error instanceof OrgError)) throw error;
      }
    }
  });
}

const rename = (entry: AuditInput) =>
  Object.fromEntries(
    Object.entries(entry).map(([key, value]) => {
      const name = FIELDS[key];
      if (!name) throw new OrgError('INVALID_CHANGES', `An audit entry has no property ${key}`);
      return [name, value];
    }),
  );
