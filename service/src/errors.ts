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
  /** What the host said of it; empty when it said nothing. */
  readonly detail: string;

  constructor(side: Side | 'bridge', code: string, options: FaultDetails = {}) {
    super(options.detail ?? code, { cause: options.cause });
    this.side = side;
    this.code = code;
    this.detail = options.detail ?? '';
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

/** The database cannot be reached, or not be written to now. The work was tried more than once; try again later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly code = 'store-unavailable';
  readonly retryAfterSeconds = 10;
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

/** Why a sealed text does not open. */
export type UnreadableBecause = 'unknown-key' | 'altered' | 'format';

const UNREADABLE: Readonly<Record<UnreadableBecause, string>> = Object.freeze({
  'unknown-key':
    'It was sealed with a key that this process does not have. Add that key to SEALING_KEYS again, after the current one.',
  altered:
    'It was changed, cut or moved, or its key has another value under the same name. Restore the store or the key; else sign in again.',
  format:
    'It has a form that this version does not know. Start the newer version again, or sign in again.',
});

/** A row of the secrets table does not open. Holds no part of the row, and says what a person can do. */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';
  readonly code = 'secret-unreadable';
  readonly because: UnreadableBecause;
  /** Of the row, so that it can be replaced by compare-and-set. */
  readonly version: number;

  constructor(row: { name: string; version: number }, because: UnreadableBecause) {
    super(`The secret "${row.name}" in the store cannot be read. ${UNREADABLE[because]}`);
    this.because = because;
    this.version = row.version;
  }
}
