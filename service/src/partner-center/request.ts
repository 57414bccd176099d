import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request, type Dispatcher } from 'undici';
import type { Json } from '../domain/values.ts';
import { HostFault } from '../errors.ts';
import type { Observe } from '../sync/metrics-port.ts';
import { toGuid } from './guid.ts';
import { isMfaRefusal } from './refusals.ts';

/** Two hosts, two audiences; a token is never used for the other one. */
export type TokenAudience = 'referrals' | 'webhooks';
/** `renew`: the API refused a token (401), namely `refused`; whoever has another one by now may answer with that. */
export type AccessToken = (
  audience: TokenAudience,
  options?: { renew?: boolean; refused?: string },
) => Promise<string>;
/** Told that the API refused this token because it was made without a second factor. */
export type MfaRefused = (audience: TokenAudience, token: string) => Promise<void>;

export type RequesterOptions = {
  accessToken: AccessToken;
  mfaRefused?: MfaRefused | undefined;
  /** Whose tokens are sent; `referrals` unless said otherwise. */
  audience?: TokenAudience | undefined;
  requestTimeoutMs: number;
  correlationId?: (() => string | undefined) | undefined;
  observe?: Observe | undefined;
  dispatcher?: Dispatcher | undefined;
};

export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  url: URL;
  body?: Json;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
};

/** Any answer, whatever its status. `json` is undefined for an empty body and for one that is no JSON. */
export type Answer = { status: number; headers: IncomingHttpHeaders; json: Json | undefined };

/** A page has at most 100 referrals of some 10 KiB; anything near this size is not an answer of the API. */
const LARGEST_ANSWER_BYTES = 32 * 1024 * 1024;

/** These happen before a connection stands, so the request cannot have been carried out. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TIMED_OUT: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/**
 * One request to one of Partner Center's two APIs: token, headers, time-out, a single renewal of the token after a 401.
 * Redirects are answers like any other (undici follows none by itself): a token goes to its own host only.
 * Nothing is tried again here; that is the host gate's task.
 * @throws HostFault when no complete answer came.
 */
export function createRequester(options: RequesterOptions): (call: Call) => Promise<Answer> {
  const { audience = 'referrals', dispatcher = new Agent() } = options;
  return async (call) => {
    const token = await options.accessToken(audience);
    const answer = await send(call, token);
    if (answer.status !== 401 || isMfaRefusal(answer)) return told(answer, token);
    // A 401 is a known outcome: nothing was carried out, so even a create may be sent again.
    const renewed = await options.accessToken(audience, { renew: true, refused: token });
    return told(await send(call, renewed), renewed);
  };

  async function told(answer: Answer, token: string): Promise<Answer> {
    if (isMfaRefusal(answer)) await options.mfaRefused?.(audience, token);
    return answer;
  }

  async function send(call: Call, token: string): Promise<Answer> {
    if (call.signal?.aborted) throw aborted(call.signal.reason, false);
    const timeout = AbortSignal.timeout(options.requestTimeoutMs);
    const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout;
    const began = performance.now();
    let status: number | null = null;
    try {
      const response = await request(call.url, {
        dispatcher,
        method: call.method,
        headers: headersOf(call, token, options.correlationId?.()),
        body: call.body === undefined ? null : JSON.stringify(call.body),
        signal,
      });
      status = response.statusCode;
      const text = await readText(response.body);
      return { status, headers: response.headers, json: parseJson(text) };
    } catch (cause) {
      throw lostAnswer(call, timeout, cause);
    } finally {
      options.observe?.({
        ...{
          kind: 'called',
          side: 'partnerCenter',
          call: call.method === 'GET' ? 'read' : 'write',
        },
        ...{ status, ms: performance.now() - began },
      });
    }
  }
}

function headersOf(call: Call, token: string, correlationId: string | undefined) {
  return {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'content-type': 'application/json',
    'client-request-id': randomUUID(),
    'ms-correlationid': toGuid(correlationId ?? '') ?? randomUUID(),
    ...call.headers,
  };
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER_BYTES) throw new AnswerTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Empty (204) or not JSON: whoever needs a body says that it is malformed.
    return undefined;
  }
}

function lostAnswer(call: Call, timeout: AbortSignal, cause: unknown): HostFault {
  const code = codeOf(cause);
  const outcomeUnknown = call.method !== 'GET' && !NEVER_SENT.has(code);
  if (call.signal?.aborted) return aborted(cause, outcomeUnknown);
  if (cause instanceof AnswerTooLarge) {
    return new HostFault('partnerCenter', 'partner-center-malformed', { cause, outcomeUnknown });
  }
  const timedOut = timeout.aborted || TIMED_OUT.has(code);
  return new HostFault(
    'partnerCenter',
    timedOut ? 'partner-center-timeout' : 'partner-center-unreachable',
    { cause, outcomeUnknown },
  );
}

function aborted(cause: unknown, outcomeUnknown: boolean): HostFault {
  return new HostFault('partnerCenter', 'partner-center-aborted', { cause, outcomeUnknown });
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
