import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextYear } from './kit/days.ts';
import type { ShownDeal } from './page/show-deals.ts';
import type { ShownEngagement } from './page/show-referrals.ts';
import type { TimelineEntry } from './page/timeline.ts';
import { choosePorts } from './start/ports.ts';
import { isAlive } from './start/starter.ts';
import { asNpmDoes, runSandbox, runToTheEnd, type RunningSandbox } from './running-sandbox.ts';

type View = {
  deals: ShownDeal[];
  referrals: ShownEngagement[];
  timeline: TimelineEntry[];
  weather: { unkind: boolean; orgDown: boolean; partnerCenterDown: boolean };
  bridge: { running: boolean; ready: boolean; pid: number | null; ended: string | null };
};

const START_MS = 90_000;
const soon = { timeout: 30_000, interval: 200 };

describe('the sandbox', { timeout: 60_000 }, () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await runSandbox();
  }, START_MS);
  afterAll(() => sandbox?.stop());

  const view = async () => (await sandbox.page<View>('GET', '/api/view')).body;
  const deal = async (id: string) => (await view()).deals.find((one) => one.id === id);
  const engagement = async (id: string) =>
    (await view()).referrals.find(({ recordId }) => recordId === id);
  const isSame = async (id: string) => {
    const { comparison = [] } = (await deal(id)) ?? {};
    return comparison.length > 0 && comparison.every(({ equal }) => equal);
  };
  const newDeal = async (customer: string) => {
    const made = await sandbox.page<{ id: string }>('POST', '/api/deals', {
      customer,
      amount: 30_000,
      closeDate: nextYear('06-30'),
    });
    expect(made.status).toBe(201);
    return made.body.id;
  };
  const share = (id: string, more: Record<string, unknown> = {}) =>
    sandbox.page('PATCH', `/api/deals/${id}`, {
      Sync_with_Partner_Center__c: true,
      Co_Sell_Customer_Consent__c: true,
      ...more,
    });

  it('says in exactly one line where everything is and how to sign in', async () => {
    const { bridge, org, partnerCenter, page, microsoft, control, credentials } = sandbox.ready;
    expect(sandbox.output).toHaveLength(1);
    expect((await fetch(`${bridge}/readyz`)).status).toBe(200);
    const health = await fetch(`${bridge}/v1/operations/health`, {
      headers: { authorization: `Bearer ${credentials.operationsKey}` },
    });
    expect(await health.json()).toMatchObject({ ok: true });
    expect((await fetch(`${control.org}/journal`)).status).toBe(200);
    expect((await fetch(`${control.partnerCenter}/journal`)).status).toBe(200);
    expect(await (await fetch(control.bridge)).json()).toMatchObject({ ready: true });
    expect(await (await fetch(page)).text()).toContain('Co-Sell Bridge sandbox');
    expect(microsoft).toBe(`${partnerCenter}/microsoft`);
    expect(await (await fetch(microsoft)).text()).toContain('Microsoft seller');
    const identity = await fetch(`${org}/services/data/v65.0/limits`, {
      headers: { authorization: `Bearer ${credentials.salesforceAccessToken}` },
    });
    expect(identity.status).toBe(200);
    const list = await fetch(`${partnerCenter}/v1.0/engagements/referrals`, {
      headers: { authorization: `Bearer ${credentials.partnerCenterAccessToken}` },
    });
    expect(list.status).toBe(200);
  });

  it('begins with a deal in every state a newcomer should see', async () => {
    const { deals, referrals } = await view();
    const states = Object.fromEntries(
      deals.map(({ customer, fields }) => [customer, fields['Co_Sell_Sync_Status__c']]),
    );
    expect(states).toEqual({
      Fabrikam: 'Synced',
      'Northwind Traders': 'Synced',
      'Adventure Works': 'Needs Attention',
      'Wide World Importers': null,
      'Tailspin Toys': 'Synced',
    });
    const missing = deals.find(({ customer }) => customer === 'Adventure Works')?.missing;
    expect(missing).toEqual(['Add at least one Microsoft solution.']);
    const halves = referrals.map(
      ({ own, microsoft }) => `${own?.substatus}, ${microsoft?.substatus}`,
    );
    expect(halves.sort()).toEqual([
      'Accepted, Pending',
      'Accepted, undefined',
      'Pending, undefined',
    ]);
  });

  it('shares a deal made on the page, and brings back what people do in Partner Center', async () => {
    const id = await newDeal('Contoso Bank');
    await share(id, { How_can_Microsoft_help__c: 'Quotes or licensing' });
    await expect.poll(async () => (await engagement(id))?.microsoft?.status, soon).toBe('New');
    const { own, microsoft } = (await engagement(id)) ?? {};
    await sandbox.page('POST', `/api/partner-center/referrals/${microsoft?.id}`, {
      as: 'microsoft',
      changes: { status: 'Active', substatus: 'Accepted' },
    });
    await sandbox.page('POST', `/api/partner-center/referrals/${own?.id}`, {
      as: 'portal',
      changes: { dealValue: 45_000 },
    });
    await expect
      .poll(async () => (await deal(id))?.fields, soon)
      .toMatchObject({
        Amount: 45_000,
        Microsoft_Status__c: 'Accepted',
        Microsoft_Sellers__c: expect.stringContaining('Mika'),
      });
    const told = (await view()).timeline.filter(({ what }) => what.includes('Contoso Bank'));
    expect(told.map(({ who }) => who)).toEqual(
      expect.arrayContaining(['Anna (seller)', 'The bridge', 'Microsoft', 'Partner portal']),
    );
    expect(told.map(({ at }) => at)).toEqual(
      told
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
  });

  it('makes an opportunity of a deal that Microsoft sends', async () => {
    await sandbox.page('POST', '/api/partner-center/deals', { customer: 'Litware', value: 60_000 });
    await expect
      .poll(
        async () => (await view()).deals.find(({ customer }) => customer === 'Litware')?.fields,
        soon,
      )
      .toMatchObject({ Amount: 60_000, Referral_Substatus__c: 'Pending' });
  });

  it('takes a kill in the middle: both sides are edited meanwhile and the same after a start', async () => {
    const id = await newDeal('Proseware');
    await share(id);
    await expect.poll(() => isSame(id), soon).toBe(true);
    const own = (await engagement(id))?.own;
    const { body: killed } = await sandbox.page<View['bridge']>('POST', '/_control/bridge/kill');
    expect(killed).toMatchObject({ running: false, pid: null, ended: 'killed (kill -9)' });
    expect((await sandbox.page<{ message: string }>('POST', '/_control/bridge/kill')).status).toBe(
      409,
    );
    await sandbox.page('PATCH', `/api/deals/${id}`, { Amount: 77_000 });
    await sandbox.page('POST', `/api/partner-center/referrals/${own?.id}`, {
      as: 'portal',
      changes: { notes: 'Typed while the bridge was dead' },
    });
    expect((await view()).bridge).toMatchObject({ running: false });
    expect(await isSame(id)).toBe(false);
    const { body: started } = await sandbox.page<View['bridge']>('POST', '/_control/bridge/start');
    expect(started).toMatchObject({ running: true, ready: true });
    await expect.poll(() => isSame(id), soon).toBe(true);
    expect((await deal(id))?.fields).toMatchObject({
      Amount: 77_000,
      Co_Sell_Notes__c: 'Typed while the bridge was dead',
    });
  });

  it('takes an outage of Partner Center: the edit arrives when it is back', async () => {
    const id = await newDeal('Alpine Ski House');
    await share(id);
    await expect.poll(() => isSame(id), soon).toBe(true);
    await sandbox.page('PATCH', '/api/weather', { partnerCenterDown: true });
    expect((await view()).weather).toMatchObject({ partnerCenterDown: true, orgDown: false });
    const { partnerCenter, credentials } = sandbox.ready;
    const refused = await fetch(`${partnerCenter}/v1.0/engagements/referrals`, {
      headers: { authorization: `Bearer ${credentials.partnerCenterAccessToken}` },
    });
    expect(refused.status).toBe(503);
    await sandbox.page('PATCH', `/api/deals/${id}`, { Amount: 31_000 });
    expect(await isSame(id)).toBe(false);
    await sandbox.page('PATCH', '/api/weather', { partnerCenterDown: false });
    await expect.poll(() => isSame(id), soon).toBe(true);
    expect((await engagement(id))?.own?.dealValue).toBe(31_000);
  });

  it('turns unkind and kind again at both stand-ins', async () => {
    const switches = async (side: 'org' | 'partnerCenter') =>
      (await (await fetch(`${sandbox.ready.control[side]}/switches`)).json()) as object;
    await sandbox.page('PATCH', '/api/weather', { unkind: true });
    expect(await switches('org')).toMatchObject({ trimText: true });
    expect(await switches('partnerCenter')).toMatchObject({ staleGetChance: 0.05 });
    await sandbox.page('PATCH', '/api/weather', { unkind: false });
    expect(await switches('org')).toMatchObject({ trimText: false });
    expect(await switches('partnerCenter')).toMatchObject({ staleGetChance: 0, listLagMs: [0, 0] });
  });

  it.each<
    [title: string, method: string, path: string, body: object, status: number, said: RegExp]
  >([
    [
      'a field of the bridge',
      'PATCH',
      '/api/deals/006001000000001AAA',
      { Co_Sell_Sync_Status__c: 'Synced' },
      400,
      /Co_Sell_Sync_Status__c cannot be set here/,
    ],
    [
      'a text for an amount',
      'PATCH',
      '/api/deals/006001000000001AAA',
      { Amount: 'many' },
      400,
      /Amount must be number/,
    ],
    [
      'a record that is not there',
      'PATCH',
      '/api/deals/006001000000zzzAAA',
      { Amount: 1 },
      400,
      /./,
    ],
    [
      'a referral that is not there',
      'POST',
      '/api/partner-center/referrals/00000000-0000-0000-0000-000000000000',
      { as: 'portal', changes: { dealValue: 1 } },
      400,
      /There is no referral/,
    ],
    [
      'a solution that is none',
      'POST',
      '/api/deals/006001000000001AAA/solutions',
      { solutionId: 'X' },
      400,
      /Expected one of the solutions SOL-/,
    ],
    [
      'weather that is none',
      'PATCH',
      '/api/weather',
      { rain: true },
      400,
      /rain cannot be set here/,
    ],
  ])('refuses %s with a sentence', async (_title, method, path, body, status, said) => {
    const answer = await sandbox.page<{ message: string }>(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toMatch(said);
  });

  it('refuses a start of a bridge that runs', async () => {
    const answer = await sandbox.page<{ message: string }>('POST', '/_control/bridge/start');
    expect(answer).toEqual({ status: 409, body: { message: 'The bridge is running already.' } });
  });
});

describe('the end of the sandbox', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'by %s takes the bridge along',
    async (signal) => {
      const sandbox = await runSandbox();
      const { pid } = (await (await fetch(sandbox.ready.control.bridge)).json()) as { pid: number };
      expect(isAlive(pid)).toBe(true);
      await sandbox.stop(signal);
      await expect.poll(() => isAlive(pid), soon).toBe(false);
    },
    START_MS,
  );
});

describe('a killed npm', () => {
  it(
    'stops the sandbox it started, and the bridge',
    async () => {
      const sandbox = await runSandbox(undefined, asNpmDoes);
      const { pid } = (await (await fetch(sandbox.ready.control.bridge)).json()) as { pid: number };
      sandbox.process.kill('SIGKILL');
      await expect.poll(() => isAlive(pid), soon).toBe(false);
      const page = () =>
        fetch(sandbox.ready.page).then(
          () => 'answers',
          () => 'is gone',
        );
      await expect.poll(page, soon).toBe('is gone');
    },
    START_MS,
  );
});

describe('--keep', () => {
  it(
    'goes on with the deals of the last run, and the bridge with what it knew of them',
    async () => {
      const base = String(await freeBase());
      const args = ['--port-base', base, '--json'];
      const first = await runSandbox(args);
      const made = await first.page<{ id: string }>('POST', '/api/deals', {
        customer: 'Kept Ltd',
        amount: 12_345,
        closeDate: nextYear('06-30'),
      });
      await first.stop();
      const second = await runSandbox([...args, '--keep']);
      try {
        const path = `/api/deals/${made.body.id}`;
        await second.page('PATCH', path, {
          Sync_with_Partner_Center__c: true,
          Co_Sell_Customer_Consent__c: true,
        });
        const view = async () => (await second.page<View>('GET', '/api/view')).body;
        await expect
          .poll(async () => (await view()).referrals.map(({ recordId }) => recordId), soon)
          .toContain(made.body.id);
        const { deals, referrals } = await view();
        expect(deals).toHaveLength(6);
        expect(referrals).toHaveLength(4);
        const failed = deals.filter(({ fields }) => fields['Co_Sell_Sync_Status__c'] === 'Failed');
        expect(failed).toEqual([]);
      } finally {
        await second.stop();
        rmSync(new URL(`../../.sandbox/${base}`, import.meta.url), { recursive: true });
      }
    },
    2 * START_MS,
  );
});

/** Four free ports in a row. */
async function freeBase(): Promise<number> {
  for (;;) {
    const { bridge } = await choosePorts(0);
    const isFree = await choosePorts(bridge).then(
      () => true,
      () => false,
    );
    if (isFree) return bridge;
  }
}

describe('what cannot be started', () => {
  it.each([
    { args: ['--port-bas', '4100'], said: /Unknown option '--port-bas'/ },
    { args: ['--port-base', '80'], said: /expected 0 or a number from 1024 to 65532.*got "80"/ },
    { args: ['--port-base', 'x'], said: /got "x"/ },
    { args: ['--keep', '--port-base', '0'], said: /--keep needs the ports of the last run/ },
  ])('with $args ends with 64 and a sentence', async ({ args, said }) => {
    const { code, output, errors } = await runToTheEnd([...args, '--json']);
    expect(code).toBe(64);
    expect(output).toEqual([]);
    expect(errors[0]).toMatch(said);
  });

  it('on a taken port names the port and the way out', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    try {
      const { code, errors } = await runToTheEnd(['--port-base', String(port), '--json']);
      expect(code).toBe(69);
      expect(errors.join('\n')).toMatch(
        new RegExp(`Port ${port}, meant for the bridge, is taken .*--port-base \\d+`),
      );
    } finally {
      other.close();
    }
  });
});
