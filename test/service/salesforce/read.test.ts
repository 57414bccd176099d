import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { describe, expect, test } from 'vitest';
import { opportunityId, setUp } from './setup.ts';
import { packagedRows, page, refusal, type StubOrg, type StubRequest } from './stub-org.ts';

const isRead = ({ soql }: StubRequest) => soql.includes('FROM Opportunity WHERE Id IN');
const readsOf = (org: StubOrg) => org.requests.filter(isRead);
const idsIn = (soql: string) => soql.match(/006xx\w{13}/g) ?? [];

const opportunity = (id: string, values: object = {}) => ({
  attributes: { type: 'Opportunity', url: `/services/data/v65.0/sobjects/Opportunity/${id}` },
  Id: id,
  Name: 'Contoso rollout',
  Amount: 300.0,
  IsDeleted: false,
  SystemModstamp: '2026-11-22T10:00:00.000+0000',
  Co_Sell_Change_Token__c: null,
  Owner: { attributes: { type: 'User' }, Email: 'ada@example.com' },
  Account: null,
  Microsoft_Solutions__r: null,
  OpportunityContactRoles: null,
  ...values,
});

function withMapping(org: StubOrg, fields: string[]) {
  const packaged = packagedRows('Co_Sell_Field_Mapping');
  const added = fields.map((field, n) => ({
    ...packaged[0],
    DeveloperName: `Acme_${String(n)}`,
    Canonical_Field__c: `acme${String(n)}`,
    Field__c: field,
  }));
  org.on(({ soql }) =>
    soql.includes('Co_Sell_Field_Mapping__mdt') ? page([...packaged, ...added]) : undefined,
  );
}

const answerAll = (org: StubOrg, values: object = {}) =>
  org.on((request) =>
    isRead(request) ? page(idsIn(request.soql).map((id) => opportunity(id, values))) : undefined,
  );

describe('reading records', () => {
  test('fifty that are asked for together share one query', async () => {
    const { client, org } = await setUp();
    answerAll(org);
    const ids = Array.from({ length: 50 }, (_, n) => opportunityId(n));
    const records = await Promise.all(ids.map((id) => client.read(id)));
    expect(records.map((record) => record?.id)).toEqual(ids);
    expect(readsOf(org)).toHaveLength(1);
    expect(readsOf(org)[0]?.path).toBe('/services/data/v65.0/queryAll');
  });

  test('the query is one a SOQL parser understands', async () => {
    const { client, org } = await setUp();
    await client.read(opportunityId(1));
    const query = parseQuery(readsOf(org)[0]?.soql ?? '');
    expect(query.sObject).toBe('Opportunity');
    expect(query.fields?.filter(({ type }) => type === 'FieldSubquery')).toHaveLength(2);
  });

  test('no more than two hundred ids go into one query', async () => {
    const { client, org } = await setUp();
    answerAll(org);
    await Promise.all(Array.from({ length: 450 }, (_, n) => client.read(opportunityId(n))));
    expect(readsOf(org).map(({ soql }) => idsIn(soql).length)).toEqual([200, 200, 50]);
  });

  test('the address stays below 16 kB however many fields are mapped', async () => {
    const { client, org } = await setUp();
    const many = Array.from(
      { length: 120 },
      (_, n) => `A_field_with_a_rather_long_name_${String(n)}__c`,
    );
    withMapping(org, many);
    org.on(({ path }) =>
      path.endsWith('/sobjects/Opportunity/describe')
        ? {
            body: {
              fields: [...many, 'Id', 'SystemModstamp'].map((name) => ({ name, type: 'string' })),
              childRelationships: [],
            },
          }
        : undefined,
    );
    const lengths: number[] = [];
    org.on((request) => {
      if (!isRead(request)) return undefined;
      lengths.push(request.path.length + encodeURIComponent(request.soql).length + 3);
      return page(idsIn(request.soql).map((id) => opportunity(id)));
    });
    const ids = Array.from({ length: 200 }, (_, n) => opportunityId(n));
    const records = await Promise.all(ids.map((id) => client.read(id)));
    expect(records.map((record) => record?.id)).toEqual(ids);
    expect(lengths.length).toBeGreaterThan(0);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(16_000);
  });

  test('a mapping that no query can hold is refused with a sentence', async () => {
    const { client, org } = await setUp();
    const many = Array.from(
      { length: 600 },
      (_, n) => `A_field_with_a_rather_long_name_${String(n)}__c`,
    );
    withMapping(org, many);
    org.on(({ path }) =>
      path.endsWith('/sobjects/Opportunity/describe')
        ? {
            body: {
              fields: many.map((name) => ({ name, type: 'string' })),
              childRelationships: [],
            },
          }
        : undefined,
    );
    await expect(client.read(opportunityId(1))).rejects.toMatchObject({
      code: 'salesforce-query-too-long',
    });
    expect(readsOf(org)).toHaveLength(0);
  });

  test('values are flat, parents included, and children are people and solutions', async () => {
    const { client, org } = await setUp();
    answerAll(org, {
      Co_Sell_Change_Token__c: 'a-token',
      Account: { attributes: { type: 'Account' }, BillingCity: 'Zürich' },
      Microsoft_Solutions__r: {
        totalSize: 1,
        done: true,
        records: [
          {
            Solution_Id__c: 'SOL-1',
            Solution_Name__c: 'Data',
            Quantity__c: 2,
            Price__c: null,
            Currency_Code__c: 'EUR',
          },
        ],
      },
      OpportunityContactRoles: {
        totalSize: 2,
        done: true,
        records: [
          {
            Contact: {
              FirstName: 'Ada',
              LastName: 'Lovelace',
              Email: 'ada@example.com',
              Phone: null,
            },
          },
          { Contact: null },
        ],
      },
    });
    const record = await client.read(opportunityId(1));
    expect(record).toMatchObject({
      object: 'Opportunity',
      deleted: false,
      version: '2026-11-22T10:00:00.000+0000',
      token: 'a-token',
      fields: { Amount: 300, 'Account.BillingCity': 'Zürich', 'Owner.Email': 'ada@example.com' },
      solutions: [{ id: 'SOL-1', name: 'Data', quantity: 2, price: null, currency: 'EUR' }],
      contacts: [
        { firstName: 'Ada', lastName: 'Lovelace', phoneNumber: null, email: 'ada@example.com' },
      ],
    });
  });

  test('an empty lookup makes its fields empty, not absent', async () => {
    const { client, org } = await setUp();
    answerAll(org);
    expect((await client.read(opportunityId(1)))?.fields).toHaveProperty(
      ['Account.BillingCity'],
      null,
    );
  });

  test('a deleted record is seen as deleted, and one that is gone for good not at all', async () => {
    const { client, org } = await setUp();
    org.on((request) =>
      isRead(request) ? page([opportunity(opportunityId(1), { IsDeleted: true })]) : undefined,
    );
    const [deleted, gone] = await Promise.all([
      client.read(opportunityId(1)),
      client.read(opportunityId(2)),
    ]);
    expect(deleted?.deleted).toBe(true);
    expect(gone).toBeUndefined();
  });

  test('pages are followed, those of a sub-query too', async () => {
    const { client, org } = await setUp();
    const solution = (n: number) => ({ Solution_Id__c: `SOL-${String(n)}` });
    const next = '/services/data/v65.0/queryAll/01gB000003OCxSPIA1';
    org.on((request) => {
      if (request.path === `${next}-2000`) return page([opportunity(opportunityId(2))]);
      if (request.path === `${next}-1`) return page([solution(2)]);
      if (!isRead(request)) return undefined;
      const cut = {
        totalSize: 2,
        done: false,
        records: [solution(1)],
        nextRecordsUrl: `${next}-1`,
      };
      return page([opportunity(opportunityId(1), { Microsoft_Solutions__r: cut })], `${next}-2000`);
    });
    const [first, second] = await Promise.all([
      client.read(opportunityId(1)),
      client.read(opportunityId(2)),
    ]);
    expect(first?.solutions.map(({ id }) => id)).toEqual(['SOL-1', 'SOL-2']);
    expect(second?.id).toBe(opportunityId(2));
  });

  test('a next page on another host is not called', async () => {
    const { client, org } = await setUp();
    org.on((request) =>
      isRead(request)
        ? page([], 'https://evil.example.com/services/data/v65.0/query/01gB000003OCxSPIA1-2000')
        : undefined,
    );
    await expect(client.read(opportunityId(1))).rejects.toMatchObject({
      code: 'salesforce-malformed',
    });
  });

  test('a field this org does not have is left out, and named once in the log', async () => {
    const { client, org, logs } = await setUp();
    answerAll(org);
    const record = await client.read(opportunityId(1));
    await client.read(opportunityId(2));
    expect(record?.fields).not.toHaveProperty('CurrencyIsoCode');
    expect(readsOf(org)).toHaveLength(2);
    expect(readsOf(org)[0]?.soql).not.toContain('CurrencyIsoCode');
    expect(logs).toEqual([expect.objectContaining({ details: { fields: ['CurrencyIsoCode'] } })]);
  });

  test('a mapped path that is no field path never reaches a query', async () => {
    const { client, org, logs } = await setUp();
    const wrong = [
      'Amount FROM Opportunity--',
      'Name,(SELECT Id FROM Notes)',
      'Account.Owner.Name',
      'Account.Name.Id FROM Account--',
      'Amount)',
      'Campaign.',
      '../Name',
    ];
    withMapping(org, wrong);
    answerAll(org);
    expect(await client.read(opportunityId(1))).toBeDefined();
    const sent = [...org.requests, ...org.parts].map(({ soql, path }) => soql + path).join('\n');
    for (const path of wrong) expect(sent).not.toContain(path);
    expect(logs).toContainEqual(expect.objectContaining({ details: { fields: wrong } }));
  });

  test.each(["006xx0000000001AA'", '006xx0000000001', "x' OR Id != '", '001xx0000000001AAA'])(
    'the id "%s" is refused before anything is sent',
    async (id) => {
      const { client, org } = await setUp();
      await expect(client.read(id)).rejects.toMatchObject({
        name: 'PairFault',
        code: 'salesforce-bad-record-id',
      });
      expect(org.requests).toHaveLength(0);
    },
  );

  test('a field that was deleted since the org was described costs one more look, no error', async () => {
    const { client, org } = await setUp();
    answerAll(org);
    await client.read(opportunityId(1));
    let isGone = true;
    org.on((request) => {
      if (!isRead(request) || !isGone) return undefined;
      isGone = false;
      return refusal(400, 'INVALID_FIELD');
    });
    expect((await client.read(opportunityId(1)))?.id).toBe(opportunityId(1));
    expect(org.parts.filter(({ path }) => path.endsWith('Opportunity/describe'))).toHaveLength(2);
  });

  test('a caller who stops waiting before the query leaves is not in it', async () => {
    const { client, org } = await setUp();
    answerAll(org);
    const stop = new AbortController();
    const stopped = client.read(opportunityId(1), stop.signal);
    const other = client.read(opportunityId(2));
    stop.abort(new Error('lease over'));
    await expect(stopped).rejects.toThrow('lease over');
    await other;
    expect(idsIn(readsOf(org)[0]?.soql ?? '')).toEqual([opportunityId(2)]);
  });
});

describe('finding records by referral', () => {
  const guid = (n: number) => `3f2b1c00-0000-4000-8000-${String(n).padStart(12, '0')}`;

  test('several are looked for in one call, in any case, deleted ones too', async () => {
    const { client, org } = await setUp();
    org.on(({ soql }) =>
      soql.includes('FROM Opportunity WHERE Referral_Identifier__c IN')
        ? page([
            { Id: opportunityId(1), Referral_Identifier__c: guid(1).toUpperCase() },
            { Id: opportunityId(2), Referral_Identifier__c: guid(1) },
          ])
        : undefined,
    );
    const found = await Promise.all([
      client.findByReferral(guid(1).toUpperCase()),
      client.findByReferral(guid(2)),
    ]);
    expect(found).toEqual([[opportunityId(1), opportunityId(2)], []]);
    expect(org.requests).toHaveLength(1);
    expect(org.parts.map(({ path }) => path)).toEqual([
      '/services/data/v65.0/queryAll',
      '/services/data/v65.0/queryAll',
    ]);
  });

  test('a converted lead stands for the deal that it became, named once', async () => {
    const { client, org } = await setUp();
    org.on(({ soql }) => {
      if (!soql.includes('Referral_Identifier__c IN')) return undefined;
      return soql.includes('FROM Lead')
        ? page([
            {
              Id: '00Q000000000001AAA',
              ConvertedOpportunityId: opportunityId(1),
              Referral_Identifier__c: guid(1),
            },
          ])
        : page([{ Id: opportunityId(1), Referral_Identifier__c: guid(1) }]);
    });
    expect(await client.findByReferral(guid(1))).toEqual([opportunityId(1)]);
  });

  test('where leads are not ours to see, deals are found all the same', async () => {
    const { client, org } = await setUp();
    org.on(({ soql }) => {
      if (!soql.includes('Referral_Identifier__c IN')) return undefined;
      return soql.includes('FROM Lead')
        ? { status: 400, body: [{ errorCode: 'INVALID_TYPE', message: 'Lead is not supported' }] }
        : page([{ Id: opportunityId(1), Referral_Identifier__c: guid(1) }]);
    });
    expect(await client.findByReferral(guid(1))).toEqual([opportunityId(1)]);
  });

  test('what is no GUID is refused before anything is sent', async () => {
    const { client, org } = await setUp();
    await expect(client.findByReferral("x' OR Name LIKE '%")).rejects.toMatchObject({
      code: 'salesforce-bad-referral-id',
    });
    expect(org.requests).toHaveLength(0);
  });
});
