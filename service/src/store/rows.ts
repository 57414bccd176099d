/** The one place where rows become pairs and changes become columns. */
import type { Pair } from '../domain/pair.ts';
import type { RowChange } from '../sync/ports.ts';
import { checkRecordId, checkReferralId } from './ids.ts';
import type { PairColumns, PairRow } from './schema.ts';

export function toPair(row: PairRow): Pair {
  return {
    id: row.id,
    recordId: row.record_id,
    referralId: row.referral_id,
    engagementId: row.engagement_id,
    state: row.state,
    rung: row.rung,
    settledRung: row.settled_rung,
    dueAt: row.due_at,
    priority: row.priority,
    claimToken: row.claim_token,
    claimedUntil: row.claimed_until,
    failures: row.failures,
    lastError: parse(row.last_error),
    attempt: parse(row.attempt),
    held: parse(row.held) ?? {},
    base: parse(row.base),
    versions: parse(row.versions) ?? {},
    notifiedAt: row.notified_at,
    recentWrites: parse(row.recent_writes) ?? {},
    correlationId: row.rung > row.settled_rung ? row.correlation_id : null,
    createdAt: row.created_at,
  };
}

/** Columns of a change; a key that is absent leaves its columns as they are. */
export function toColumns(change: RowChange): PairColumns {
  const columns: PairColumns = {};
  if (change.recordId !== undefined) {
    columns.record_id = change.recordId && checkRecordId(change.recordId);
  }
  if (change.referralId !== undefined) {
    columns.referral_id = change.referralId && checkReferralId(change.referralId);
  }
  if (change.engagementId !== undefined) columns.engagement_id = change.engagementId;
  if (change.failures !== undefined) columns.failures = change.failures;
  if (change.priority !== undefined) columns.priority = change.priority;
  return { ...columns, ...stateColumns(change), ...jsonColumns(change) };
}

function stateColumns({ state }: RowChange): PairColumns {
  if (state === undefined) return {};
  return {
    state,
    ...(state === 'stub' ? {} : { webhook_stub: 0 }),
    ...(state === 'tombstone' ? { due_at: null } : {}),
  };
}

function jsonColumns(change: RowChange): PairColumns {
  const columns: PairColumns = {};
  if (change.lastError !== undefined) columns.last_error = write(change.lastError);
  if (change.base !== undefined) columns.base = write(change.base);
  if (change.held !== undefined) columns.held = JSON.stringify(change.held);
  if (change.recentWrites !== undefined) {
    columns.recent_writes = JSON.stringify(change.recentWrites);
  }
  if (change.versions !== undefined) {
    columns.versions = JSON.stringify(change.versions);
    columns.version_token = change.versions.token ?? null;
  }
  if (change.attempt !== undefined) {
    columns.attempt = write(change.attempt);
    columns.create_reference =
      change.attempt?.kind === 'create' ? (change.attempt.externalReferenceId ?? null) : null;
  }
  return columns;
}

export function parse<T>(text: string): T;
export function parse<T>(text: string | null): T | null;
export function parse<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

function write(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
