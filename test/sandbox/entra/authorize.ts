/** The authorize endpoint: what an application asks a person for, and where the answer goes. */
import { encodeClientInfo } from './client-info.ts';
import type { Client } from './directory.ts';
import { describe, EntraError } from './entra-error.ts';
import { needed, readParameters } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { readScope } from './scopes.ts';
import type { Asked } from './scopes.ts';
import { requireTenant } from './world.ts';
import type { World } from './world.ts';

/** Where answers may go: checked before anything is sent anywhere. */
export type Target = { client: Client; redirectUri: string; query: Parameters };
export type Ask = Target & { asked: Asked };
export type Decision = { user: string; mfa: boolean } | 'cancel';

const KNOWN = [
  'client_id',
  'response_type',
  'response_mode',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'login_hint',
  'domain_hint',
];
const PROMPTS = [undefined, 'login', 'consent', 'select_account'];
/** A SHA-256 in base64url. */
const CHALLENGE = /^[\w-]{43}$/;

/** @throws EntraError that must be shown here: nobody knows yet whom to send it to */
export function readTarget(world: World, tenant: string, search: URLSearchParams): Target {
  const query = readParameters(search, KNOWN);
  const clientId = needed(query, 'client_id');
  requireTenant(world, tenant, clientId);
  const client = world.directory.client(clientId);
  const redirectUri = needed(query, 'redirect_uri');
  if (!client.redirectUris.includes(redirectUri)) {
    throw new EntraError(50011, { redirectUri, clientId });
  }
  return { client, redirectUri, query };
}

/** @throws EntraError that goes back to the application */
export function readAsk(world: World, target: Target): Ask {
  const { query, client } = target;
  const { response_type: type, response_mode: mode, prompt } = query;
  if (type !== 'code') throw unsupported(`response_type ${String(type)}`);
  if (mode !== undefined && mode !== 'query') throw unsupported(`response_mode ${mode}`);
  if (prompt === 'none') throw new EntraError(50058);
  if (!PROMPTS.includes(prompt)) throw unsupported(`prompt ${String(prompt)}`);
  checkChallenge(world, query);
  return { ...target, asked: readScope(query['scope'], world.directory, client) };
}

/**
 * What the person's choice on the page leads to: the URL the browser is sent to.
 * @throws EntraError the page itself shows: an unknown or disabled user, a second factor that is missing
 */
export function decide(world: World, ask: Ask, decision: Decision): string {
  if (decision === 'cancel') {
    return sentBack(world, ask, new EntraError(65004), { error_subcode: 'cancel' });
  }
  const { client, asked, query, redirectUri } = ask;
  const user = world.directory.user(decision.user);
  if (!user.enabled) throw new EntraError(50057);
  if (user.mfaRequired && !decision.mfa) throw new EntraError(50076, { resource: asked.resource });
  client.consented = true;
  const session = world.sessions.begin(user, client, decision.mfa);
  world.journal.add({
    at: world.clock.iso(),
    actor: `user:${user.upn}`,
    kind: 'create',
    type: 'session',
    id: session.sid,
    before: null,
    after: { upn: user.upn, clientId: client.clientId, mfa: decision.mfa },
    changed: [],
  });
  const code = world.sessions.addCode({
    session,
    redirectUri,
    resource: asked.resource,
    challenge: query['code_challenge'],
    nonce: query['nonce'],
    offline: asked.offline,
  });
  const about = query['client_info'] === '1' && {
    client_info: encodeClientInfo(user, world.directory),
  };
  return answer(ask, { code, ...about, session_state: session.sid });
}

/** The refusal as query parameters of the application's own address. */
export function sentBack(
  world: World,
  target: Target,
  error: EntraError,
  more: Record<string, string> = {},
): string {
  const trace = {
    traceId: world.guid(),
    correlationId: target.query['client-request-id'] ?? world.guid(),
    now: world.clock.now(),
  };
  return answer(target, {
    error: error.error,
    error_description: describe(error, trace),
    error_uri: `https://login.microsoftonline.com/error?code=${String(error.number)}`,
    ...more,
  });
}

function checkChallenge({ switches }: World, query: Parameters): void {
  const { code_challenge: challenge, code_challenge_method: method } = query;
  if (challenge === undefined && method === undefined) {
    if (switches.requirePkce) throw new EntraError(9002313, { what: 'code_challenge is missing.' });
    return;
  }
  if (method !== 'S256') throw unsupported(`code_challenge_method ${String(method)}`);
  if (!CHALLENGE.test(challenge ?? '')) {
    throw new EntraError(9002313, { what: 'code_challenge is no SHA-256 in base64url.' });
  }
}

function answer({ redirectUri, query }: Target, parameters: Record<string, string>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  if (query['state'] !== undefined) url.searchParams.set('state', query['state']);
  return url.href;
}

const unsupported = (what: string): EntraError =>
  new EntraError(9002313, { what: `The simulator does not support ${what}.` });
