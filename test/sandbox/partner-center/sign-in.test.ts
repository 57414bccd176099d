import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../kit/clock.ts';
import { readJwt } from '../kit/jwt.ts';
import type { Claims } from '../kit/jwt.ts';
import { startEntra } from '../entra/server.ts';
import type { EntraSim } from '../entra/server.ts';
import { REFERRALS, replace, START, startRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { visibleDeal } from './sample-bodies.ts';
import { createSwitches } from './switches.ts';
import { AUDIENCES } from './token-check.ts';

const ADMIN = 'connector@contoso.example';
const SELLER = 'seller@contoso.example';
const REGISTRATION = '/webhooks/v1/registration/events';
const HOUR_MS = 3_600_000;

let entra: EntraSim;
let rig: Rig;
const clock = createClock({ mode: 'manual', start: START });
beforeAll(async () => {
  entra = await startEntra({ clock });
  rig = await startRig({ clock, auth: { kind: 'entra', issuer: entra.issuer } });
});
afterAll(async () => {
  await Promise.all([rig.stop(), entra.stop()]);
});
beforeEach(() => {
  Object.assign(rig.sim.switches, createSwitches(false));
  rig.sim.setUser(ADMIN, { roles: ['Referrals admin'] });
  rig.sim.setUser(SELLER, undefined);
});

const referralsToken = (user = ADMIN) => entra.issueToken({ resource: AUDIENCES.referrals, user });
const webhooksToken = (user = ADMIN) => entra.issueToken({ resource: AUDIENCES.webhooks, user });
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

async function answerOf(path: string, headers: Record<string, string | null>) {
  const { status, body } = await rig.call('GET', path, { headers });
  return status === 200 ? [status] : [status, body.code ?? body.error.code];
}

/** A good token with some claims changed, and signed again. */
function changed(changes: Claims): string {
  return entra.signClaims({ ...readJwt(referralsToken())?.claims, ...changes });
}

const unsigned = (token: string) => `${token.slice(0, token.lastIndexOf('.'))}.AAAA`;
const seconds = START / 1_000;

type Refused = [what: string, authorization: () => string | null, answer: unknown[]];
const REFUSED: Refused[] = [
  ['no token', () => null, [401, 'unauthenticated']],
  ['another scheme', () => `Basic ${referralsToken()}`, [401, 'unauthenticated']],
  ['no JWT', () => 'Bearer abc', [401, 'unauthenticated']],
  [
    'no signature of the issuer',
    () => `Bearer ${unsigned(referralsToken())}`,
    [401, 'unauthenticated'],
  ],
  ['claims that were changed', () => `Bearer ${spliced()}`, [401, 'unauthenticated']],
  ['a time that is over', () => `Bearer ${changed({ exp: seconds })}`, [401, 'unauthenticated']],
  ['no expiry', () => `Bearer ${changed({ exp: undefined })}`, [401, 'unauthenticated']],
  ['a time to come', () => `Bearer ${changed({ nbf: seconds + 1 })}`, [401, 'unauthenticated']],
  ['the audience of webhooks', () => `Bearer ${webhooksToken()}`, [401, 'unauthenticated']],
  [
    'another issuer',
    () => `Bearer ${changed({ iss: 'https://sts.windows.net/x/' })}`,
    [401, 'unauthenticated'],
  ],
  ['another tenant', () => `Bearer ${changed({ tid: 'x' })}`, [401, 'unauthenticated']],
  ['another scope', () => `Bearer ${changed({ scp: 'User.Read' })}`, [401, 'unauthenticated']],
  ['a user and no MFA', () => `Bearer ${changed({ amr: ['pwd'] })}`, [401, '900421']],
  ['a user without a role', () => `Bearer ${referralsToken(SELLER)}`, [403, 'accessDenied']],
  [
    'an application alone',
    () => `Bearer ${entra.issueToken({ resource: AUDIENCES.referrals, appOnly: true })}`,
    [403, 'accessDenied'],
  ],
];

/** The signature of one token under the claims of another. */
function spliced(): string {
  const [head, , signature] = referralsToken().split('.');
  return [head, changed({ upn: 'somebody@else.example' }).split('.')[1], signature].join('.');
}

describe('the referrals host', () => {
  it('takes a token of a Referrals admin with MFA', async () => {
    expect(await answerOf(REFERRALS, bearer(referralsToken()))).toEqual([200]);
  });

  it.each(REFUSED)('refuses a token with %s', async (_, authorization, answer) => {
    expect(await answerOf(REFERRALS, { Authorization: authorization() })).toEqual(answer);
  });

  it('answers what its switches say to app-only tokens and to missing MFA', async () => {
    const appOnly = entra.issueToken({ resource: AUDIENCES.referrals, appOnly: true });
    Object.assign(rig.sim.switches, { appOnlyStatus: 401, referralsNeedMfa: false });
    expect(await answerOf(REFERRALS, bearer(appOnly))).toEqual([401, 'unauthenticated']);
    expect(await answerOf(REFERRALS, bearer(changed({ amr: ['pwd'] })))).toEqual([200]);
  });

  it('says whether MFA was used when it is asked', async () => {
    const ask = async (token: string) => {
      const headers = { ...bearer(token), ValidateMfa: 'true' };
      return (await rig.call('GET', REFERRALS, { headers })).headers.get('isMfaCompliant');
    };
    expect(await ask(referralsToken())).toBe('true');
    expect(await ask(changed({ amr: ['pwd'] }))).toBe('false');
    const unasked = await rig.call('GET', REFERRALS, { headers: bearer(referralsToken()) });
    expect(unasked.headers.get('isMfaCompliant')).toBeNull();
  });

  it('refuses a token once its session was ended, or lets it live, as its switch says', async () => {
    const token = referralsToken();
    entra.resetPassword(ADMIN);
    expect(await answerOf(REFERRALS, bearer(token))).toEqual([401, 'unauthenticated']);
    rig.sim.switches.tokensDieWithSession = false;
    expect(await answerOf(REFERRALS, bearer(token))).toEqual([200]);
  });

  it('takes tokens of an earlier key while it is published', async () => {
    const token = referralsToken();
    await entra.rotateKeys();
    expect(await answerOf(REFERRALS, bearer(token))).toEqual([200]);
    await entra.rotateKeys({ dropOld: true });
    expect(await answerOf(REFERRALS, bearer(token))).toEqual([401, 'unauthenticated']);
    expect(await answerOf(REFERRALS, bearer(referralsToken()))).toEqual([200]);
  });

  it('refuses a token an hour after it was given, on the simulated clock', async () => {
    const token = referralsToken();
    await clock.advance(HOUR_MS - 1);
    expect(await answerOf(REFERRALS, bearer(token))).toEqual([200]);
    await clock.advance(1);
    expect(await answerOf(REFERRALS, bearer(token))).toEqual([401, 'unauthenticated']);
  });
});

describe('the webhooks host', () => {
  it('takes an application alone, and a user with MFA and one of its roles', async () => {
    const appOnly = entra.issueToken({ resource: AUDIENCES.webhooks, appOnly: true });
    expect(await answerOf(REGISTRATION, bearer(appOnly))).toEqual([200]);
    expect(await answerOf(REGISTRATION, bearer(webhooksToken()))).toEqual([200]);
    rig.sim.setUser(SELLER, { roles: ['Admin agent'] });
    expect(await answerOf(REGISTRATION, bearer(webhooksToken(SELLER)))).toEqual([200]);
  });

  it('refuses in its own shape: the other audience, no MFA, no role', async () => {
    expect(await answerOf(REGISTRATION, bearer(referralsToken()))).toEqual([
      401,
      'unauthenticated',
    ]);
    const noMfa = entra.issueToken({ resource: AUDIENCES.webhooks, mfa: false });
    expect(await answerOf(REGISTRATION, bearer(noMfa))).toEqual([401, '900421']);
    rig.sim.setUser(SELLER, { roles: ['Referrals user'] });
    const { status, body } = await rig.call('GET', REGISTRATION, {
      headers: bearer(webhooksToken(SELLER)),
    });
    expect([status, body.code, body.source]).toEqual([403, 'accessDenied', 'PartnerWebhooks']);
  });
});

describe('roles', () => {
  const as = (user: string) => bearer(referralsToken(user));
  const member = { firstName: 'Sam', lastName: 'Seller', phoneNumber: '1', email: SELLER };
  const idsSeenBy = async (user: string) => {
    const { body } = await rig.call('GET', REFERRALS, { headers: as(user) });
    return body.value.map(({ id }) => id);
  };
  const patch = (id: string, user: string) =>
    rig.call('PATCH', `${REFERRALS}/${id}`, {
      body: [replace('/details/notes', 'x')],
      headers: as(user),
    });

  it('let a Referrals user see and edit the deals of their teams, and no others', async () => {
    const theirs = rig.sim.createInPortal();
    rig.sim.asPartnerPortal(theirs.id, { team: [member] });
    const others = rig.sim.createInPortal();
    rig.sim.setUser(SELLER, { roles: ['Referrals user'] });
    expect(await idsSeenBy(SELLER)).toEqual([theirs.id]);
    expect(await idsSeenBy(ADMIN)).toEqual(expect.arrayContaining([theirs.id, others.id]));
    expect(await answerOf(`${REFERRALS}/${others.id}`, as(SELLER))).toEqual([403, 'accessDenied']);
    expect((await patch(others.id, SELLER)).status).toBe(403);
    expect((await patch(theirs.id, SELLER)).status).toBe(204);
    rig.sim.switches.referralsUserEdits = false;
    expect((await patch(theirs.id, SELLER)).status).toBe(403);
    expect((await patch(theirs.id, ADMIN)).status).toBe(204);
  });

  it('reach no further than their locations', async () => {
    rig.sim.setUser(ADMIN, { roles: ['Referrals admin'], locations: ['7654321'] });
    expect(await idsSeenBy(ADMIN)).toEqual([]);
    const create = () => rig.call('POST', REFERRALS, { body: visibleDeal, headers: as(ADMIN) });
    expect((await create()).status).toBe(403);
    rig.sim.setUser(ADMIN, { roles: ['Referrals admin'], locations: ['7654321', '1234567'] });
    expect((await create()).status).toBe(200);
    expect(await idsSeenBy(ADMIN)).not.toEqual([]);
  });

  it('are given and taken by the control API, which knows them by name', async () => {
    const control = (method: string, body?: unknown) =>
      rig.call<Record<string, unknown>>(method, `/_control/users/${SELLER}`, {
        ...(body !== undefined && { body }),
      });
    const user = { roles: ['Sales agent'] };
    expect((await control('PUT', user)).body).toMatchObject({ [SELLER]: user });
    expect((await control('PUT', { roles: ['King'] })).status).toBe(400);
    expect((await control('DELETE')).body).not.toHaveProperty(SELLER);
  });
});
