/** The sign-in endpoint as plain HTTP clients meet it (salesforce-rest.md sections 2 and 3). */
import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { writeJwt } from '../../kit/jwt.ts';
import { orgForEachTest, START } from '../org-under-test.ts';
import { newClient } from './new-client.ts';

const { client, privateKeyPem } = await newClient();
const stranger = await newClient();
const USER = 'bridge@partner.example';
const held = orgForEachTest({
  auth: {
    kind: 'jwt',
    clients: [client, { ...client, clientId: 'self', approval: 'self-authorized' }],
    users: [
      { username: USER, permissionSets: ['Co_Sell_Bridge'] },
      { username: 'guest@partner.example', permissionSets: [] },
    ],
  },
});
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SECONDS = START / 1000;
const CLAIMS = {
  iss: client.clientId,
  sub: USER,
  aud: 'https://login.salesforce.com',
  exp: SECONDS + 120,
};

const signed = (claims: object = {}, key = privateKeyPem, header: object = {}) =>
  writeJwt({ ...header }, { ...CLAIMS, ...claims }, createPrivateKey(key));

async function ask(assertion: string, grant_type = GRANT) {
  const body = new URLSearchParams({ grant_type, assertion });
  const response = await fetch(`${held.org.url}/services/oauth2/token`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

describe('a signed statement', () => {
  it('is answered with exactly five keys', async () => {
    const { org } = held;
    const { status, body } = await ask(signed());
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual([
      'access_token',
      'scope',
      'instance_url',
      'id',
      'token_type',
    ]);
    expect(body['access_token']).toMatch(/^00D\w{12,15}![.\w]+$/);
    expect(body).toMatchObject({ scope: 'api id', token_type: 'Bearer', instance_url: org.url });
    const [user] = org.query(`SELECT Id FROM User WHERE Username = '${USER}'`);
    expect(body['id']).toBe(`https://login.salesforce.com/id/${org.orgId}/${String(user?.['Id'])}`);
  });

  it.each([
    ['seconds as text', { exp: String(SECONDS + 180) }],
    ['milliseconds', { exp: START + 300_000 }],
    ['an iat beside', { iat: SECONDS }],
    ['the org itself as audience', { aud: () => `${held.org.url}/` }],
  ])('may have %s', async (_what, claims) => {
    const { aud } = claims as { aud?: () => string };
    const { status } = await ask(signed({ ...claims, ...(aud ? { aud: aud() } : {}) }));
    expect(status).toBe(200);
  });

  const INVALID = ['invalid_grant', 'invalid assertion'] as const;
  it.each<[string, () => string, string, string]>([
    ['is no token', () => 'nonsense', ...INVALID],
    [
      'comes from an unknown app',
      () => signed({ iss: 'x' }),
      'invalid_client_id',
      'client identifier invalid',
    ],
    ['is signed by another key', () => signed({}, stranger.privateKeyPem), ...INVALID],
    ['names another algorithm', () => signed({}, privateKeyPem, { alg: 'none' }), ...INVALID],
    ['has expired', () => signed({ exp: SECONDS }), 'invalid_grant', 'expired authorization code'],
    ['is good for too long', () => signed({ exp: SECONDS + 181 }), ...INVALID],
    ['has no end', () => signed({ exp: undefined }), ...INVALID],
    [
      'is for a sandbox',
      () => signed({ aud: 'https://test.salesforce.com' }),
      'invalid_grant',
      'audience is invalid',
    ],
    [
      'is about nobody',
      () => signed({ sub: 'x@partner.example' }),
      'invalid_grant',
      "user hasn't approved this consumer",
    ],
    [
      'is for an app that nobody approved',
      () => signed({ iss: 'self' }),
      'invalid_grant',
      "user hasn't approved this consumer",
    ],
    [
      'is about a user without the set',
      () => signed({ sub: 'guest@partner.example' }),
      'invalid_app_access',
      'user is not admin approved to access this app',
    ],
  ])('that %s is refused', async (_what, statement, error, error_description) => {
    expect(await ask(statement())).toEqual({ status: 400, body: { error, error_description } });
  });

  it('is taken from a form with the right grant type only', async () => {
    const refusal = {
      error: 'unsupported_grant_type',
      error_description: 'grant type not supported',
    };
    expect(await ask(signed(), 'password')).toEqual({ status: 400, body: refusal });
    const json = await fetch(`${held.org.url}/services/oauth2/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ grant_type: GRANT, assertion: signed() }),
    });
    expect([json.status, await json.json()]).toEqual([400, refusal]);
  });
});

describe('a session', () => {
  const status = async (token: string) =>
    (
      await fetch(`${held.org.url}/services/data/v65.0`, {
        headers: { Authorization: `Bearer ${token}` },
      })
    ).status;
  const open = async () => (await ask(signed())).body['access_token'] ?? '';

  it('opens the API, the administrator’s token does not', async () => {
    expect(await status(await open())).toBe(200);
    expect(await status(held.org.accessToken)).toBe(401);
  });

  it.each<[string, (token: string) => unknown]>([
    ['its time is over', () => held.org.clock.advance(120 * 60_000)],
    ['an admin ends it', () => held.org.revokeSessions(USER)],
    [
      'it is given back',
      (token) =>
        fetch(`${held.org.url}/services/oauth2/revoke`, {
          method: 'POST',
          body: new URLSearchParams({ token }),
        }),
    ],
    [
      'the control API says so',
      () =>
        fetch(`${held.org.url}/_control/revoke`, {
          method: 'POST',
          body: JSON.stringify({ username: USER }),
        }),
    ],
  ])('is over when %s', async (_how, end) => {
    const token = await open();
    await end(token);
    expect(await status(token)).toBe(401);
  });

  it('tells whose it is', async () => {
    const token = await open();
    const response = await fetch(`${held.org.url}/services/oauth2/userinfo`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toMatchObject({
      preferred_username: USER,
      organization_id: held.org.orgId,
    });
    held.org.revokeSessions(USER);
    const after = await fetch(response.url, { headers: { Authorization: `Bearer ${token}` } });
    expect([after.status, await after.text()]).toEqual([403, 'Bad_OAuth_Token']);
  });
});
