/** One request for a session, by a statement that the bridge signs (OAuth 2.0 JWT bearer). */
import type { KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { HostFault } from '../errors.ts';
import type { Clock } from '../sync/ports.ts';
import { connectionFault, faultOf, timeoutFault } from './faults.ts';
import { toEighteen } from './record-id.ts';
import { refusalCode } from './sign-in-refusals.ts';
import { startTimeLimit } from './time-limit.ts';
import { isObject, malformed, textOf, textOrNull } from './wire.ts';

export type TokenRequest = {
  /** Origin of the org: asked there, and the session must be for there. */
  origin: string;
  /** 18 characters. */
  orgId: string;
  audience: string;
  clientId: string;
  username: string;
  key: KeyObject;
  requestTimeoutMs: number;
  clock: Clock;
  fetch: typeof fetch;
};

export type TokenAnswer =
  | { kind: 'session'; token: string }
  /** Only a person can change this. `code` is one of the catalogue. */
  | { kind: 'refused'; code: string; detail: string };

const PATH = '/services/oauth2/token';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/**
 * Salesforce takes at most three minutes. With two of them the clock of this machine may be almost a minute ahead, or
 * almost two behind.
 */
const VALID_SECONDS = 120;
const MAX_DETAIL = 200;

/** @throws HostFault when the org could not be asked, or answered something else than yes or no */
export async function requestToken(request: TokenRequest): Promise<TokenAnswer> {
  const { status, retryAfter, body } = await post(request, await signedStatement(request));
  if (status === 200) return sessionOf(objectIn(body), request);
  if (status >= 300 && status < 400)
    throw new HostFault('salesforce', 'salesforce-redirected', {
      detail: `HTTP ${String(status)} to a sign-in: SALESFORCE_URL is not the org's own address`,
    });
  const refusal = objectIn(body);
  const error = refusal ? textOrNull(refusal, 'error') : null;
  if (status >= 500 || status === 429 || status === 408 || !refusal || !error)
    throw outage(status, retryAfter, request.clock.now());
  const description = textOrNull(refusal, 'error_description') ?? '';
  return {
    kind: 'refused',
    code: refusalCode(error, description),
    detail: `${error}: ${description}`.slice(0, MAX_DETAIL).replaceAll(/\s+/g, ' ').toWellFormed(),
  };
}

/** Exactly the four claims of the flow: with `jti` or `iat` there would be more that can be refused. */
function signedStatement({ clientId, username, audience, key, clock }: TokenRequest) {
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(clientId)
    .setSubject(username)
    .setAudience(audience)
    .setExpirationTime(Math.floor(clock.now() / 1000) + VALID_SECONDS)
    .sign(key);
}

async function post(request: TokenRequest, assertion: string) {
  const { origin, clock, requestTimeoutMs } = request;
  const limit = startTimeLimit(clock, requestTimeoutMs);
  try {
    const response = await request.fetch(origin + PATH, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ grant_type: GRANT, assertion }),
      // Whoever is named by a redirect could sign in with the statement as long as it is valid.
      redirect: 'manual',
      signal: limit.signal,
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after') ?? undefined,
      body: await response.text(),
    };
  } catch (cause) {
    // Asking for a session changes nothing, so whether it arrived does not matter.
    if (limit.hasPassed()) throw timeoutFault(requestTimeoutMs, false);
    throw connectionFault(cause, false);
  } finally {
    limit.end();
  }
}

/** The token is handed out only when it is for the org and the address that were configured. */
function sessionOf(
  answer: ReturnType<typeof objectIn>,
  { origin, orgId }: TokenRequest,
): TokenAnswer {
  if (!answer) throw malformed('the answer to a sign-in');
  const instance = URL.parse(textOf(answer, 'instance_url'))?.origin;
  if (instance !== origin)
    return {
      kind: 'refused',
      code: 'salesforce-other-host',
      detail: `SALESFORCE_URL is ${origin}, the session is for ${instance ?? 'no address'}`,
    };
  const signedInTo = orgIdIn(textOf(answer, 'id'));
  if (signedInTo !== orgId)
    return {
      kind: 'refused',
      code: 'salesforce-other-org',
      detail: `SALESFORCE_ORG_ID is ${orgId}, but SALESFORCE_URL leads to ${signedInTo ?? 'no org'}. Nothing is read or written`,
    };
  return { kind: 'session', token: textOf(answer, 'access_token') };
}

/** `https://login.salesforce.com/id/00D…/005…` */
function orgIdIn(identityUrl: string): string | undefined {
  const id = /^\/id\/(00D\w{12,15})\/005\w{12,15}$/.exec(
    URL.parse(identityUrl)?.pathname ?? '',
  )?.[1];
  return id === undefined ? undefined : toEighteen(id);
}

function outage(status: number, retryAfter: string | undefined, now: number): HostFault {
  const fault = faultOf({ status, retryAfter, path: PATH, isWrite: false, now });
  if (fault instanceof HostFault) return fault;
  // A page of whatever stands in front: neither yes nor no.
  return new HostFault('salesforce', 'salesforce-malformed', {
    detail: `HTTP ${String(status)} to a sign-in, without a reason`,
  });
}

function objectIn(body: string) {
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
