/**
 * Answers of the API. Fastify sends only what is listed here, so a value that slips into a core object
 * stays inside: answers carry codes and states, never values of records.
 */
import Type from 'typebox';

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const Text = Type.String();
const Count = Type.Integer();

const PAIR_STATES = ['stub', 'open', 'failed', 'paused', 'closed', 'tombstone'] as const;
const PairState = Type.Enum([...PAIR_STATES]);
const Side = Type.Enum(['partnerCenter', 'salesforce']);

export const Rung = Type.Object({
  rung: Type.Integer({ description: 'how many records were rung' }),
});

export const SyncAnswer = Type.Object({
  settled: Type.Boolean(),
  state: Type.Enum([...PAIR_STATES, 'unknown']),
  syncStatus: nullable(Text),
  error: nullable(Type.Object({ code: Text, message: Text })),
});

export const PreflightAnswer = Type.Object({
  recordId: Text,
  kind: Type.Enum(['private', 'partner-led', 'co-sell']),
  ready: Type.Boolean(),
  items: Type.Array(
    Type.Object({
      code: Text,
      field: nullable(Text),
      ok: Type.Boolean(),
      message: Text,
      who: Text,
    }),
  ),
});

const Advice = { message: Text, who: Text, fix: Text };
const Connection = Type.Object({
  side: Side,
  state: Type.Enum(['connected', 'expiring', 'needs-reconnect', 'not-connected']),
  reason: nullable(Text),
  since: nullable(Text),
  expiresAt: nullable(Text),
  ...Advice,
});
export const WebhookAnswer = Type.Object({
  state: Type.Enum(['registered', 'missing', 'foreign', 'unknown']),
  registeredHost: nullable(Text),
  events: Type.Array(Text),
  lookedAt: nullable(Text),
  reason: nullable(Text),
  lastTest: nullable(Type.Object({ status: Text, responseCode: nullable(Text), at: Text })),
  ...Advice,
});

export const Health = Type.Object({
  ok: Type.Boolean(),
  org: Type.Object({ bound: Type.Boolean(), orgId: nullable(Text), refused: nullable(Text) }),
  pairs: Type.Object({
    stub: Count,
    open: Count,
    failed: Count,
    paused: Count,
    closed: Count,
    tombstone: Count,
    due: Count,
    oldestDueAt: nullable(Type.Number()),
    claimed: Count,
    openAttempts: Count,
    undeliveredAudit: Count,
    backingOff: Count,
    conflicts: Count,
    attention: Count,
    troubled: Count,
  }),
  gates: Type.Array(
    Type.Object({
      side: Side,
      state: Type.Enum(['open', 'closed', 'half-open']),
      until: nullable(Text),
      reason: nullable(Text),
    }),
  ),
  oldestDueSeconds: nullable(Type.Number()),
  lastSweep: Type.Record(Text, nullable(Text)),
  profileProblems: Type.Array(Text),
  connections: Type.Array(Connection),
  webhook: nullable(WebhookAnswer),
});

const TroubledPair = Type.Object({
  id: Text,
  recordId: nullable(Text),
  referralId: nullable(Text),
  state: PairState,
  trouble: Type.Enum(['failed', 'backing-off', 'unconfirmed', 'conflict', 'attention']),
  failures: Count,
  code: Text,
  message: Text,
  who: Text,
  fix: Text,
  at: Text,
  nextLookAt: nullable(Text),
  correlationId: Text,
});
/** `next` is what to pass as `after` for the following page; null on the last one. */
export const TroubledPairs = Type.Object({ pairs: Type.Array(TroubledPair), next: nullable(Text) });

export const Retried = Type.Object({ retried: Count });

const MappingProblem = Type.Object({ code: Text, message: Text, fix: Text });
export const MappingReport = Type.Object({
  deals: nullable(Count),
  rows: Type.Array(
    Type.Object({
      row: Text,
      object: Text,
      canonicalField: nullable(Text),
      field: nullable(Text),
      problems: Type.Array(MappingProblem),
      touches: nullable(Count),
    }),
  ),
});

/** Names of fields and what would become of them; no values, which the org shows by its own field security. */
export const DryRun = Type.Object({
  recordId: Text,
  isShared: Type.Boolean(),
  isInbound: Type.Boolean(),
  partnerCenter: Type.Array(Text),
  salesforce: Type.Array(Text),
  fields: Type.Array(
    Type.Object({
      canonicalField: Text,
      row: Text,
      field: Text,
      outcome: Type.Enum(['sent', 'written', 'held', 'unchanged', 'unread', 'sent-when-shared']),
      reason: nullable(Text),
    }),
  ),
});

/** `next` is what to pass as `after` to go on; null when everything was checked. */
export const AuditVerdict = Type.Object({
  pairs: Count,
  entries: Count,
  isOrgChecked: Type.Boolean(),
  findings: Type.Array(
    Type.Object({
      pairId: Text,
      recordId: nullable(Text),
      entryKey: nullable(Text),
      where: Type.Enum(['store', 'org']),
      kind: Type.Enum(['changed', 'removed', 'inserted']),
      fields: Type.Array(Text),
      message: Text,
    }),
  ),
  next: nullable(Text),
});
