/**
 * Failures of the outside world, with what recovery needs: a class, a stable code and the cause.
 * Nothing decides by message text.
 */
import type { Side } from './domain/values.ts';

export type FaultDetails = { detail?: string; cause?: unknown };

/** The whole host is unwell (time-out, 5xx, 401, 429, limits): its gate closes, no pair is to blame. */
export class HostFault extends Error {
  override readonly name: string = 'HostFault';
  readonly side: Side;
  readonly code: string;
  /** Seconds the host asked us to wait, when it did. */
  readonly retryAfterSeconds: number | undefined;
  /** True when the request may have been carried out although no answer came. */
  readonly outcomeUnknown: boolean;
  /** True for a bare 5xx: when other pairs succeed meanwhile, it becomes this pair's own fault. */
  readonly serverError: boolean;

  constructor(
    side: Side,
    code: string,
    options: FaultDetails & {
      retryAfterSeconds?: number;
      outcomeUnknown?: boolean;
      serverError?: boolean;
    } = {},
  ) {
    super(options.detail ?? code, { cause: options.cause });
    this.side = side;
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.outcomeUnknown = options.outcomeUnknown ?? false;
    this.serverError = options.serverError ?? false;
  }
}

/** This one pair is refused (400, 403, 404, 409, 422, a validation rule): it backs off alone. */
export class PairFault extends Error {
  override readonly name: string = 'PairFault';
  readonly side: Side | 'bridge';
  readonly code: string;

  constructor(side: Side | 'bridge', code: string, options: FaultDetails = {}) {
    super(options.detail ?? code, { cause: options.cause });
    this.side = side;
    this.code = code;
  }
}

/** True when a write that failed with this is known not to have been carried out. */
export function isKnownOutcome(error: unknown): boolean {
  return error instanceof PairFault || (error instanceof HostFault && !error.outcomeUnknown);
}

/** The referral is not there (404) or not ours to see (403). */
export class ReferralUnreadable extends PairFault {
  override readonly name = 'ReferralUnreadable';
}

/** 412: somebody changed the referral after we read it. No fault; read again. */
export class StaleReferral extends Error {
  override readonly name = 'StaleReferral';
  readonly code = 'stale-referral';
}

/** Another worker claimed the pair meanwhile. Stop at once, touch nothing. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
  readonly code = 'claim-lost';
}

/** Too many unknown ids were rung by webhooks; the sweep will find what matters. */
export class StubCapReached extends Error {
  override readonly name = 'StubCapReached';
  readonly code = 'stub-cap';
  readonly retryAfterSeconds = 60;
}

/** A wrong or missing setting, a locked store, another org: the process cannot run, and says why. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
  readonly code: string;

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}
