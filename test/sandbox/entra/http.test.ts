import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readJwt, writeJwt } from '../kit/jwt.ts';
import { REDIRECT, SCOPES, startMsalRig } from './msal-rig.ts';
import type { MsalRig } from './msal-rig.ts';
import { DEFAULT_USER } from './server.ts';
import { createSwitches } from './switches.ts';

const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const SCOPE = `openid offline_access ${SCOPES.referrals.join(' ')}`;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

let rig: MsalRig;
beforeAll(async () => {
  rig = await startMsalRig();
});
afterAll(() => rig.stop());
beforeEach(() => {
  Object.assign(rig.sim.switches, createSwitches());
  rig.sim.faults.clear();
});

type Changes = Record<string, string | undefined>;
type Refusal = { error: string; error_codes: number[]; error_description: string };

const given = (all: Changes) =>
  Object.fromEntries(
    Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );

function authorizeUrl(changes: Changes = {}, tenant = rig.sim.tenantId): string {
  const parameters = given({
    client_id: rig.sim.clientId,
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: SCOPE,
    state: 'a state',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  });
  const query = new URLSearchParams(parameters).toString();
  return `${rig.sim.url}/${tenant}/oauth2/v2.0/authorize?${query}`;
}

const newCode = () => new URL(rig.sim.approve(authorizeUrl())).searchParams.get('code') ?? '';

async function token(changes: Changes, tenant = rig.sim.tenantId) {
  const form = given({
    client_id: rig.sim.clientId,
    client_secret: rig.sim.clientSecret,
    grant_type: 'authorization_code',
    scope: SCOPE,
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
    ...changes,
  });
  const path = `/${tenant}/oauth2/v2.0/token`;
  const { status, text } = await rig.call(path, { method: 'POST', form });
  return { status, body: JSON.parse(text) as Refusal & Record<string, string> };
}

const refusalOf = async (asked: ReturnType<typeof token>) => {
  const { status, body } = await asked;
  return [status, body.error, ...(body.error_codes ?? [])];
};

describe('the sign-in page', () => {
  it('lets a person pick an account and sends the browser back with a code', async () => {
    const page = await rig.call(authorizeUrl());
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(page.text).toContain(`value="${DEFAULT_USER}"`);
    const form = { user: DEFAULT_USER, decision: 'no-mfa' };
    const answer = await rig.call(authorizeUrl(), { method: 'POST', form });
    const back = new URL(answer.headers.get('location') ?? '');
    expect([answer.status, back.origin + back.pathname]).toEqual([302, REDIRECT]);
    expect(back.searchParams.get('state')).toBe('a state');
    const { body } = await token({ code: back.searchParams.get('code') ?? '' });
    expect(readJwt(body['access_token'] ?? '')?.claims['amr']).toEqual(['pwd']);
  });

  it('sends a cancelled sign-in back as refused', async () => {
    const answer = await rig.call(authorizeUrl(), { method: 'POST', form: { decision: 'cancel' } });
    const back = new URL(answer.headers.get('location') ?? '').searchParams;
    expect([back.get('error'), back.get('error_subcode'), back.get('state')]).toEqual([
      'access_denied',
      'cancel',
      'a state',
    ]);
    expect(new URL(rig.sim.cancel(authorizeUrl())).searchParams.get('error')).toBe('access_denied');
  });

  it.each<[string, Changes, string]>([
    ['an unknown application', { client_id: 'x' }, 'AADSTS700016'],
    ['another redirect URI', { redirect_uri: `${REDIRECT}/` }, 'AADSTS50011'],
    ['no redirect URI', { redirect_uri: undefined }, 'AADSTS900144'],
    ['an unknown parameter', { resource: 'https://x' }, 'AADSTS9002313'],
    ['a claims challenge', { claims: '{"access_token":{}}' }, 'AADSTS9002313'],
  ])('never leaves the page with %s', async (_, changes, said) => {
    const { status, text } = await rig.call(authorizeUrl(changes));
    expect([status, text]).toEqual([400, expect.stringContaining(said)]);
    expect(() => rig.sim.approve(authorizeUrl(changes))).toThrow(said);
  });

  it.each<[string, string]>([
    ['another tenant', '00000000-0000-4000-8000-000000000000'],
    ['the shared tenant', 'common'],
  ])('refuses %s', async (_, tenant) => {
    const { status, text } = await rig.call(authorizeUrl({}, tenant));
    expect([status, text]).toEqual([400, expect.stringMatching(/AADSTS(90002|50194)/)]);
  });

  it.each<[string, Changes, string]>([
    ['another response type', { response_type: 'code id_token' }, 'invalid_request'],
    ['another response mode', { response_mode: 'form_post' }, 'invalid_request'],
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a silent prompt', { prompt: 'none' }, 'login_required'],
    [
      'two resources',
      { scope: [...SCOPES.referrals, ...SCOPES.webhooks].join(' ') },
      'invalid_scope',
    ],
    ['an unknown resource', { scope: 'https://graph.example/.default' }, 'invalid_resource'],
    ['no resource', { scope: 'openid' }, 'invalid_scope'],
  ])('sends %s back as an error', async (_, changes, error) => {
    const { status, headers } = await rig.call(authorizeUrl(changes));
    const back = new URL(headers.get('location') ?? '').searchParams;
    expect([status, back.get('error'), back.get('state'), back.get('code')]).toEqual([
      302,
      error,
      'a state',
      null,
    ]);
  });

  it('keeps out who is disabled, unknown, or lacks the second factor demanded of them', async () => {
    const user = 'seller@contoso.example';
    rig.sim.requireMfa(user);
    expect(() => rig.sim.approve(authorizeUrl(), { user, mfa: false })).toThrow('AADSTS50076');
    expect(rig.sim.approve(authorizeUrl(), { user })).toContain('code=');
    rig.sim.disableUser(user);
    expect(() => rig.sim.approve(authorizeUrl(), { user })).toThrow('AADSTS50057');
    const form = { user: 'nobody@contoso.example', decision: 'mfa' };
    const { status, text } = await rig.call(authorizeUrl(), { method: 'POST', form });
    expect([status, text]).toEqual([400, expect.stringContaining('AADSTS50034')]);
  });

  it('shows what applications registered as text', async () => {
    const uri = 'https://bridge.example/?x="><script>';
    rig.sim.addRedirectUri(uri);
    const { status, text } = await rig.call(authorizeUrl({ redirect_uri: uri }));
    expect([status, text.includes('<script')]).toEqual([200, false]);
    expect(text).toContain('&quot;&gt;&lt;script&gt;');
  });
});

describe('the token endpoint', () => {
  it('takes a code once', async () => {
    const code = newCode();
    expect((await token({ code })).status).toBe(200);
    expect(await refusalOf(token({ code }))).toEqual([400, 'invalid_grant', 54005]);
  });

  it('takes a code for ten minutes', async () => {
    const code = newCode();
    await rig.clock.advance(10 * 60_000 + 1);
    expect(await refusalOf(token({ code }))).toEqual([400, 'invalid_grant', 70008]);
  });

  it('spends a code on a wrong verifier', async () => {
    const code = newCode();
    const wrong = token({ code, code_verifier: 'w'.repeat(43) });
    expect(await refusalOf(wrong)).toEqual([400, 'invalid_grant', 501481]);
    expect(await refusalOf(token({ code }))).toEqual([400, 'invalid_grant', 54005]);
  });

  it('gives no refresh token that was not asked for', async () => {
    const { body } = await token({ code: newCode(), scope: SCOPES.referrals.join(' ') });
    expect(body).not.toHaveProperty('refresh_token');
    expect(body).not.toHaveProperty('id_token');
  });

  it.each<[string, Changes, unknown[]]>([
    ['no verifier', { code_verifier: undefined }, [400, 'invalid_grant', 501481]],
    ['a password', { grant_type: 'password' }, [400, 'unsupported_grant_type', 70003]],
    ['no grant', { grant_type: undefined }, [400, 'invalid_request', 900144]],
    ['no scope', { scope: undefined }, [400, 'invalid_request', 900144]],
    ['another resource', { scope: SCOPES.webhooks.join(' ') }, [400, 'invalid_scope', 70011]],
    ['an unknown parameter', { resource: 'x' }, [400, 'invalid_request', 9002313]],
    ['no secret', { client_secret: undefined }, [401, 'invalid_client', 7000218]],
    ['a wrong secret', { client_secret: 'x' }, [401, 'invalid_client', 7000215]],
    ['two proofs', { client_assertion: 'x' }, [400, 'invalid_request', 9002313]],
  ])('refuses %s', async (_, changes, refusal) => {
    expect(await refusalOf(token({ code: newCode(), ...changes }))).toEqual(refusal);
  });

  it('refuses another tenant, JSON and GET', async () => {
    const elsewhere = token({ code: newCode() }, '00000000-0000-4000-8000-000000000000');
    expect(await refusalOf(elsewhere)).toEqual([400, 'invalid_tenant', 90002]);
    const path = `/${rig.sim.tenantId}/oauth2/v2.0/token`;
    expect((await rig.call(path)).text).toContain('AADSTS900561');
    expect((await rig.call(`/${rig.sim.tenantId}/oauth2/token`)).text).toContain('no endpoint');
  });

  it('answers a refusal in the shape of Entra', async () => {
    const { body } = await token({ code: 'x' });
    expect(body).toEqual({
      error: 'invalid_grant',
      error_description: expect.stringMatching(
        /^AADSTS70000: .+\r\nTrace ID: .+\r\nCorrelation ID: .+\r\nTimestamp: .+Z$/,
      ),
      error_codes: [70000],
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
      error_uri: 'https://login.microsoftonline.com/error?code=70000',
    });
  });

  it('keeps codes, tokens and secrets out of its journal', async () => {
    const code = newCode();
    const { body } = await token({ code });
    const journal = JSON.stringify(rig.sim.journal.entries());
    expect(journal).toContain('authorization_code');
    for (const secret of [
      code,
      body['access_token'],
      body['refresh_token'],
      rig.sim.clientSecret,
    ]) {
      expect(journal).not.toContain(secret);
    }
  });
});

describe('a client assertion', () => {
  const now = () => Math.floor(Date.now() / 1_000);
  const assertion = (
    claims: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
  ) => {
    const { certificatePem, privateKeyPem } = rig.sim.clientCertificate;
    const sha1 = createHash('sha1').update(new X509Certificate(certificatePem).raw);
    const { clientId: iss } = rig.sim;
    const good = { iss, sub: iss, aud: `${rig.sim.authority}/v2.0`, jti: 'j', exp: now() + 60 };
    const key = createPrivateKey(privateKeyPem);
    return writeJwt({ x5t: sha1.digest('base64url'), ...header }, { ...good, ...claims }, key);
  };
  const alone = (proof: string, type = ASSERTION_TYPE) =>
    token({
      grant_type: 'client_credentials',
      scope: SCOPES.webhooks.join(' '),
      client_secret: undefined,
      redirect_uri: undefined,
      code_verifier: undefined,
      client_assertion: proof,
      client_assertion_type: type,
    });
  const tampered = () => assertion().replace(/\.[^.]+$/, '.AAAA');

  it('is taken by RS256 and SHA-1 thumbprint', async () => {
    expect((await alone(assertion())).status).toBe(200);
  });

  it.each<[string, () => string, number]>([
    ['a text that is no token', () => 'x', 50027],
    ['another algorithm in the header', () => assertion({}, { alg: 'none' }), 50027],
    ['an unknown thumbprint', () => assertion({}, { x5t: 'x' }), 700027],
    ['another signature', tampered, 700027],
    ['another issuer', () => assertion({ iss: 'x' }), 700021],
    ['another subject', () => assertion({ sub: 'x' }), 700021],
    ['another audience', () => assertion({ aud: 'https://login.example' }), 700023],
    ['no identifier', () => assertion({ jti: undefined }), 50027],
    ['no expiry', () => assertion({ exp: undefined }), 700024],
    ['an expiry that is over', () => assertion({ exp: now() - 1 }), 700024],
    ['a time to come', () => assertion({ nbf: now() + 600 }), 700024],
  ])('is refused with %s', async (_, proof, number) => {
    expect(await refusalOf(alone(proof()))).toEqual([401, 'invalid_client', number]);
  });

  it('is refused under another type', async () => {
    expect(await refusalOf(alone(assertion(), 'jwt'))).toEqual([400, 'invalid_request', 9002313]);
  });
});

describe('what clients read first', () => {
  it('names the endpoints of this tenant and its current keys', async () => {
    const path = `/${rig.sim.tenantId}/v2.0/.well-known/openid-configuration`;
    const found = JSON.parse((await rig.call(path)).text) as Record<string, string>;
    expect(found['issuer']).toBe(`${rig.sim.authority}/v2.0`);
    const keys = JSON.parse((await rig.call(found['jwks_uri'] ?? '')).text) as { keys: unknown[] };
    expect(keys.keys).toEqual(rig.sim.issuer.keys());
    expect(JSON.stringify(keys)).not.toContain('"d"');
    expect((await rig.call('/common/v2.0/.well-known/openid-configuration')).status).toBe(400);
  });
});

describe('the control API', () => {
  const control = async (method: string, path: string, body?: unknown) => {
    const { status, text } = await rig.call(`/_control/${path}`, {
      method,
      ...(body !== undefined && { json: body }),
    });
    return { status, body: JSON.parse(text) as Record<string, unknown> };
  };

  it('approves, and does what administrators do', async () => {
    const { body } = await control('POST', 'approve', { url: authorizeUrl(), mfa: true });
    expect(String(body['redirect'])).toContain(REDIRECT);
    expect((await control('POST', `users/${DEFAULT_USER}/disableUser`)).body).toMatchObject({
      enabled: false,
    });
    expect((await control('POST', 'approve', { url: authorizeUrl() })).status).toBe(400);
    await control('POST', `users/${DEFAULT_USER}/enableUser`);
    expect((await control('POST', 'client/withdrawConsent')).status).toBe(200);
    expect((await control('POST', 'users/nobody/disableUser')).status).toBe(400);
  });

  it('turns switches and adds faults, and names its mistakes', async () => {
    expect((await control('PATCH', 'switches', { accessTokenMs: 60_000 })).status).toBe(200);
    expect((await token({ code: newCode() })).body['expires_in']).toBe(59);
    expect((await control('PATCH', 'switches', { x: 1 })).status).toBe(400);
    expect((await control('PATCH', 'switches', { accessTokenMs: -1 })).status).toBe(400);
    expect((await control('POST', 'faults', { do: 'late-commit' })).status).toBe(400);
    await control('POST', 'faults', { do: 'status', status: 503, path: 'token', retryAfter: 7 });
    expect((await token({ code: newCode() })).status).toBe(503);
    expect((await token({ code: newCode() })).status).toBe(200);
    expect((await control('GET', 'nothing')).status).toBe(400);
  });

  it('counts the calls, not its own', async () => {
    const before = rig.sim.faults.calls().length;
    await control('GET', 'calls');
    await token({ code: 'x' });
    expect(rig.sim.faults.calls().slice(before)).toMatchObject([{ method: 'POST' }]);
  });
});
