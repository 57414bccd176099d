/** A webhook desk on a standing clock, over real HTTP against the registration API of the sandbox. */
import { afterEach, vi } from 'vitest';
import { createWebhookRegistrations } from '../../../service/src/partner-center/webhook-registration.ts';
import { createWebhookDesk } from '../../../service/src/sync/webhook-desk.ts';
import { createBridgeClock } from '../../journeys/week/bridge-clock.ts';
import { createClock } from '../../sandbox/kit/clock.ts';
import { startReceiver } from '../../sandbox/partner-center/receiver.ts';
import { startPartnerCenter } from '../../sandbox/partner-center/server.ts';

export const START = Date.parse('2026-03-02T09:00:00.000Z');
export const LOOK_MS = 600_000;
export const OTHER = 'https://other.example/hook';

export type LogLine = { level: string; message: string; fields: Record<string, unknown> };

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

export async function startDesk() {
  const clock = createClock({ mode: 'manual', start: START });
  const sim = await startPartnerCenter({ clock });
  const bridge = await startReceiver();
  stops.push(
    () => sim.stop(),
    () => bridge.stop(),
  );
  const bridgeClock = createBridgeClock(clock);
  const lines: LogLine[] = [];
  const keep = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, fields: { ...fields } });
  const log = {
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
  };
  let token = sim.webhooksAccessToken;

  const open = () => {
    const desk = createWebhookDesk({
      webhooks: createWebhookRegistrations({
        baseUrl: sim.webhooksUrl,
        accessToken: async () => token,
        requestTimeoutMs: 20_000,
        clock: bridgeClock,
      }),
      publicUrl: new URL(bridge.url).origin,
      clock: bridgeClock,
      timings: { webhookLookMs: LOOK_MS },
      log,
    });
    stops.push(() => desk.stop());
    return desk;
  };

  return {
    sim,
    bridge,
    /** Another replica, or the same one after a restart. */
    open,
    desk: open(),
    ownUrl: `${new URL(bridge.url).origin}/webhooks/partner-center`,
    log: (level: string) => lines.filter((line) => line.level === level),
    signOut: () => void (token = 'no-token-of-this-host'),
    signIn: () => void (token = sim.webhooksAccessToken),
    looks: () => sim.faults.calls().filter(({ url }) => url.endsWith('/registration')).length,
    /** Waits until so many parts of the desk sleep, then moves time. */
    async pass(ms: number, sleeping = 1) {
      await vi.waitUntil(() => bridgeClock.sleeping() === sleeping, {
        timeout: 10_000,
        interval: 1,
      });
      await clock.advance(ms);
      bridgeClock.wakeDue();
    },
  };
}
