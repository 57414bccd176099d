/** What the audit trail says about a value of a deal. */
import { isSame, isSolution, readShown, salesforceName } from './fields.ts';
import type { Value } from './fields.ts';
import type { CheckInput, Row } from './verdict.ts';

export type AuditTrail = {
  /** The value gave way to another and was kept for people to see: a conflict's losing value. */
  namesLoser(about: About): boolean;
  /** A conflict's outcome, by the rule or by a person's choice. */
  namesWinner(about: About): boolean;
  /** The value could not be carried over, and the trail says so. */
  namesHeld(about: About): boolean;
  /** Salesforce or Partner Center took another value than was sent, or an answer came too late. */
  namesRefused(about: About): boolean;
};

/** `since` ms: entries written earlier speak of something else. */
export type About = { recordId: string; field: string; value: Value; since: number };

export function createAuditTrail(input: CheckInput): AuditTrail {
  const writtenAt = new Map(
    input.org
      .filter(({ type, kind }) => type === 'Co_Sell_Audit_Entry__c' && kind === 'create')
      .map(({ id, at }) => [id, Date.parse(at)]),
  );
  const byRecord = Map.groupBy(input.orgRows.auditEntries, recordOf);

  function has(about: About, actions: string[], columns: Column[]): boolean {
    const { recordId, field, value, since } = about;
    return (byRecord.get(recordId) ?? []).some(
      (row) =>
        actions.includes(String(row.Action__c)) &&
        !isPassing(row) &&
        isAbout(row, field) &&
        (writtenAt.get(String(row.Id)) ?? occurredAt(row)) >= since &&
        columns.some((column) => isText(field, value, row[column])),
    );
  }

  return {
    namesLoser: (about) => has(about, ['conflict'], ['Before__c']),
    namesWinner: (about) => has(about, ['conflict'], ['After__c']),
    namesHeld: (about) => has(about, ['held', 'refused', 'gaveUp'], BOTH),
    namesRefused: (about) => has(about, ['refused'], BOTH),
  };
}

type Column = 'Before__c' | 'After__c';
const BOTH: Column[] = ['Before__c', 'After__c'];

/** Holds that end by themselves: the value is owed afterwards, so an entry about the wait keeps nothing. */
const isPassing = (row: Row): boolean =>
  row.Action__c === 'held' && /^(undo|on-hold|open-question)$/.test(String(row.Reason__c ?? ''));

/** Of an entry that waits outside the org. */
const occurredAt = ({ Occurred__c: at }: Row): number =>
  typeof at === 'string' ? Date.parse(at) : Infinity;

const recordOf = (row: Row): string =>
  String(row.Record_Id__c ?? row.Opportunity__c ?? row.Lead__c ?? '');

function isAbout(row: Row, field: string): boolean {
  const named = String(row.Field__c ?? '');
  return named === field || (!isSolution(field) && named === salesforceName(field));
}

/** Long values are cut in the trail, with an ellipsis at the end. */
function isText(field: string, value: Value, raw: unknown): boolean {
  if (
    typeof raw === 'string' &&
    typeof value === 'string' &&
    raw.length > 3_900 &&
    raw.endsWith('…')
  ) {
    return value.startsWith(String(readShown(field, raw.slice(0, -1))));
  }
  return isSame(field, value, readShown(field, raw));
}
