/** What is true now, as gauges. A series that cannot be known is absent, never an old value. */
import type { GateState } from '../sync/bridge-port.ts';
import type { Measures } from '../sync/metrics-port.ts';
import { DEFINITIONS, type MetricName } from './definitions.ts';
import { codeLabel, sideLabel, sweepLabel } from './labels.ts';
import type { Metrics } from './registry.ts';

const GATE_VALUES: Record<GateState['state'], number> = { open: 0, 'half-open': 0.5, closed: 1 };
const PAIR_STATES = ['stub', 'open', 'failed', 'paused', 'closed', 'tombstone'] as const;
/** Set by events, or once. */
const NOT_MEASURED: readonly string[] = ['cosell_build_info', 'cosell_retry_after_seconds'];
const MEASURED = (Object.keys(DEFINITIONS) as MetricName[]).filter(
  (name) => DEFINITIONS[name].kind === 'gauge' && !NOT_MEASURED.includes(name),
);

/** @param measures undefined when nothing could be measured at all */
export function setGauges(metrics: Metrics, measures: Measures | undefined, now: number): void {
  for (const name of MEASURED) metrics.clear(name);
  metrics.set('cosell_store_ready', {}, measures?.isStoreReady ? 1 : 0);
  if (!measures) return;
  setPairs(metrics, measures);
  for (const gate of measures.gates) setGate(metrics, gate, now);
  const { used, limit } = measures.dailyShare;
  if (used !== null) metrics.set('cosell_salesforce_daily_share_used', {}, used);
  metrics.set('cosell_salesforce_daily_share_limit', {}, limit);
  for (const [sweep, age] of Object.entries(measures.sweepAgeSeconds))
    if (age !== null) metrics.set('cosell_sweep_age_seconds', { sweep: sweepLabel(sweep) }, age);
  for (const { side, state } of measures.connections)
    metrics.set('cosell_connection_state', { side: sideLabel(side), state }, 1);
  if (measures.webhook)
    metrics.set('cosell_webhook_registration_state', { state: measures.webhook }, 1);
}

function setPairs(metrics: Metrics, { pairs, oldestDueSeconds }: Measures): void {
  if (!pairs) return;
  for (const state of PAIR_STATES) metrics.set('cosell_pairs', { state }, pairs[state]);
  metrics.set('cosell_pairs_due', {}, pairs.due);
  metrics.set('cosell_pairs_claimed', {}, pairs.claimed);
  metrics.set('cosell_open_attempts', {}, pairs.openAttempts);
  metrics.set('cosell_audit_undelivered', {}, pairs.undeliveredAudit);
  metrics.set('cosell_oldest_due_seconds', {}, oldestDueSeconds ?? 0);
}

function setGate(metrics: Metrics, gate: GateState, now: number): void {
  const side = sideLabel(gate.side);
  const reason = gate.reason === null ? 'none' : codeLabel(gate.reason);
  metrics.set('cosell_gate_state', { side, reason }, GATE_VALUES[gate.state]);
  const wait = gate.until === null ? 0 : Math.max(0, (Date.parse(gate.until) - now) / 1000);
  metrics.set('cosell_gate_wait_seconds', { side }, wait);
}
