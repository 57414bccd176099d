import { afterAll, beforeAll, expect, it } from 'vitest';
import { ReferralUnreadable, StaleReferral, HostFault } from '../../../service/src/errors.ts';
import { createPartnerCenterClient } from '../../../service/src/partner-center/client.ts';
import { createWebhookVerifier } from '../../../service/src/partner-center/webhook-signature.ts';
import type { ReferralBody } from '../../../service/src/sync/ports.ts';
import { createClock } from '../../sandbox/kit/clock.ts';
import { privateDeal } from '../../sandbox/partner-center/sample-bodies.ts';
import { startPartnerCenter, type PartnerCenterSim } from '../../sandbox/partner-center/server.ts';

const clock = createClock({ mode: 'manual', start: Date.parse('2026-03-02T09:00:00Z') });
const ports = { now: () => clock.now(), sleep: async () => undefined };

let sim: PartnerCenterSim;
beforeAll(async () => {
  sim = await startPartnerCenter({ clock });
});
afterAll(() => sim.stop());

const clientWith = (token: string) =>
  createPartnerCenterClient({
    baseUrl: sim.url,
    allowedHosts: [],
    accessToken: async () => token,
    requestTimeoutMs: 20_000,
    clock: ports,
  });

it('creates, reads, changes and lists referrals of the sandbox', async () => {
  const client = clientWith(sim.accessToken);
  const made = await client.create(privateDeal as ReferralBody);
  expect(await client.get(made.id)).toMatchObject({ id: made.id, status: 'Active' });

  const notes = [{ op: 'replace' as const, path: '/details/notes', value: 'Called them.' }];
  const changed = await client.patch(made, notes);
  expect(changed).toMatchObject({ id: made.id, details: { notes: 'Called them.' } });
  await expect(client.patch(made, notes)).rejects.toBeInstanceOf(StaleReferral);

  const rows = await client.listEngagement(made.engagementId);
  expect(rows.map((row) => row.id)).toEqual([made.id]);
  await expect(client.get(made.engagementId)).rejects.toBeInstanceOf(ReferralUnreadable);
});

it('reads more referrals than a page holds, newest first', async () => {
  const client = clientWith(sim.accessToken);
  for (let n = 0; n < 101; n += 1) {
    await clock.advance(1000);
    await client.create({ ...privateDeal, name: `Deal ${n}` } as ReferralBody);
  }
  const pages: string[][] = [];
  for await (const rows of client.listNewest('updatedDateTime')) {
    pages.push(rows.map((row) => row.updatedDateTime));
  }
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flat()).toHaveLength(sim.referrals().length);
  expect(pages.flat()).toEqual(pages.flat().toSorted().toReversed());
});

it('says that a token is refused', async () => {
  const failure = clientWith('wrong').listEngagement(sim.organizationId);
  await expect(failure).rejects.toBeInstanceOf(HostFault);
  await expect(failure).rejects.toMatchObject({ code: 'partner-center-unauthorized' });
});

it('believes the sandbox’s webhooks by its own trust settings, and by no others', async () => {
  const id = '1a2b3c4d-0000-4000-8000-0123456789ab';
  const body = JSON.stringify({
    EventName: 'referral-created',
    ResourceUri: `https://api.partnercenter.microsoft.com/engagements/v1/referrals/${id}`,
    ResourceName: 'referral',
    AuditUri: null,
    ResourceChangeUtcDate: clock.iso(),
  });
  const signed = await sim.signNotification(body);
  const headers = Object.fromEntries(
    Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const verify = createWebhookVerifier(sim.webhookTrust, { clock: ports });
  expect(await verify(Buffer.from(body), headers)).toMatchObject({ referralId: id });
  await expect(verify(Buffer.from(`${body} `), headers)).rejects.toMatchObject({
    code: 'signature-wrong',
  });

  const other = await startPartnerCenter({ clock });
  try {
    const trust = { ...other.webhookTrust, certificateHosts: sim.webhookTrust.certificateHosts };
    const stranger = createWebhookVerifier(
      { ...trust, tlsCa: sim.webhookTrust.tlsCa },
      { clock: ports },
    );
    await expect(stranger(Buffer.from(body), headers)).rejects.toMatchObject({
      code: 'certificate-untrusted',
    });
  } finally {
    await other.stop();
  }
});
