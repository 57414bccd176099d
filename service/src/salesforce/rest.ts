/** Requests to one org: the token, its renewal, the time-out, and failures as faults. */
import { performance } from 'node:perf_hooks';
import { Connection, type HttpRequest } from 'jsforce';
import { HostFault, PairFault } from '../errors.ts';
import type { Correlation } from '../sync/correlation-port.ts';
import type { Observe } from '../sync/metrics-port.ts';
import type { Clock } from '../sync/ports.ts';
import { instanceOrigin } from './instance-url.ts';
import { connectionFault, faultOf, timeoutFault } from './faults.ts';
import { startTimeLimit } from './time-limit.ts';
import { createTransport, NoAnswer, type AnswerHead } from './transport.ts';
import { shareOfHeader, shareOfLimits } from './usage.ts';

export type RestRequest = {
  method: 'GET' | 'POST';
  /** Beginning with `/services/`. */
  path: string;
  body?: unknown;
  /** A lost answer to this request leaves open whether something was changed. */
  isWrite?: boolean;
  signal?: AbortSignal | undefined;
};

export type Rest = {
  /** The parsed body. @throws HostFault, PairFault, or the signal's reason */
  send(request: RestRequest): Promise<unknown>;
  /** `/services/data/v65.0` */
  dataPath: string;
  /** Origin of the org; every request goes there and nowhere else. */
  origin: string;
  /** 0–1, as the newest answer said; undefined before the first one. */
  dailyShareUsed(): number | undefined;
  /** Asks for it. @throws HostFault */
  readDailyShare(signal?: AbortSignal): Promise<number | undefined>;
};

export type RestOptions = {
  instanceUrl: string;
  apiVersion: string;
  /** The current token; `renew` asks for a new one because the last was refused. */
  accessToken: (options?: { renew?: boolean }) => Promise<string>;
  requestTimeoutMs: number;
  clock: Clock;
  correlation?: Pick<Correlation, 'current'> | undefined;
  observe?: Observe | undefined;
};

const UNAUTHORIZED = 'salesforce-unauthorized';

export function createRest(options: RestOptions): Rest {
  const origin = instanceOrigin(options.instanceUrl);
  // The connection holds no token and no refreshFn: jsforce answers every 401 with another renewal, without end,
  // and hides the reason of a renewal that failed.
  const connection = new Connection({
    instanceUrl: origin,
    version: options.apiVersion,
    logLevel: 'NONE',
  });
  const { currentToken, renewedToken } = createTokens(options.accessToken);

  const dataPath = `/services/data/v${options.apiVersion}`;
  let share: number | undefined;
  let sharesTold = 0;
  const sendOnce = createSender(connection, options, ({ headers }) => {
    const told = shareOfHeader(headers.get('sforce-limit-info'));
    if (told === undefined) return;
    share = told;
    sharesTold += 1;
  });
  const rest: Rest = {
    origin,
    dataPath,
    async send(request) {
      const token = await currentToken();
      try {
        return await sendOnce(request, token);
      } catch (error) {
        if (!(error instanceof HostFault) || error.code !== UNAUTHORIZED) throw error;
      }
      // A 401 is decided before anything is carried out, so even a write may be repeated.
      return sendOnce(request, await renewedToken(token));
    },
    dailyShareUsed: () => share,
    async readDailyShare(signal) {
      const before = sharesTold;
      const body = await rest.send({ method: 'GET', path: `${dataPath}/limits`, signal });
      // A header says more than the body: it knows the limit of this app alone.
      if (sharesTold === before) share = shareOfLimits(body) ?? share;
      return share;
    },
  };
  return rest;
}

/** Many requests may learn at once that the token is void; it is renewed once. */
function createTokens(accessToken: RestOptions['accessToken']) {
  let renewing: Promise<string> | undefined;
  const ask = async (options?: { renew?: boolean }): Promise<string> => {
    try {
      return await accessToken(options);
    } catch (cause) {
      if (cause instanceof HostFault || cause instanceof PairFault) throw cause;
      throw new HostFault('salesforce', 'salesforce-sign-in', { cause });
    }
  };
  return {
    currentToken: () => renewing ?? ask(),
    async renewedToken(refused: string) {
      const current = await (renewing ?? ask());
      if (current !== refused) return current;
      renewing ??= ask({ renew: true }).finally(() => (renewing = undefined));
      return renewing;
    },
  };
}

/** @param onHead called with status and headers of every answer */
function createSender(
  connection: Connection,
  options: RestOptions,
  onHead: (head: AnswerHead) => void,
): (request: RestRequest, token: string) => Promise<unknown> {
  return async (request, token) => {
    request.signal?.throwIfAborted();
    const isWrite = request.isWrite ?? false;
    const limit = startTimeLimit(options.clock, options.requestTimeoutMs, request.signal);
    const began = performance.now();
    let head: AnswerHead | undefined;
    try {
      const transport = createTransport(limit.signal, (answer) => onHead((head = answer)));
      const wire = wireRequest(request, token, options.correlation?.current());
      const body: unknown = await connection.request(wire, { transport });
      if (head && head.status >= 300) throw redirectFault(head);
      return body;
    } catch (error) {
      if (error instanceof HostFault) throw error;
      if (request.signal?.aborted) throw request.signal.reason;
      if (limit.hasPassed()) throw timeoutFault(options.requestTimeoutMs, isWrite);
      if (error instanceof NoAnswer) throw connectionFault(error, isWrite);
      if (!head || head.status < 300) throw error;
      throw faultOf({
        status: head.status,
        ...firstErrorOf(error),
        retryAfter: head.headers.get('retry-after') ?? undefined,
        path: request.path,
        isWrite,
        now: options.clock.now(),
      });
    } finally {
      limit.end();
      options.observe?.({
        ...{ kind: 'called', side: 'salesforce', call: isWrite ? 'write' : 'read' },
        ...{ status: head?.status ?? null, ms: performance.now() - began },
      });
    }
  };
}

/** Salesforce ignores headers it does not know; the id stands there for proxies and event logs. */
function wireRequest(
  { method, path, body }: RestRequest,
  token: string,
  correlationId: string | undefined,
): HttpRequest {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    ...(correlationId === undefined ? {} : { 'x-correlation-id': correlationId }),
  };
  if (body === undefined) return { method, url: path, headers };
  return {
    method,
    url: path,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** jsforce's error carries `errorCode` and, when there were several, the list in `data`. */
function firstErrorOf(error: unknown): { errorCode?: string; message?: string } {
  if (!(error instanceof Error) || !('errorCode' in error)) return {};
  const first: unknown = 'data' in error && Array.isArray(error.data) ? error.data[0] : error;
  if (typeof first !== 'object' || first === null || !('errorCode' in first)) return {};
  const { errorCode } = first;
  // `ERROR_HTTP_502` is jsforce's own invention for a body that is no error list.
  if (typeof errorCode !== 'string' || errorCode.startsWith('ERROR_HTTP_')) return {};
  const message = 'message' in first && typeof first.message === 'string' ? first.message : '';
  return { errorCode, message };
}

/** An org that moved answers with redirects; following them would hand the token to whatever host they name. */
function redirectFault(head: AnswerHead): HostFault {
  return new HostFault('salesforce', 'salesforce-redirected', {
    detail: `HTTP ${String(head.status)}: the instance URL is no longer the org's own; update the setting`,
  });
}
