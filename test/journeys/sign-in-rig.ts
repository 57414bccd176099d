/** A rig whose bridge nobody has connected yet, and what its health and its set-up pages say. */
import { expect } from 'vitest';
import { deal, makeDeal, recordsOf, referralOf, SELLER } from './deals.ts';
import { expectSound } from './judge.ts';
import { registerWebhook } from './register-webhook.ts';
import { giveConsent } from '../sandbox/start/connect-bridge.ts';
import type { SetupBrowser } from '../sandbox/start/setup-browser.ts';
import { startRig, type Rig } from './rig.ts';

export type Connected = { rig: Rig; setup: SetupBrowser };

type Side = 'partnerCenter' | 'salesforce';
export type Health = {
  ok: boolean;
  pairs: { open: number; failed: number };
  gates: { side: Side; state: string; reason: string | null }[];
  lastSweep: Record<string, string | null>;
  connections: {
    side: Side;
    state: string;
    reason: string | null;
    since: string | null;
    message: string;
    fix: string;
  }[];
  webhook: { state: string; registeredHost: string | null; message: string } | null;
};

/** So short that a failure which counts would have made a pair fail long before the test looks. */
const TIMINGS = { backoffFirstMs: 100, backoffLastMs: 200, webhookLookMs: 300 };
export const NOTICED_WITHIN_MS = 60_000;

export function startUnconnected(seed: number): Promise<Rig> {
  return startRig({ seed, connect: false, timings: TIMINGS });
}

export async function reconnect({ rig, setup }: Connected): Promise<void> {
  await giveConsent(setup, rig.entra);
}

export async function startConnected(seed: number): Promise<Connected> {
  const rig = await startUnconnected(seed);
  const setup = await rig.connect();
  await registerWebhook(rig);
  return { rig, setup };
}

export async function healthOf(rig: Rig): Promise<Health> {
  const answer = await rig.operations('/health');
  expect(answer.status).toBe(200);
  return (await answer.json()) as Health;
}

/** Looks until health is as expected. No pair may fail on the way: that is what the reason is for. */
export async function healthUntil(rig: Rig, isSo: (health: Health) => boolean): Promise<Health> {
  const until = Date.now() + NOTICED_WITHIN_MS;
  for (;;) {
    const health = await healthOf(rig);
    expect(health.pairs.failed).toBe(0);
    if (isSo(health)) return health;
    if (Date.now() > until) throw new Error(`health stays so: ${JSON.stringify(health)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const connectionOf = (health: Health, side: Side) =>
  health.connections.find((connection) => connection.side === side);

/** What people do meanwhile, on both sides and each in fields of their own. */
export function createTraffic(rig: Rig) {
  const deals: string[] = [];
  const inbound: string[] = [];
  let rounds = 0;
  return {
    share: () => void deals.push(makeDeal(rig.org)),
    edit() {
      rounds += 1;
      for (const [n, id] of deals.entries()) {
        const Amount = 60_000 + 1_000 * rounds + n;
        rig.org.as(SELLER).update('Opportunity', id, { Amount });
      }
    },
    /** Only for deals that are at Microsoft already. */
    editAtMicrosoft(notes: string) {
      for (const id of deals.slice(0, 2))
        rig.partnerCenter.asPartnerPortal(referralOf(rig, id).id, { notes });
    },
    receive: () => void inbound.push(rig.partnerCenter.createInbound().id),
    /** Every deal is at both sides once, with the same values, and the checker finds nothing. */
    expectEqual() {
      for (const id of deals)
        expect(referralOf(rig, id).details.dealValue).toBe(deal(rig, id)['Amount']);
      for (const id of inbound) expect(recordsOf(rig, id)).toHaveLength(1);
      expectSound(rig);
    },
  };
}

/** Longer than eight failures in a row would take, so that a pair which counts them has failed. */
export const longEnoughToFail = (since: number) => (health: Health) =>
  Date.parse(health.lastSweep['salesforce-modified'] ?? '') > since + 3_000;
