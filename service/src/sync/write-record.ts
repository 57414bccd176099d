/** The last step of a visit: one change of the record, with everything it is to be told. */
import { auditEntry, auditText, type AuditDraft } from '../domain/audit.ts';
import { answeredRequests } from '../domain/answered-requests.ts';
import { openAttempt, settleWrite, withoutWrites, writeAttempt } from '../domain/attempts.ts';
import type { Bell } from '../domain/bell.ts';
import { SCALAR_FIELDS, solutionFields } from '../domain/canonical.ts';
import { explain } from '../domain/catalogue.ts';
import type { ChangeResult, RecordUpdate } from '../domain/changes.ts';
import type { Plan } from '../domain/draft.ts';
import { differing } from '../domain/mirror.ts';
import type { Attempt } from '../domain/pair.ts';
import {
  readRecord,
  writeContactRows,
  writeRecord,
  writeSolutionRows,
} from '../domain/salesforce-lens.ts';
import { writtenEntries } from '../domain/told-writes.ts';
import type {
  AuditEntry,
  Json,
  JsonObject,
  Member,
  RecordSnapshot,
  Shown,
  Solution,
} from '../domain/values.ts';
import { PairFault } from '../errors.ts';
import { recentWritesAfter } from './recent-writes.ts';
import { ChangedMeanwhile, commit, LookAgain, nowIso, type Visit } from './visit.ts';

export type RecordNews = {
  /** Mirrors, sync status and message, as wanted; only what differs is written. */
  bookkeeping: JsonObject;
  plan?: Plan;
  /** Wishes that leave the record without a plan. */
  clear?: JsonObject;
  /** What the owner is told with it, by what the record does not show yet. */
  bell?: (news: JsonObject) => Bell | undefined;
  /** Key of the reminder that is told by then, or had to be kept quiet. */
  reminded?: string | undefined;
};

/**
 * Writes what the record does not show yet, clears the change token that was read, and delivers the audit.
 * Nothing to say: nothing is called. Returns whether the record was edited meanwhile (a newer token).
 */
export async function writeRecordNews(
  visit: Visit,
  record: RecordSnapshot,
  news: RecordNews,
): Promise<{ editedMeanwhile: boolean }> {
  const attempt = news.plan ? recordAttempt(visit, news.plan) : undefined;
  const undelivered = await visit.deps.store.undeliveredAudit(visit.pair.id);
  const update = buildUpdate(visit, record, news, [...undelivered, ...(attempt?.audit ?? [])]);
  if (!update) {
    await rememberRead(visit, record, news.reminded);
    return { editedMeanwhile: false };
  }
  const before = visit.pair.attempt;
  if (attempt) await commit(visit, { attempt: openAttempt(attempt, before) });
  const result = await visit.outside.salesforce.change(update, visit.signal);
  await settleChange(visit, { record, update, result, news, attempt, before });
  const token = result.values['Co_Sell_Change_Token__c'] ?? null;
  return { editedMeanwhile: token !== null };
}

function recordAttempt(visit: Visit, plan: Plan): Attempt | undefined {
  if (plan.toSalesforce.size === 0) return undefined;
  return writeAttempt({
    kind: 'update-record',
    writes: plan.toSalesforce,
    shown: plan.shown,
    base: plan.base,
    startedAt: nowIso(visit),
    audit: writtenEntries(visit.scope, plan),
  });
}

function buildUpdate(
  visit: Visit,
  record: RecordSnapshot,
  { plan, bookkeeping, bell, clear }: RecordNews,
  audit: AuditEntry[],
): RecordUpdate | undefined {
  const set: JsonObject = plan
    ? {
        ...writeRecord(plan.shown.salesforce, plan.toSalesforce, visit.mapping, visit.profile),
        ...plan.clear,
      }
    : { ...answeredRequests(record), ...clear };
  const solutions = plan && writeSolutionRows(plan.shown.salesforce, plan.toSalesforce);
  const contacts = plan && writeContactRows(plan.toSalesforce);
  const told = differing(record, bookkeeping);
  const notify = bell?.({ ...told });
  const writesValues =
    Object.keys(set).length > 0 || solutions !== undefined || contacts !== undefined;
  const isSilent = audit.length === 0 && !notify;
  if (!writesValues && Object.keys(told).length === 0 && !record.token && isSilent) {
    return undefined;
  }
  if (audit.length > 0) {
    Object.assign(
      told,
      differing(record, { Audit__c: auditText(record.fields['Audit__c'], audit) }),
    );
  }
  // With the audit alone nothing of the record is written, and so it says nothing of a sync either.
  const writesRecord = writesValues || Object.keys(told).length > 0 || record.token !== null;
  return {
    object: record.object,
    id: record.id,
    token: record.token,
    expect: writesValues ? expectedFields(visit, record, set) : {},
    set,
    bookkeeping: writesRecord ? { ...told, ...lastSynced(visit, record) } : {},
    clearToken: record.token !== null,
    ...(solutions ? { solutions } : {}),
    ...(contacts ? { contacts } : {}),
    audit,
    ...(notify ? { notify } : {}),
  };
}

/** Every field of the record the decision read; those reached through a lookup cannot be compared there. */
function expectedFields(visit: Visit, record: RecordSnapshot, set: JsonObject): JsonObject {
  const merged = [...visit.mapping.fields.values()]
    .filter(({ canonical }) => canonical in SCALAR_FIELDS)
    .flatMap(({ reads }) => reads)
    .filter((path) => !path.includes('.'));
  const names = ['StageName', 'Sync_with_Partner_Center__c', ...merged, ...Object.keys(set)];
  const expected: JsonObject = {};
  for (const name of names) {
    const value = record.fields[name];
    if (value !== undefined) expected[name] = value;
  }
  return expected;
}

function lastSynced(visit: Visit, record: RecordSnapshot): JsonObject {
  return differing(record, { Co_Sell_Last_Synced__c: `${nowIso(visit).slice(0, 19)}.000Z` });
}

async function rememberRead(
  visit: Visit,
  record: RecordSnapshot,
  reminded: string | undefined,
): Promise<void> {
  const { versions } = visit.pair;
  const isRead = versions.salesforce === record.version && versions.token === record.token;
  if (isRead && (reminded === undefined || versions.reminded === reminded)) return;
  await commit(visit, {
    versions: {
      ...versions,
      ...remindedBy(reminded),
      salesforce: record.version,
      token: record.token,
    },
  });
}

const remindedBy = (reminded: string | undefined) => (reminded === undefined ? {} : { reminded });

type Settling = {
  record: RecordSnapshot;
  update: RecordUpdate;
  result: ChangeResult;
  news: RecordNews;
  attempt: Attempt | undefined;
  /** What was open before it. */
  before: Attempt | null;
};

async function settleChange(visit: Visit, settling: Settling): Promise<void> {
  const { result, attempt, before } = settling;
  if (result.outcome === 'written') return settleWritten(visit, settling);
  // A known outcome: nothing of this one can come back to us. What was open before may, and be why this one came too late.
  if (attempt) await commit(visit, { attempt: before });
  throwUnlessWritten(visit, result);
}

/** What an outcome other than `written` means for the visit. */
export function throwUnlessWritten(visit: Visit, result: ChangeResult): void {
  if (result.outcome === 'written') return;
  const { clock, timings } = visit.deps;
  if (result.outcome === 'stale') throw new ChangedMeanwhile('the record was edited meanwhile');
  if (result.outcome === 'locked') throw new LookAgain(clock.now() + timings.pairIntervalMs);
  const detail = result.errors.map((error) => error.message).join(' ');
  const isApproval = result.errors.some((error) => error.statusCode === 'ENTITY_IS_LOCKED');
  if (isApproval) throw new PairFault('salesforce', 'record-locked', { detail });
  throw new PairFault('salesforce', CODE_OF[result.outcome] ?? 'salesforce-rejected', { detail });
}

const CODE_OF: Partial<Record<ChangeResult['outcome'], string>> = {
  rejected: 'salesforce-rejected',
  forbidden: 'salesforce-forbidden',
  missing: 'no-record',
};

async function settleWritten(
  visit: Visit,
  { record, update, result, news, attempt }: Settling,
): Promise<void> {
  const { plan, reminded } = news;
  const { values } = result;
  visit.record = asAnswered(record, values);
  const { base, versions } = visit.pair;
  const { held } = plan ?? visit.pair;
  const answered =
    attempt && plan ? answeredValues(visit, record, values, plan.isInbound) : undefined;
  const outcome = attempt && base && answered ? settleWrite(base, attempt, answered) : undefined;
  const refused = outcome && plan ? refusedMoves(visit, plan, answered ?? {}, outcome.refused) : [];
  await commit(visit, {
    ...(outcome ? { base: outcome.base } : {}),
    ...(attempt ? { attempt: withoutWrites(visit.pair.attempt, 'salesforce') } : {}),
    held: { ...held, ...Object.fromEntries(refused.map(({ field, move }) => [field, move])) },
    versions: {
      ...versions,
      ...remindedBy(reminded),
      salesforce: textOr(values['SystemModstamp'], record.version),
      token: textOr(values['Co_Sell_Change_Token__c'], null),
    },
    ...(attempt ? { recentWrites: recentWritesAfter(visit, attempt) } : {}),
    audit: [...(attempt?.audit ?? []), ...refused.map(({ audit }) => audit)],
    delivered: update.audit.map((line) => line.entryKey),
  });
  // What was written says Synced: nobody knew yet that the org would make another value of it.
  if (refused.length > 0) throw new LookAgain(visit.deps.clock.now());
}

/** A fault later in the visit must not tell the seller again what this write has told. */
const asAnswered = (record: RecordSnapshot, values: ChangeResult['values']): RecordSnapshot => ({
  ...record,
  version: textOr(values['SystemModstamp'], record.version),
  token: textOr(values['Co_Sell_Change_Token__c'], null),
  fields: { ...record.fields, ...values },
});

/** The record as the answer shows it: re-read after the DML, with whatever flows and rounding did. */
function answeredValues(
  visit: Visit,
  record: RecordSnapshot,
  values: ChangeResult['values'],
  isInbound: boolean,
): Shown {
  const solutions = values['Microsoft_Solutions__r'];
  const contacts = values['OpportunityContactRoles'];
  const fields = { ...record.fields, ...values };
  const after = {
    object: record.object,
    fields,
    solutions: Array.isArray(solutions) ? (solutions as unknown as Solution[]) : record.solutions,
    contacts: Array.isArray(contacts) ? (contacts as unknown as Member[]) : record.contacts,
  };
  return {
    ...readRecord(after, visit.mapping, visit.profile, isInbound),
    ...(Array.isArray(solutions) ? solutionFields(after.solutions) : {}),
  };
}

function refusedMoves(visit: Visit, plan: Plan, answered: Shown, fields: (keyof Shown)[]) {
  return fields.map((field) => {
    const theirs = plan.shown.partnerCenter[field] ?? null;
    const ours = answered[field] ?? null;
    const reason = explain('refused').code;
    return {
      field,
      move: {
        reason: 'refused' as const,
        partnerCenter: theirs,
        salesforce: ours,
        since: nowIso(visit),
      },
      audit: entry(visit, {
        action: 'refused',
        side: 'salesforce',
        field,
        before: theirs,
        after: ours,
        reason,
      }),
    };
  });
}

function entry(visit: Visit, draft: AuditDraft): AuditEntry {
  return auditEntry(visit.scope, draft);
}

function textOr<T>(value: Json | undefined, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}
