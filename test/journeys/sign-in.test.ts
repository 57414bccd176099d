/** Signing in, and whatever ends it: a person is told within a minute, no deal pays for it, and nothing is lost. */
import { afterEach, expect, it, vi } from 'vitest';
import { DEFAULT_USER } from '../sandbox/entra/server.ts';
import { startReceiver, type Receiver } from '../sandbox/partner-center/receiver.ts';
import { bridgeWrites } from './deals.ts';
import { registerWebhook } from './register-webhook.ts';
import {
  connectionOf,
  createTraffic,
  healthOf,
  healthUntil,
  longEnoughToFail,
  NOTICED_WITHIN_MS,
  reconnect,
  startConnected,
  startUnconnected,
  type Health,
} from './sign-in-rig.ts';
import type { Rig } from './rig.ts';

const BRIDGE_USER = 'bridge@partner.example';
const BRIDGE_SET = 'Co_Sell_Bridge';

let rig: Rig | undefined;
let other: Receiver | undefined;
afterEach(async () => {
  await Promise.all([rig?.stop(), other?.stop()]);
  rig = other = undefined;
});

type Lapse = {
  what: string;
  seed: number;
  happens(rig: Rig): void;
  /** What a person does at Microsoft before connecting again. */
  repaired?(rig: Rig): void;
  reason: string;
};
const LAPSES: Lapse[] = [
  {
    what: 'the password of the user is reset',
    seed: 61,
    happens: ({ entra }) => entra.resetPassword(DEFAULT_USER),
    reason: 'partner-center-session-revoked',
  },
  {
    what: 'the consent is withdrawn',
    seed: 62,
    happens: ({ entra }) => entra.withdrawConsent(),
    reason: 'partner-center-consent-withdrawn',
  },
  {
    what: 'the user is disabled',
    seed: 63,
    happens: ({ entra }) => entra.disableUser(DEFAULT_USER),
    repaired: ({ entra }) => entra.enableUser(DEFAULT_USER),
    reason: 'partner-center-user-disabled',
  },
];

it.for(LAPSES)(
  '$what in the middle of traffic: said within a minute, equal after reconnecting',
  async ({ seed, happens, repaired, reason }) => {
    const connected = await startConnected(seed);
    const { setup } = connected;
    rig = connected.rig;
    const traffic = createTraffic(rig);
    for (let n = 0; n < 3; n++) traffic.share();
    await rig.quiet();

    traffic.edit();
    happens(rig);
    const at = Date.now();
    traffic.share();
    traffic.editAtMicrosoft('Written after the sign-in had ended');
    traffic.receive();

    const lapsed = await healthUntil(rig, isPartnerCenter('needs-reconnect'));
    const connection = connectionOf(lapsed, 'partnerCenter');
    expect(connection?.reason).toBe(reason);
    expect(Date.parse(connection?.since ?? '') - at).toBeLessThan(NOTICED_WITHIN_MS);
    expect(lapsed.ok).toBe(false);
    expect(await setup.read()).toContain(`${connection?.message}`);
    traffic.edit();
    await healthUntil(rig, longEnoughToFail(at));

    repaired?.(rig);
    await reconnect(connected);
    await healthUntil(rig, isPartnerCenter('connected'));
    await rig.quiet();
    traffic.expectEqual();
    await healthUntil(rig, ({ ok }) => ok);
  },
);

it('a bridge that nobody has connected says so, loses nothing, and catches up once connected', async () => {
  rig = await startUnconnected(64);
  const traffic = createTraffic(rig);
  for (let n = 0; n < 3; n++) traffic.share();
  traffic.receive();
  const at = Date.now();
  const before = await healthUntil(rig, isPartnerCenter('not-connected'));
  expect(before).toMatchObject({ ok: false, webhook: { state: 'unknown' } });
  traffic.edit();
  await healthUntil(rig, longEnoughToFail(at));
  expect(rig.partnerCenter.faults.calls()).toEqual([]);

  const setup = await rig.connect();
  // It looks by itself, and registers nothing by itself.
  await healthUntil(rig, ({ webhook }) => webhook?.state === 'missing');
  expect(await setup.press('webhook/register')).toContain('Partner Center announces changes');
  await rig.quiet();
  traffic.expectEqual();
  await healthUntil(rig, ({ ok }) => ok);
});

it('a consent given without a second factor connects nothing and says why', async () => {
  rig = await startUnconnected(65);
  const connected = { rig, setup: await rig.connect() };
  rig.entra.revokeSessions(DEFAULT_USER);
  await healthUntil(rig, isPartnerCenter('needs-reconnect'));
  const { entra } = rig;
  const page = await connected.setup.connect((url) => entra.approve(url, { mfa: false }));
  expect(page).not.toContain('Partner Center is connected.');
  expect(await connected.setup.connect((url) => entra.cancel(url))).not.toContain('connected.');
  expect(isPartnerCenter('needs-reconnect')(await healthOf(rig))).toBe(true);
  await reconnect(connected);
  await healthUntil(rig, isPartnerCenter('connected'));
});

it('the permission set of the bridge is taken away and given back', async () => {
  ({ rig } = await startConnected(66));
  const traffic = createTraffic(rig);
  for (let n = 0; n < 3; n++) traffic.share();
  await rig.quiet();

  traffic.edit();
  rig.org.unassign(BRIDGE_USER, BRIDGE_SET);
  traffic.editAtMicrosoft('Written while Salesforce let nobody in');
  traffic.receive();
  traffic.share();
  const shut = await healthUntil(rig, ({ gates }) =>
    gates.some(({ side, state }) => side === 'salesforce' && state !== 'open'),
  );
  expect(shut.ok).toBe(false);
  const writes = bridgeWrites(rig, 'org').length;
  await heldForAWhile(rig);
  expect(bridgeWrites(rig, 'org')).toHaveLength(writes);

  rig.org.assign(BRIDGE_USER, BRIDGE_SET);
  await rig.quiet();
  traffic.expectEqual();
  await healthUntil(rig, ({ ok }) => ok);
});

it('Salesforce ends the sessions of the bridge again and again', async () => {
  ({ rig } = await startConnected(67));
  const traffic = createTraffic(rig);
  for (let n = 0; n < 3; n++) traffic.share();
  await rig.quiet();
  for (let round = 0; round < 10; round++) {
    traffic.edit();
    rig.org.revokeSessions(BRIDGE_USER);
    traffic.editAtMicrosoft(`Round ${round}`);
    const { lastSweep } = await healthOf(rig);
    await healthUntil(
      rig,
      (health) => health.lastSweep['salesforce-tokens'] !== lastSweep['salesforce-tokens'],
    );
  }
  await rig.quiet();
  traffic.expectEqual();
  expect(connectionOf(await healthOf(rig), 'salesforce')?.state).toBe('connected');
});

it('somebody else takes the webhook: reported, changes still arrive, and it is taken back on request', async () => {
  const connected = await startConnected(68);
  const { setup } = connected;
  rig = connected.rig;
  const { partnerCenter } = rig;
  const own = partnerCenter.webhook();
  other = await startReceiver();
  const traffic = createTraffic(rig);
  traffic.share();
  await rig.quiet();

  partnerCenter.setWebhook(other.url);
  const taken = await healthUntil(rig, ({ webhook }) => webhook?.state === 'foreign');
  expect(taken).toMatchObject({
    ok: false,
    webhook: { registeredHost: new URL(other.url).host },
  });
  traffic.editAtMicrosoft('Announced to somebody else');
  traffic.receive();
  await rig.quiet();
  traffic.expectEqual();
  expect(partnerCenter.webhook()?.url).toBe(other.url);

  expect(await setup.press('webhook/take-back')).toContain('Partner Center announces changes');
  expect(partnerCenter.webhook()).toEqual(own);
  // Test events are as reliable as any other: for once, none may be lost.
  Object.assign(partnerCenter.switches.webhooks, { dropChance: 0, duplicateChance: 0 });
  expect(await setup.press('webhook/test')).toContain('completed, Accepted');
  await healthUntil(rig, ({ ok }) => ok);
  await expect(registerWebhook(rig)).resolves.toBeUndefined();
});

const isPartnerCenter = (state: string) => (health: Health) =>
  connectionOf(health, 'partnerCenter')?.state === state;

/** Until the bridge has knocked several times at a door that stays shut. */
async function heldForAWhile({ org }: Rig): Promise<void> {
  const before = org.faults.calls().length;
  await vi.waitUntil(() => org.faults.calls().length >= before + 10, { timeout: 60_000 });
}
