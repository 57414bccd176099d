import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Ring, RingCause } from '../sync/ports.ts';
import type { Priority, Schema } from './schema.ts';

/** When a ring of this cause sets `due_at` to now although the pair waits by itself. */
const URGENCY = {
  person: 'always',
  nudge: 'always',
  adopted: 'always',
  'token-sweep': 'new-token',
  webhook: 'never',
  'time-sweep': 'never',
  resync: 'never',
  backfill: 'never',
} as const satisfies Record<RingCause, 'always' | 'new-token' | 'never'>;

const BACKGROUND: Partial<Record<RingCause, Priority>> = { resync: 1, backfill: 2 };

export function priorityOf(cause: RingCause): Priority {
  return BACKGROUND[cause] ?? 0;
}

/** A ring of an id that nobody knew is urgent for whoever asked for it, whatever the token. */
export function isUrgentForStub(cause: RingCause): boolean {
  return URGENCY[cause] !== 'never';
}

const eb = expressionBuilder<Schema, 'pairs'>();

/**
 * What a ring changes in the row of a known pair, as expressions over that row, so that counting is atomic in
 * one statement on either database. It never touches what only a claim's holder may change.
 */
export function ringColumns(ring: Pick<Ring, 'cause' | 'token' | 'notifiedAt'>, now: number) {
  const urgent = urgency(ring);
  const next = eb('pairs.rung', '+', 1);
  return {
    rung: next,
    urgent_rung: eb.case().when(urgent).then(next).else(eb.ref('pairs.urgent_rung')).end(),
    due_at: dueAfter(urgent, now),
    priority: priorityAfter(urgent, priorityOf(ring.cause), now),
    // Somebody else vouches for the id: it no longer waits behind everything else.
    ...(ring.cause === 'webhook' ? {} : { webhook_stub: 0 as const }),
    ...(ring.notifiedAt === undefined ? {} : newestNotice(ring.notifiedAt)),
  };
}

function urgency(ring: Pick<Ring, 'cause' | 'token'>): Expression<SqlBool> {
  const urgency = URGENCY[ring.cause];
  if (urgency !== 'new-token') return eb.lit(urgency === 'always');
  return eb.or([
    eb('pairs.version_token', 'is', null),
    eb('pairs.version_token', '<>', ring.token ?? ''),
  ]);
}

/** It backs off, or looks for the outcome of its attempt: both have their own time. */
const waitsByItself = eb.or([
  eb('pairs.failures', '>', 0),
  eb('pairs.attempt', 'is not', null),
  eb('pairs.state', '=', 'failed'),
]);

function dueAfter(urgent: Expression<SqlBool>, now: number) {
  return (
    eb
      .case()
      .when('pairs.state', '=', 'tombstone')
      .then<number | null>(null)
      .when('pairs.due_at', 'is', null)
      .then(now)
      // Due already: a pair that is rung again and again must not lose its place each time.
      .when('pairs.due_at', '<=', now)
      .then(eb.ref('pairs.due_at'))
      .when(eb.and([eb.not(urgent), waitsByItself]))
      .then(eb.ref('pairs.due_at'))
      .else(now)
      .end()
  );
}

/** A background ring never demotes what is pending, but an idle pair takes the ring's own priority. */
function priorityAfter(urgent: Expression<SqlBool>, priority: Priority, now: number) {
  const isIdle = eb.and([
    eb('pairs.rung', '=', eb.ref('pairs.settled_rung')),
    eb.or([eb('pairs.due_at', 'is', null), eb('pairs.due_at', '>', now)]),
    eb.or([urgent, eb.not(waitsByItself)]),
  ]);
  return eb
    .case()
    .when(eb.or([isIdle, eb('pairs.priority', '>', priority)]))
    .then<Priority>(priority)
    .else(eb.ref('pairs.priority'))
    .end();
}

function newestNotice(notifiedAt: string) {
  const ms = Date.parse(notifiedAt);
  const isNewer = eb.or([eb('pairs.notified_ms', 'is', null), eb('pairs.notified_ms', '<', ms)]);
  return {
    notified_at: eb
      .case()
      .when(isNewer)
      .then<string | null>(notifiedAt)
      .else(eb.ref('pairs.notified_at'))
      .end(),
    notified_ms: eb
      .case()
      .when(isNewer)
      .then<number | null>(ms)
      .else(eb.ref('pairs.notified_ms'))
      .end(),
  };
}
