/**
 * What Entra says when it refuses: the numbers and texts of Microsoft's error reference
 * (learn.microsoft.com/entra/identity-platform/reference-error-codes) in the body its token endpoint sends.
 * `guess` marks a pairing of number and OAuth error we found no real payload for.
 */
type Refusal = { error: string; status?: 401; suberror?: string; text: string; guess?: true };

/** `{name}` in a text is filled from the details of the refusal. */
export const REFUSALS = {
  28000: {
    error: 'invalid_scope',
    text: 'The scope names more than one resource: {scope}.',
    guess: true,
  },
  50011: {
    error: 'invalid_request',
    text: "The redirect URI '{redirectUri}' specified in the request does not match the redirect URIs configured for the application '{clientId}'.",
  },
  50027: {
    error: 'invalid_client',
    status: 401,
    text: 'JWT token is invalid or malformed. {what}',
  },
  50034: {
    error: 'invalid_grant',
    text: 'The user account {user} does not exist in the directory.',
  },
  50057: { error: 'invalid_grant', text: 'The user account is disabled.' },
  50058: {
    error: 'login_required',
    text: 'A silent sign-in request was sent but no user is signed in.',
  },
  // Real payloads come both as interaction_required and as invalid_grant, always with this suberror.
  50076: {
    error: 'interaction_required',
    suberror: 'basic_action',
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{resource}'.",
  },
  50078: {
    error: 'interaction_required',
    suberror: 'basic_action',
    text: "Presented multi-factor authentication has expired due to policies configured by your administrator, you must refresh your multi-factor authentication to access '{resource}'.",
    guess: true,
  },
  50173: {
    error: 'invalid_grant',
    text: "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '{issuedAt}' and the TokensValidFrom date (before which tokens are not valid) for this user is '{validFrom}'.",
  },
  50194: {
    error: 'invalid_request',
    text: "Application '{clientId}' is not configured as a multi-tenant application. Usage of the /{tenant} endpoint is not supported for such apps. Use a tenant-specific endpoint.",
  },
  54005: {
    error: 'invalid_grant',
    text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  },
  65001: {
    error: 'invalid_grant',
    suberror: 'consent_required',
    text: "The user or administrator has not consented to use the application with ID '{clientId}'. Send an interactive authorization request for this user and resource.",
  },
  65004: { error: 'access_denied', text: 'User declined to consent to access the app.' },
  70000: {
    error: 'invalid_grant',
    text: "The provided value for the '{name}' parameter is not valid.",
  },
  70003: {
    error: 'unsupported_grant_type',
    text: "The app requested an unsupported grant type '{grantType}'.",
  },
  70008: {
    error: 'invalid_grant',
    text: 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  },
  70011: {
    error: 'invalid_scope',
    text: "The provided value for the input parameter 'scope' is not valid. The scope '{scope}' is not valid.",
  },
  90002: {
    error: 'invalid_tenant',
    text: "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
  },
  500011: {
    error: 'invalid_resource',
    text: 'The resource principal named {resource} was not found in the tenant named {tenant}.',
  },
  500112: {
    error: 'invalid_client',
    status: 401,
    text: "The reply address '{redirectUri}' does not match the reply address '{expected}' provided when requesting Authorization code.",
    guess: true,
  },
  501481: {
    error: 'invalid_grant',
    text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  650057: {
    error: 'invalid_resource',
    text: "Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Resource: {resource}.",
  },
  700016: {
    error: 'unauthorized_client',
    text: "Application with identifier '{clientId}' was not found in the directory '{tenant}'.",
  },
  700021: {
    error: 'invalid_client',
    status: 401,
    text: "Client assertion application identifier doesn't match 'client_id' parameter.",
  },
  700023: {
    error: 'invalid_client',
    status: 401,
    text: 'Client assertion audience claim does not match Realm issuer: {audience}.',
  },
  700024: {
    error: 'invalid_client',
    status: 401,
    text: 'Client assertion is not within its valid time range.',
  },
  700027: { error: 'invalid_client', status: 401, text: '{what}' },
  700082: {
    error: 'invalid_grant',
    text: 'The refresh token has expired due to inactivity. The token was issued on {issuedAt} and was inactive for 90.00:00:00.',
  },
  900144: {
    error: 'invalid_request',
    text: "The request body must contain the following parameter: '{name}'.",
  },
  900561: { error: 'invalid_request', text: 'The endpoint only accepts {method} requests.' },
  1002012: {
    error: 'invalid_scope',
    text: 'The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  },
  7000112: { error: 'unauthorized_client', text: "Application '{clientId}' is disabled." },
  7000215: {
    error: 'invalid_client',
    status: 401,
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{clientId}'.",
  },
  7000218: {
    error: 'invalid_client',
    status: 401,
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  7000222: {
    error: 'invalid_client',
    status: 401,
    text: "The provided client secret keys for app '{clientId}' are expired.",
  },
  9000411: {
    error: 'invalid_request',
    text: "The request is not properly formatted. The parameter '{name}' is duplicated.",
  },
  // What Entra says about any malformed request; the sentence after it is this simulator's, to name what it lacks.
  9002313: {
    error: 'invalid_request',
    text: 'Invalid request. Request is malformed or invalid. {what}',
  },
} as const satisfies Readonly<Record<number, Refusal>>;

export type RefusalNumber = keyof typeof REFUSALS;

export class EntraError extends Error {
  override readonly name = 'EntraError';
  readonly number: RefusalNumber;
  readonly error: string;
  readonly status: number;
  readonly suberror: string | undefined;

  constructor(number: RefusalNumber, details: Readonly<Record<string, string>> = {}) {
    const refusal: Refusal = REFUSALS[number];
    const text = refusal.text.replaceAll(/\{(\w+)\}/g, (_, name: string) => details[name] ?? '');
    super(`AADSTS${String(number)}: ${text.trim()}`);
    this.number = number;
    this.error = refusal.error;
    this.status = refusal.status ?? 400;
    this.suberror = refusal.suberror;
  }
}

export type Trace = { traceId: string; correlationId: string; now: number };

/** The description ends with three lines that MSAL and people's log searches know. */
export function describe(error: EntraError, { traceId, correlationId, now }: Trace): string {
  const lines = [`Trace ID: ${traceId}`, `Correlation ID: ${correlationId}`];
  return [error.message, ...lines, `Timestamp: ${stamp(now)}`].join('\r\n');
}

export function errorBody(error: EntraError, trace: Trace): Record<string, unknown> {
  return {
    error: error.error,
    error_description: describe(error, trace),
    error_codes: [error.number],
    timestamp: stamp(trace.now),
    trace_id: trace.traceId,
    correlation_id: trace.correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${String(error.number)}`,
    ...(error.suberror !== undefined && { suberror: error.suberror }),
  };
}

const stamp = (now: number): string =>
  new Date(now).toISOString().replace('T', ' ').replace(/\.\d+/, '');
