import { join } from 'node:path';
import type { Clock, Store } from '../sync/ports.ts';
import { readAudit } from './audit.ts';
import { bindStore } from './binding.ts';
import { commitChange, releaseClaim, settleClaim } from './changes.ts';
import { auditedPairs, checkTrail } from './check-trail.ts';
import { claimDue, renewClaims } from './claims.ts';
import { countPairs, nextDueMs } from './counts.ts';
import { claimCursor, lastSweeps, releaseCursor, renewCursor, saveCursor } from './cursors.ts';
import type { Engine } from './engine.ts';
import { forgetAudit } from './forget-audit.ts';
import { openPostgresStore } from './open-postgres.ts';
import { openSqliteStore } from './open-sqlite.ts';
import { findBy, findByEngagement, findOpenCreate, listPairs, versionsOf } from './reads.ts';
import { createRinger } from './ringer.ts';
import { ringEngagement } from './rings.ts';
import type { SealingKeys } from './sealing.ts';
import { createSecrets, type SealedSecrets } from './secrets.ts';
import { dropStub, giveOver } from './stubs.ts';

const FILE_NAME = 'co-sell-bridge.sqlite';
const DEFAULT_STUB_CAP = 1_000;
/** A rolling restart: the old process gets this long to finish, a database server to come up. */
const DEFAULT_WAIT_MS = 60_000;

export type StoreDeps = { clock: Clock; stubCap?: number; lockWaitMs?: number };
export type StoreWithSecrets = Store & { secrets(keys: SealingKeys): SealedSecrets };

/**
 * Opens the store on a PostgreSQL database, or on a SQLite file (`:memory:` for one that is forgotten), and
 * brings its tables up to date.
 * @throws CannotStart `store-locked`, `store-newer`, `store-migration`, `store-unusable`
 */
export async function openStore(
  options: { databaseUrl: string } | { dataDir: string } | { file: string },
  deps: StoreDeps,
): Promise<StoreWithSecrets> {
  const waitMs = deps.lockWaitMs ?? DEFAULT_WAIT_MS;
  const engine =
    'databaseUrl' in options
      ? await openPostgresStore(options.databaseUrl, { waitMs })
      : await openSqliteStore('file' in options ? options.file : join(options.dataDir, FILE_NAME), {
          clock: deps.clock,
          waitMs,
        });
  return createStore(engine, deps);
}

function createStore(engine: Engine, { clock, stubCap }: StoreDeps): StoreWithSecrets {
  const { db, again } = engine;
  const ringer = createRinger(engine, stubCap ?? DEFAULT_STUB_CAP);
  /** A moment of the process's clock as milliseconds from now: the store's clock may be another. */
  const fromNow = (at: number) => Math.round(at - clock.now());
  return {
    bind: (binding) => again(() => bindStore(db, binding)),
    ring: (ring) => ringer.ring(ring),
    ringEngagement: (engagementId, cause, correlationId) =>
      again(() => ringEngagement(engine, engagementId, { cause, correlationId })),

    claim: (options) => again(() => claimDue(engine, { ...options, claimedAt: clock.now() })),
    renew: (claims, leaseMs) => again(() => renewClaims(engine, claims, leaseMs)),
    commit: (claim, change) => again(() => commitChange(engine, claim, change)),
    settle: (claim, change, { nextLookAt, notBefore }) =>
      again(() =>
        settleClaim(engine, claim, change, {
          nextLookMs: nextLookAt === null ? null : fromNow(nextLookAt),
          soonestMs: fromNow(notBefore),
        }),
      ),
    release: (claim, change, dueAt) =>
      again(() =>
        releaseClaim(engine, claim, change, { dueMs: fromNow(dueAt), isAnswered: false }),
      ),
    fail: (claim, change, dueAt) =>
      again(() => releaseClaim(engine, claim, change, { dueMs: fromNow(dueAt), isAnswered: true })),
    dropStub: (claim) => again(() => dropStub(engine, claim)),
    giveOver: (claim, id, cause) => again(() => giveOver(engine, claim, { id, cause })),

    findPair: (id) => again(() => findBy(db, 'id', id)),
    findByRecord: (recordId) => again(() => findBy(db, 'record_id', recordId)),
    findByReferral: (referralId) => again(() => findBy(db, 'referral_id', referralId)),
    findByEngagement: (engagementId) => again(() => findByEngagement(db, engagementId)),
    findOpenCreate: (reference) => again(() => findOpenCreate(db, reference)),
    versionsOf: (ids) => again(() => versionsOf(db, ids)),
    undeliveredAudit: (pairId) => again(() => readAudit(db, pairId, 'undelivered')),
    auditOf: (pairId) => again(() => readAudit(db, pairId, 'all')),
    auditedPairs: (page) => again(() => auditedPairs(db, page)),
    checkTrail: (pairId) => again(() => checkTrail(engine, pairId)),
    forgetAudit: (ageMs) => again(() => forgetAudit(engine, ageMs)),

    async counts() {
      const { oldestDueMs, ...counts } = await again(() => countPairs(engine));
      return { ...counts, oldestDueAt: oldestDueMs === null ? null : clock.now() - oldestDueMs };
    },
    list: (filter) => again(() => listPairs(engine, filter)),
    async nextDueAt() {
      const ms = await again(() => nextDueMs(engine));
      return ms === null ? null : clock.now() + ms;
    },
    claimCursor: (name, leaseMs) => again(() => claimCursor(engine, name, leaseMs)),
    renewCursor: (cursor, leaseMs) => again(() => renewCursor(engine, cursor, leaseMs)),
    saveCursor: (cursor, value) => again(() => saveCursor(engine, cursor, value)),
    releaseCursor: (cursor) => again(() => releaseCursor(engine, cursor)),
    lastSweeps: () => again(() => lastSweeps(db)),
    secrets: (keys) => triedAgain(createSecrets(db, keys), again),
    isReady: () => engine.isReady(),
    async close() {
      await ringer.close();
      await engine.close();
    },
  };
}

function triedAgain(secrets: SealedSecrets, again: Engine['again']): SealedSecrets {
  return {
    read: (name) => again(() => secrets.read(name)),
    async write(name, text, expected) {
      let tries = 0;
      return again(async () => {
        tries += 1;
        if (await secrets.write(name, text, expected)) return true;
        // The try before may have been committed although its answer got lost.
        const present = tries > 1 ? await secrets.read(name) : undefined;
        return present?.text === text && present.version === (expected ?? 0) + 1;
      });
    },
    remove: (name, expected) => again(() => secrets.remove(name, expected)),
    reseal: () => again(() => secrets.reseal()),
  };
}
