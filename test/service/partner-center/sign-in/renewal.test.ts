import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../service/src/domain/catalogue.ts';
import type { PartnerCenterSignInOptions } from '../../../../service/src/partner-center/sign-in/sign-in.ts';
import { createClientCertificate } from '../../../sandbox/entra/certificates.ts';
import { DEFAULT_USER } from '../../../sandbox/entra/server.ts';
import {
  claimsOf,
  connected,
  consent,
  DAY,
  failureOf,
  MINUTE,
  startSignInRig,
  type SignInRig,
} from './sign-in-rig.ts';

let rig: SignInRig;
beforeEach(async () => {
  rig = await startSignInRig();
});
afterEach(() => rig.stop());

const at = (rig: SignInRig) => rig.clock.iso();

describe('access tokens', () => {
  it('are kept in memory until they end, and shared by whoever asks at once', async () => {
    const signIn = await connected(rig);
    const first = await signIn.accessToken('referrals');
    await rig.clock.advance(55 * MINUTE);
    expect(await signIn.accessToken('referrals')).toBe(first);
    await rig.clock.advance(5 * MINUTE);
    const before = rig.tokenRequests();
    const asked = Array.from({ length: 20 }, () => signIn.accessToken('referrals'));
    const tokens = new Set(await Promise.all(asked));
    expect(tokens.size).toBe(1);
    expect(tokens).not.toContain(first);
    expect(rig.tokenRequests()).toBe(before + 1);
  });

  it('that the API refused are renewed by the first request that says so, for all', async () => {
    const signIn = await connected(rig);
    const refused = await signIn.accessToken('referrals');
    const before = rig.tokenRequests();
    const renewed = await signIn.accessToken('referrals', { renew: true, refused });
    expect(renewed).not.toBe(refused);
    expect(await signIn.accessToken('referrals', { renew: true, refused })).toBe(renewed);
    expect(rig.tokenRequests()).toBe(before + 1);
    expect(await signIn.accessToken('referrals', { renew: true })).not.toBe(renewed);
  });

  it('are renewed ahead of their end by the loop, both of them', async () => {
    const signIn = await connected(rig);
    const before = [await signIn.accessToken('referrals'), await signIn.accessToken('webhooks')];
    signIn.start();
    const requests = rig.tokenRequests();
    await rig.pass(49 * MINUTE);
    expect(rig.tokenRequests()).toBe(requests);
    await rig.pass(2 * MINUTE);
    expect(rig.tokenRequests()).toBe(requests + 2);
    expect(await signIn.accessToken('referrals')).not.toBe(before[0]);
    expect(await signIn.accessToken('webhooks')).not.toBe(before[1]);
    expect(rig.tokenRequests()).toBe(requests + 2);
  });

  it('go on for a year without a person, because every renewal counts as use', async () => {
    const signIn = await connected(rig);
    for (let day = 0; day < 365; day += 73) {
      await rig.clock.advance(73 * DAY);
      await signIn.accessToken('referrals');
    }
    expect(await signIn.status()).toMatchObject({ state: 'connected' });
  });
});

type Ending = {
  what: string;
  ends: (rig: SignInRig) => void | Promise<void>;
  changes?: (rig: SignInRig) => Partial<PartnerCenterSignInOptions>;
  reason: keyof typeof CATALOGUE;
};
const ENDINGS: Ending[] = [
  {
    what: 'the consent is withdrawn',
    ends: ({ entra }) => entra.withdrawConsent(),
    reason: 'partner-center-consent-withdrawn',
  },
  {
    what: 'the password is reset',
    ends: ({ entra }) => entra.resetPassword(DEFAULT_USER),
    reason: 'partner-center-session-revoked',
  },
  {
    what: 'the sessions are revoked',
    ends: ({ entra }) => entra.revokeSessions(DEFAULT_USER),
    reason: 'partner-center-session-revoked',
  },
  {
    what: 'nobody used it for 90 days',
    ends: ({ clock }) => clock.advance(90 * DAY),
    reason: 'partner-center-session-inactive',
  },
  {
    what: 'the user is disabled',
    ends: ({ entra }) => entra.disableUser(DEFAULT_USER),
    reason: 'partner-center-user-disabled',
  },
  {
    what: 'the second factor has to be shown again',
    ends: ({ entra }) => entra.expireMfa(DEFAULT_USER),
    reason: 'partner-center-mfa',
  },
  {
    what: 'the client secret was replaced',
    ends: ({ entra }) => entra.setSecrets([{ value: 'another~secret' }]),
    reason: 'partner-center-secret-wrong',
  },
  {
    what: 'the client secret has expired',
    ends: ({ entra, clock }) =>
      entra.setSecrets([{ value: entra.clientSecret, expiresAt: clock.now() }]),
    reason: 'partner-center-secret-expired',
  },
  {
    what: 'the certificate was taken off the app',
    ends: async ({ entra }) =>
      entra.setCertificates([(await createClientCertificate()).certificatePem]),
    changes: ({ entra }) => ({ credential: entra.clientCertificate }),
    reason: 'partner-center-certificate-refused',
  },
  {
    what: 'the app is disabled',
    ends: ({ entra }) => entra.disableClient(),
    reason: 'partner-center-app-unknown',
  },
];

describe('a sign-in that ended', () => {
  it.each(ENDINGS)('because $what is told with its reason and since when', async (ending) => {
    const signIn = await connected(rig, ending.changes?.(rig));
    const refused = await signIn.accessToken('referrals');
    await ending.ends(rig);
    const since = at(rig);
    const ask = () => signIn.accessToken('referrals', { renew: true, refused });
    expect(await failureOf(ask())).toMatchObject({ name: 'HostFault', code: ending.reason });
    await rig.clock.advance(30 * MINUTE);
    expect(await signIn.status()).toMatchObject({
      state: 'needs-reconnect',
      reason: ending.reason,
      since,
    });
    expect(CATALOGUE[ending.reason].who).toBe('bridge-admin');
  });

  it('is told also by a replica that was not refused, and after a restart', async () => {
    const signIn = await connected(rig);
    rig.entra.resetPassword(DEFAULT_USER);
    await failureOf(signIn.accessToken('referrals', { renew: true }));
    const status = await signIn.status();
    expect(await rig.replica().status()).toEqual(status);
  });

  it('is noticed ten minutes before the token ends, and that token goes on until then', async () => {
    const signIn = await connected(rig);
    signIn.start();
    rig.entra.resetPassword(DEFAULT_USER);
    await rig.pass(51 * MINUTE);
    expect(await signIn.status()).toMatchObject({ reason: 'partner-center-session-revoked' });
    const { exp } = claimsOf(await signIn.accessToken('referrals'));
    expect(exp * 1_000 - rig.clock.now()).toBeGreaterThan(7 * MINUTE);
    await rig.clock.advance(10 * MINUTE);
    const code = 'partner-center-session-revoked';
    expect(await failureOf(signIn.accessToken('referrals'))).toMatchObject({ code });
  });

  it('is not asked for again more than once a minute', async () => {
    const signIn = await connected(rig);
    rig.entra.resetPassword(DEFAULT_USER);
    await failureOf(signIn.accessToken('referrals', { renew: true }));
    const requests = rig.tokenRequests();
    for (let n = 0; n < 10; n += 1)
      await failureOf(signIn.accessToken('referrals', { renew: true }));
    expect(rig.tokenRequests()).toBe(requests);
    await rig.clock.advance(MINUTE);
    await failureOf(signIn.accessToken('referrals', { renew: true }));
    expect(rig.tokenRequests()).toBe(requests + 1);
  });

  it('works again by itself when an admin has put it right, and says so to whoever waits', async () => {
    const signIn = await connected(rig);
    let told = 0;
    signIn.onReconnected(() => (told += 1));
    rig.entra.disableUser(DEFAULT_USER);
    await failureOf(signIn.accessToken('referrals', { renew: true }));
    rig.entra.enableUser(DEFAULT_USER);
    await rig.clock.advance(MINUTE);
    await signIn.accessToken('referrals');
    expect(await signIn.status()).toMatchObject({ state: 'connected', reason: null });
    expect(told).toBe(1);
  });

  it('works again at once after a person has signed in', async () => {
    const signIn = await connected(rig);
    let told = 0;
    signIn.onReconnected(() => (told += 1));
    rig.entra.resetPassword(DEFAULT_USER);
    await failureOf(signIn.accessToken('referrals', { renew: true }));
    expect(told).toBe(0);
    const user = 'seller@contoso.example';
    expect(await consent(signIn, rig.entra, { user })).toEqual({ kind: 'connected' });
    expect(claimsOf(await signIn.accessToken('referrals')).upn).toBe(user);
    expect(await signIn.status()).toMatchObject({ state: 'connected' });
    expect(told).toBe(1);
  });

  it('for one API leaves the other one working, and is told', async () => {
    const signIn = await connected(rig);
    await signIn.mfaRefused('webhooks', await signIn.accessToken('webhooks'));
    expect(await signIn.status()).toMatchObject({ state: 'needs-reconnect' });
    await signIn.accessToken('referrals', { renew: true });
    expect(await failureOf(signIn.accessToken('webhooks'))).toMatchObject({
      code: 'partner-center-mfa',
    });
  });
});

describe('a token that the API refuses for want of a second factor', () => {
  it('is over until a person signs in, although Entra would renew it for ever', async () => {
    const signIn = await connected(rig);
    await signIn.mfaRefused('referrals', await signIn.accessToken('referrals'));
    const requests = rig.tokenRequests();
    await rig.clock.advance(5 * MINUTE);
    const code = 'partner-center-mfa';
    expect(await failureOf(signIn.accessToken('referrals'))).toMatchObject({ code });
    expect(await signIn.status()).toMatchObject({ state: 'needs-reconnect', reason: code });
    expect(rig.tokenRequests()).toBe(requests);
    await consent(signIn, rig.entra);
    expect(await signIn.status()).toMatchObject({ state: 'connected' });
    await signIn.accessToken('referrals');
  });

  it('says nothing about one that replaced it meanwhile', async () => {
    const signIn = await connected(rig);
    const old = await signIn.accessToken('referrals');
    await consent(signIn, rig.entra);
    await signIn.mfaRefused('referrals', old);
    expect(await signIn.status()).toMatchObject({ state: 'connected' });
  });
});

describe('the warning', () => {
  it('comes 14 days before 90 days without a renewal are over', async () => {
    const signIn = await connected(rig);
    await rig.clock.advance(76 * DAY - 1);
    expect(await signIn.status()).toMatchObject({ state: 'connected' });
    await rig.clock.advance(1);
    expect(await signIn.status()).toMatchObject({
      state: 'expiring',
      reason: 'partner-center-inactivity-near',
      since: '2026-05-17T09:00:00.000Z',
      expiresAt: '2026-05-31T09:00:00.000Z',
    });
    await signIn.accessToken('referrals');
    expect(await signIn.status()).toMatchObject({ state: 'connected' });
  });

  it('comes 14 days before a client secret ends whose end is known', async () => {
    const expiresAt = new Date(rig.clock.now() + 30 * DAY).toISOString();
    const signIn = await connected(rig, {
      credential: { secret: rig.entra.clientSecret, expiresAt },
    });
    expect(await signIn.status()).toMatchObject({ state: 'connected', expiresAt });
    await rig.clock.advance(16 * DAY);
    expect(await signIn.status()).toMatchObject({
      state: 'expiring',
      reason: 'partner-center-secret-ends',
      expiresAt,
    });
  });
});

describe('trouble on the way to the sign-in service', () => {
  const TROUBLE = [
    { do: 'status', status: 503, retryAfter: 7 },
    { do: 'status', status: 429, retryAfter: 7 },
    { do: 'status', status: 500 },
    { do: 'status', status: 302 },
    { do: 'status', status: 404 },
    { do: 'status', status: 200, body: { access_token: 5 } },
    { do: 'drop' },
    { do: 'hang' },
  ] as const;
  it.each(TROUBLE)('needs no person: $do $status', async (fault) => {
    const signIn = await connected(rig, { requestTimeoutMs: 500 });
    rig.entra.faults.add({ path: '/token', ...fault });
    expect(await failureOf(signIn.accessToken('referrals', { renew: true }))).toMatchObject({
      name: 'HostFault',
      code: 'partner-center-sign-in-unavailable',
      outcomeUnknown: false,
      ...('retryAfter' in fault && { retryAfterSeconds: 7 }),
    });
    expect(await signIn.status()).toMatchObject({ state: 'connected', reason: null });
    await signIn.accessToken('referrals', { renew: true });
  });

  it('is told in one line however long it lasts', async () => {
    const signIn = await connected(rig);
    rig.entra.faults.add({ path: '/token', do: 'status', status: 503, times: 0 });
    signIn.start();
    await rig.pass(70 * MINUTE);
    expect(rig.logs.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { code: 'partner-center-sign-in-unavailable' } },
    ]);
  });
});

describe('what is kept', () => {
  it('stands nowhere readable: not in the store, not in the log', async () => {
    const signIn = await connected(rig);
    const tokens = [await signIn.accessToken('referrals'), await signIn.accessToken('webhooks')];
    rig.entra.resetPassword(DEFAULT_USER);
    await failureOf(signIn.accessToken('referrals', { renew: true }));
    const raw = await Promise.all(
      [rig.file, `${rig.file}-wal`].map((name) => readFile(name, 'latin1')),
    );
    const everything = raw.join('\n') + JSON.stringify(rig.logs);
    const secrets = [
      ...tokens.map((token) => token.slice(0, 30)),
      rig.entra.clientSecret,
      '1.AQAA',
    ];
    const personal = [DEFAULT_USER, 'Co-Sell Connector', 'refresh', 'AADSTS50173:'];
    for (const text of [...secrets, ...personal]) expect(everything).not.toContain(text);
  });
});
