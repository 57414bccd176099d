import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../kit/clock.ts';
import { startReceiver } from '../receiver.ts';
import type { Receiver } from '../receiver.ts';
import { REFERRALS, START } from '../rig.ts';
import { privateDeal } from '../sample-bodies.ts';
import { startPartnerCenter } from '../server.ts';
import type { ShownCondition, OtherFault } from './conditions.ts';
import type { DealView } from './deal-view.ts';
import { SELLER, startDeskRig } from './desk-rig.ts';
import type { DeskRig } from './desk-rig.ts';
import type { SentEvent } from './events-view.ts';
import { ORDER_HEADER } from './guard.ts';
import type { ListedDeal } from './list-view.ts';

const DAY_MS = 86_400_000;

let rig: DeskRig;
let receiver: Receiver;
beforeAll(async () => {
  rig = await startDeskRig();
  receiver = await startReceiver();
});
afterAll(() => Promise.all([rig.stop(), receiver.stop()]));

const deals = async () => (await rig.desk<ListedDeal[]>('GET', 'deals')).body;
const listed = async (engagementId: string) =>
  (await deals()).find((one) => one.engagementId === engagementId);
const view = async (engagementId: string) =>
  (await rig.desk<DealView>('GET', `deals/${engagementId}`)).body;

const SENT = {
  customer: 'Litware',
  addressLine1: '1 Main Street',
  city: 'Oslo',
  country: 'NO',
  contact: { firstName: 'Liv', lastName: 'Ware', email: 'liv@litware.example' },
  dealValue: 60_000,
  currency: 'NOK',
  closingDate: '2026-09-30',
  solutionIds: ['SOL-20001-WHS', 'SOL-20003-DAT'],
  assistanceRequestCode: 'GeneralOrOther',
  notes: 'Two sites.',
  inviteNotes: 'Can you take this one?',
};

describe('a lead', () => {
  it.each([
    ['Sales qualified lead', 'SalesQualified'],
    ['Marketing qualified lead', 'MarketingQualified'],
  ])('is sent to the partner as a %s', async (kind, qualification) => {
    const { body } = await rig.desk<{ id: string; engagementId: string }>('POST', 'deals', {
      ...SENT,
      kind,
    });
    const sent = rig.sim.referrals().find((one) => one.engagementId === body.engagementId);
    expect(sent).toMatchObject({
      type: 'Independent',
      qualification,
      target: [],
      status: 'New',
      inviteContext: { invitedBy: { organizationId: 'msft' } },
    });
  });
});

describe('the list of deals', () => {
  it('tells apart what waits for whom, newest first', async () => {
    const { own } = await rig.coSell();
    await rig.clock.advance(1_000);
    const hidden = (await rig.create(privateDeal)).body;
    await rig.clock.advance(1_000);
    const sent = rig.sim.createInbound({ customerProfile: { name: 'Tailspin Toys' } });
    const shown = await deals();
    expect(shown.slice(0, 3)).toMatchObject([
      {
        engagementId: sent.engagementId,
        name: null,
        customer: 'Tailspin Toys',
        direction: 'to partner',
        kind: 'Co-sell',
        status: 'New',
        substatus: 'Pending',
        microsoft: null,
        waitsFor: 'the partner',
        expires: '2026-03-16T00:00:00Z',
      },
      { engagementId: hidden.engagementId, kind: 'Private', status: 'Active', waitsFor: null },
      {
        engagementId: own.engagementId,
        direction: 'from partner',
        kind: 'Co-sell',
        status: 'New',
        partner: { status: 'Active', substatus: 'Accepted' },
        microsoft: { status: 'New', substatus: 'Pending' },
        waitsFor: 'Microsoft',
        dealValue: 50_000,
        currency: 'USD',
        closingDate: '2027-11-14',
      },
    ]);
  });

  it('follows the last change of either half', async () => {
    const { own, theirs } = await rig.coSell();
    await rig.clock.advance(DAY_MS);
    const { updatedDateTime } = rig.sim.asMicrosoft(theirs.id, { notes: 'Later' });
    expect((await listed(own.engagementId))?.changedAt).toBe(updatedDateTime);
  });
});

describe('a deal', () => {
  it('shows both referrals, who wrote what, and the events that were sent about it', async () => {
    rig.sim.setWebhook(receiver.url);
    receiver.answers.splice(0, Infinity, 500, 202);
    const { own, theirs } = await rig.coSell();
    await rig.act(theirs.id, 'accept', { seller: SELLER });
    rig.sim.asPartnerPortal(own.id, { dealValue: 61_000 });
    await rig.act(theirs.id, 'edit', { notes: 'Noted' });
    // A refusal whose answer comes after a step of time is tried again in the next one.
    const isDelivered = async () => {
      await rig.clock.advance(DAY_MS / 24);
      const { events: sent } = await view(own.engagementId);
      return sent.length > 0 && sent.every(({ state }) => state === 'delivered');
    };
    await expect.poll(isDelivered, { timeout: 30_000 }).toBe(true);
    const { referrals, history, events } = await view(own.engagementId);
    expect(referrals.map(({ owner, referral }) => [owner, referral.id])).toEqual([
      ['partner', own.id],
      ['Microsoft', theirs.id],
    ]);
    expect(history.map(({ who, owner, kind }) => [who, owner, kind])).toEqual([
      ['Microsoft', 'Microsoft', 'update'],
      ['Partner, in the portal', 'partner', 'update'],
      ['Microsoft', 'Microsoft', 'update'],
      ['Partner, through the API', 'Microsoft', 'create'],
      ['Partner, through the API', 'partner', 'create'],
    ]);
    expect(history[1]?.changes).toEqual([{ name: 'Value', before: '50,000', after: '61,000' }]);
    expect(history[2]?.changes).toContainEqual({
      name: 'Team',
      before: 'empty',
      after: 'Ada Berg',
    });
    expect(events.map(({ event }) => event)).toEqual([
      'related-referral-updated',
      'referral-updated',
      'related-referral-updated',
      'related-referral-created',
      'referral-created',
    ]);
    const tried = events.flatMap(({ attempts }) => attempts.map(({ status }) => status));
    expect(tried.filter((status) => status === 500)).toHaveLength(1);
    expect(events.every(({ state }) => state === 'delivered')).toBe(true);
  });

  it('that is not there is a 404 with a sentence', async () => {
    const answer = await rig.desk('GET', 'deals/none');
    expect(answer).toMatchObject({ status: 404, body: { error: 'There is no deal none.' } });
  });
});

describe('a deal for the partner', () => {
  it('arrives with what was typed, and waits 14 days', async () => {
    const { status, body } = await rig.desk<{ id: string; engagementId: string }>(
      'POST',
      'deals',
      SENT,
    );
    expect(status).toBe(201);
    const day = Math.floor(rig.clock.now() / DAY_MS) * DAY_MS;
    expect(rig.sim.referral(body.id)).toMatchObject({
      name: null,
      status: 'New',
      substatus: 'Pending',
      direction: 'Incoming',
      expirationDateTime: `${new Date(day + 14 * DAY_MS).toISOString().slice(0, 19)}Z`,
      customerProfile: {
        name: 'Litware',
        address: { addressLine1: '1 Main Street', city: 'Oslo', state: null, country: 'NO' },
        team: [{ firstName: 'Liv', email: 'liv@litware.example' }],
      },
      details: {
        dealValue: 60_000,
        currency: 'NOK',
        closingDateTime: '2026-09-30T00:00:00Z',
        notes: 'Two sites.',
        requirements: {
          solutions: [
            { id: 'SOL-20001-WHS', name: 'Contoso Warehouse' },
            { id: 'SOL-20003-DAT', name: 'Contoso Data Platform' },
          ],
        },
      },
      target: [
        { type: 'SolutionProfile', id: 'SOL-20001-WHS' },
        { type: 'SolutionProfile', id: 'SOL-20003-DAT' },
      ],
      inviteContext: {
        notes: 'Can you take this one?',
        assistanceRequestCode: 'GeneralOrOther',
        invitedBy: { organizationId: 'msft' },
      },
    });
    expect(await listed(body.engagementId)).toMatchObject({ waitsFor: 'the partner' });
    await rig.clock.advance(14 * DAY_MS);
    expect((await listed(body.engagementId))?.substatus).toBe('Expired');
  });

  it.each<[object, string]>([
    [{ customer: ' ' }, 'customer is missing.'],
    [{ closingDate: '31.12.2026' }, 'closingDate must be a UTC date-time'],
    [{ closingDate: '2026-02-31' }, 'closingDate must be a UTC date-time'],
    [{ country: 'Norway' }, 'country must be an ISO 3166'],
    [{ currency: 'kr' }, 'currency must be an ISO 4217'],
    [{ dealValue: '60000' }, 'dealValue must be a number'],
    [{ solutionIds: [] }, 'solutionIds needs one at least.'],
    [{ solutionIds: ['SOL-9-XYZ'] }, 'solutionIds[0] must be one of SOL-12345-ABC'],
    [{ contact: { firstName: 'Liv' } }, 'contact.lastName is missing. contact.email is missing.'],
    [{ assistanceRequestCode: 'Money' }, 'assistanceRequestCode must be one of Unknown'],
    [{ status: 'Active' }, 'Unknown property status.'],
  ])('with %j is refused and not made', async (change, said) => {
    const before = (await deals()).length;
    const answer = await rig.desk('POST', 'deals', { ...SENT, ...change });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(said);
    expect((await deals()).length).toBe(before);
  });

  it('with nothing at all is told everything that is missing', async () => {
    const { error } = (await rig.desk('POST', 'deals', {})).body;
    for (const name of ['customer', 'contact', 'dealValue', 'closingDate', 'solutionIds']) {
      expect(error).toContain(`${name} is missing.`);
    }
  });
});

describe('conditions', () => {
  type Shown = { conditions: ShownCondition[]; others: OtherFault[] };
  const shown = async () => (await rig.desk<Shown>('GET', 'conditions')).body;
  const set = (name: string, level: unknown) =>
    rig.desk<Shown>('PUT', `conditions/${name}`, { level });
  const levelOf = async (name: string) =>
    (await shown()).conditions.find((one) => one.name === name)?.level;
  const status = () =>
    rig.call('GET', REFERRALS).then(
      (answer) => answer.status,
      () => 'cut',
    );

  it('begin normal, each with an explanation', async () => {
    const { conditions, others } = await shown();
    expect(others).toEqual([]);
    expect(conditions.filter(({ isNormal }) => !isNormal)).toEqual([]);
    expect(conditions.filter(({ explains }) => !explains.endsWith('.'))).toEqual([]);
  });

  it.each([
    ['throttled', 429],
    ['unavailable', 503],
    ['failing', 500],
    ['cut', 'cut'],
  ])('%s answers calls until it is off, and leaves the page alone', async (name, answer) => {
    expect((await set(name, 'every call')).status).toBe(200);
    expect([await status(), await status()]).toEqual([answer, answer]);
    expect(await levelOf(name)).toBe('every call');
    await set(name, 'off');
    expect(await status()).toBe(200);
    expect(await levelOf(name)).toBe('off');
  });

  it('says with throttling when to come again', async () => {
    await set('throttled', 'next call');
    const { status: code, headers, body } = await rig.call<object>('GET', REFERRALS);
    expect([code, headers.get('Retry-After')]).toEqual([429, '5']);
    expect(body).toEqual({
      statusCode: 429,
      message: 'Rate limit is exceeded. Try again in 5 seconds.',
    });
  });

  it('for the next call are off by themselves after it', async () => {
    await set('unavailable', 'next call');
    expect(await levelOf('unavailable')).toBe('next call');
    expect([await status(), await status()]).toEqual([503, 200]);
    expect(await levelOf('unavailable')).toBe('off');
  });

  it('lose the answer of a write that was carried out', async () => {
    const { id } = rig.sim.createInbound();
    await set('answer-lost', 'every call');
    const accept = [
      { op: 'replace', path: '/status', value: 'Active' },
      { op: 'replace', path: '/substatus', value: 'Accepted' },
    ];
    await expect(rig.patch(id, accept)).rejects.toThrow();
    expect(await status()).toBe(200);
    await set('answer-lost', 'off');
    expect(rig.sim.referral(id)?.status).toBe('Active');
  });

  it('carry out a late write after the connection was cut', async () => {
    const { id } = rig.sim.createInbound();
    await set('late', 'next call');
    await expect(
      rig.patch(id, [{ op: 'replace', path: '/details/notes', value: 'late' }]),
    ).rejects.toThrow();
    expect(rig.sim.referral(id)?.details.notes).not.toBe('late');
    await rig.clock.advance(5_000);
    expect(rig.sim.referral(id)?.details.notes).toBe('late');
    await set('late', 'off');
  });

  it.each([
    ['listLagMs', '5 s', { listLagMs: [5_000, 5_000] }],
    ['staleGetChance', 'always', { staleGetChance: 1 }],
    ['webhooks.dropChance', 'one in four', { webhooks: { dropChance: 0.25 } }],
    ['webhooks.duplicateChance', 'always', { webhooks: { duplicateChance: 1 } }],
    ['webhooks.delayMs', 'up to 30 s', { webhooks: { delayMs: [0, 30_000] } }],
    ['webhooks.off', 'on', { webhooks: { off: true } }],
    ['reasonRequired', 'yes', { reasonRequired: true }],
    ['terminalStatus', '409', { terminalStatus: 409 }],
  ])('%s turned to “%s” is that switch, and goes back with all others', async (name, level, is) => {
    await set(name, level);
    expect(rig.sim.switches).toMatchObject(is);
    expect((await rig.desk<Shown>('DELETE', 'conditions')).status).toBe(200);
    expect((await shown()).conditions.every(({ isNormal }) => isNormal)).toBe(true);
  });

  it('show what was set elsewhere, in its own words, and take it away', async () => {
    rig.sim.switches.staleGetChance = 0.05;
    rig.sim.faults.add({ do: 'status', status: 418, times: 0 });
    const { conditions, others } = await shown();
    expect(conditions.find(({ name }) => name === 'staleGetChance')).toMatchObject({
      level: '0.05',
      isNormal: false,
    });
    expect(others).toMatchObject([{ rule: { status: 418 }, hits: 0, isSpent: false }]);
    expect(await status()).toBe(418);
    await set('unavailable', 'every call');
    await rig.desk('DELETE', `faults/${String(others[0]?.n)}`);
    expect((await shown()).others).toEqual([]);
    expect(await status()).toBe(503);
    await rig.desk('DELETE', 'conditions');
  });

  it.each<[string, string, unknown, number, string]>([
    ['PUT', 'conditions/rain', { level: 'off' }, 404, 'There is no condition rain.'],
    ['PUT', 'conditions/cut', { level: 'often' }, 400, 'cut is one of off, next call, every call'],
    ['PUT', 'conditions/cut', { on: true }, 400, 'Expected {"level": …}'],
    ['DELETE', 'faults/999', undefined, 404, 'There is no fault 999.'],
    ['POST', 'clock', { days: 0 }, 400, 'days must be a whole number from 1 to 60'],
    ['POST', 'clock', { days: 1.5 }, 400, 'days must be a whole number from 1 to 60'],
    ['POST', 'clock', {}, 400, 'Expected {"days": …}'],
  ])('%s %s with %j is refused with %i', async (method, path, body, code, said) => {
    const answer = await rig.desk(method, path, body);
    expect(answer.status).toBe(code);
    expect(answer.body.error).toContain(said);
  });
});

describe('the clock', () => {
  it('that stands still is moved by days', async () => {
    const before = rig.clock.now();
    expect((await rig.desk('POST', 'clock', { days: 7 })).status).toBe(200);
    expect(rig.clock.now()).toBe(before + 7 * DAY_MS);
  });

  it('that runs with the machine is not', async () => {
    const clock = createClock({ mode: 'real', start: START });
    const sim = await startPartnerCenter({ clock });
    const answer = await fetch(`${sim.url}/microsoft/api/clock`, {
      method: 'POST',
      headers: { [ORDER_HEADER]: 'order', 'content-type': 'application/json' },
      body: '{"days": 1}',
    });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({
      error: "The simulator's clock runs with this machine's; only a standing one is moved.",
    });
    expect(clock.now()).toBeLessThan(START + DAY_MS);
    await sim.stop();
    clock.stop();
  });
});

describe('webhooks', () => {
  type Shown = { registration: { url: string; events: string[] } | null; events: SentEvent[] };

  it('show nothing where nobody has registered, and no test is sent', async () => {
    const lonely = await startDeskRig();
    expect((await lonely.desk<Shown>('GET', 'webhooks')).body).toEqual({
      registration: null,
      events: [],
    });
    const answer = await lonely.desk('POST', 'webhooks/test');
    expect(answer.status).toBe(400);
    expect(answer.body.error).toBe('The event test-created is not registered.');
    await lonely.stop();
  });

  it('send a test event, twice a minute', async () => {
    rig.sim.setWebhook(receiver.url);
    await rig.sim.settleWebhooks();
    await rig.clock.advance(60_000);
    receiver.received.length = 0;
    const codes = [];
    for (let turn = 0; turn < 3; turn += 1) {
      codes.push((await rig.desk('POST', 'webhooks/test')).status);
    }
    expect(codes).toEqual([202, 202, 429]);
    await rig.sim.settleWebhooks();
    expect(receiver.received.map(({ body }) => body.EventName)).toEqual([
      'test-created',
      'test-created',
    ]);
    const { registration, events } = (await rig.desk<Shown>('GET', 'webhooks')).body;
    expect(registration?.url).toBe(receiver.url);
    expect(events[0]).toMatchObject({ event: 'test-created', referralId: null });
  });

  it('send an event again, signed, to where it went', async () => {
    rig.sim.createInbound();
    await rig.sim.settleWebhooks();
    const sent = receiver.received.at(-1);
    const { n } = rig.sim.deliveries().at(-1) ?? { n: 0 };
    expect((await rig.desk('POST', `webhooks/${String(n)}/resend`)).status).toBe(202);
    await rig.sim.settleWebhooks();
    const again = receiver.received.at(-1);
    expect(again).not.toBe(sent);
    expect(again?.raw).toEqual(sent?.raw);
    expect(again?.headers.authorization).toMatch(/^Signature /);
    expect(rig.sim.deliveries().at(-1)).toMatchObject({ duplicate: true, state: 'delivered' });
  });

  it('do not send again what is still being tried, or was never there', async () => {
    receiver.answers.splice(0, Infinity, 500);
    rig.sim.createInbound();
    await expect.poll(() => rig.sim.deliveries().at(-1)?.attempts.length).toBe(1);
    const { n } = rig.sim.deliveries().at(-1) ?? { n: 0 };
    const waiting = await rig.desk('POST', `webhooks/${String(n)}/resend`);
    expect([waiting.status, waiting.body.error]).toEqual([
      409,
      `Event ${String(n)} is still being tried.`,
    ]);
    expect((await rig.desk('POST', 'webhooks/0/resend')).status).toBe(404);
    expect((await rig.desk('POST', 'webhooks/x/resend')).status).toBe(404);
  });
});

describe('the page', () => {
  it('says its address, and comes with its files and a strict policy', async () => {
    expect(rig.sim.pageUrl).toBe(`${rig.sim.url}/microsoft`);
    const answer = await fetch(rig.sim.pageUrl);
    const html = await answer.text();
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; .*frame-ancestors 'none'$/,
    );
    expect(html).not.toMatch(/<script(?![^>]* src=)|\son\w+=|style=|https?:/);
    const files = [...html.matchAll(/(?:src|href)="(\/microsoft\/[^"]+)"/g)].map(
      ([, path]) => path,
    );
    expect(files).toHaveLength(4);
    for (const path of files)
      expect((await fetch(`${rig.sim.url}${String(path)}`)).status).toBe(200);
  });

  it.each(['/microsoft', '/microsoft/api/deals'])(
    'answers %s to local names alone',
    async (path) => {
      const { port } = new URL(rig.sim.url);
      const statusFor = (host: string) =>
        new Promise((resolve, reject) => {
          request({ port, host: '127.0.0.1', path, headers: { host } }, (response) => {
            response.resume();
            resolve(response.statusCode);
          })
            .on('error', reject)
            .end();
        });
      expect(await statusFor(`localhost:${port}`)).toBe(200);
      expect(await statusFor('evil.example')).toBe(403);
      expect(await statusFor('127.0.0.1.evil.example')).toBe(403);
    },
  );

  it.each(['POST', 'PUT', 'DELETE'])('takes no %s without its own header', async (method) => {
    rig.sim.faults.add({ do: 'status', status: 418, times: 0, path: '/nowhere' });
    const answer = await fetch(`${rig.sim.url}/microsoft/api/conditions`, { method });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({
      error: `Expected the header ${ORDER_HEADER} with ${method}; there was none.`,
    });
    expect(rig.sim.faults.rules()).not.toEqual([]);
    rig.sim.faults.clear();
  });

  it('is no door into the API: what only looks like it wants a token, as everything', async () => {
    for (const path of ['/microsoftx', '/v1.0/engagements/referrals']) {
      expect((await fetch(`${rig.sim.url}${path}`)).status).toBe(401);
    }
    expect((await fetch(`${rig.sim.webhooksUrl}/microsoft`)).status).toBe(404);
    const unknown = await rig.desk('GET', 'nothing');
    expect([unknown.status, unknown.body.error]).toEqual([
      404,
      'GET /microsoft/api/nothing is no endpoint.',
    ]);
  });

  it('is not counted among the calls of the API', async () => {
    const before = rig.sim.faults.calls().length;
    await deals();
    await fetch(rig.sim.pageUrl);
    expect(rig.sim.faults.calls()).toHaveLength(before);
  });
});
