import { HostFault, PairFault, StoreUnavailable, StubCapReached } from '../errors.ts';
import { Problem } from './problem.ts';

/** What an error looks like from outside. An unexpected one becomes a bare 500: its words stay in here. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof StubCapReached) return stubCap(error);
  if (error instanceof StoreUnavailable) return storeUnavailable(error);
  if (error instanceof HostFault) return hostFault(error);
  if (error instanceof PairFault) return pairFault(error);
  if (isWebhookRefused(error)) return webhookRefused(error);
  return byFastifyCode(error) ?? byStatus(error) ?? internal(error);
}

const retryAfter = (seconds: number) => ({
  'retry-after': String(Math.max(1, Math.ceil(seconds))),
});

const stubCap = (cause: StubCapReached) =>
  new Problem(
    503,
    cause.code,
    'Too many referrals nobody knows were announced. Send this again later; the regular look finds it as well.',
    { headers: retryAfter(cause.retryAfterSeconds), cause },
  );

const storeUnavailable = (cause: StoreUnavailable) =>
  new Problem(
    503,
    cause.code,
    'The bridge cannot reach its database just now, so it has not taken this. Send it again in a while.',
    { headers: retryAfter(cause.retryAfterSeconds), cause },
  );

const HOST_NAMES = { salesforce: 'Salesforce', partnerCenter: 'Partner Center' } as const;

const hostFault = (cause: HostFault) =>
  new Problem(
    503,
    cause.code,
    `${HOST_NAMES[cause.side]} does not answer as it should. Nothing is lost; the bridge tries again by itself.`,
    { headers: retryAfter(cause.retryAfterSeconds ?? 30), cause },
  );

// Never the message of the fault: it may quote the record.
const pairFault = (cause: PairFault) =>
  new Problem(
    422,
    cause.code,
    'This deal cannot be worked on as it is. Its sync message says why.',
    {
      cause,
    },
  );

type WebhookRefused = Error & { status: 400 | 401 | 503; code: string };

/** Known by its shape, because `http/` does not import `partner-center/`. */
function isWebhookRefused(error: unknown): error is WebhookRefused {
  return (
    error instanceof Error &&
    error.name === 'WebhookRefused' &&
    'code' in error &&
    typeof error.code === 'string' &&
    'status' in error &&
    [400, 401, 503].includes(Number(error.status))
  );
}

const WEBHOOK_HEADERS = {
  400: {},
  401: { 'www-authenticate': 'Signature' },
  503: retryAfter(30),
} as const;

const webhookRefused = (cause: WebhookRefused) =>
  new Problem(cause.status, cause.code, cause.message, {
    headers: WEBHOOK_HEADERS[cause.status],
    cause,
  });

const FASTIFY_PROBLEMS: { [code: string]: [status: number, code: string, detail: string] } = {
  FST_ERR_BAD_URL: [400, 'malformed-url', 'The address cannot be decoded.'],
  FST_ERR_MAX_PARAM_LENGTH: [400, 'malformed-url', 'A part of the address is too long.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    'unsupported-media-type',
    'Expected Content-Type: application/json.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'malformed-json', 'The body is not valid JSON.'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body-too-large', 'The body is larger than this route takes.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    400,
    'malformed-body',
    'The body is not as long as Content-Length says.',
  ],
  FST_ERR_HANDLER_TIMEOUT: [503, 'busy', 'The bridge took too long. Try again in a while.'],
};

function byFastifyCode(error: unknown): Problem | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [status, ownCode, detail] = FASTIFY_PROBLEMS[code] ?? [];
  if (status === undefined || ownCode === undefined || detail === undefined) return undefined;
  const headers = status === 503 ? retryAfter(30) : {};
  return new Problem(status, ownCode, detail, { headers, cause: error });
}

/** What a library refuses with a 4xx that has no sentence of ours yet. */
function byStatus(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const status = Number(error.statusCode);
  if (!(status >= 400 && status < 500)) return undefined;
  return new Problem(status, 'bad-request', 'The request cannot be understood.', { cause: error });
}

const internal = (cause: unknown) =>
  new Problem(
    500,
    'internal',
    'Something went wrong in the bridge. Its log has this correlation id.',
    {
      cause,
    },
  );
