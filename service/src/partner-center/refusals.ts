import type { Clock } from '../sync/ports.ts';
import type { Json } from '../domain/values.ts';
import { HostFault, PairFault, ReferralUnreadable, StaleReferral } from '../errors.ts';
import type { Answer } from './request.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** The kind of call decides what a refusal means: only a read finds something unreadable, only writes leave doubt. */
export type CallKind = 'get' | 'list' | 'create' | 'patch';

/** What Partner Center said, for the log and for Microsoft's support; never decided upon. */
export class RefusedAnswer extends Error {
  override readonly name = 'RefusedAnswer';
  readonly status: number;
  readonly serverCodes: readonly string[];
  readonly requestId: string | undefined;

  constructor(answer: Answer) {
    super(`Partner Center answered HTTP ${answer.status}`);
    this.status = answer.status;
    this.serverCodes = serverCodes(answer.json);
    const requestId = answer.headers['request-id'];
    this.requestId = typeof requestId === 'string' ? requestId : undefined;
  }
}

const PAIR_CODES: Readonly<Record<number, string>> = Object.freeze({
  400: 'partner-center-invalid',
  403: 'partner-center-forbidden',
  404: 'partner-center-not-found',
  409: 'partner-center-conflict',
  422: 'partner-center-invalid',
});

/** Turns any answer that is no success into the fault that recovery needs. */
export function faultOf(kind: CallKind, answer: Answer, clock: Clock): Error {
  return (
    hostFaultOf(kind, answer, clock) ?? staleFaultOf(kind, answer) ?? pairFaultOf(kind, answer)
  );
}

/** MFA missing in the token: 401 with this code (Partner Center API notices, 2025–26). A new token would not help. */
export function isMfaRefusal(answer: Answer): boolean {
  return answer.status === 401 && serverCodes(answer.json).includes('900421');
}

function hostFaultOf(kind: CallKind, answer: Answer, clock: Clock): HostFault | undefined {
  const { status } = answer;
  const cause = new RefusedAnswer(answer);
  const detail = detailOf(answer);
  const fault = (code: string, more: Partial<ConstructorParameters<typeof HostFault>[2]> = {}) =>
    new HostFault('partnerCenter', code, { detail, cause, ...more });
  const isWrite = kind === 'create' || kind === 'patch';
  const wait = retryAfterSeconds(answer.headers['retry-after'], clock);
  const waiting = wait === undefined ? {} : { retryAfterSeconds: wait };

  if (isMfaRefusal(answer)) return fault('partner-center-mfa');
  if (status === 401) return fault('partner-center-unauthorized');
  if (status === 403 && isClaimsRefusal(answer)) return fault('partner-center-claims');
  if (status === 408) return fault('partner-center-timeout', { outcomeUnknown: isWrite });
  if (status === 429) return fault('partner-center-throttled', waiting);
  if (status >= 300 && status < 400) return fault('partner-center-redirected');
  if (status >= 500) {
    return fault(status === 503 ? 'partner-center-unavailable' : 'partner-center-server-error', {
      ...waiting,
      outcomeUnknown: isWrite,
      serverError: wait === undefined,
    });
  }
  // An unknown success (202, 206 …) of a write may well have been carried out.
  if (status < 400) return fault('partner-center-malformed', { outcomeUnknown: isWrite });
  return undefined;
}

function staleFaultOf(kind: CallKind, answer: Answer): StaleReferral | undefined {
  if (kind !== 'patch') return undefined;
  const isStale = answer.status === 412 || serverCodes(answer.json).includes('resourceModified');
  if (!isStale) return undefined;
  return new StaleReferral('the referral changed after it was read', {
    cause: new RefusedAnswer(answer),
  });
}

function pairFaultOf(kind: CallKind, answer: Answer): PairFault {
  const details = { detail: detailOf(answer), cause: new RefusedAnswer(answer) };
  if (kind === 'get' && (answer.status === 404 || answer.status === 410)) {
    return new ReferralUnreadable('partnerCenter', 'referral-not-found', details);
  }
  if (kind === 'get' && answer.status === 403) {
    return new ReferralUnreadable('partnerCenter', 'referral-forbidden', details);
  }
  const code = PAIR_CODES[answer.status] ?? 'partner-center-refused';
  return new PairFault('partnerCenter', code, details);
}

/** Conditional access: 403 with `insufficent_claims` (spelled so by the API's own documentation). */
function isClaimsRefusal(answer: Answer): boolean {
  const challenge = answer.headers['www-authenticate'];
  return (
    serverCodes(answer.json).some((code) => CLAIMS.test(code)) ||
    (typeof challenge === 'string' && /error="?insuffici?ent_claims"?/.test(challenge))
  );
}
const CLAIMS = /^insuffici?ent_claims$/;

/**
 * Codes from the outside in: `{error: {code, innerError: {code …}}}` of the referrals API, `{code}` of the
 * webhook host, `{error: "…"}` of the gateway. Numbers as text.
 */
function serverCodes(json: Json | undefined): string[] {
  const codes: string[] = [];
  let level: unknown = json;
  // Inner errors are recursive by definition; five levels are more than was ever seen.
  for (let depth = 0; depth < 5 && isObject(level); depth += 1) {
    for (const value of [level['code'], level['error']]) {
      if (typeof value === 'string' || typeof value === 'number') codes.push(String(value));
    }
    level = isObject(level['error']) ? level['error'] : level['innerError'];
  }
  return codes;
}

/** The server's own message for the person who has to repair it; documented as at most 1,024 characters. */
function detailOf(answer: Answer): string {
  const json = isObject(answer.json) ? answer.json : {};
  const error = isObject(json['error']) ? json['error'] : json;
  const message = error['message'] ?? error['description'];
  const text = typeof message === 'string' && message.trim() !== '' ? message.trim() : undefined;
  return (text ?? `Partner Center answered HTTP ${answer.status}`).slice(0, 1000);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
