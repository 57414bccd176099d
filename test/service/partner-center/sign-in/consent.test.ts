import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClientCertificate } from '../../../sandbox/entra/certificates.ts';
import type { PartnerCenterSignInOptions } from '../../../../service/src/partner-center/sign-in/sign-in.ts';
import {
  claimsOf,
  connected,
  consent,
  failureOf,
  MINUTE,
  queryOf,
  START,
  startSignInRig,
  type SignInRig,
} from './sign-in-rig.ts';

let rig: SignInRig;
beforeEach(async () => {
  rig = await startSignInRig();
});
afterEach(() => rig.stop());

const REFERRALS = 'https://api.partner.microsoft.com';
const WEBHOOKS = 'https://api.partnercenter.microsoft.com';

describe('connecting Partner Center', () => {
  it('begins as not connected, and no call is made', async () => {
    const signIn = rig.replica();
    const code = 'partner-center-not-connected';
    expect(await signIn.status()).toMatchObject({ state: 'not-connected', reason: code });
    const fault = await failureOf(signIn.accessToken('referrals'));
    expect(fault).toMatchObject({ name: 'HostFault', side: 'partnerCenter', code });
    expect(rig.entra.faults.calls()).toEqual([]);
  });

  it('takes one consent with a second factor, for both APIs', async () => {
    const signIn = await connected(rig);
    expect(await signIn.status()).toEqual({
      side: 'partnerCenter',
      state: 'connected',
      reason: null,
      since: START,
      expiresAt: '2026-05-31T09:00:00.000Z',
    });
    const referrals = claimsOf(await signIn.accessToken('referrals'));
    const webhooks = claimsOf(await signIn.accessToken('webhooks'));
    expect(referrals).toMatchObject({ aud: REFERRALS, scp: 'user_impersonation' });
    expect(webhooks.aud).toBe(WEBHOOKS);
    expect(referrals.amr).toContain('mfa');
    // A code, and the second API; the tokens asked for above were there already.
    expect(rig.tokenRequests()).toBe(2);
  });

  it('proves itself by a certificate as well', async () => {
    const signIn = await connected(rig, { credential: rig.entra.clientCertificate });
    expect(claimsOf(await signIn.accessToken('webhooks')).aud).toBe(WEBHOOKS);
  });

  it('asks for a code with PKCE, a state and a nonce, and never twice the same', async () => {
    const signIn = rig.replica();
    const [one, two] = await Promise.all([signIn.begin(), signIn.begin()]);
    const query = queryOf(one.url);
    expect(new URL(one.url).origin).toBe(rig.entra.url);
    expect(query).toMatchObject({
      response_type: 'code',
      response_mode: 'query',
      code_challenge_method: 'S256',
      prompt: 'select_account',
    });
    expect(query['scope']?.split(' ').sort()).toEqual(
      [`${REFERRALS}/.default`, 'offline_access', 'openid', 'profile'].sort(),
    );
    const others = queryOf(two.url);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(query[name]).toMatch(/^[\w-]{43}$/);
      expect(others[name]).not.toBe(query[name]);
    }
    expect(one.url).not.toContain((JSON.parse(one.state) as { codeVerifier: string }).codeVerifier);
  });

  it('connects with the referrals alone while the other API gives no token, and gets that later', async () => {
    const signIn = rig.replica();
    const { url, state } = await signIn.begin();
    const query = queryOf(rig.entra.approve(url));
    rig.entra.faults.add({ path: '/token', skip: 1, do: 'status', status: 503 });
    expect(await signIn.finish({ state, query })).toEqual({ kind: 'connected' });
    expect(claimsOf(await signIn.accessToken('webhooks')).aud).toBe(WEBHOOKS);
  });
});

type Answer = { state: string; query: Record<string, string> };
type Mistake = {
  what: string;
  person?: { mfa?: boolean };
  act?: (rig: SignInRig) => void | Promise<void>;
  changes?: Partial<PartnerCenterSignInOptions>;
  answer?: (answer: Answer) => Answer;
  code: string;
};
const changed =
  (query: Record<string, string>) =>
  (answer: Answer): Answer => ({ ...answer, query: { ...answer.query, ...query } });
const inState = (change: Record<string, unknown>) => (answer: Answer) => ({
  ...answer,
  state: JSON.stringify({ ...(JSON.parse(answer.state) as object), ...change }),
});

const MISTAKES: Mistake[] = [
  { what: 'without a second factor', person: { mfa: false }, code: 'partner-center-mfa' },
  { what: 'with another state', answer: changed({ state: 'x' }), code: 'consent-mismatch' },
  {
    what: 'without a state',
    answer: ({ state, query: { state: _, ...query } }) => ({ state, query }),
    code: 'consent-mismatch',
  },
  {
    what: 'with something that we never kept',
    answer: ({ query }) => ({ state: 'null', query }),
    code: 'consent-mismatch',
  },
  {
    what: 'with a code of its own',
    answer: changed({ code: 'x' }),
    code: 'partner-center-sign-in-refused',
  },
  {
    what: 'with the nonce of another sign-in',
    answer: inState({ nonce: 'x' }),
    code: 'consent-mismatch',
  },
  {
    what: 'with the verifier of another sign-in',
    answer: inState({ codeVerifier: 'x'.repeat(43) }),
    code: 'consent-mismatch',
  },
  {
    what: 'after a quarter of an hour',
    act: (r) => r.clock.advance(15 * MINUTE + 1),
    code: 'consent-late',
  },
  {
    what: 'after the code has expired',
    act: (r) => r.clock.advance(11 * MINUTE),
    code: 'consent-late',
  },
  {
    what: 'while the secret is wrong',
    changes: { credential: { secret: 'of-another-app' } },
    code: 'partner-center-secret-wrong',
  },
  {
    what: 'while the app may not use the API of webhooks',
    changes: { resources: { referrals: REFERRALS, webhooks: 'https://graph.microsoft.com' } },
    code: 'partner-center-consent-withdrawn',
  },
  {
    what: 'while the sign-in service is down',
    act: (r) => void r.entra.faults.add({ path: '/token', do: 'status', status: 503 }),
    code: 'partner-center-sign-in-unavailable',
  },
  {
    what: 'with a refusal that only a fool would have made up',
    answer: changed({ error: 'constructor', error_uri: 'javascript:alert(1)' }),
    code: 'partner-center-sign-in-refused',
  },
];

describe('a consent that is refused', () => {
  it.each(MISTAKES)('$what connects nothing and says why', async (mistake) => {
    const signIn = rig.replica(mistake.changes);
    const { url, state } = await signIn.begin();
    const answer: Answer = { state, query: queryOf(rig.entra.approve(url, mistake.person)) };
    await mistake.act?.(rig);
    expect(await signIn.finish(mistake.answer?.(answer) ?? answer)).toEqual({
      kind: 'refused',
      code: mistake.code,
    });
    expect(await signIn.status()).toMatchObject({ state: 'not-connected' });
    expect(rig.logs).toMatchObject([{ level: 'warn', fields: { reason: mistake.code } }]);
  });

  it('by the person says that it was cancelled', async () => {
    const signIn = rig.replica();
    const { url, state } = await signIn.begin();
    const query = queryOf(rig.entra.cancel(url));
    expect(await signIn.finish({ state, query })).toEqual({
      kind: 'refused',
      code: 'consent-cancelled',
    });
  });

  it('the second time it is used changes nothing', async () => {
    const signIn = rig.replica();
    const { url, state } = await signIn.begin();
    const query = queryOf(rig.entra.approve(url));
    expect(await signIn.finish({ state, query })).toEqual({ kind: 'connected' });
    expect(await signIn.finish({ state, query })).toMatchObject({ code: 'consent-late' });
    expect(await signIn.status()).toMatchObject({ state: 'connected' });
  });

  it('leaves the connection that was there as it was', async () => {
    const signIn = await connected(rig);
    const before = await signIn.accessToken('referrals');
    expect(await consent(signIn, rig.entra, { mfa: false })).toMatchObject({ kind: 'refused' });
    expect(await signIn.accessToken('referrals')).toBe(before);
    expect(await signIn.status()).toMatchObject({ state: 'connected' });
  });
});

it('a certificate that is not registered at the app is refused as that', async () => {
  const signIn = rig.replica({ credential: await createClientCertificate() });
  expect(await consent(signIn, rig.entra)).toEqual({
    kind: 'refused',
    code: 'partner-center-certificate-refused',
  });
});
