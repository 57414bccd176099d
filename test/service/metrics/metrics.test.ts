import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../service/src/domain/catalogue.ts';
import { createMetrics } from '../../../service/src/metrics/create-metrics.ts';
import { DEFINITIONS } from '../../../service/src/metrics/definitions.ts';
import { observeWebhooks } from '../../../service/src/metrics/observe-webhooks.ts';
import { WEBHOOK_REFUSALS } from '../../../service/src/metrics/webhook-refusals.ts';
import type { Measures, MetricEvent } from '../../../service/src/sync/metrics-port.ts';
import { checkNames, readTable } from '../../gates/check-documentation.ts';

const create = (now = 0) => createMetrics({ version: '1.2.3', ofProcess: false, now: () => now });

/** Value of one series, by its full name with labels. */
function valueOf(text: string, series: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

async function after(events: MetricEvent[]): Promise<string> {
  const metrics = create();
  for (const event of events) metrics.observe(event);
  return (await metrics.render()).text;
}

const EVENTS: [title: string, event: MetricEvent, series: string, value: number][] = [
  ['rings', { kind: 'rung', cause: 'webhook', count: 3 }, 'cosell_rings_total{cause="webhook"}', 3],
  [
    'visits',
    { kind: 'visited', outcome: 'settled', ms: 120 },
    'cosell_reconciles_total{outcome="settled"}',
    1,
  ],
  [
    'how long visits took',
    { kind: 'visited', outcome: 'failed', ms: 120 },
    'cosell_reconcile_duration_seconds_bucket{le="0.25",outcome="failed"}',
    1,
  ],
  ['lost claims', { kind: 'visited', outcome: 'lost', ms: 1 }, 'cosell_claims_lost_total', 1],
  ['writes', { kind: 'wrote', side: 'salesforce' }, 'cosell_writes_total{side="salesforce"}', 1],
  [
    'calls by class of the answer',
    { kind: 'called', side: 'partnerCenter', call: 'write', status: 412, ms: 5 },
    'cosell_outside_calls_total{side="partner-center",kind="write",status="4xx"}',
    1,
  ],
  [
    'calls without an answer',
    { kind: 'called', side: 'salesforce', call: 'read', status: null, ms: 5 },
    'cosell_outside_calls_total{side="salesforce",kind="read",status="none"}',
    1,
  ],
  [
    'closures of gates',
    { kind: 'gate-closed', side: 'salesforce', code: 'salesforce-timeout', waitMs: 1 },
    'cosell_gate_closures_total{side="salesforce",reason="salesforce-timeout"}',
    1,
  ],
  [
    'what throttling asked for',
    { kind: 'throttled', side: 'partnerCenter', retryAfterSeconds: 17 },
    'cosell_retry_after_seconds{side="partner-center"}',
    17,
  ],
  [
    'accepted webhooks',
    { kind: 'webhook', code: null },
    'cosell_webhooks_total{result="accepted"}',
    1,
  ],
  [
    'refused webhooks',
    { kind: 'webhook', code: 'signature-wrong' },
    'cosell_webhooks_total{result="signature-wrong"}',
    1,
  ],
  ['dropped stubs', { kind: 'stub-dropped' }, 'cosell_stubs_dropped_total', 1],
  ['refused stubs', { kind: 'stub-refused' }, 'cosell_stubs_refused_total', 1],
  [
    'sweeps',
    { kind: 'swept', sweep: 'partner-center', ok: false, ms: 1 },
    'cosell_sweeps_total{sweep="partner-center",result="failed"}',
    1,
  ],
];

const MEASURES: Measures = {
  isStoreReady: true,
  pairs: {
    ...{ stub: 1, open: 2, failed: 3, paused: 4, closed: 5, tombstone: 6 },
    ...{ due: 7, claimed: 8, oldestDueAt: 0, openAttempts: 9, undeliveredAudit: 10 },
    ...{ backingOff: 11, conflicts: 12, attention: 13, troubled: 14 },
  },
  oldestDueSeconds: 11,
  gates: [
    { side: 'partnerCenter', state: 'open', until: null, reason: null },
    {
      side: 'salesforce',
      state: 'half-open',
      until: new Date(30_000).toISOString(),
      reason: 'salesforce-daily-share',
    },
  ],
  dailyShare: { used: 0.81, limit: 0.8 },
  sweepAgeSeconds: { 'partner-center': 12, 'salesforce-tokens': null },
  connections: [
    {
      side: 'partnerCenter',
      state: 'needs-reconnect',
      ...{ reason: 'anything', since: null, expiresAt: null },
    },
  ],
  webhook: 'foreign',
};

const SERIES: [series: string, value: number | undefined][] = [
  ['cosell_store_ready', 1],
  ['cosell_pairs{state="failed"}', 3],
  ['cosell_pairs_due', 7],
  ['cosell_pairs_claimed', 8],
  ['cosell_oldest_due_seconds', 11],
  ['cosell_open_attempts', 9],
  ['cosell_audit_undelivered', 10],
  ['cosell_gate_state{side="partner-center",reason="none"}', 0],
  ['cosell_gate_state{side="salesforce",reason="salesforce-daily-share"}', 0.5],
  ['cosell_gate_wait_seconds{side="salesforce"}', 20],
  ['cosell_salesforce_daily_share_used', 0.81],
  ['cosell_salesforce_daily_share_limit', 0.8],
  ['cosell_sweep_age_seconds{sweep="partner-center"}', 12],
  ['cosell_sweep_age_seconds{sweep="salesforce-tokens"}', undefined],
  ['cosell_connection_state{side="partner-center",state="needs-reconnect"}', 1],
  ['cosell_webhook_registration_state{state="foreign"}', 1],
  [`cosell_build_info{version="1.2.3",node="${process.versions.node}"}`, 1],
];

describe('the metrics', () => {
  it.each(EVENTS)('count %s', async (_title, event, series, value) => {
    expect(valueOf(await after([event]), series)).toBe(value);
  });

  it.each(SERIES)('show %s', async (series, value) => {
    const metrics = create(10_000);
    metrics.readFrom(async () => MEASURES);
    expect(valueOf((await metrics.render()).text, series)).toBe(value);
  });

  it('show no old values once nothing can be measured', async () => {
    const metrics = create();
    metrics.readFrom(async () => MEASURES);
    await metrics.render();
    metrics.readFrom(async () => Promise.reject(new Error('the store is away')));
    const { text } = await metrics.render();
    expect(valueOf(text, 'cosell_store_ready')).toBe(0);
    expect(text).not.toMatch(/^cosell_(pairs|gate_state|connection_state|sweep_age)\S* /m);
  });

  it("have Node's own beside them, and Prometheus' type", async () => {
    const { contentType, text } = await createMetrics({ version: '1' }).render();
    expect(contentType).toContain('text/plain; version=0.0.4');
    expect(text).toMatch(/^process_cpu_seconds_total /m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  });

  it('are documented, all of them and no others', () => {
    const page = readFileSync('docs/operations.md', 'utf8');
    const names = Object.entries(DEFINITIONS).map(([name, { kind }]): [string, string] => [
      name,
      kind,
    ]);
    expect(checkNames(readTable(page, 'Metric'), new Map(names))).toEqual([]);
  });
});

describe('the labels', () => {
  it('stay few and say nothing of anybody, whatever comes', async () => {
    const text = fc.string({ minLength: 1, maxLength: 40 });
    const event: fc.Arbitrary<MetricEvent> = fc.oneof(
      text.map((code) => ({ kind: 'webhook', code }) as const),
      text.map((sweep) => ({ kind: 'swept', sweep, ok: true, ms: 1 }) as const),
      text.map((code) => ({ kind: 'gate-closed', side: 'salesforce', code, waitMs: 1 }) as const),
      fc
        .integer()
        .map(
          (status) =>
            ({ kind: 'called', side: 'salesforce', call: 'read', status, ms: 1 }) as const,
        ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 100, maxLength: 200 }), async (events) => {
        const lines = (await after(events)).split('\n').filter((line) => /^cosell_\w+{/.test(line));
        const values = lines.flatMap((line) => [...line.matchAll(/="([^"]*)"/g)].map(([, v]) => v));
        const allowed = /^([a-z]+(-[a-z]+)*|[1-5]xx|[\d.]+|\+Inf)$/;
        const own = values.filter((value) => allowed.test(value ?? ''));
        expect(own).toEqual(values);
        const codes = lines.filter((line) => /^cosell_(webhooks|gate_closures|sweeps)_/.test(line));
        for (const line of codes) expect(line).toMatch(/"(other|accepted)"/);
      }),
      { numRuns: 20 },
    );
  });

  it('know every code a webhook is refused with', () => {
    const folder = 'service/src/partner-center';
    const sources = readdirSync(folder)
      .filter((name) =>
        /^(certificate|fetch-certificate|notification|webhook-(headers|signature))/.test(name),
      )
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
    const codes = sources.flatMap((source) =>
      [...source.matchAll(/'((?:body|certificate|header|signature)-[a-z-]+)'/g)].map(([, c]) => c),
    );
    // The name of a header, not of a refusal.
    const refusals = codes.filter((code) => code !== 'signature-algorithm');
    expect(refusals.length).toBeGreaterThan(20);
    expect(refusals.filter((code) => !WEBHOOK_REFUSALS.has(code ?? ''))).toEqual([]);
  });

  it('know every reason a host gives for closing its gate', () => {
    const folders = ['salesforce', 'partner-center'].map((name) => `service/src/${name}`);
    const sources = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
    );
    const codes = sources.flatMap((source) =>
      [...source.matchAll(/(?:new HostFault\(\s*'\w+',\s*|fault\()'([a-z-]+)'/g)].map(([, c]) => c),
    );
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !Object.hasOwn(CATALOGUE, code ?? ''))).toEqual([]);
  });
});

describe('a watched verifier', () => {
  it('answers and refuses as before, and is counted', async () => {
    const metrics = create();
    const refusal = Object.assign(new Error('no'), { code: 'signature-wrong' });
    const verify = observeWebhooks(async (ok: boolean) => {
      if (!ok) throw refusal;
      return 'fine';
    }, metrics.observe);
    expect(await verify(true)).toBe('fine');
    await expect(verify(false)).rejects.toBe(refusal);
    const { text } = await metrics.render();
    expect(valueOf(text, 'cosell_webhooks_total{result="accepted"}')).toBe(1);
    expect(valueOf(text, 'cosell_webhooks_total{result="signature-wrong"}')).toBe(1);
  });
});
