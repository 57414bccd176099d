/**
 * What an answer that is no success means for recovery. Decided by HTTP status and `errorCode` alone: Salesforce
 * changes its texts from release to release.
 */
import { HostFault, PairFault } from '../errors.ts';

export type Refusal = {
  status: number;
  /** `errorCode` of the first error; absent when the body was no error list (a proxy's page). */
  errorCode?: string | undefined;
  message?: string | undefined;
  retryAfter?: string | undefined;
  /** The path asked for, to tell our own Apex resources from the platform's. */
  path: string;
  /** True for a request that may have changed something. */
  isWrite: boolean;
  now: number;
};

/** Conditions of the whole org, whatever the status says. Nobody's record is to blame. */
const HOST_CODES: Readonly<Record<string, string>> = {
  REQUEST_LIMIT_EXCEEDED: 'salesforce-limit-exceeded',
  API_DISABLED_FOR_ORG: 'salesforce-api-disabled',
  API_CURRENTLY_DISABLED: 'salesforce-api-disabled',
  SERVER_UNAVAILABLE: 'salesforce-unavailable',
  QUERY_TIMEOUT: 'salesforce-query-timeout',
  // A page was fetched too late; the sweep starts again.
  INVALID_QUERY_LOCATOR: 'salesforce-locator-expired',
};
const HOST_STATUS: Readonly<Record<number, string>> = {
  401: 'salesforce-unauthorized',
  408: 'salesforce-timeout',
  420: 'salesforce-edge',
  429: 'salesforce-too-many-requests',
  503: 'salesforce-unavailable',
};
const APEX_PATH = '/services/apexrest/';
/** Our Apex resources answer rows one by one: a refusal of the whole call is about the package or the permission. */
const APEX_STATUS: Readonly<Record<number, string>> = {
  403: 'salesforce-no-access',
  404: 'salesforce-package-missing',
  405: 'salesforce-package-missing',
};
const MAX_DETAIL = 300;

/** Apex threw and everything of the call is rolled back. 502 to 504 come from in front of Apex: those are the host's. */
export const APEX_ERROR = 'salesforce-apex-error';
const isApexError = ({ status, isWrite, path }: Refusal) =>
  status === 500 && isWrite && path.startsWith(APEX_PATH);

/** @see reconcile.md section 8: host faults close the gate, pair faults count for one pair. */
export function faultOf(refusal: Refusal): HostFault | PairFault {
  const detail = detailOf(refusal);
  if (isApexError(refusal)) return new PairFault('salesforce', APEX_ERROR, { detail });
  const hostCode = hostCodeOf(refusal);
  if (!hostCode) return new PairFault('salesforce', pairCodeOf(refusal.errorCode), { detail });
  const retryAfterSeconds = secondsOf(refusal.retryAfter, refusal.now);
  const isServerError = refusal.status >= 500;
  return new HostFault('salesforce', hostCode, {
    detail,
    serverError: isServerError && !HOST_CODES[refusal.errorCode ?? ''],
    outcomeUnknown: refusal.isWrite && (isServerError || refusal.status === 408),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** A request that got no answer: the name of the connection's error says whether it can have arrived. */
export function connectionFault(cause: unknown, isWrite: boolean): HostFault {
  const code = connectionCodeOf(cause);
  if (NEVER_ARRIVED.has(code))
    return new HostFault('salesforce', 'salesforce-unreachable', { detail: code, cause });
  return new HostFault('salesforce', 'salesforce-connection-lost', {
    detail: code,
    cause,
    outcomeUnknown: isWrite,
  });
}

export function timeoutFault(timeoutMs: number, isWrite: boolean): HostFault {
  return new HostFault('salesforce', 'salesforce-timeout', {
    detail: `No answer within ${String(timeoutMs)} ms`,
    outcomeUnknown: isWrite,
  });
}

const NEVER_ARRIVED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function hostCodeOf({ status, errorCode, path }: Refusal): string | undefined {
  const byCode = HOST_CODES[errorCode ?? ''];
  if (byCode) return byCode;
  if (path.startsWith(APEX_PATH) && APEX_STATUS[status]) return APEX_STATUS[status];
  if (HOST_STATUS[status]) return HOST_STATUS[status];
  // Queries and composite calls always exist; a single object may well be missing.
  if (status === 404 && !path.includes('/sobjects/')) return 'salesforce-api-missing';
  return status >= 500 ? 'salesforce-server-error' : undefined;
}

/** `INVALID_FIELD` → `salesforce-invalid-field`; anything that is no such name → `salesforce-refused`. */
function pairCodeOf(errorCode: string | undefined): string {
  if (!errorCode || !/^[A-Z][A-Z_]{1,60}$/.test(errorCode)) return 'salesforce-refused';
  return `salesforce-${errorCode.toLowerCase().replaceAll('_', '-')}`;
}

function detailOf({ status, errorCode, message }: Refusal): string {
  const text = message?.trim().split('\n', 1)[0] ?? '';
  // Without an error code the body is a proxy's page; its text helps nobody.
  const shown = errorCode ? `${errorCode}: ${text}` : `HTTP ${String(status)}`;
  return shown.slice(0, MAX_DETAIL).toWellFormed();
}

/** `Retry-After` is seconds or a date. */
function secondsOf(retryAfter: string | undefined, now: number): number | undefined {
  if (!retryAfter) return undefined;
  if (/^\d+$/.test(retryAfter.trim())) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}

/** `fetch` hides the reason in causes; several addresses tried make it a list. */
function connectionCodeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return connectionCodeOf(inner, depth + 1);
}
