/** The token endpoint: a code, a refresh token or the application alone, for tokens of one resource. */
import { createHash } from 'node:crypto';
import { authenticateClient } from './client-auth.ts';
import { encodeClientInfo } from './client-info.ts';
import type { Client } from './directory.ts';
import { EntraError } from './entra-error.ts';
import { needed, readParameters } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { grantedScope, readScope } from './scopes.ts';
import type { Asked } from './scopes.ts';
import type { Session } from './sessions.ts';
import { requireTenant } from './world.ts';
import type { World } from './world.ts';

type Answer = Record<string, unknown>;
type Grant = (world: World, client: Client, form: Parameters) => Answer;

const CREDENTIALS = ['client_id', 'client_secret', 'client_assertion', 'client_assertion_type'];
const COMMON = [...CREDENTIALS, 'grant_type', 'scope'];
const GRANTS: Readonly<Record<string, { knows: readonly string[]; grant: Grant }>> = {
  authorization_code: { knows: ['code', 'redirect_uri', 'code_verifier'], grant: byCode },
  // MSAL names the redirect URI here too; it means nothing for this grant.
  refresh_token: { knows: ['refresh_token', 'redirect_uri'], grant: byRefreshToken },
  client_credentials: { knows: [], grant: byApplication },
};

/** @throws EntraError in every case that is no success */
export function answerTokenRequest(world: World, tenant: string, body: URLSearchParams): Answer {
  const grantType = body.get('grant_type');
  if (!grantType) throw new EntraError(900144, { name: 'grant_type' });
  const chosen = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined;
  if (!chosen) throw new EntraError(70003, { grantType });
  const form = readParameters(body, [...COMMON, ...chosen.knows]);
  const clientId = needed(form, 'client_id');
  requireTenant(world, tenant, clientId);
  const client = world.directory.client(clientId);
  const authority = `${world.url()}/${world.directory.tenantId}`;
  authenticateClient(client, form, {
    now: world.clock.now(),
    assertionNow: world.assertionNow(),
    audiences: [`${authority}/v2.0`, `${authority}/oauth2/v2.0/token`],
  });
  return chosen.grant(world, client, form);
}

function byCode(world: World, client: Client, form: Parameters): Answer {
  const asked = readScope(form['scope'], world.directory, client);
  const redirectUri = needed(form, 'redirect_uri');
  const code = world.sessions.redeem(needed(form, 'code'), client);
  if (redirectUri !== code.redirectUri) {
    throw new EntraError(500112, { redirectUri, expected: code.redirectUri });
  }
  checkVerifier(code.challenge, form['code_verifier']);
  if (asked.resource !== code.resource) throw new EntraError(70011, { scope: form['scope'] ?? '' });
  const end = world.sessions.endOf(code.session, asked.resource);
  if (end) throw end;
  const offline = code.offline && asked.offline;
  return userAnswer(world, code.session, { ...asked, offline }, { form, nonce: code.nonce });
}

function byRefreshToken(world: World, client: Client, form: Parameters): Answer {
  const asked = readScope(form['scope'], world.directory, client);
  const token = needed(form, 'refresh_token');
  const session = world.sessions.useRefreshToken(token, client, asked.resource);
  // Who has a refresh token gets the next one, asked for or not.
  return userAnswer(world, session, { ...asked, offline: true }, { form, nonce: undefined });
}

function byApplication(world: World, client: Client, form: Parameters): Answer {
  const asked = readScope(form['scope'], world.directory, client);
  if (asked.permission !== '.default') {
    throw new EntraError(1002012, { scope: form['scope'] ?? '' });
  }
  note(world, form, { clientId: client.clientId, resource: asked.resource });
  return {
    ...lifetimes(world),
    access_token: world.tokens.forApp(client, asked.resource),
  };
}

type Context = { form: Parameters; nonce: string | undefined };

function userAnswer(world: World, session: Session, asked: Asked, context: Context): Answer {
  const user = world.directory.userByOid(session.oid);
  if (!user) throw new EntraError(50034, { user: session.oid });
  const { upn } = user;
  const { clientId, mfa } = session;
  note(world, context.form, { clientId, resource: asked.resource, upn, mfa });
  return {
    ...lifetimes(world),
    scope: grantedScope(asked),
    access_token: world.tokens.forUser(session, user, asked.resource),
    ...(asked.offline && { refresh_token: world.sessions.addRefreshToken(session) }),
    ...(asked.openid && { id_token: world.tokens.idToken(session, user, context.nonce) }),
    ...(context.form['client_info'] === '1' && {
      client_info: encodeClientInfo(user, world.directory),
    }),
  };
}

function lifetimes({ switches }: World): Answer {
  const seconds = Math.floor(switches.accessTokenMs / 1_000) - 1;
  return { token_type: 'Bearer', expires_in: seconds, ext_expires_in: seconds };
}

function checkVerifier(challenge: string | undefined, verifier: string | undefined): void {
  if (challenge === undefined && verifier === undefined) return;
  const hash = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url');
  if (verifier === undefined || hash !== challenge) throw new EntraError(501481);
}

/** That a token was given, never the token. */
function note(world: World, form: Parameters, after: Record<string, unknown>): void {
  world.journal.add({
    at: world.clock.iso(),
    actor: 'bridge',
    kind: 'create',
    type: 'token',
    id: world.guid(),
    before: null,
    after: { grant: form['grant_type'], ...after },
    changed: [],
  });
}
