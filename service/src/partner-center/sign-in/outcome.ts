/** What came of asking the sign-in service: a token, a refusal, or no usable answer. */
import type { PartnerCenterSignInCode } from '../../domain/partner-center-sign-in.ts';
import { HostFault } from '../../errors.ts';
import { retryAfterSeconds } from '../retry-after.ts';
import type { Clock } from '../../sync/ports.ts';
import type { Grant, Seen } from './authority.ts';
import type { LastAnswer } from './network.ts';
import { isOutage, reasonOf, type RefusedAnswer } from './reasons.ts';

export type GivenToken = { text: string; expiresAt: number; livesMs: number };
export type Refused = {
  kind: 'refused';
  reason: PartnerCenterSignInCode;
  /** For the log and for Microsoft's support. */
  errorCodes: readonly number[];
  traceId: string | null;
};
export type SignInOutcome = { kind: 'token'; token: GivenToken; grant: Grant } | Refused;

export type OutcomeTerms = {
  tenantId: string;
  uses: 'secret' | 'certificate';
  clock: Clock;
};

/** Microsoft's own lifetime of a token that names none. */
const DEFAULT_LIFETIME_S = 3_600;

/** @throws HostFault when there was no answer, or one that says nothing about this sign-in */
export function openOutcome(seen: Seen, terms: OutcomeTerms): SignInOutcome {
  const answer = requireAnswer(seen.last, terms);
  const refusal = answer && refusalIn(answer.body);
  if (refusal) return refused(reasonOf(refusal, terms.uses), refusal);
  if ('error' in seen) return refusedByMsal(seen.error.errorCode);
  const { result } = seen;
  const tenants = [result.tenantId, result.account?.tenantId ?? ''];
  if (!isText(result.accessToken) || !tenants.every(isText)) {
    throw unavailable('The answer to a sign-in lacks a token or a tenant');
  }
  if (!tenants.every((tenant) => isSame(tenant, terms.tenantId))) {
    // The authority is one tenant's, and still: a token of another one must not be used even once.
    return refused('consent-other-tenant');
  }
  if (hasNoMfa(result.accessToken)) return refused('partner-center-mfa');
  const livesMs = 1_000 * lifetimeIn(answer?.body ?? {});
  const { accessToken: text, account } = result;
  return {
    kind: 'token',
    token: { text, livesMs, expiresAt: seen.askedAt + livesMs },
    grant: { cache: seen.cache, accountId: account?.homeAccountId ?? '' },
  };
}

export function unavailable(detail: string, retryAfter?: number): HostFault {
  return new HostFault('partnerCenter', 'partner-center-sign-in-unavailable', {
    detail,
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
  });
}

/** Undefined when nothing was asked at all: then the answer is MSAL's. */
function requireAnswer(last: LastAnswer | undefined, { clock }: OutcomeTerms) {
  if (last === undefined) return undefined;
  if (last.kind === 'lost') throw unavailable(`No answer to a sign-in: ${last.code}`);
  const { status, body } = last;
  const refusal = refusalIn(body);
  const isUnwell = status >= 500 || status === 429 || status === 408;
  const isNoAnswer = status !== 200 && !refusal;
  if (isUnwell || isNoAnswer || (refusal && isOutage(refusal))) {
    const wait = retryAfterSeconds(last.retryAfter, clock);
    throw unavailable(`HTTP ${status} to a sign-in`, wait);
  }
  return last;
}

type Refusal = RefusedAnswer & { traceId: string | null };

function refusalIn(body: object): Refusal | undefined {
  const fields = body as Record<string, unknown>;
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  const numbers = Array.isArray(fields['error_codes']) ? fields['error_codes'] : [];
  if (text('error') === '') return undefined;
  return {
    error: text('error'),
    suberror: text('suberror'),
    errorCodes: numbers.filter((number) => Number.isSafeInteger(number)).map(Number),
    traceId: GUID.test(text('trace_id')) ? text('trace_id') : null,
  };
}
const GUID = /^[0-9a-f-]{36}$/i;

const BY_MSAL: Readonly<Record<string, PartnerCenterSignInCode>> = {
  nonce_mismatch: 'consent-mismatch',
  state_mismatch: 'consent-mismatch',
  refresh_token_expired: 'partner-center-session-inactive',
};

function refusedByMsal(errorCode: string): Refused {
  return refused(
    (Object.hasOwn(BY_MSAL, errorCode) ? BY_MSAL[errorCode] : undefined) ??
      'partner-center-sign-in-refused',
  );
}

function refused(
  reason: PartnerCenterSignInCode,
  { errorCodes, traceId }: Pick<Refusal, 'errorCodes' | 'traceId'> = NOTHING_MORE,
): Refused {
  return { kind: 'refused', reason, errorCodes, traceId };
}
const NOTHING_MORE = { errorCodes: [], traceId: null };

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Partner Center's tokens are of version 1 and list how the user signed in. Of a token that cannot be read or lists
 * nothing, the API itself says whether it will do.
 */
function hasNoMfa(accessToken: string): boolean {
  try {
    const claims = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8');
    const { amr } = JSON.parse(claims) as { amr?: unknown };
    return Array.isArray(amr) && !amr.includes('mfa');
  } catch {
    return false;
  }
}

/** v1 answers write the number as text. */
function lifetimeIn(body: object): number {
  const seconds = Number((body as { expires_in?: unknown }).expires_in);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : DEFAULT_LIFETIME_S;
}
