import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../service/src/domain/catalogue.ts';
import type { SalesforceSignInOptions } from '../../../service/src/salesforce/sign-in.ts';
import type { OauthClient } from '../../sandbox/org/auth/auth.ts';
import { AUDIENCE, BRIDGE_USER, signInRig } from './sign-in-rig.ts';

type Rig = Awaited<ReturnType<typeof signInRig>>;

const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

describe('the bridge signs in', () => {
  test('when the first request needs it, and everything it reads is then open', async () => {
    const rig = await signInRig();
    expect(await rig.signIn.status()).toMatchObject({ state: 'not-connected', reason: null });
    expect((await rig.client.profile()).orgId).toBe(rig.org.orgId);
    expect(await rig.signIn.status()).toEqual({
      side: 'salesforce',
      state: 'connected',
      reason: null,
      since: '2026-11-22T10:00:00.000Z',
      expiresAt: null,
    });
  });

  test('once for all who ask at the same time, and keeps the session', async () => {
    const rig = await signInRig();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => rig.signIn.accessToken()));
    expect(new Set(tokens).size).toBe(1);
    expect(await rig.signIn.accessToken()).toBe(tokens[0]);
    expect(rig.signIns()).toBe(1);
  });

  test.each<[how: string, end: (rig: Rig) => unknown]>([
    ['an admin ends it', ({ org }) => org.revokeSessions(BRIDGE_USER)],
    ['its time is over', ({ clock }) => clock.advance(121 * 60_000)],
  ])('again, once, when the session is gone because %s', async (_how, end) => {
    const rig = await signInRig();
    await rig.client.profile();
    await end(rig);
    const id = rig.org.as('seller:anna').create('Opportunity', DEAL);
    const records = await Promise.all([id, id, id].map((one) => rig.client.read(one)));
    expect(records.map((record) => record?.id)).toEqual([id, id, id]);
    await rig.client.findByReferral('3f2b1c00-0000-4000-8000-000000000001');
    expect(rig.signIns()).toBe(2);
    expect(await rig.signIn.status()).toMatchObject({ state: 'connected', reason: null });
  });

  test('with four claims, signed, good for two minutes, and asks by a form that follows no redirect', async () => {
    const sent: Request[] = [];
    const rig = await signInRig({
      fetch: (input, init) => {
        sent.push(new Request(input, init));
        return fetch(input, init);
      },
    });
    await rig.signIn.accessToken();
    const [request] = sent;
    expect(request?.redirect).toBe('manual');
    expect(request?.headers.get('content-type')).toMatch(/^application\/x-www-form-urlencoded/);
    const form = new URLSearchParams(await request?.text());
    const [head, claims] = (form.get('assertion') ?? '')
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString());
    expect([...form.keys()]).toEqual(['grant_type', 'assertion']);
    expect(JSON.parse(head ?? '')).toEqual({ alg: 'RS256' });
    expect(JSON.parse(claims ?? '')).toEqual({
      iss: rig.app.clientId,
      sub: BRIDGE_USER,
      aud: AUDIENCE,
      exp: Date.parse('2026-11-22T10:02:00Z') / 1000,
    });
  });
});

const DEAL = { Name: 'Contoso', StageName: 'Qualification', CloseDate: '2026-12-01' };

/** What is wrong in the org, how it is put right, and the code that tells it. */
const MISTAKES: [code: string, wrong: Partial<OauthClient>][] = [
  ['salesforce-client-unknown', { clientId: 'another app' }],
  ['salesforce-app-access', { approvedSets: [] }],
  ['salesforce-user-not-approved', { approval: 'self-authorized' }],
];
/** What is wrong in the bridge's settings. */
const WRONG_SETTINGS: [code: string, wrong: Partial<SalesforceSignInOptions>][] = [
  ['salesforce-client-unknown', { clientId: 'another app' }],
  ['salesforce-certificate-mismatch', { privateKeyPem: otherKey }],
  ['salesforce-audience-wrong', { audience: 'https://test.salesforce.com' }],
  ['salesforce-user-not-approved', { username: 'nobody@partner.example' }],
  ['salesforce-other-org', { orgId: '00D000000000099AAA' }],
  ['salesforce-other-host', { fetch: answering({ instance_url: 'https://evil.example' }) }],
  ['salesforce-other-host', { fetch: answering({ instance_url: 'nonsense' }) }],
  ['salesforce-flow-off', { fetch: refusing('unsupported_grant_type', 'flow is not enabled') }],
  ['salesforce-user-inactive', { fetch: refusing('invalid_grant', 'user is inactive') }],
  ['salesforce-sign-in-refused', { fetch: refusing('invalid_grant', 'ip restricted') }],
  ['salesforce-sign-in-refused', { fetch: refusing('new_error', 'of next year') }],
];

describe('a refused sign-in', () => {
  test.each(WRONG_SETTINGS)(
    'is %s, says what to do, and waits for a person',
    async (code, wrong) => {
      const rig = await signInRig(wrong);
      await expect(rig.client.profile()).rejects.toMatchObject({ name: 'HostFault', code });
      expect(await rig.signIn.status()).toMatchObject({ state: 'needs-reconnect', reason: code });
      const { who, fix, message } = explain(code);
      expect(who).toMatch(/admin$/);
      expect(`${message} ${fix}`).toMatch(/SALESFORCE_|Co_Sell_Bridge|Login History|JWT bearer/);
    },
  );

  test.each(MISTAKES)('as %s heals by itself once the org is put right', async (code, wrong) => {
    const rig = await signInRig();
    const right = { ...rig.app };
    Object.assign(rig.app, wrong);
    await expect(rig.client.profile()).rejects.toMatchObject({ code });
    expect(await rig.signIn.status()).toMatchObject({ state: 'needs-reconnect', reason: code });
    Object.assign(rig.app, right);
    await rig.clock.advance(60_000);
    expect((await rig.client.profile()).orgId).toBe(rig.org.orgId);
    expect(await rig.signIn.status()).toMatchObject({
      state: 'connected',
      reason: null,
      since: '2026-11-22T10:01:00.000Z',
    });
  });

  test('of a deactivated user ends the running session too', async () => {
    const rig = await signInRig();
    await rig.client.profile();
    const [user] = rig.org.query(`SELECT Id FROM User WHERE Username = '${BRIDGE_USER}'`);
    rig.org.as('system').update('User', String(user?.['Id']), { IsActive: false });
    await expect(rig.client.findByReferral(GUID)).rejects.toMatchObject({
      code: 'salesforce-user-inactive',
    });
    expect(await rig.signIn.status()).toMatchObject({ state: 'needs-reconnect' });
  });

  test.each([
    ['ahead', 61_000 + 60_000, 'salesforce-certificate-mismatch'],
    ['behind', -121_000, 'salesforce-clock-skew'],
  ])('of a clock that is far %s is explained', async (_where, ms, code) => {
    const skewed = { now: () => Date.parse('2026-11-22T10:00:00Z') + ms, sleep: forEver };
    const rig = await signInRig({ clock: skewed });
    await expect(rig.signIn.accessToken()).rejects.toMatchObject({ code });
  });

  test('never hands out the session of another org or address', async () => {
    for (const wrong of [
      { orgId: '00D000000000099AAA' },
      { fetch: answering({ instance_url: 'https://evil.example' }) },
    ]) {
      const rig = await signInRig(wrong);
      await expect(rig.signIn.accessToken()).rejects.toThrow();
      await expect(rig.signIn.accessToken()).rejects.toThrow();
    }
  });
});

const GUID = '3f2b1c00-0000-4000-8000-000000000001';

/** Answers that are neither yes nor no. */
const OUTAGES: [what: string, code: string, fetch: typeof globalThis.fetch][] = [
  ['a server error', 'salesforce-server-error', plain(500, 'Oops')],
  [
    'too many sign-ins',
    'salesforce-too-many-requests',
    plain(429, '{"error":"rate_limit_exceeded"}'),
  ],
  ['a page of a proxy', 'salesforce-malformed', plain(403, '<html>blocked</html>')],
  ['a redirect', 'salesforce-redirected', plain(302, '')],
  ['a yes without a session', 'salesforce-malformed', plain(200, '{"token_type":"Bearer"}')],
  ['a yes that is no JSON', 'salesforce-malformed', plain(200, '<html>')],
  ['nobody listening', 'salesforce-unreachable', failing('ECONNREFUSED')],
  ['a cut connection', 'salesforce-connection-lost', failing('ECONNRESET')],
];

describe('an outage of the sign-in', () => {
  test.each(OUTAGES)('(%s) is %s and needs nobody', async (_what, code, broken) => {
    let isBroken = false;
    const rig = await signInRig({
      fetch: (input, init) => (isBroken ? broken(input, init) : fetch(input, init)),
    });
    await rig.client.profile();
    isBroken = true;
    rig.org.revokeSessions(BRIDGE_USER);
    await expect(rig.client.findByReferral(GUID)).rejects.toMatchObject({
      name: 'HostFault',
      code,
    });
    expect(await rig.signIn.status()).toMatchObject({ state: 'connected', reason: code });
    isBroken = false;
    expect(await rig.client.findByReferral(GUID)).toEqual([]);
    expect(await rig.signIn.status()).toMatchObject({ state: 'connected', reason: null });
  });

  test('that only takes its time ends at the time limit', async () => {
    const rig = await signInRig();
    rig.org.faults.add({ path: '/services/oauth2/token', do: 'hang' });
    const asking = expect(rig.signIn.accessToken()).rejects.toMatchObject({
      code: 'salesforce-timeout',
      outcomeUnknown: false,
    });
    await expect.poll(rig.signIns).toBe(1);
    await rig.clock.advance(5_000);
    await asking;
  });

  test('does not hide that a person is needed', async () => {
    let answer: typeof fetch = refusing('invalid_grant', "user hasn't approved this consumer");
    const rig = await signInRig({ fetch: (input, init) => answer(input, init) });
    await expect(rig.signIn.accessToken()).rejects.toThrow();
    answer = plain(500, '');
    await expect(rig.signIn.accessToken()).rejects.toThrow();
    expect(await rig.signIn.status()).toMatchObject({
      state: 'needs-reconnect',
      reason: 'salesforce-user-not-approved',
    });
  });
});

function plain(status: number, body: string): typeof fetch {
  return () =>
    Promise.resolve(new Response(body, { status, headers: { location: 'https://evil.example' } }));
}
function refusing(error: string, error_description: string): typeof fetch {
  return plain(400, JSON.stringify({ error, error_description }));
}
function failing(code: string): typeof fetch {
  return () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }));
}
/** The org's own yes, with parts of it replaced. */
function answering(changes: object): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    return Response.json({ ...((await response.json()) as object), ...changes });
  };
}
function forEver(_ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));
}
