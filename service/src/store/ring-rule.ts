import { type Expression, expressionBuilder, sql } from 'kysely';
import type { RingCause } from '../sync/ports.ts';
import type { PairRow, Priority, Schema } from './schema.ts';

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

/** Whether a ring is urgent for a pair whose last look saw this token. */
export function isUrgent(
  { cause, token }: { cause: RingCause; token?: string | undefined },
  seenToken: string | null,
): boolean {
  return URGENCY[cause] === 'always' || (URGENCY[cause] === 'new-token' && token !== seenToken);
}

/** What a ring tells besides that it rang. */
export type News = {
  notified_at: Expression<string | null>;
  notified_ms: Expression<number | null>;
  correlation_id: Expression<string | null>;
};

/** Of an upsert: what the row would have been as a new one. */
export const NEWS_OF_UPSERT: News = {
  notified_at: sql.ref<string | null>('excluded.notified_at'),
  notified_ms: sql.ref<number | null>('excluded.notified_ms'),
  correlation_id: sql.ref<string | null>('excluded.correlation_id'),
};

export function newsOf(row: Pick<PairRow, 'notified_at' | 'notified_ms' | 'correlation_id'>): News {
  return {
    notified_at: sql`cast(${row.notified_at} as text)`,
    notified_ms: sql`cast(${row.notified_ms} as bigint)`,
    correlation_id: sql`cast(${row.correlation_id} as text)`,
  };
}

const eb = expressionBuilder<Schema, 'pairs'>();

/**
 * What a ring changes in the row of a known pair, as expressions over that row, so that counting is atomic in
 * one statement on either database. It never touches what only a claim's holder may change.
 */
export function ringColumns(
  cause: RingCause,
  news: News,
  now: Expression<number>,
  urgent = URGENCY[cause] === 'always',
) {
  const next = eb('pairs.rung', '+', 1);
  return {
    rung: next,
    urgent_rung: urgent ? next : eb.ref('pairs.urgent_rung'),
    due_at: dueAfter(urgent, now),
    priority: priorityAfter(urgent, priorityOf(cause), now),
    // Somebody else vouches for the id: it no longer waits behind everything else.
    ...(cause === 'webhook' ? {} : { webhook_stub: 0 as const }),
    ...newestNotice(news),
    correlation_id: eb.fn.coalesce(news.correlation_id, unansweredCorrelation),
  };
}

/** A ring without an id (a sweep) hides nobody who still waits, and revives nobody who was answered. */
const unansweredCorrelation = eb
  .case()
  .when('pairs.rung', '>', eb.ref('pairs.settled_rung'))
  .then(eb.ref('pairs.correlation_id'))
  .else(null)
  .end();

/** It backs off, or looks for the outcome of its attempt: both have their own time. */
const waitsByItself = eb.or([
  eb('pairs.failures', '>', 0),
  eb('pairs.attempt', 'is not', null),
  eb('pairs.state', '=', 'failed'),
]);

function dueAfter(urgent: boolean, now: Expression<number>) {
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
      .when(eb.and([eb.lit(!urgent), waitsByItself]))
      .then(eb.ref('pairs.due_at'))
      .else(now)
      .end()
  );
}

/** A background ring never demotes what is pending, but an idle pair takes the ring's own priority. */
function priorityAfter(urgent: boolean, priority: Priority, now: Expression<number>) {
  const isIdle = eb.and([
    eb('pairs.rung', '=', eb.ref('pairs.settled_rung')),
    eb.or([eb('pairs.due_at', 'is', null), eb('pairs.due_at', '>', now)]),
    eb.or([eb.lit(urgent), eb.not(waitsByItself)]),
  ]);
  return eb
    .case()
    .when(eb.or([isIdle, eb('pairs.priority', '>', priority)]))
    .then<Priority>(priority)
    .else(eb.ref('pairs.priority'))
    .end();
}

function newestNotice({ notified_at, notified_ms }: News) {
  const isNewer = eb.and([
    eb(notified_ms, 'is not', null),
    eb.or([eb('pairs.notified_ms', 'is', null), eb('pairs.notified_ms', '<', notified_ms)]),
  ]);
  return {
    notified_at: eb.case().when(isNewer).then(notified_at).else(eb.ref('pairs.notified_at')).end(),
    notified_ms: eb.case().when(isNewer).then(notified_ms).else(eb.ref('pairs.notified_ms')).end(),
  };
}
