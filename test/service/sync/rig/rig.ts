/** The core's visits with the real store and both hosts in memory, on a clock that stands still until it is moved. */
import { expect, onTestFinished } from 'vitest';
import type { Settings } from '../../../../service/src/domain/org.ts';
import type { Pair } from '../../../../service/src/domain/pair.ts';
import { openStore } from '../../../../service/src/store/store.ts';
import type { BridgeDeps } from '../../../../service/src/sync/deps.ts';
import { createGates } from '../../../../service/src/sync/gates.ts';
import { behindGates } from '../../../../service/src/sync/outside.ts';
import {
  DEFAULT_TIMINGS,
  type Claim,
  type Ring,
  type RingCause,
  type Timings,
} from '../../../../service/src/sync/ports.ts';
import { reconcile } from '../../../../service/src/sync/reconcile.ts';
import { mappingOf } from '../../../../service/src/sync/visit.ts';
import { US } from '../../domain/fixtures.ts';
import { orgProfile } from '../../domain/org.ts';
import { createHandClock } from '../hand-clock.ts';
import { createFakePartnerCenter } from './partner-center.ts';
import { createFakeSalesforce } from './salesforce.ts';

export const START = Date.parse('2026-03-08T09:00:00Z');
export const TENANT = '3f1d3bd1-8c2b-4d2f-9a40-000000000001';
export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
const MOST_ROUNDS = 60;

export type LogLine = { level: string; message: string; [name: string]: unknown };
export type RigOptions = { settings?: Partial<Settings>; timings?: Partial<Timings> };
export type Rig = Awaited<ReturnType<typeof createRig>>;

export async function createRig({ settings, timings }: RigOptions = {}) {
  const clock = createHandClock(START);
  const store = await openStore({ file: ':memory:' }, { clock });
  onTestFinished(() => store.close());
  const partnerCenter = createFakePartnerCenter(clock);
  const salesforce = createFakeSalesforce(clock, orgProfile(settings));
  const lines: LogLine[] = [];
  const say = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, ...fields });
  const deps: BridgeDeps = {
    store,
    partnerCenter: partnerCenter.port,
    salesforce: salesforce.port,
    clock,
    timings: { ...DEFAULT_TIMINGS, ...timings },
    config: { orgId: salesforce.org.profile.orgId, tenantId: TENANT, organizationId: US },
    log: { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') },
    newId: () => '00000000-0000-4000-8000-000000000000',
    random: () => 0.5,
  };
  const gates = createGates(clock, deps.timings);
  const rig = {
    ...{ clock, store, partnerCenter, salesforce, deps, gates, lines },
    /** Of the monotonic lease, for every visit. */
    lease: { leftMs: deps.timings.leaseMs },

    ring: (id: string, cause: RingCause = 'person', more: Partial<Ring> = {}) =>
      store.ring({ id: id.includes('-') ? { referralId: id } : { recordId: id }, cause, ...more }),

    async visit(claim: Claim): Promise<void> {
      const outside = behindGates(deps, gates, claim.pair.id);
      const { profile } = salesforce.org;
      await reconcile({
        ...{ deps, claim, outside, profile, pair: claim.pair, record: undefined },
        mapping: mappingOf(profile),
        signal: new AbortController().signal,
        scope: {
          pairId: claim.pair.id,
          rung: claim.rung,
          now: new Date(clock.now()).toISOString(),
          correlationId: claim.pair.correlationId ?? deps.newId(),
        },
        leaseLeftMs: () => rig.lease.leftMs,
      });
    },

    /** Visits everything that is due now, again and again until nothing is. */
    async settled(): Promise<void> {
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const limit = gates.allowance(20);
        const claims = await store.claim({ limit, leaseMs: deps.timings.leaseMs });
        if (claims.length === 0) return;
        for (const claim of claims) await rig.visit(claim);
      }
      throw new Error('pairs stay due for ever');
    },

    /** Lets time go by, with a visit whenever something falls due. */
    async pass(ms: number): Promise<void> {
      const until = clock.now() + ms;
      for (let steps = 0; ; steps++) {
        if (steps > 5_000) throw new Error('something is due again and again');
        await rig.settled();
        const due = await store.nextDueAt();
        const next = due === null ? Infinity : Math.max(due, clock.now() + gates.waitMs());
        if (next > until) break;
        clock.advance(Math.max(next - clock.now(), 1));
      }
      clock.advance(Math.max(until - clock.now(), 0));
      await rig.settled();
    },

    async rungAndSettled(id: string, cause: RingCause = 'person'): Promise<Pair> {
      await rig.ring(id, cause);
      await rig.pass(5 * SECOND);
      return rig.pair(id);
    },

    async pair(id: string): Promise<Pair> {
      const pair = await rig.findPair(id);
      if (!pair) throw new Error(`no pair of ${id}`);
      return pair;
    },

    findPair: (id: string) =>
      id.includes('-') ? store.findByReferral(id) : store.findByRecord(id),

    /** Actions of a pair's trail, oldest first. */
    async actions(id: string): Promise<string[]> {
      const trail = await store.auditOf((await rig.pair(id)).id);
      return trail.map(({ action, field }) => (field ? `${action} ${field}` : action));
    },

    trail: async (id: string) => store.auditOf((await rig.pair(id)).id),

    /** With nothing new on either side a look writes nothing, anywhere. */
    async expectQuiet(...ids: string[]): Promise<void> {
      await rig.pass(10 * SECOND);
      const calls = () => [...partnerCenter.weather.writes(), ...salesforce.weather.writes()];
      for (const id of ids) {
        const [before, trail] = [calls().length, await rig.actions(id)];
        await rig.rungAndSettled(id);
        expect(calls().slice(before), `writes of a second look at ${id}`).toEqual([]);
        expect(await rig.actions(id), `trail of ${id} after a second look`).toEqual(trail);
      }
    },
  };
  await store.bind({ orgId: deps.config.orgId, tenantId: TENANT });
  return rig;
}
