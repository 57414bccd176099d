import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountInfo, AuthError, ConfidentialClientApplication } from '@azure/msal-node';
import { readJwt } from '../kit/jwt.ts';
import { createClientCertificate } from './certificates.ts';
import { REFERRALS_RESOURCE, WEBHOOKS_RESOURCE } from './directory.ts';
import { certificateOf, REDIRECT, SCOPES, START, startMsalRig } from './msal-rig.ts';
import type { MsalRig, SignInOptions } from './msal-rig.ts';
import { DEFAULT_USER } from './server.ts';
import type { EntraSim } from './server.ts';

const DAY_MS = 86_400_000;

let rig: MsalRig;
let app: ConfidentialClientApplication;
beforeEach(async () => {
  rig = await startMsalRig();
  app = rig.app();
});
afterEach(() => rig.stop());

const claimsOf = (token: string) => readJwt(token)?.claims;

async function renew(account: AccountInfo | null, scopes = SCOPES.referrals) {
  if (!account) throw new Error('nobody is signed in');
  return app.acquireTokenSilent({ account, scopes, forceRefresh: true });
}

/** What MSAL throws, as far as an application may decide by it. */
async function refusalOf(attempt: Promise<unknown>) {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown as AuthError & { errorNo?: number },
  );
  return error && [error.errorCode, error.subError || undefined, Number(error.errorNo)];
}

describe('a sign-in through MSAL', () => {
  it('gives an access token with the claims of an app acting for a user with MFA', async () => {
    const { accessToken, account, idTokenClaims, scopes } = await rig.signIn(app);
    const seconds = START / 1_000;
    expect(claimsOf(accessToken)).toMatchObject({
      aud: REFERRALS_RESOURCE,
      iss: `https://sts.windows.net/${rig.sim.tenantId}/`,
      tid: rig.sim.tenantId,
      appid: rig.sim.clientId,
      upn: DEFAULT_USER,
      unique_name: DEFAULT_USER,
      scp: 'user_impersonation',
      amr: ['pwd', 'mfa'],
      nbf: seconds - 300,
      exp: seconds + 3_600,
    });
    expect(claimsOf(accessToken)).not.toHaveProperty('roles');
    expect(scopes).toContain(SCOPES.referrals[0]);
    expect(account).toMatchObject({ username: DEFAULT_USER, tenantId: rig.sim.tenantId });
    expect(idTokenClaims).toMatchObject({ nonce: 'nonce-1', aud: rig.sim.clientId });
  });

  it('without MFA gives a token that says so, for the user who was picked', async () => {
    const { accessToken } = await rig.signIn(app, { user: 'seller@contoso.example', mfa: false });
    expect(claimsOf(accessToken)).toMatchObject({ upn: 'seller@contoso.example', amr: ['pwd'] });
  });

  it('serves both resources from one consent, silently', async () => {
    const { account } = await rig.signIn(app);
    const { accessToken, fromCache } = await renew(account, SCOPES.webhooks);
    expect([claimsOf(accessToken)?.['aud'], fromCache]).toEqual([WEBHOOKS_RESOURCE, false]);
  });

  it('is found again in the cache of MSAL', async () => {
    const { account, accessToken } = await rig.signIn(app);
    if (!account) throw new Error('nobody is signed in');
    const again = await app.acquireTokenSilent({ account, scopes: SCOPES.referrals });
    expect([again.fromCache, again.accessToken]).toEqual([true, accessToken]);
  });

  it('rotates the refresh token at each renewal, and the old one stays good as documented', async () => {
    const { account } = await rig.signIn(app);
    const first = refreshToken();
    await renew(account);
    expect(refreshToken()).not.toBe(first);
    const old = await app.acquireTokenByRefreshToken({
      refreshToken: first,
      scopes: SCOPES.referrals,
    });
    expect(old?.accessToken).toBeTruthy();
    rig.sim.switches.refreshTokensOnce = true;
    const spent = app.acquireTokenByRefreshToken({ refreshToken: first, scopes: SCOPES.referrals });
    expect(await refusalOf(spent)).toEqual(['invalid_grant', undefined, 70000]);
  });
});

const refreshToken = (): string => {
  const cache = JSON.parse(app.getTokenCache().serialize()) as {
    RefreshToken: Record<string, { secret: string }>;
  };
  return Object.values(cache.RefreshToken)[0]?.secret ?? '';
};

type End = [what: string, act: (sim: EntraSim) => void, refusal: unknown[], signIn?: SignInOptions];
const ENDS: End[] = [
  [
    'the password is reset',
    (sim) => sim.resetPassword(DEFAULT_USER),
    ['invalid_grant', undefined, 50173],
  ],
  [
    'the sessions are revoked',
    (sim) => sim.revokeSessions(DEFAULT_USER),
    ['invalid_grant', undefined, 50173],
  ],
  [
    'the user is disabled',
    (sim) => sim.disableUser(DEFAULT_USER),
    ['invalid_grant', undefined, 50057],
  ],
  [
    'the consent is withdrawn',
    (sim) => sim.withdrawConsent(),
    ['invalid_grant', 'consent_required', 65001],
  ],
  [
    'a second factor is demanded of a session without one',
    (sim) => sim.requireMfa(DEFAULT_USER),
    ['interaction_required', 'basic_action', 50076],
    { mfa: false },
  ],
  [
    'the second factor expires',
    (sim) => sim.expireMfa(DEFAULT_USER),
    ['interaction_required', 'basic_action', 50078],
  ],
  [
    'the application is disabled',
    (sim) => sim.disableClient(),
    ['unauthorized_client', undefined, 7000112],
  ],
  [
    'the secret is replaced',
    (sim) => sim.setSecrets([{ value: 'another' }]),
    ['invalid_client', undefined, 7000215],
  ],
  [
    'the secret expires',
    (sim) => sim.setSecrets([{ value: sim.clientSecret, expiresAt: START }]),
    ['invalid_client', undefined, 7000222],
  ],
];

describe('a renewal through MSAL', () => {
  it.each(ENDS)('is refused after %s', async (_, act, refusal, signIn = {}) => {
    const { account } = await rig.signIn(app, signIn);
    await renew(account);
    act(rig.sim);
    expect(await refusalOf(renew(account))).toEqual(refusal);
  });

  it('works after 89 days without use, is refused after 90, and each use counts anew', async () => {
    const { account } = await rig.signIn(app);
    for (const _ of [1, 2]) {
      await rig.clock.advance(89 * DAY_MS);
      await renew(account);
    }
    await rig.clock.advance(90 * DAY_MS);
    expect(await refusalOf(renew(account))).toEqual(['invalid_grant', undefined, 700082]);
  });

  it('works again after a new sign-in, also at the same moment as the reset', async () => {
    await rig.signIn(app);
    rig.sim.resetPassword(DEFAULT_USER);
    const { account } = await rig.signIn(app);
    expect((await renew(account)).accessToken).toBeTruthy();
  });

  it('works again when the consent is given again, and with a second factor that is demanded', async () => {
    const { account } = await rig.signIn(app, { mfa: true });
    rig.sim.withdrawConsent();
    rig.sim.grantConsent();
    rig.sim.requireMfa(DEFAULT_USER);
    expect((await renew(account)).accessToken).toBeTruthy();
  });
});

describe('a code', () => {
  it.each<[string, SignInOptions, unknown[]]>([
    ['a wrong verifier', { verifier: 'x'.repeat(43) }, ['invalid_grant', undefined, 501481]],
    ['a code nobody issued', { code: '1.AAAAnobody' }, ['invalid_grant', undefined, 70000]],
    [
      'another redirect URI',
      { redirectUri: `${REDIRECT}/` },
      ['invalid_client', undefined, 500112],
    ],
  ])('is refused with %s', async (_, sent, refusal) => {
    expect(await refusalOf(rig.signIn(app, sent))).toEqual(refusal);
  });
});

describe('an application alone', () => {
  const alone = (credential?: Parameters<MsalRig['app']>[0]) =>
    rig.app(credential).acquireTokenByClientCredential({ scopes: SCOPES.webhooks });

  it('gets a token with roles and without a user, by secret or by certificate', async () => {
    for (const credential of [undefined, certificateOf(rig.sim.clientCertificate)]) {
      const token = await alone(credential);
      const claims = claimsOf(token?.accessToken ?? '');
      expect(claims).toMatchObject({ aud: WEBHOOKS_RESOURCE, roles: [], idtyp: 'app' });
      expect(claims).not.toHaveProperty('scp');
      expect(claims).not.toHaveProperty('upn');
    }
  });

  it('is refused with a certificate that is not registered, or is expired', async () => {
    const stranger = await createClientCertificate();
    const refused = ['invalid_client', undefined, 700027];
    expect(await refusalOf(alone(certificateOf(stranger)))).toEqual(refused);
    const notBefore = new Date(START - 2 * DAY_MS);
    const expired = await createClientCertificate({
      notBefore,
      notAfter: new Date(START - DAY_MS),
    });
    rig.sim.setCertificates([expired.certificatePem]);
    expect(await refusalOf(alone(certificateOf(expired)))).toEqual(refused);
  });

  it('is refused under a client id the tenant does not know', async () => {
    const unknown = rig.app(undefined, { clientId: '00000000-0000-4000-8000-000000000000' });
    const attempt = unknown.acquireTokenByClientCredential({ scopes: SCOPES.webhooks });
    expect(await refusalOf(attempt)).toEqual(['unauthorized_client', undefined, 700016]);
  });

  it('may sign a user in and renew by certificate', async () => {
    app = rig.app(certificateOf(rig.sim.clientCertificate));
    const { account } = await rig.signIn(app);
    expect((await renew(account)).accessToken).toBeTruthy();
  });
});
