/** The sign-in in front of both simulated APIs, as the bridge puts them together. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPartnerCenterClient } from '../../../../service/src/partner-center/client.ts';
import type { PartnerCenterSignIn } from '../../../../service/src/partner-center/sign-in/sign-in.ts';
import { createWebhookRegistrations } from '../../../../service/src/partner-center/webhook-registration.ts';
import { DEFAULT_USER } from '../../../sandbox/entra/server.ts';
import {
  startPartnerCenter,
  type PartnerCenterSim,
} from '../../../sandbox/partner-center/server.ts';
import {
  connected,
  consent,
  failureOf,
  MINUTE,
  startSignInRig,
  type SignInRig,
} from './sign-in-rig.ts';

let rig: SignInRig;
let sim: PartnerCenterSim;
beforeEach(async () => {
  rig = await startSignInRig();
  const { clock, entra } = rig;
  sim = await startPartnerCenter({ clock, auth: { kind: 'entra', issuer: entra.issuer } });
});
afterEach(async () => {
  await sim.stop();
  await rig.stop();
});

const EVENTS = ['referral-created', 'referral-updated'];
function apisOf({ accessToken, mfaRefused }: PartnerCenterSignIn) {
  const clock = { now: () => rig.clock.now(), sleep: async () => undefined };
  const options = { accessToken, mfaRefused, requestTimeoutMs: 5_000, clock };
  return {
    referrals: createPartnerCenterClient({ ...options, baseUrl: sim.url, allowedHosts: [] }),
    webhooks: createWebhookRegistrations({ ...options, baseUrl: sim.webhooksUrl }),
  };
}
const list = async (signIn: PartnerCenterSignIn) => {
  for await (const page of apisOf(signIn).referrals.listNewest('createdDateTime')) {
    expect(page).toBeInstanceOf(Array);
  }
};

it('one consent opens both APIs, each with a token of its own, also after hours', async () => {
  const signIn = await connected(rig);
  for (let hour = 0; hour < 3; hour += 1) {
    await list(signIn);
    await apisOf(signIn).webhooks.register({ url: 'https://bridge.example/w', events: EVENTS });
    await rig.clock.advance(60 * MINUTE);
  }
});

it('a password reset in the middle of traffic is known after the first call that it spoils', async () => {
  const signIn = await connected(rig);
  await list(signIn);
  rig.entra.resetPassword(DEFAULT_USER);
  const reason = 'partner-center-session-revoked';
  expect(await failureOf(list(signIn))).toMatchObject({ name: 'HostFault', code: reason });
  expect(await signIn.status()).toMatchObject({ state: 'needs-reconnect', reason });
  const calls = sim.faults.calls().length;
  expect(await failureOf(list(signIn))).toMatchObject({ code: reason });
  // A token that was refused is not sent again.
  expect(sim.faults.calls()).toHaveLength(calls);
  await consent(signIn, rig.entra);
  await list(signIn);
});

it('900421 of the API is told as the missing second factor, until a person signs in with one', async () => {
  const signIn = await connected(rig);
  const real = apisOf(signIn);
  const body = { error: { code: '900421', message: 'The token holds no second factor.' } };
  sim.faults.add({ method: 'GET', do: 'status', status: 401, body });
  const pages = real.referrals.listNewest('createdDateTime')[Symbol.asyncIterator]();
  expect(await failureOf(pages.next())).toMatchObject({ code: 'partner-center-mfa' });
  expect(await signIn.status()).toMatchObject({ reason: 'partner-center-mfa' });
  expect(await failureOf(list(signIn))).toMatchObject({ code: 'partner-center-mfa' });
  await consent(signIn, rig.entra);
  await list(signIn);
});
