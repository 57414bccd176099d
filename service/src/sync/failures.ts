/** How a visit that failed ends: whose fault it is, when the pair is looked at again, and what people are told. */
import { auditEntry } from '../domain/audit.ts';
import { bellForRefusal } from '../domain/bell.ts';
import { nextLookFor, attemptsOf } from '../domain/attempts.ts';
import { explain } from '../domain/catalogue.ts';
import { differing, type SyncStatus } from '../domain/mirror.ts';
import type { LastError } from '../domain/pair.ts';
import type { AuditEntry, Json, JsonObject } from '../domain/values.ts';
import { ClaimLost, HostFault, PairFault, StoreUnavailable } from '../errors.ts';
import type { RowChange } from './ports.ts';
import { ChangedMeanwhile, LookAgain, mayRing, nowIso, OlderRead, type Visit } from './visit.ts';

const FAILED_AFTER = 8;

/** What a person at the deal can fix needs attention; anything else is for the bridge to retry. */
export function statusOfFault(code: string): SyncStatus {
  return explain(code).who === 'seller' ? 'Needs Attention' : 'Failed';
}

/** Ends the claim of a failed visit. Never throws, but for an error of the store itself. */
export async function endFailedVisit(visit: Visit, error: unknown): Promise<void> {
  try {
    await endBy(visit, error);
  } catch (storeError) {
    if (!(storeError instanceof ClaimLost)) throw storeError;
  }
}

async function endBy(visit: Visit, error: unknown): Promise<void> {
  // Whoever has the claim now ends it.
  if (error instanceof ClaimLost) throw error;
  const { store, clock, timings } = visit.deps;
  const now = clock.now();
  if (error instanceof LookAgain) return store.release(visit.claim, {}, error.at);
  if (error instanceof ChangedMeanwhile) {
    // Again and again means that it is not a person: ever later, so that nothing spins.
    const times = visit.pair.versions.changedMeanwhile ?? 0;
    const wait = Math.min(timings.pairIntervalMs * 2 ** times, timings.staleRetryMs);
    const versions = { ...visit.pair.versions, changedMeanwhile: times + 1 };
    return store.release(visit.claim, { versions }, now + wait);
  }
  if (error instanceof OlderRead) return store.release(visit.claim, {}, now + timings.staleRetryMs);
  // Our own outage: no pair is to blame. While it lasts this fails as well, and the lease ends the claim.
  if (error instanceof StoreUnavailable) return store.release(visit.claim, {}, now);
  if (error instanceof HostFault) return endWithHostFault(visit, error, now);
  return endWithPairFault(visit, asPairFault(visit, error));
}

/** The host's gate waits for the host; the pair itself is due at once, and nothing is counted. */
async function endWithHostFault(visit: Visit, error: HostFault, now: number): Promise<void> {
  const { store, timings, log } = visit.deps;
  log.warn({ pairId: visit.pair.id, code: error.code, side: error.side }, 'host fault');
  const unknown = attemptsOf(visit.pair.attempt).find(
    (open) => open.kind === 'create' || open.kind === 'invite',
  );
  const dueAt = unknown && error.outcomeUnknown ? nextLookFor(unknown, now, timings) : now;
  await store.release(visit.claim, {}, dueAt);
}

async function endWithPairFault(visit: Visit, fault: PairFault): Promise<void> {
  const { store, log } = visit.deps;
  const lastError = lastErrorOf(visit, fault);
  const isNews =
    visit.pair.lastError?.code !== lastError.code ||
    visit.pair.lastError.detail !== lastError.detail;
  const failures = visit.pair.failures + 1;
  log.warn({ pairId: visit.pair.id, code: fault.code, side: fault.side, failures }, 'pair fault');
  const refused = isNews ? [refusalEntry(visit, lastError)] : [];
  const isElsewhere = await isOfAnotherPair(visit);
  const isTold = isElsewhere && (await tellOnce(visit, lastError, refused));
  const change: RowChange = {
    failures,
    lastError,
    // The token was seen: sweeping it again must not undo the back-off.
    versions: { ...visit.pair.versions, ...(visit.record ? { token: visit.record.token } : {}) },
    ...(visit.pair.state === 'stub' ? {} : { state: failures >= FAILED_AFTER ? 'failed' : 'open' }),
    audit: [...refused, ...(failures === FAILED_AFTER ? [gaveUpEntry(visit, lastError)] : [])],
    delivered: isTold ? refused.map(({ entryKey }) => entryKey) : [],
  };
  if (!isElsewhere && !visit.isSellerTold) await tellSeller(visit, lastError);
  await store.fail(visit.claim, change, retryAt(visit, failures));
}

/** The record that was read has a pair of its own, which writes what its status and message are. */
async function isOfAnotherPair({ record, pair, deps }: Visit): Promise<boolean> {
  if (!record || record.id === pair.recordId) return false;
  const owner = await deps.store.findByRecord(record.id);
  return owner !== undefined && owner.state !== 'stub' && owner.id !== pair.id;
}

function asPairFault(visit: Visit, error: unknown): PairFault {
  if (error instanceof PairFault) return error;
  visit.deps.log.error({ pairId: visit.pair.id, err: error }, 'unexpected failure of a visit');
  return new PairFault('bridge', 'unexpected', { cause: error });
}

function lastErrorOf(visit: Visit, fault: PairFault): LastError {
  return {
    code: fault.code,
    detail: fault.detail,
    at: nowIso(visit),
    side: fault.side,
    correlationId: visit.scope.correlationId,
  };
}

function refusalEntry(visit: Visit, error: LastError) {
  return auditEntry(visit.scope, {
    action: 'refused',
    side: error.side,
    reason: explain(error.code, error.detail).message,
  });
}

/** From here on it is looked at once a day, and stands on the list of the operations page. */
function gaveUpEntry(visit: Visit, error: LastError) {
  return auditEntry(visit.scope, {
    action: 'gaveUp',
    side: error.side,
    reason: explain(error.code, error.detail).message,
  });
}

function retryAt(visit: Visit, failures: number): number {
  const { clock, timings } = visit.deps;
  const backoff =
    failures >= FAILED_AFTER
      ? timings.regularLookMs
      : Math.min(timings.backoffFirstMs * 2 ** (failures - 1), timings.backoffLastMs);
  return clock.now() + backoff;
}

/** What concerns the record of another pair is in its history and rings once; its status is not ours to change. */
async function tellOnce(visit: Visit, error: LastError, audit: AuditEntry[]): Promise<boolean> {
  if (audit.length === 0) return false;
  const { message } = explain(error.code, error.detail);
  return writeAlone(visit, error, { bookkeeping: {}, audit, message });
}

/**
 * Status and sentence on the record, alone, as far as the record takes them: a validation rule may refuse that
 * too, and then the audit entry and the operations page still tell it.
 */
async function tellSeller(visit: Visit, error: LastError): Promise<void> {
  const { record } = visit;
  if (!record || record.deleted) return;
  const bookkeeping = differing(record, {
    Co_Sell_Sync_Status__c: statusOfFault(error.code),
    Co_Sell_Sync_Message__c: explain(error.code, error.detail).message,
  });
  if (Object.keys(bookkeeping).length === 0) return;
  const message = bookkeeping['Co_Sell_Sync_Message__c'];
  await writeAlone(visit, error, { bookkeeping, audit: [], message });
}

/** True once it was written; a validation rule may refuse that as well. */
async function writeAlone(
  visit: Visit,
  error: LastError,
  told: { bookkeeping: JsonObject; audit: AuditEntry[]; message: Json | undefined },
): Promise<boolean> {
  const { record } = visit;
  if (!record || record.deleted) return false;
  const { bookkeeping, audit, message } = told;
  const isForSeller = statusOfFault(error.code) === 'Needs Attention';
  const rings = isForSeller && typeof message === 'string' && mayRing(visit);
  try {
    const { outcome } = await visit.outside.salesforce.change(
      {
        object: record.object,
        id: record.id,
        token: null,
        expect: {},
        set: {},
        bookkeeping,
        clearToken: false,
        audit,
        ...(rings ? { notify: bellForRefusal(record.fields, message) } : {}),
      },
      visit.signal,
    );
    return outcome === 'written';
  } catch (cause) {
    visit.deps.log.warn(
      { pairId: visit.pair.id, code: cause instanceof PairFault ? cause.code : 'host' },
      'the record could not be told of the failure',
    );
    return false;
  }
}
