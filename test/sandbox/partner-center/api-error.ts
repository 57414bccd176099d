/** A refusal of the referrals API: status, documented code and a sentence for the developer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly details: readonly string[];

  constructor(status: number, code: string, problems: string | readonly string[]) {
    const list = typeof problems === 'string' ? [problems] : problems;
    super(list.join(' '));
    this.status = status;
    this.code = code;
    this.details = list;
  }
}

export const invalid = (problems: string | readonly string[]): ApiError =>
  new ApiError(400, 'invalidRequest', problems);
export const notFound = (message: string): ApiError => new ApiError(404, 'itemNotFound', message);
export const denied = (message: string): ApiError => new ApiError(403, 'accessDenied', message);
export const conflict = (message: string): ApiError => new ApiError(409, 'invalidRequest', message);
export const stale = (): ApiError =>
  new ApiError(412, 'preconditionFailed', [
    'The eTag in If-Match is not the current one; read the referral again.',
  ]);

const MAX_MESSAGE = 1024;

type InnerError = { code: string; message: string; innerError?: InnerError };

/** The documented error body: `message` of at most 1,024 characters, one `innerError` per problem. */
export function errorBody(error: ApiError): Record<string, unknown> {
  const innerCode = error.status === 412 ? 'resourceModified' : 'validationFailed';
  const needsInner = error.status === 412 || error.details.length > 1;
  const innerError = needsInner
    ? error.details.reduceRight<InnerError | undefined>(
        (inner, message) => ({
          code: innerCode,
          message: message.slice(0, MAX_MESSAGE),
          ...(inner && { innerError: inner }),
        }),
        undefined,
      )
    : undefined;
  return {
    error: {
      code: error.code,
      message: error.message.slice(0, MAX_MESSAGE),
      target: 'referral',
      ...(innerError && { innerError }),
    },
  };
}
