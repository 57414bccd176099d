/** The core in this process, with real clients, a real store and both simulators; time can jump ahead. */
import { randomUUID } from 'node:crypto';
import { onTestFinished, vi } from 'vitest';
import { createPartnerCenterClient } from '../../../service/src/partner-center/client.ts';
import { createSalesforceClient } from '../../../service/src/salesforce/client.ts';
import { openStore } from '../../../service/src/store/store.ts';
import { createBridge } from '../../../service/src/sync/bridge.ts';
import { createCorrelation } from '../../../service/src/sync/correlation.ts';
import type { MetricEvent } from '../../../service/src/sync/metrics-port.ts';
import { DEFAULT_TIMINGS, type Clock, type Timings } from '../../../service/src/sync/ports.ts';
import { systemClock } from '../../../service/src/system-clock.ts';
import { createClock } from '../../sandbox/kit/clock.ts';
import { startOrg } from '../../sandbox/org/server.ts';
import { startPartnerCenter } from '../../sandbox/partner-center/server.ts';

const PACE: Partial<Timings> = {
  ...{ pollMs: 20, sweepMs: 100, pairIntervalMs: 10, staleRetryMs: 50, listRetryMs: 50 },
  ...{ gateFirstMs: 20, gateLastMs: 100, backoffFirstMs: 50, backoffLastMs: 200 },
};
const TENANT_ID = '3f1d3bd1-8c2b-4d2f-9a40-000000000001';

export type LogLine = { level: string; message: string; [name: string]: unknown };

export async function startBridge(timings: Partial<Timings> = {}) {
  const simClock = createClock({ mode: 'real' });
  const org = await startOrg({ clock: simClock });
  const partnerCenter = await startPartnerCenter({ clock: simClock });
  let ahead = 0;
  const clock: Clock = { now: () => Date.now() + ahead, sleep: systemClock.sleep };
  const store = await openStore({ file: ':memory:' }, { clock });
  const events: MetricEvent[] = [];
  const lines: LogLine[] = [];
  const say = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, ...fields });
  const log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
  const correlation = createCorrelation();
  const observe = (event: MetricEvent) => void events.push(event);
  const all = { ...DEFAULT_TIMINGS, ...PACE, ...timings };
  const common = { clock, correlation, observe };
  const salesforce = createSalesforceClient({
    ...{ ...common, log, timings: all, instanceUrl: org.url, apiVersion: '65.0' },
    accessToken: async () => org.accessToken,
  });
  const { organizationId } = partnerCenter;
  const bridge = createBridge({
    ...{ ...common, log, store, salesforce, timings: all },
    partnerCenter: createPartnerCenterClient({
      ...{ clock, observe, allowedHosts: [], baseUrl: partnerCenter.url },
      accessToken: async () => partnerCenter.accessToken,
      correlationId: correlation.current,
      requestTimeoutMs: all.requestTimeoutMs,
    }),
    config: { orgId: org.orgId, tenantId: TENANT_ID, organizationId },
    newId: randomUUID,
    random: Math.random,
  });
  await bridge.start();
  onTestFinished(async () => {
    await bridge.stop();
    await Promise.all([org.stop(), partnerCenter.stop(), store.close()]);
    simClock.stop();
  });

  return {
    ...{ org, partnerCenter, bridge, store, salesforce, events, lines },
    jump: (ms: number) => void (ahead += ms),
    /** Waits until nobody is visited or waits. */
    async settled() {
      await vi.waitUntil(
        async () => {
          const { due, claimed, openAttempts } = await store.counts();
          return due + claimed + openAttempts === 0;
        },
        { timeout: 20_000, interval: 20 },
      );
    },
  };
}
