import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEAL, orgForEachTest, SHARED } from './org-under-test.ts';

const held = orgForEachTest();
const anna = () => held.org.as('seller:anna');
type Heard = {
  url: string | undefined;
  authorization: string | undefined;
  org: unknown;
  body: unknown;
};

describe('a nudge', () => {
  let bridge: Server;
  let heard: Heard[];
  let status: number;

  beforeEach(async () => {
    heard = [];
    status = 202;
    bridge = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const { authorization, 'x-co-sell-org': org } = request.headers;
        heard.push({ url: request.url, authorization, org, body: JSON.parse(text) });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((done) => bridge.listen(0, '127.0.0.1', done));
    const { port } = bridge.address() as AddressInfo;
    held.org.setBridge({ url: `http://127.0.0.1:${port}`, key: 'org-key' });
  });
  afterEach(() => new Promise((done) => bridge.close(done)));

  it('tells the bridge which record changed, after the commit', async () => {
    const id = anna().create('Opportunity', SHARED);
    await held.org.settleNudges();
    expect(heard).toEqual([
      {
        url: '/v1/records/changed',
        authorization: 'Bearer org-key',
        org: held.org.orgId,
        body: { ids: [id], more: false },
      },
    ]);
    expect(held.org.nudges()).toMatchObject([{ outcome: 'answered 202' }]);
  });

  it('is tried once, and its failure never reaches the seller', async () => {
    status = 503;
    anna().create('Opportunity', SHARED);
    await held.org.settleNudges();
    held.org.setBridge({ url: 'http://127.0.0.1:1', key: 'x' });
    anna().create('Opportunity', SHARED);
    await held.org.settleNudges();
    const [first, second] = held.org.nudges().map((nudge) => nudge.outcome);
    expect(first).toBe('answered 503');
    expect(second).toMatch(/^failed: /);
    expect(heard).toHaveLength(1);
  });
});

describe('a transaction nudges at most once', () => {
  it('with the first chunk that has something to tell; more says that it was full', () => {
    const plain = Array.from({ length: 200 }, () => anna().create('Opportunity', DEAL));
    const shared = Array.from({ length: 250 }, () => anna().create('Opportunity', SHARED));
    const before = held.org.nudges().length;
    const rows = [...plain, ...shared].map((id) => ({ id, fields: { Amount: 5 } }));
    anna().updateMany('Opportunity', rows);
    expect(held.org.nudges().slice(before)).toMatchObject([
      { ids: shared.slice(0, 200), more: true },
    ]);
  });

  it('not when it fails', () => {
    const id = anna().create('Opportunity', SHARED);
    const rows = [
      { id, fields: { Amount: 5 } },
      { id, fields: { Nope__c: 1 } },
    ];
    expect(() => anna().updateMany('Opportunity', rows)).toThrow(/Nope__c/);
    expect(held.org.nudges()).toHaveLength(1);
    expect(anna().get('Opportunity', id)?.['Amount']).toBeNull();
  });

  it('not for somebody without the permission, who still saves', () => {
    held.org.switches.actorsWithoutNudge = ['seller:anna'];
    const id = anna().create('Opportunity', SHARED);
    expect(anna().get('Opportunity', id)?.['Co_Sell_Change_Token__c']).not.toBeNull();
    expect(held.org.nudges()).toEqual([]);
  });

  it('also when a co-sell deal is deleted or comes back', () => {
    const id = anna().create('Opportunity', SHARED);
    anna().delete('Opportunity', id);
    anna().undelete('Opportunity', id);
    expect(held.org.nudges().map((nudge) => nudge.ids)).toEqual([[id], [id], [id]]);
  });
});
