import { mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock, RingCause, Store } from '../sync/ports.ts';
import { readAudit } from './audit.ts';
import { bindStore } from './binding.ts';
import { commitChange, releaseClaim, settleClaim } from './changes.ts';
import { claimDue, renewClaims, voidClaims } from './claims.ts';
import { countPairs, nextDueAt } from './counts.ts';
import { claimCursor, saveCursor } from './cursors.ts';
import { type FileLock, lockFile } from './file-lock.ts';
import { migrate } from './migrate.ts';
import { findBy, findByEngagement, findOpenCreate, listPairs, versionsOf } from './reads.ts';
import { createRinger, ringEngagement } from './rings.ts';
import type { Db } from './schema.ts';
import { IN_MEMORY, openSqlite, unusable } from './sqlite.ts';
import { dropStub, giveOver } from './stubs.ts';

const FILE_NAME = 'co-sell-bridge.sqlite';
const DEFAULT_STUB_CAP = 1_000;
/** A rolling restart: the old process gets this long to finish. */
const DEFAULT_LOCK_WAIT_MS = 60_000;

export type StoreDeps = { clock: Clock; stubCap?: number; lockWaitMs?: number };

/**
 * Opens the store on a SQLite file (`:memory:` for one that is forgotten), brings its tables up to date and
 * voids the claims of the process before.
 * @throws CannotStart `store-locked`, `store-newer`, `store-migration`, `store-unusable`
 */
export async function openStore(
  options: { dataDir: string } | { file: string },
  deps: StoreDeps,
): Promise<Store> {
  const file = prepareFile('file' in options ? options.file : join(options.dataDir, FILE_NAME));
  const lock =
    file === IN_MEMORY ? undefined : await lockFile(file, deps.lockWaitMs ?? DEFAULT_LOCK_WAIT_MS);
  let db: Db | undefined;
  try {
    db = openSqlite(file);
    await migrate(db);
    await voidClaims(db);
    return createStore(db, lock, deps);
  } catch (error) {
    await db?.destroy();
    lock?.release();
    throw error;
  }
}

function prepareFile(file: string): string {
  if (file === IN_MEMORY) return file;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // The real path: two names of one folder must not become two locks.
    return join(realpathSync(dirname(file)), basename(file));
  } catch (cause) {
    throw unusable(file, cause);
  }
}

function createStore(db: Db, lock: FileLock | undefined, deps: StoreDeps): Store {
  const now = () => deps.clock.now();
  const ringer = createRinger({ db, clock: deps.clock, stubCap: deps.stubCap ?? DEFAULT_STUB_CAP });
  return {
    bind: (binding) => bindStore(db, binding),
    ring: (ring) => ringer.ring(ring),
    ringEngagement: (engagementId, cause, correlationId) =>
      ringEngagement(db, engagementId, { cause, correlationId }, now()),

    claim: (options) => claimDue(db, { ...options, now: now() }),
    renew: (claims, leaseMs) => renewClaims(db, claims, now() + leaseMs),
    commit: (claim, change) => commitChange(db, claim, change, now()),
    settle: (claim, change, due) => settleClaim(db, claim, change, { ...due, now: now() }),
    release: (claim, change, dueAt) =>
      releaseClaim(db, claim, change, { dueAt, now: now(), isAnswered: false }),
    fail: (claim, change, dueAt) =>
      releaseClaim(db, claim, change, { dueAt, now: now(), isAnswered: true }),
    dropStub: (claim) => dropStub(db, claim, now()),
    giveOver: (claim, id: string, cause: RingCause) =>
      giveOver(db, claim, { id, cause, now: now() }),

    findPair: (id) => findBy(db, 'id', id),
    findByRecord: (recordId) => findBy(db, 'record_id', recordId),
    findByReferral: (referralId) => findBy(db, 'referral_id', referralId),
    findByEngagement: (engagementId) => findByEngagement(db, engagementId),
    findOpenCreate: (reference) => findOpenCreate(db, reference),
    versionsOf: (ids) => versionsOf(db, ids),
    undeliveredAudit: (pairId) => readAudit(db, pairId, 'undelivered'),
    auditOf: (pairId) => readAudit(db, pairId, 'all'),

    counts: () => countPairs(db, now()),
    list: (filter) => listPairs(db, filter),
    nextDueAt: () => nextDueAt(db),
    claimCursor: (name, leaseMs) => claimCursor(db, name, { now: now(), leaseMs }),
    saveCursor: (cursor, value) => saveCursor(db, cursor, value),
    isReady: () => isReady(db),
    async close() {
      await ringer.close();
      await db.destroy();
      lock?.release();
    },
  };
}

async function isReady(db: Db): Promise<boolean> {
  try {
    await db.selectFrom('settings').select('name').limit(1).execute();
    return true;
  } catch {
    // Whatever is wrong, the answer to this question is no; the next real call says why.
    return false;
  }
}
