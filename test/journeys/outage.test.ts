/**
 * A week's outage of either host, or of the bridge itself, on a simulated clock with production's timings: people go
 * on working on both sides, and afterwards nothing needs a person.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_USER } from '../sandbox/entra/server.ts';
import type { OrgKind } from '../sandbox/org/server.ts';
import { deal, makeDeal, referralOf, SELLER } from './deals.ts';
import { outcomeOf, type Outcome } from './week/outcome.ts';
import { ORGS } from './rig.ts';
import { loadService, loadServiceWith, type ServiceTree } from './week/service-tree.ts';
import {
  makeCast,
  playWeek,
  seller,
  STORY,
  STORY_WITHOUT_SHARING,
  type Scene,
} from './week/story.ts';
import {
  clearUp,
  READ_ONLY_WEEK,
  turnWeather,
  WEEK_OF_WEATHER,
  type Turn,
} from './week/weather.ts';
import { HOUR, MINUTE, startWorld, type HostName, type World } from './week/world.ts';

const PATIENCE = { timeout: 300_000 };

let world: World | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

/** A quarter of an hour in small steps, so that every deal is shared and settled before the week begins. */
async function begin(service: ServiceTree, seed: number, org: OrgKind = 'plain') {
  const started = (world = await startWorld(service, { seed, org }));
  await started.startBridge();
  const cast = makeCast(started);
  for (let minute = 0; minute < 15; minute++) await started.pass(MINUTE);
  const before = await outcomeOf(started, cast);
  expect(before.pairs, started.log.join('\n')).toBe(12);
  expect({ ...before, notInAudit: [] }).toEqual(sound(12));
  return { started, cast };
}

/** Looks at stale answers again, lets lists catch up, and then a few hours more. */
async function recover(started: World): Promise<void> {
  for (let halfMinutes = 0; halfMinutes < 60; halfMinutes++) await started.pass(MINUTE / 2);
  for (let steps = 0; steps < 24; steps++) await started.pass(10 * MINUTE);
}

const sound = (pairs: number): Outcome => ({
  pairs,
  notOpen: [],
  counted: [],
  waiting: [],
  differences: [],
  notInAudit: [],
  findings: [],
});
/** Twelve deals of before, three shared and two received during the week. */
const SOUND = sound(17);

type Week = { outcome: Outcome; counted: number; failed: number; met: string[] };

/** `counted` and `failed`: pairs that ever had a failure counted, or were given up, during the week; `met`: codes of host faults. */
async function weekWithout(
  host: HostName,
  service: ServiceTree,
  { weather, scenes }: { weather: readonly Turn[]; scenes?: readonly Scene[] },
): Promise<Week> {
  const { started, cast } = await begin(service, 31);
  const turns = [...weather];
  const [counted, failed] = [new Set<string>(), new Set<string>()];
  await playWeek(started, cast, {
    ...(scenes ? { scenes } : {}),
    async between(passed) {
      while ((turns[0]?.from ?? Infinity) <= passed) {
        const next = turns.shift();
        if (next) await turnWeather(started, host, next.weather);
      }
      for (const { id, failures, state } of started.pairs()) {
        if (failures > 0) counted.add(id);
        if (state === 'failed') failed.add(id);
      }
    },
  });
  await clearUp(started, host);
  await recover(started);
  return {
    outcome: await outcomeOf(started, cast),
    counted: counted.size,
    failed: failed.size,
    met: codesIn(started.log),
  };
}

/** Every kind of weather was felt. */
const FAULTS = {
  partnerCenter: [
    'partner-center-unreachable',
    'partner-center-unavailable',
    'partner-center-timeout',
    'partner-center-unauthorized',
    'partner-center-throttled',
    'partner-center-server-error',
  ],
  org: [
    'salesforce-connection-lost',
    'salesforce-unreachable',
    'salesforce-unavailable',
    'salesforce-timeout',
    'salesforce-unauthorized',
    'salesforce-too-many-requests',
    'salesforce-server-error',
  ],
};

const codesIn = (log: string[]): string[] => [
  ...new Set(log.map((line) => (JSON.parse(line) as { code?: string }).code ?? '')),
];

describe('a week without a host leaves nothing to a person', () => {
  it.for(['partnerCenter', 'org'] as const)(
    '%s refuses, hangs, throttles, fails and forgets us',
    PATIENCE,
    async (host) => {
      const week = await weekWithout(host, await loadService(), { weather: WEEK_OF_WEATHER });
      expect(week).toMatchObject({ outcome: SOUND, counted: 0, failed: 0 });
      expect(week.met).toEqual(expect.arrayContaining(FAULTS[host]));
    },
  );

  it.for([
    { host: 'partnerCenter', scenes: STORY_WITHOUT_SHARING, pairs: 14 },
    { host: 'org', scenes: STORY, pairs: 17 },
  ] as const)(
    '$host can be read, but takes no writes',
    PATIENCE,
    async ({ host, scenes, pairs }) => {
      const week = await weekWithout(host, await loadService(), {
        weather: READ_ONLY_WEEK,
        scenes,
      });
      // Edits arrive one way at once, so the later one replaces the earlier and no conflict has a loser.
      expect({ ...week.outcome, notInAudit: [] }).toEqual(sound(pairs));
      expect(week).toMatchObject({ counted: 0, failed: 0 });
    },
  );
});

describe('a week with the bridge switched off leaves nothing to a person', () => {
  it.for(ORGS)('in %s org', PATIENCE, async (org) => {
    const { started, cast } = await begin(await loadService(), 32, org);
    await started.stopBridge();
    await playWeek(started, cast);
    await started.startBridge();
    await recover(started);
    expect(await outcomeOf(started, cast)).toEqual(SOUND);
  });
});

describe('an edit that is committed eight minutes after its stamp', () => {
  it.for(ORGS)(
    'is found by its token in %s org, though no call tells of it',
    PATIENCE,
    async (org) => {
      const started = (world = await startWorld(await loadService(), { seed: 36, org }));
      await started.startBridge();
      const [id, other] = [makeDeal(started.org), makeDeal(started.org)];
      for (let minute = 0; minute < 15; minute++) await started.pass(MINUTE);
      started.org.setBridge(undefined);
      started.org.as(SELLER).updateLate('Opportunity', id, { Amount: 61_000 });
      // Newer stamps move the cursor of the sweep for modified records past the older one.
      started.org.as(SELLER).update('Opportunity', other, { Amount: 62_000 });
      for (let minute = 0; minute < 7; minute++) await started.pass(MINUTE);
      expect(deal(started, id)['Amount']).toBe(50_000);
      expect(referralOf(started, other).details.dealValue).toBe(62_000);
      for (let minute = 0; minute < 10; minute++) await started.pass(MINUTE);
      expect(deal(started, id)).toMatchObject({ Amount: 61_000, Co_Sell_Sync_Status__c: 'Synced' });
      expect(referralOf(started, id).details.dealValue).toBe(61_000);
    },
  );
});

describe('a sign-in that ends in the middle of the week leaves nothing but a new consent to a person', () => {
  it.for([
    {
      what: 'the password is reset',
      reason: 'partner-center-session-revoked',
      end: ({ entra }: World) => entra.resetPassword(DEFAULT_USER),
    },
    {
      what: 'the consent is withdrawn',
      reason: 'partner-center-consent-withdrawn',
      end: ({ entra }: World) => entra.withdrawConsent(),
    },
  ])('$what', PATIENCE, async ({ end, reason }) => {
    const { started, cast } = await begin(await loadService(), 35);
    end(started);
    seller(started, cast, 5, { Amount: 55_001 });
    await started.pass(MINUTE);
    const { ok, connections } = await started.health();
    const connection = connections.find(({ side }) => side === 'partnerCenter');
    expect({ ok, ...connection }).toMatchObject({ ok: false, state: 'needs-reconnect', reason });
    expect(await started.readSetup()).toContain(connection?.message);

    await playWeek(started, cast);
    expect(started.pairs().filter(({ failures }) => failures > 0)).toEqual([]);
    await started.reconnect();
    await recover(started);
    expect(await outcomeOf(started, cast)).toEqual(SOUND);
    expect((await started.health()).ok).toBe(true);
  });
});

it('takes an edit made before a notification tells of a create whose answer was lost', async () => {
  const started = (world = await startWorld(await loadService(), { seed: 33 }));
  await started.startBridge();
  const { partnerCenter, org } = started;
  Object.assign(partnerCenter.switches, { listLagMs: [30_000, 30_000], staleGetChance: 0 });
  partnerCenter.switches.webhooks.delayMs = [10_000, 10_000];
  partnerCenter.switches.webhooks.dropChance = 0;
  partnerCenter.faults.add({ method: 'POST', path: 'referrals', do: 'commit-then-drop' });
  const id = makeDeal(org);
  await started.pass(0);
  expect(partnerCenter.referrals()).toHaveLength(1);
  org.as(SELLER).update('Opportunity', id, { Amount: 51_000 });
  for (let halfMinutes = 0; halfMinutes < 10; halfMinutes++) await started.pass(MINUTE / 2);
  expect(deal(started, id)).toMatchObject({ Amount: 51_000, Co_Sell_Sync_Status__c: 'Synced' });
  expect(referralOf(started, id).details.dealValue).toBe(51_000);
  expect((await started.health()).pairs.openAttempts).toBe(0);
});

it('shares a deal by itself however long Partner Center took no writes', PATIENCE, async () => {
  const started = (world = await startWorld(await loadService(), { seed: 34 }));
  await started.startBridge();
  started.partnerCenter.faults.add({ method: 'POST', do: 'status', status: 503, times: 0 });
  const id = makeDeal(started.org);
  for (let hours = 0; hours < 24; hours++) await started.pass(HOUR);
  started.partnerCenter.faults.clear();
  for (let hours = 0; hours < 24; hours++) await started.pass(HOUR);
  expect(deal(started, id)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
});

it('notices a bridge that counts the faults of a host as faults of a deal', PATIENCE, async () => {
  const service = await loadServiceWith({
    file: 'src/sync/failures.ts',
    from: '  if (error instanceof HostFault) return endWithHostFault(visit, error, now);\n',
    to: '',
  });
  const week = await weekWithout('partnerCenter', service, { weather: WEEK_OF_WEATHER });
  expect(week.failed).toBeGreaterThan(0);
  expect(week.outcome.notOpen.length + week.outcome.counted.length).toBeGreaterThan(0);
});
