/** Answers that no honest sign-in service gives, and refusals by their numbers. */
import { MockAgent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../service/src/domain/catalogue.ts';
import { CannotStart } from '../../../../service/src/errors.ts';
import { createPartnerCenterSignIn } from '../../../../service/src/partner-center/sign-in/sign-in.ts';
import { reasonOf } from '../../../../service/src/partner-center/sign-in/reasons.ts';
import type { Secrets } from '../../../../service/src/sync/connection.ts';
import { systemClock } from '../../../../service/src/system-clock.ts';

const ORIGIN = 'https://login.microsoftonline.com';
const TENANT = '3f1d3bd1-8c2b-4d2f-9a40-000000000001';
const OTHER_TENANT = '3f1d3bd1-8c2b-4d2f-9a40-00000000000f';

let agent: MockAgent;
beforeEach(() => {
  agent = new MockAgent();
  agent.disableNetConnect();
});
afterEach(() => agent.close());

const rows = new Map<string, { text: string; version: number }>();
const secrets: Secrets = {
  read: async (name) => rows.get(name),
  write: async (name, text, expected) => {
    rows.set(name, { text, version: (expected ?? 0) + 1 });
    return true;
  },
  remove: async (name) => rows.delete(name),
};
const nothing = () => undefined;
const signInWith = (authority: string) =>
  createPartnerCenterSignIn({
    authority,
    tenantId: TENANT,
    clientId: 'c0a5e11b-41d6-4e52-8f0c-000000000002',
    credential: { secret: 'a~secret' },
    redirectUri: 'https://bridge.example/setup/callback',
    secrets,
    clock: systemClock,
    log: { info: nothing, warn: nothing, error: nothing },
    requestTimeoutMs: 5_000,
    dispatcher: agent,
  });

const jwt = (claims: object) =>
  `${encode({ alg: 'RS256' })}.${encode(claims)}.${encode('no signature')}`;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What comes back from the token endpoint when a code is redeemed. */
async function finishWith(answerTo: (nonce: string) => { tid: string; amr: unknown }) {
  rows.clear();
  const signIn = signInWith(ORIGIN);
  const { url, state } = await signIn.begin();
  const { state: sent = '', nonce = '' } = Object.fromEntries(new URL(url).searchParams);
  const { tid, amr } = answerTo(nonce);
  const user = { oid: 'o', sub: 's', preferred_username: 'a@b.example' };
  agent
    .get(ORIGIN)
    .intercept({
      method: 'POST',
      path: (path) => path.split('?')[0] === `/${TENANT}/oauth2/v2.0/token`,
    })
    .reply(200, {
      token_type: 'Bearer',
      expires_in: '3599',
      scope: 'https://api.partner.microsoft.com/user_impersonation',
      access_token: jwt({ tid, amr }),
      refresh_token: '0.A',
      id_token: jwt({ ...user, tid, nonce, aud: 'c', iss: `${ORIGIN}/${tid}/v2.0` }),
      client_info: encode({ uid: 'o', utid: tid }),
    })
    .times(2);
  return signIn.finish({ state, query: { code: 'c', state: sent } });
}

describe('the answer to a code', () => {
  const ANSWERS: [what: string, answer: { tid: string; amr: unknown }, outcome: object][] = [
    [
      'of our tenant with a second factor',
      { tid: TENANT, amr: ['pwd', 'mfa'] },
      { kind: 'connected' },
    ],
    [
      'of our tenant in capitals',
      { tid: TENANT.toUpperCase(), amr: ['mfa'] },
      { kind: 'connected' },
    ],
    [
      'that does not tell how the user signed in',
      { tid: TENANT, amr: undefined },
      { kind: 'connected' },
    ],
    ['without a second factor', { tid: TENANT, amr: ['pwd'] }, { code: 'partner-center-mfa' }],
    ['of another tenant', { tid: OTHER_TENANT, amr: ['mfa'] }, { code: 'consent-other-tenant' }],
  ];
  it.each(ANSWERS)('%s is judged by what it says', async (_what, answer, outcome) => {
    expect(await finishWith(() => answer)).toMatchObject(outcome);
    expect(rows.size).toBe('kind' in outcome ? 1 : 0);
  });
});

describe('the address of the sign-in service', () => {
  it.each(['http://login.microsoftonline.com', `${ORIGIN}/common`, 'login', `${ORIGIN}?a=b`, ''])(
    '"%s" is refused at start',
    (authority) => {
      expect(() => signInWith(authority)).toThrow(CannotStart);
    },
  );
});

const CODES: [answer: Partial<Parameters<typeof reasonOf>[0]>, reason: keyof typeof CATALOGUE][] = [
  [{ errorCodes: [65001] }, 'partner-center-consent-withdrawn'],
  [{ errorCodes: [650057] }, 'partner-center-consent-withdrawn'],
  [{ errorCodes: [500011] }, 'partner-center-consent-withdrawn'],
  [{ errorCodes: [50173] }, 'partner-center-session-revoked'],
  [{ errorCodes: [50133] }, 'partner-center-session-revoked'],
  [{ errorCodes: [700082] }, 'partner-center-session-inactive'],
  [{ errorCodes: [50057] }, 'partner-center-user-disabled'],
  [{ errorCodes: [50076] }, 'partner-center-mfa'],
  [{ errorCodes: [50079], error: 'invalid_grant' }, 'partner-center-mfa'],
  [{ errorCodes: [53003] }, 'partner-center-policy'],
  [{ errorCodes: [70043] }, 'partner-center-policy'],
  [{ errorCodes: [7000215] }, 'partner-center-secret-wrong'],
  [{ errorCodes: [7000222] }, 'partner-center-secret-expired'],
  [{ errorCodes: [700027] }, 'partner-center-certificate-refused'],
  [{ errorCodes: [700024] }, 'partner-center-certificate-refused'],
  [{ errorCodes: [700016] }, 'partner-center-app-unknown'],
  [{ errorCodes: [90002], error: 'invalid_tenant' }, 'partner-center-tenant-unknown'],
  [{ errorCodes: [50011] }, 'consent-redirect'],
  [{ errorCodes: [1, 50173] }, 'partner-center-session-revoked'],
  [{ errorCodes: [1], suberror: 'consent_required' }, 'partner-center-consent-withdrawn'],
  [{ errorCodes: [1], suberror: 'user_password_expired' }, 'partner-center-session-revoked'],
  [{ error: 'interaction_required' }, 'partner-center-policy'],
  [{ error: 'invalid_client' }, 'partner-center-secret-wrong'],
  [{ error: 'invalid_grant', errorCodes: [1] }, 'partner-center-sign-in-refused'],
  [{ error: 'toString', suberror: '__proto__' }, 'partner-center-sign-in-refused'],
];

describe('a refusal', () => {
  it.each(CODES)('%j is told as %s', (answer, reason) => {
    const whole = { error: 'invalid_grant', suberror: '', errorCodes: [], ...answer };
    expect(reasonOf(whole, 'secret')).toBe(reason);
    expect(CATALOGUE[reason].fix).not.toBe('');
  });

  it('of the app itself names what the app signs in with', () => {
    const refusal = { error: 'invalid_client', suberror: '', errorCodes: [] };
    expect(reasonOf(refusal, 'certificate')).toBe('partner-center-certificate-refused');
  });
});
