/** Every metric of our own: name, kind, what it tells and its labels. `docs/operations.md` has the same table. */
export type Definition = {
  kind: 'counter' | 'gauge' | 'histogram';
  help: string;
  labels?: readonly string[];
  /** Upper bounds, in seconds. */
  buckets?: readonly number[];
};

const CALL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60];
const VISIT_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const SWEEP_SECONDS = [0.1, 0.5, 1, 5, 15, 60, 300, 1800];

export const DEFINITIONS = {
  cosell_build_info: {
    kind: 'gauge',
    help: 'Always 1; the labels say which version runs.',
    labels: ['version', 'node'],
  },
  cosell_rings_total: {
    kind: 'counter',
    help: 'Reasons to look at a pair, by what rang.',
    labels: ['cause'],
  },
  cosell_reconciles_total: {
    kind: 'counter',
    help: 'Visits of pairs, by how they ended.',
    labels: ['outcome'],
  },
  cosell_reconcile_duration_seconds: {
    kind: 'histogram',
    help: 'From the claim of a pair to the end of the visit.',
    labels: ['outcome'],
    buckets: VISIT_SECONDS,
  },
  cosell_claims_lost_total: {
    kind: 'counter',
    help: 'Visits that ended because another process had taken the claim over.',
  },
  cosell_writes_total: {
    kind: 'counter',
    help: 'Writes a side accepted; several may share a call.',
    labels: ['side'],
  },
  cosell_pairs: { kind: 'gauge', help: 'Pairs, by state.', labels: ['state'] },
  cosell_pairs_due: { kind: 'gauge', help: 'Pairs that are due and that nobody visits yet.' },
  cosell_pairs_claimed: { kind: 'gauge', help: 'Pairs that are being visited.' },
  cosell_oldest_due_seconds: {
    kind: 'gauge',
    help: 'How long the pair that waits longest has been due; 0 when none waits.',
  },
  cosell_open_attempts: { kind: 'gauge', help: 'Writes whose outcome is not known yet.' },
  cosell_audit_undelivered: {
    kind: 'gauge',
    help: 'Audit entries the org does not have yet.',
  },
  cosell_gate_state: {
    kind: 'gauge',
    help: 'Per side: 0 open, 0.5 half-open or short of budget, 1 closed; the label says why.',
    labels: ['side', 'reason'],
  },
  cosell_gate_wait_seconds: {
    kind: 'gauge',
    help: 'Until the side is tried again; 0 when its gate is open.',
    labels: ['side'],
  },
  cosell_gate_closures_total: {
    kind: 'counter',
    help: 'Host faults that closed a gate, by reason.',
    labels: ['side', 'reason'],
  },
  cosell_outside_calls_total: {
    kind: 'counter',
    help: 'Calls of a side, by read or write and by class of the answer (none: no answer).',
    labels: ['side', 'kind', 'status'],
  },
  cosell_outside_call_duration_seconds: {
    kind: 'histogram',
    help: 'How long such calls took.',
    labels: ['side', 'kind'],
    buckets: CALL_SECONDS,
  },
  cosell_throttled_total: {
    kind: 'counter',
    help: 'Answers that asked for fewer calls (429, or a limit of the org).',
    labels: ['side'],
  },
  cosell_retry_after_seconds: {
    kind: 'gauge',
    help: 'What the newest such answer asked to wait.',
    labels: ['side'],
  },
  cosell_salesforce_daily_share_used: {
    kind: 'gauge',
    help: "Share of the org's daily API calls that is used, by everybody, 0 to 1.",
  },
  cosell_salesforce_daily_share_limit: {
    kind: 'gauge',
    help: 'The share above which background work pauses (SALESFORCE_DAILY_SHARE).',
  },
  cosell_webhooks_total: {
    kind: 'counter',
    help: 'Webhook calls, accepted or refused by code.',
    labels: ['result'],
  },
  cosell_stubs_dropped_total: {
    kind: 'counter',
    help: 'Rung ids that turned out to be nobody of ours.',
  },
  cosell_stubs_refused_total: {
    kind: 'counter',
    help: 'Webhooks answered 503 because too many unknown ids wait.',
  },
  cosell_sweeps_total: {
    kind: 'counter',
    help: 'Sweeps of this process, by result.',
    labels: ['sweep', 'result'],
  },
  cosell_sweep_duration_seconds: {
    kind: 'histogram',
    help: 'How long sweeps took.',
    labels: ['sweep'],
    buckets: SWEEP_SECONDS,
  },
  cosell_sweep_age_seconds: {
    kind: 'gauge',
    help: 'Since a sweep last ended well, on whichever replica; absent when it never did.',
    labels: ['sweep'],
  },
  cosell_store_ready: { kind: 'gauge', help: '1 while the store answers, else 0.' },
  cosell_connection_state: {
    kind: 'gauge',
    help: '1 for the state the sign-in of a side is in.',
    labels: ['side', 'state'],
  },
  cosell_webhook_registration_state: {
    kind: 'gauge',
    help: "1 for the state our registration for Partner Center's webhooks is in.",
    labels: ['state'],
  },
} as const satisfies Record<string, Definition>;

export type MetricName = keyof typeof DEFINITIONS;
