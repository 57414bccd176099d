/** What happens, as counters and durations. */
import type { MetricEvent, Observe } from '../sync/metrics-port.ts';
import { codeLabel, sideLabel, statusLabel, sweepLabel, webhookLabel } from './labels.ts';
import type { Metrics } from './registry.ts';

type Handlers = {
  [Kind in MetricEvent['kind']]: (
    event: Extract<MetricEvent, { kind: Kind }>,
    metrics: Metrics,
  ) => void;
};

export function createObserve(metrics: Metrics): Observe {
  return (event) => {
    const handle = HANDLERS[event.kind] as (event: MetricEvent, metrics: Metrics) => void;
    handle(event, metrics);
  };
}

const HANDLERS: Handlers = {
  rung: ({ cause, count }, metrics) => metrics.count('cosell_rings_total', { cause }, count),
  visited({ outcome, ms }, metrics) {
    metrics.count('cosell_reconciles_total', { outcome });
    metrics.time('cosell_reconcile_duration_seconds', { outcome }, ms);
    if (outcome === 'lost') metrics.count('cosell_claims_lost_total');
  },
  wrote: ({ side }, metrics) => metrics.count('cosell_writes_total', { side: sideLabel(side) }),
  called({ side, call, status, ms }, metrics) {
    const labels = { side: sideLabel(side), kind: call };
    metrics.count('cosell_outside_calls_total', { ...labels, status: statusLabel(status) });
    metrics.time('cosell_outside_call_duration_seconds', labels, ms);
  },
  'gate-closed': ({ side, code }, metrics) =>
    metrics.count('cosell_gate_closures_total', { side: sideLabel(side), reason: codeLabel(code) }),
  throttled({ side, retryAfterSeconds }, metrics) {
    const labels = { side: sideLabel(side) };
    metrics.count('cosell_throttled_total', labels);
    if (retryAfterSeconds !== null)
      metrics.set('cosell_retry_after_seconds', labels, retryAfterSeconds);
  },
  webhook: ({ code }, metrics) =>
    metrics.count('cosell_webhooks_total', {
      result: code === null ? 'accepted' : webhookLabel(code),
    }),
  'stub-dropped': (_event, metrics) => metrics.count('cosell_stubs_dropped_total'),
  'stub-refused': (_event, metrics) => metrics.count('cosell_stubs_refused_total'),
  swept({ sweep, ok, ms }, metrics) {
    const labels = { sweep: sweepLabel(sweep) };
    metrics.count('cosell_sweeps_total', { ...labels, result: ok ? 'ended' : 'failed' });
    metrics.time('cosell_sweep_duration_seconds', labels, ms);
  },
};
