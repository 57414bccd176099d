/**
 * Sweeps find what no nudge announced. Server time, never ours; a cursor is stored only after every page was
 * rung, so a crash repeats a sweep and loses nothing.
 */
import { compareVersions, millisOf } from '../domain/versions.ts';
import type { BridgeDeps } from './deps.ts';
import type { Outside } from './outside.ts';
import type { RingCause, SweptRecord } from './ports.ts';
import { forgetHistory } from './forget-history.ts';
import { sweepSettings } from './sweep-settings.ts';

const MINUTE_MS = 60_000;
/** Stamped at the statement, visible at commit: long transactions surface late. */
const SALESFORCE_OVERLAP_MS = 20 * MINUTE_MS;
const PARTNER_CENTER_OVERLAP_MS = 15 * MINUTE_MS;
const EVER = '1970-01-01T00:00:00.000Z';

export type SweepName =
  'salesforce-tokens' | 'salesforce-modified' | 'partner-center' | 'settings' | 'history';
type Sweep = (deps: BridgeDeps, outside: Outside, cursor: string | null) => Promise<string | null>;

export const SWEEPS: Record<SweepName, Sweep> = {
  'salesforce-tokens': sweepTokens,
  'salesforce-modified': sweepModified,
  'partner-center': sweepPartnerCenter,
  settings: sweepSettings,
  history: forgetHistory,
};

/** Runs one sweep if no other process does; returns whether it ran. @throws HostFault */
export async function sweep(deps: BridgeDeps, outside: Outside, name: SweepName): Promise<boolean> {
  const cursor = await deps.store.claimCursor(name, deps.timings.leaseMs);
  if (!cursor) return false;
  const over = new AbortController();
  void keepClaim(deps, cursor, over.signal);
  try {
    const next = await SWEEPS[name](deps, outside, cursor.value);
    await deps.store.saveCursor(cursor, next);
    return true;
  } catch (error) {
    // A claim that was lost, or a store that is away, ends by itself; what went wrong first is worth more.
    await deps.store.releaseCursor(cursor).catch(() => undefined);
    throw error;
  } finally {
    over.abort();
  }
}

/** A first sweep may take far longer than a lease; without this, replicas would rob each other of it for ever. */
async function keepClaim(
  { store, clock, timings }: BridgeDeps,
  cursor: { name: string; token: number },
  over: AbortSignal,
): Promise<void> {
  for (;;) {
    await clock.sleep(timings.heartbeatMs, over);
    if (over.aborted) return;
    // A claim that was lost is told by the end of the sweep.
    await store.renewCursor(cursor, timings.leaseMs).catch(() => undefined);
  }
}

/** The record is its own outbox: whatever carries a token has something to tell. */
async function sweepTokens({ store }: BridgeDeps, outside: Outside): Promise<null> {
  for await (const rows of outside.salesforce.sweepTokens()) {
    await Promise.all(
      rows.map(({ id, token }) =>
        store.ring({ id: { recordId: id }, cause: 'token-sweep', ...(token ? { token } : {}) }),
      ),
    );
  }
  return null;
}

/** Much fires no trigger: opportunity products, account merges, cascade deletes, formulas. */
async function sweepModified(
  { store }: BridgeDeps,
  outside: Outside,
  cursor: string | null,
): Promise<string | null> {
  const since = cursor === null ? EVER : before(cursor, SALESFORCE_OVERLAP_MS);
  const cause: RingCause = cursor === null ? 'backfill' : 'time-sweep';
  let newest = cursor;
  for await (const { rows, serverTime } of outside.salesforce.sweepModified(since)) {
    const known = await store.versionsOf({ recordIds: rows.map(({ id }) => id) });
    const news = rows.filter((row) => isNewRecord(row, known.get(row.id)?.versions.salesforce));
    await Promise.all(news.map(({ id }) => store.ring({ id: { recordId: id }, cause })));
    newest = newer(newest, serverTime);
  }
  return newest;
}

function isNewRecord(row: SweptRecord, seen: string | undefined): boolean {
  return seen === undefined ? !row.deleted : compareVersions(row.version, seen) > 0;
}

/** Newest first until older than the cursor. The first sweep of a store takes every open referral, as a backfill. */
async function sweepPartnerCenter(
  deps: BridgeDeps,
  outside: Outside,
  cursor: string | null,
): Promise<string | null> {
  const until = cursor === null ? null : millisOf(before(cursor, PARTNER_CENTER_OVERLAP_MS));
  let newest = cursor;
  for await (const page of outside.partnerCenter.listNewest('updatedDateTime')) {
    const first = page[0];
    if (first) newest = newer(newest, first.updatedDateTime);
    const recent =
      until === null
        ? page.filter((row) => row.status !== 'Closed')
        : page.filter((row) => millisOf(row.updatedDateTime) >= until);
    await ringReferrals(deps, recent, cursor === null ? 'backfill' : 'time-sweep');
    if (until !== null && recent.length < page.length) break;
  }
  // Nothing there yet: whatever comes from now on is news, not the past of a new store.
  return newest ?? EVER;
}

type Row = { id: string; engagementId: string; organizationId: string; updatedDateTime: string };

async function ringReferrals(
  { store, config }: BridgeDeps,
  rows: Row[],
  cause: RingCause,
): Promise<void> {
  const isOurs = ({ organizationId }: Row) =>
    organizationId.toLowerCase() === config.organizationId.toLowerCase();
  const known = await store.versionsOf({ referralIds: rows.map(({ id }) => id) });
  const rings = rows.filter(isOurs).filter((row) => {
    const pair = known.get(row.id);
    return pair === undefined || (!isPaused(pair) && isNewer(row, pair.versions.partnerCenter));
  });
  // The row's own time: a read that lags behind the list is not taken for the news.
  await Promise.all(
    rings.map(({ id, updatedDateTime }) =>
      store.ring({ id: { referralId: id }, cause, notifiedAt: updatedDateTime }),
    ),
  );
  for (const row of rows.filter((row) => !isOurs(row))) await ringTheirs(store, row, cause);
}

/** Microsoft's half changed: its pair is found through the engagement. */
async function ringTheirs(store: BridgeDeps['store'], row: Row, cause: RingCause): Promise<void> {
  const pairs = await store.findByEngagement(row.engagementId);
  const isNews = pairs.some((pair) => !isPaused(pair) && isNewer(row, pair.versions.microsoft));
  if (isNews) await store.ringEngagement(row.engagementId, cause);
}

/**
 * Nothing travels then, so its visit does not read the referral and would be rung for the same news at every sweep.
 * What is switched on again is read afresh.
 */
const isPaused = ({ state }: { state: string }): boolean => state === 'paused';

const isNewer = ({ updatedDateTime }: Row, seen: string | undefined): boolean =>
  seen === undefined || compareVersions(updatedDateTime, seen) > 0;

function before(timestamp: string, ms: number): string {
  return new Date(millisOf(timestamp) - ms).toISOString();
}

function newer(a: string | null, b: string): string {
  return a === null || compareVersions(b, a) > 0 ? b : a;
}
