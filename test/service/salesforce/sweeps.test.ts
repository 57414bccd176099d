import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { describe, expect, test } from 'vitest';
import type { Salesforce } from '../../../service/src/sync/ports.ts';
import { opportunityId, setUp } from './setup.ts';
import { packagedRows, page, refusal, type StubAnswer, type StubOrg } from './stub-org.ts';

const SINCE = '2026-11-22T09:40:00.000Z';
const row = (n: number, values: object = {}) => ({
  Id: opportunityId(n),
  SystemModstamp: '2026-11-22T09:50:00.000+0000',
  IsDeleted: false,
  Co_Sell_Change_Token__c: null,
  Referral_Identifier__c: null,
  ...values,
});

type Parts = {
  newest?: object[];
  opportunities?: StubAnswer;
  solutions?: StubAnswer;
  accounts?: StubAnswer;
  contacts?: StubAnswer;
};
const answerParts = (org: StubOrg, parts: Parts) =>
  org.on(({ soql }) => {
    if (soql.includes('LIMIT 1')) return page(parts.newest ?? [row(1)]);
    if (soql.includes('FROM Microsoft_Solution__c')) return parts.solutions;
    if (soql.includes('FROM OpportunityContactRole')) return parts.contacts;
    if (soql.includes('Account.SystemModstamp')) return parts.accounts;
    return soql.includes('FROM Opportunity ') ? parts.opportunities : undefined;
  });

async function sweep(client: Salesforce) {
  const pages = [];
  for await (const swept of client.sweepModified(SINCE)) pages.push(swept);
  return { rows: pages.flatMap(({ rows }) => rows), serverTimes: pages.map((p) => p.serverTime) };
}

describe('the token sweep', () => {
  test('gives every record that carries a token, page by page', async () => {
    const { client, org } = await setUp();
    const next = '/services/data/v65.0/query/01gB000003OCxSPIA1-2000';
    org.on(({ path, soql }) => {
      if (path === next) return page([row(2, { Co_Sell_Change_Token__c: 'b' })]);
      return soql.includes("FROM Opportunity WHERE Co_Sell_Change_Token__c>='0'")
        ? page([row(1, { Co_Sell_Change_Token__c: 'a' })], next)
        : undefined;
    });
    const pages = [];
    for await (const rows of client.sweepTokens())
      pages.push(rows.map(({ id, token }) => [id, token]));
    expect(pages.filter((rows) => rows.length > 0)).toEqual([
      [[opportunityId(1), 'a']],
      [[opportunityId(2), 'b']],
    ]);
  });

  test('gives leads too, in the same call, and none that nobody can write to any more', async () => {
    const { client, org } = await setUp();
    const lead = { ...row(1), Id: '00Q000000000001AAA', Co_Sell_Change_Token__c: 'c' };
    org.on(({ soql }) => (soql.includes('FROM Lead') ? page([lead]) : undefined));
    const found = [];
    for await (const rows of client.sweepTokens()) found.push(...rows);
    expect(found).toMatchObject([{ id: lead.Id, token: 'c' }]);
    expect(org.requests).toHaveLength(1);
    expect(org.parts.map(({ soql }) => soql).filter((soql) => soql.includes('Lead'))).toEqual([
      expect.stringContaining('IsConverted=false'),
    ]);
  });
});

describe('the sweep by time', () => {
  test('looks at opportunities, their solutions, accounts and contacts in one call, deleted ones too', async () => {
    const { client, org } = await setUp();
    answerParts(org, { opportunities: page([row(1, { IsDeleted: true })]) });
    await client.profile();
    const [asked, parts] = [org.requests.length, org.parts.length];
    expect((await sweep(client)).rows).toEqual([
      {
        id: opportunityId(1),
        version: '2026-11-22T09:50:00.000+0000',
        token: null,
        deleted: true,
        referralId: null,
      },
    ]);
    expect(org.requests).toHaveLength(asked + 1);
    expect(org.parts.length - parts).toBeLessThanOrEqual(5);
    for (const { path, soql } of org.parts.slice(parts)) {
      expect(path).toBe('/services/data/v65.0/queryAll');
      expect(() => parseQuery(soql)).not.toThrow();
    }
    const times = org.parts.map(({ soql }) => soql).filter((soql) => soql.includes(SINCE));
    expect(times).toHaveLength(4);
  });

  test("gives the database's newest stamp as the server's time, the same on every page", async () => {
    const { client, org } = await setUp();
    const next = '/services/data/v65.0/queryAll/01gB000003OCxSPIA1-2000';
    org.on(({ path }) => (path === next ? page([row(2)]) : undefined));
    answerParts(org, {
      newest: [{ SystemModstamp: '2026-11-22T09:58:00.000+0000' }],
      opportunities: page([row(1)], next),
    });
    const { rows, serverTimes } = await sweep(client);
    expect(rows.map(({ id }) => id)).toEqual([opportunityId(1), opportunityId(2)]);
    expect(new Set(serverTimes)).toEqual(new Set(['2026-11-22T09:58:00.000Z']));
  });

  test('gives the time asked for in an org without any opportunity', async () => {
    const { client, org } = await setUp();
    answerParts(org, { newest: [] });
    expect((await sweep(client)).serverTimes).toContain(SINCE);
  });

  const solution = {
    Id: 'a00B000000FSjVUIA1',
    SystemModstamp: '2026-11-22T09:55:00.000+0000',
    Opportunity__c: opportunityId(7),
    Opportunity__r: {
      IsDeleted: false,
      Co_Sell_Change_Token__c: null,
      Referral_Identifier__c: 'ref',
    },
  };
  const ofAccount = row(8, { Account: { SystemModstamp: '2026-11-22T09:56:00.000+0000' } });

  test('gives the deal of a changed solution or account once, under a version of its own', async () => {
    const { client, org } = await setUp();
    answerParts(org, { solutions: page([solution]), accounts: page([ofAccount]) });
    const found = [
      { id: opportunityId(7), version: '2026-11-22T09:55:00.000+0000', referralId: 'ref' },
      { id: opportunityId(8), version: '2026-11-22T09:56:00.000+0000' },
    ];
    expect((await sweep(client)).rows).toMatchObject(found);
    expect((await sweep(client)).rows).toEqual([]);
  });

  test('gives the deal of a changed contact role, by the newer of its two stamps', async () => {
    const { client, org } = await setUp();
    const role = (n: number, contact: object | null) => ({
      Id: `00KB00000000${n}00AAA`,
      SystemModstamp: '2026-11-22T09:55:00.000+0000',
      Contact: contact,
      OpportunityId: opportunityId(n),
      Opportunity: solution.Opportunity__r,
    });
    const newer = { SystemModstamp: '2026-11-22T09:57:00.000+0000' };
    const older = { SystemModstamp: '2025-01-01T00:00:00.000+0000' };
    answerParts(org, { contacts: page([role(1, newer), role(2, older), role(3, null)]) });
    expect((await sweep(client)).rows.map(({ id, version }) => [id, version])).toEqual([
      [opportunityId(1), newer.SystemModstamp],
      [opportunityId(2), '2026-11-22T09:55:00.000+0000'],
      [opportunityId(3), '2026-11-22T09:55:00.000+0000'],
    ]);
    expect((await sweep(client)).rows).toEqual([]);
  });

  test('gives it again when whoever swept failed on it', async () => {
    const { client, org } = await setUp();
    answerParts(org, { solutions: page([solution]) });
    const ringing = (async () => {
      for await (const { rows } of client.sweepModified(SINCE))
        if (rows.length > 0) throw new Error('store down');
    })();
    await expect(ringing).rejects.toThrow('store down');
    expect((await sweep(client)).rows).toMatchObject([{ id: opportunityId(7) }]);
  });

  test('looks at leads where they are received, and gives a converted one once', async () => {
    const { client, org } = await setUp();
    const own = { DeveloperName: 'Org', Leads__c: 'On' };
    const lead = { ...row(1), Id: '00Q000000000001AAA', IsConverted: true };
    org.on(({ soql }) => {
      if (soql.includes('FROM Co_Sell_Setting__mdt'))
        return page([own, ...packagedRows('Co_Sell_Setting')]);
      return soql.includes('FROM Lead') ? page([lead]) : undefined;
    });
    expect((await sweep(client)).rows).toMatchObject([{ id: lead.Id }]);
    expect((await sweep(client)).rows).toEqual([]);
  });

  test('goes on without the part an org refuses, and says so once', async () => {
    const { client, org, logs } = await setUp();
    answerParts(org, { opportunities: page([row(1)]), accounts: refusal(400, 'INVALID_FIELD') });
    await sweep(client);
    expect((await sweep(client)).rows).toMatchObject([{ id: opportunityId(1) }]);
    expect(logs).toEqual([
      expect.objectContaining({ details: { part: 'accounts', code: 'salesforce-invalid-field' } }),
    ]);
  });

  test('fails when the opportunities themselves are refused', async () => {
    const { client, org } = await setUp();
    answerParts(org, { opportunities: refusal(400, 'QUERY_TIMEOUT') });
    await expect(sweep(client)).rejects.toMatchObject({ code: 'salesforce-query-timeout' });
  });

  test('refuses a beginning that is no time before anything is sent', async () => {
    const { client, org } = await setUp();
    const swept = client.sweepModified('yesterday OR Id != null')[Symbol.asyncIterator]().next();
    await expect(swept).rejects.toThrow('Expected an ISO time');
    expect(org.requests).toHaveLength(0);
  });
});
