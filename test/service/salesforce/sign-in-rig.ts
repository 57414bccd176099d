/** The real sign-in and the real client against a simulated org that lets users in by JWT bearer. */
import { onTestFinished } from 'vitest';
import { createSalesforceClient } from '../../../service/src/salesforce/client.ts';
import {
  createSalesforceSignIn,
  type SalesforceSignInOptions,
} from '../../../service/src/salesforce/sign-in.ts';
import { DEFAULT_TIMINGS, type Clock } from '../../../service/src/sync/ports.ts';
import { createClock, type SimClock } from '../../sandbox/kit/clock.ts';
import { newClient, type NewClient } from '../../sandbox/org/auth/new-client.ts';
import { startOrg } from '../../sandbox/org/server.ts';

export const AUDIENCE = 'https://login.salesforce.com';
export const BRIDGE_USER = 'bridge@partner.example';
const START = Date.parse('2026-11-22T10:00:00Z');

/** RSA keys take long to make; an org changes its own copy of the app. */
const made: Promise<NewClient> = newClient();

export async function signInRig(
  changes: Partial<SalesforceSignInOptions> = {},
  orgOptions: { metadataDir?: string } = {},
) {
  const { client: app, privateKeyPem } = await made;
  const clock = createClock({ mode: 'manual', start: START });
  const org = await startOrg({
    clock,
    ...orgOptions,
    auth: {
      kind: 'jwt',
      clients: [{ ...app }],
      users: [{ username: BRIDGE_USER, permissionSets: ['Co_Sell_Bridge'] }],
    },
  });
  onTestFinished(async () => {
    await org.stop();
    clock.stop();
  });
  const signIn = createSalesforceSignIn({
    loginUrl: org.url,
    orgId: org.orgId,
    audience: AUDIENCE,
    clientId: app.clientId,
    username: BRIDGE_USER,
    privateKeyPem,
    requestTimeoutMs: 5_000,
    clock: clockOf(clock),
    ...changes,
  });
  const logs: { details: object; message: string }[] = [];
  const client = createSalesforceClient({
    instanceUrl: org.url,
    apiVersion: '65.0',
    accessToken: signIn.accessToken,
    timings: DEFAULT_TIMINGS,
    clock: clockOf(clock),
    log: { warn: (details, message) => void logs.push({ details, message }) },
  });
  const signIns = () =>
    org.faults.calls().filter(({ url }) => url === '/services/oauth2/token').length;
  return { org, clock, signIn, client, logs, signIns, app: org.clients[0] ?? app, privateKeyPem };
}

/** A sleep wakes when the simulator's clock has come so far. */
const clockOf = (clock: SimClock): Clock => ({
  now: () => clock.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      signal?.addEventListener('abort', () => (cancel(), resolve()), { once: true });
    }),
});
