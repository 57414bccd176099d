/** Lets the independent checker look at everything that happened in a rig. */
import { expect } from 'vitest';
import { check } from '../checker/checker.ts';
import { isClean, reportVerdict } from '../checker/report.ts';
import { CLASSES, type Row, type Verdict } from '../checker/verdict.ts';
import type { OrgSim } from '../sandbox/org/server.ts';
import type { PartnerCenterSim } from '../sandbox/partner-center/server.ts';
import type { WaitingEntry } from './week/world.ts';

export type Judged = {
  org: OrgSim;
  partnerCenter: PartnerCenterSim;
  clock: { iso(): string };
  /** Entries of the history that are in the store alone, as JSON. */
  waitingEntries?(): WaitingEntry[];
};

/** The packaged conflict rules, written down here by hand: the checker must not learn them from the bridge. */
export const RULES = {
  dealValue: 'salesforce',
  closingDate: 'salesforce',
  notes: 'ask',
  solutions: 'salesforce',
} as const;

/** `leads`: whether the org receives them. */
export type JudgeOptions = { leads?: boolean };

export function verdictOf(judged: Judged, options: JudgeOptions = {}): Verdict {
  const { org, partnerCenter, clock } = judged;
  const journal = org.journal.entries();
  return check({
    org: journal,
    partnerCenter: partnerCenter.journal.entries(),
    orgRows: {
      records: [...rowsOf(org, 'Opportunity'), ...rowsOf(org, 'Lead')],
      solutions: rowsOf(org, 'Microsoft_Solution__c'),
      auditEntries: [...rowsOf(org, 'Co_Sell_Audit_Entry__c'), ...keptForDeleted(judged)],
    },
    refusals: org.refusals(),
    referrals: partnerCenter.referrals().map((referral) => ({ ...referral })),
    now: clock.iso(),
    options: { organizationId: partnerCenter.organizationId, rules: RULES, ...options },
  });
}

/** @throws AssertionError with the checker's table and its findings */
export function expectSound(judged: Judged, options: JudgeOptions = {}): Verdict {
  const verdict = verdictOf(judged, options);
  if (!isClean(verdict)) {
    const history = historyOf(judged, verdict).join('\n');
    expect.fail(
      `the checker found:\n${reportVerdict(verdict)}\n\nwhat was written there:\n${history}`,
    );
  }
  expect(verdict.counts.edits, 'the checker must have seen edits').toBeGreaterThan(0);
  return verdict;
}

const LINES_TOLD = 60;

/** Every write to what the findings name, on both sides, in the order of time. */
export function historyOf({ org, partnerCenter }: Judged, verdict: Verdict): string[] {
  const ids = new Set(CLASSES.flatMap((name) => verdict[name].flatMap((finding) => finding.ids)));
  const lines = Object.entries({ org, partnerCenter }).flatMap(([side, { journal }]) =>
    journal
      .entries()
      .filter(({ id, after }) => ids.has(id) || ids.has(String(after?.['Referral_Identifier__c'])))
      .map(({ at, seq, actor, kind, type, id, changed }) => {
        return `${at} ${side}#${seq} ${actor} ${kind} ${type} ${id}: ${changed.join(', ')}`;
      }),
  );
  return lines.sort().slice(0, LINES_TOLD);
}

/** A deleted record takes no entries: they wait in the store until it comes back. */
function keptForDeleted({ org, waitingEntries }: Judged): Row[] {
  const records = new Map(rowsOf(org, 'Opportunity').map((row) => [row['Id'], row]));
  return (waitingEntries?.() ?? []).flatMap(({ record_id, entry }) => {
    if (records.get(record_id)?.['IsDeleted'] !== true) return [];
    const { entryKey, action, field, before, after, reason, occurred } = JSON.parse(entry) as Row;
    return {
      ...{ Id: entryKey, Record_Id__c: record_id, Action__c: action, Field__c: field },
      ...{ Before__c: before, After__c: after, Reason__c: reason, Occurred__c: occurred },
    };
  });
}

/** The rows a type holds at the end, deleted ones included; the journal names them, the org shows them. */
function rowsOf(org: OrgSim, type: string): Row[] {
  const last = new Map<string, Row>();
  for (const entry of org.journal.entries()) {
    if (entry.type === type && entry.after) last.set(entry.id, entry.after);
  }
  return [...last].map(([id, after]) => org.as('system').get(type, id) ?? after);
}
