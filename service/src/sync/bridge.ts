/** The core put together: what the doors call, and the loops behind them. */
import { explain } from '../domain/catalogue.ts';
import { adviceOf } from '../domain/mapping-problems.ts';
import type { Pair } from '../domain/pair.ts';
import { preflight as check } from '../domain/preflight.ts';
import { readForSharing } from '../domain/salesforce-lens.ts';
import { settingsProblems } from '../domain/settings-problems.ts';
import { PairFault } from '../errors.ts';
import { createBinding } from './binding.ts';
import { createBudget, gatesWithBudget } from './budget.ts';
import { createCorrelation } from './correlation.ts';
import type { Bridge, Health, PreflightAnswer, SyncAnswer } from './bridge-port.ts';
import {
  isConnected,
  isReachable,
  withConnectionAdvice,
  withWebhookAdvice,
} from './connection-health.ts';
import type { BridgeDeps } from './deps.ts';
import { pagesOfPairs, ringIdOf } from './every-pair.ts';
import { keptSince } from './forget-history.ts';
import { createGates } from './gates.ts';
import { createMappingDesk } from './mapping-desk.ts';
import { createMeasure } from './measure.ts';
import { observeStore } from './observed-store.ts';
import { behindGates } from './outside.ts';
import type { RingReceipt, Ring } from './ports.ts';
import { createSweeper } from './sweeper.ts';
import { verifyAudit } from './verify-audit.ts';
import { mappingOf, mappingOfRecord } from './visit.ts';
import { troubledPair } from './troubled-pair.ts';
import { createWorker } from './worker.ts';

const WAIT_STEP_MS = 50;

export function createBridge(given: BridgeDeps): Bridge {
  const { observe = () => undefined, correlation = createCorrelation() } = given;
  const deps = { ...given, store: observeStore(given.store, observe) };
  const { store, clock, timings, log } = deps;
  const gates = createGates(clock, timings, observe);
  const outside = behindGates(deps, gates, null);
  const binding = createBinding(deps, outside);
  const { isBound } = binding;
  const { salesforce } = outside;
  const budget = createBudget({ salesforce, clock, log, limit: deps.config.dailyShare });
  const worker = createWorker(deps, { gates, budget, binding, correlation });
  const sweeper = createSweeper(deps, { gates, budget, isBound, onRung: worker.wake });
  const gateStates = () => gatesWithBudget(gates.states(), budget);
  const measure = createMeasure(deps, { gateStates, sweeper, budget });
  const mappingDesk = createMappingDesk(deps, outside);
  let problems: string[] = [];

  async function ring(request: Ring): Promise<RingReceipt> {
    const receipt = await store.ring(request);
    if (request.cause === 'person') budget.noteAsked(receipt.pairId);
    worker.wake();
    return receipt;
  }

  return {
    async start() {
      worker.start();
      sweeper.start();
    },

    async stop() {
      // A sweep may wait for a slow host; meanwhile nothing more may be claimed.
      await Promise.all([worker.stop(), sweeper.stop()]);
    },

    ring,

    measure,

    reconnected(side) {
      gates.reset(side);
      worker.wake();
      sweeper.wake();
    },

    async recordsChanged(ids, more, correlationId) {
      await Promise.all(
        ids.map((recordId) => ring({ id: { recordId }, cause: 'nudge', correlationId })),
      );
      // The nudge names only the first chunk: whatever else was touched carries a token.
      if (more && budget.level() !== 'people' && (await isBound()))
        void sweeper.run('salesforce-tokens').catch(() => log.warn({}, 'token sweep failed'));
    },

    async syncNow(recordId, correlationId): Promise<SyncAnswer> {
      const receipt = await ring({ id: { recordId }, cause: 'person', correlationId });
      const until = clock.now() + timings.syncWaitMs;
      let pair = await currentPair(receipt, recordId);
      while (pair && !isSettled(pair, receipt) && clock.now() < until) {
        await clock.sleep(WAIT_STEP_MS);
        pair = await currentPair(receipt, recordId);
      }
      return answerOf(pair, receipt);
    },

    preflight: (recordId, correlationId = deps.newId()) =>
      correlation.run(correlationId, () => checkBeforeSharing(recordId)),

    checkMapping: (countsDeals) => mappingDesk.check(countsDeals),

    dryRun: (recordId, correlationId = deps.newId()) =>
      correlation.run(correlationId, () => mappingDesk.dryRun(recordId, correlationId)),

    async health(): Promise<Health> {
      const pairs = await store.counts();
      const states = gateStates();
      const bound = await isBound();
      await refreshProblems();
      const connections = await Promise.all((deps.signIns ?? []).map((one) => one.status()));
      const webhook = deps.webhooks?.status();
      return {
        ok:
          bound &&
          pairs.failed === 0 &&
          states.every(({ state }) => state === 'open') &&
          connections.every(isConnected) &&
          (!webhook || isReachable(webhook)),
        org: {
          bound,
          orgId: bound ? deps.config.orgId : null,
          refused: binding.refused(),
        },
        pairs,
        gates: states,
        oldestDueSeconds:
          pairs.oldestDueAt === null
            ? null
            : Math.max(0, Math.round((clock.now() - pairs.oldestDueAt) / 1000)),
        lastSweep: await sweeper.last(),
        profileProblems: problems,
        connections: connections.map(withConnectionAdvice),
        webhook: webhook ? withWebhookAdvice(webhook) : null,
      };
    },

    async troubledPairs({ state, ...page }) {
      const pairs = await store.list({
        ...(state === 'failed' ? { state } : { troubled: true }),
        ...page,
      });
      return pairs.map(troubledPair);
    },

    async retry(pairId, correlationId) {
      const pair = await store.findPair(pairId);
      const id = pair && ringIdOf(pair);
      if (!id) return false;
      await ring({ id, cause: 'person', correlationId });
      return true;
    },

    async retryAll(correlationId) {
      let rung = 0;
      for await (const pairs of pagesOfPairs(store, { troubled: true })) {
        for (const pair of pairs) {
          const id = ringIdOf(pair);
          if (id) await ring({ id, cause: 'person', correlationId });
        }
        rung += pairs.length;
      }
      return rung;
    },

    async verifyAudit(options) {
      const { settings } = await salesforce.profile().catch(() => ({ settings: undefined }));
      const keptFrom = keptSince(settings?.auditRetentionDays ?? null, clock.now()) ?? 0;
      return verifyAudit({ store, salesforce, clock, keptFrom }, options);
    },

    refusesOrg: (orgId) => binding.refuses(orgId),

    isRefused: () => binding.refused() !== null,
  };

  async function checkBeforeSharing(recordId: string): Promise<PreflightAnswer> {
    const profile = await outside.salesforce.profile();
    const record = await outside.salesforce.read(recordId);
    if (!record || record.deleted) throw new PairFault('salesforce', 'no-record');
    if (record.object === 'Lead') throw new PairFault('salesforce', 'lead-not-shared');
    const mapping = mappingOfRecord(profile, record);
    const result = check(record, readForSharing(record, mapping, profile), {
      mapping,
      settings: profile.settings,
      now: clock.now(),
    });
    return { recordId, ...result };
  }

  /** The pair of a receipt; a stub may have been given over to another pair of the same record meanwhile. */
  async function currentPair(receipt: RingReceipt, recordId: string): Promise<Pair | undefined> {
    return (await store.findPair(receipt.pairId)) ?? (await store.findByRecord(recordId));
  }

  /** What is wrong with the mapping, as last known: an org that is away or short of calls is not asked. */
  async function refreshProblems(): Promise<void> {
    if (budget.level() === 'people') return;
    const profile = await outside.salesforce.profile().catch(() => undefined);
    if (!profile) return;
    const found = (['Opportunity', 'Lead'] as const).flatMap(
      (object) => mappingOf(profile, object).found,
    );
    const ofSettings = settingsProblems(profile);
    problems = [...found.map(adviceOf), ...ofSettings];
    const all = await mappingDesk.problems().catch(() => undefined);
    if (all) problems = [...all.map(adviceOf), ...ofSettings];
  }
}

function isSettled(pair: Pair, receipt: RingReceipt): boolean {
  return pair.id === receipt.pairId
    ? pair.settledRung >= receipt.rung
    : pair.settledRung >= pair.rung;
}

function answerOf(pair: Pair | undefined, receipt: RingReceipt): SyncAnswer {
  if (!pair) return { settled: true, state: 'unknown', syncStatus: null, error: null };
  const error = pair.lastError && explain(pair.lastError.code, pair.lastError.detail);
  return {
    settled: isSettled(pair, receipt),
    state: pair.state,
    syncStatus: null,
    error: error ? { code: error.code, message: error.message } : null,
  };
}
