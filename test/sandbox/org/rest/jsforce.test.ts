/** Real jsforce against the simulated org. */
import { Connection } from 'jsforce';
import { describe, expect, it } from 'vitest';
import { DEAL, orgForEachTest, START } from '../org-under-test.ts';

const held = orgForEachTest();
const connect = (accessToken = held.org.accessToken) =>
  new Connection({ instanceUrl: held.org.url, accessToken, version: '65.0' });
const failure = async (work: PromiseLike<unknown>) =>
  (await work.then(
    () => Promise.reject(new Error('Expected a failure, but it succeeded')),
    (error: unknown) => error,
  )) as { errorCode: string; message: string; data: unknown };

describe('rows', () => {
  it('are created, read, updated and deleted', async () => {
    const deals = connect().sobject('Opportunity');
    const { id } = await deals.create({ ...DEAL, Amount: 300 });
    expect(await deals.retrieve(String(id))).toMatchObject({
      Id: id,
      Amount: 300,
      CreatedDate: '2026-11-22T10:00:00.000+0000',
    });
    await deals.update({ Id: String(id), Amount: 301.555 });
    expect(await deals.retrieve(String(id), { fields: ['Amount'] })).toMatchObject({
      Amount: 301.56,
    });
    await deals.destroy(String(id));
    expect(await failure(deals.destroy(String(id)))).toMatchObject({
      errorCode: 'ENTITY_IS_DELETED',
    });
    expect(await failure(deals.retrieve(String(id)))).toMatchObject({ errorCode: 'NOT_FOUND' });
  });

  it('are upserted by external id, in any case of it', async () => {
    const deals = connect().sobject('Opportunity');
    const row = { ...DEAL, Referral_Identifier__c: 'abc' };
    // Through REST it looks like a copy, so the identifier is cleaned away at insert; an update sets it.
    const { id } = await deals.create(DEAL);
    await deals.update({ Id: String(id), Referral_Identifier__c: 'abc' });
    const again = await deals.upsert(
      { ...row, Referral_Identifier__c: 'ABC', Amount: 5 },
      'Referral_Identifier__c',
    );
    expect(again).toMatchObject({ id, success: true, created: false });
    expect((await deals.retrieve(String(id)))['Amount']).toBe(5);
    expect(await failure(deals.upsert({ ...row, NextStep: 'x' }, 'NextStep'))).toMatchObject({
      errorCode: 'NOT_FOUND',
    });
  });

  it('come in collections, where each fails alone unless all or none was asked', async () => {
    const deals = connect().sobject('Opportunity');
    const results = await deals.create([DEAL, { Name: 'No stage' }, DEAL]);
    expect(results.map((result) => result.success)).toEqual([true, false, true]);
    expect(results[1]).toEqual({
      success: false,
      errors: [
        {
          statusCode: 'REQUIRED_FIELD_MISSING',
          message: 'Required fields are missing: [StageName, CloseDate]',
          fields: ['StageName', 'CloseDate'],
        },
      ],
    });
    const ids = results.flatMap((result) => (result.success ? [result.id] : []));
    const updates = ids.map((Id, i) => ({ Id, Amount: i === 0 ? 7 : -1e17 }));
    const undone = await deals.update(updates, { allOrNone: true });
    expect(undone[0]).toMatchObject({
      id: ids[0],
      errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }],
    });
    expect(undone[1]).toMatchObject({ errors: [{ statusCode: 'NUMBER_OUTSIDE_VALID_RANGE' }] });
    expect(held.org.query('SELECT Id FROM Opportunity WHERE Amount = null')).toHaveLength(2);
    expect((await deals.destroy(ids)).every((result) => result.success)).toBe(true);
    expect(await deals.retrieve(ids, { fields: ['Name'] })).toEqual([null, null]);
  });
});

describe('queries', () => {
  it('page by nextRecordsUrl', async () => {
    for (let i = 0; i < 450; i += 1)
      held.org.as('seller:anna').create('Account', { Name: `A${i}` });
    const connection = connect();
    const first = await connection.query('SELECT Name FROM Account ORDER BY CreatedDate', {
      headers: { 'Sforce-Query-Options': 'batchSize=200' },
    } as object);
    expect(first).toMatchObject({ totalSize: 450, done: false });
    expect(first.nextRecordsUrl).toMatch(/\/services\/data\/v65\.0\/query\/01g\w{15}-200$/);
    const all = await connection.query('SELECT Name FROM Account', {
      autoFetch: true,
      maxFetch: 1000,
    });
    expect(all.records).toHaveLength(450);
    expect(await failure(connection.queryMore('01g000000000001AAA-200'))).toMatchObject({
      errorCode: 'INVALID_QUERY_LOCATOR',
    });
  });

  it('show deleted rows through queryAll only', async () => {
    const anna = held.org.as('seller:anna');
    const id = anna.create('Opportunity', DEAL);
    anna.delete('Opportunity', id);
    const soql = 'SELECT Id, IsDeleted FROM Opportunity';
    expect((await connect().query(soql)).records).toEqual([]);
    expect((await connect().query(soql, { scanAll: true })).records).toMatchObject([
      { Id: id, IsDeleted: true },
    ]);
  });

  it('count the calls of the day in the limits header, and refuse over the limit', async () => {
    const connection = connect();
    await connection.query('SELECT COUNT() FROM Opportunity');
    expect(connection.limitInfo).toEqual({ apiUsage: { used: 1, limit: 100_000 } });
    held.org.switches.dailyApiRequests = 1;
    expect(await failure(connection.query('SELECT Id FROM User'))).toMatchObject({
      errorCode: 'REQUEST_LIMIT_EXCEEDED',
    });
  });
});

describe('the session', () => {
  it('renews once when it has expired', async () => {
    let renewals = 0;
    const connection = new Connection({
      instanceUrl: held.org.url,
      accessToken: 'old',
      version: '65.0',
      refreshFn: (_connection, done) => {
        renewals += 1;
        done(null, held.org.accessToken);
      },
    });
    expect((await connection.query('SELECT Id FROM Organization')).records).toHaveLength(1);
    expect(renewals).toBe(1);
  });

  it('is refused with the documented body', async () => {
    expect(
      await held.org.call('GET', '/services/data/v65.0', undefined, { Authorization: 'Bearer x' }),
    ).toMatchObject({
      status: 401,
      body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
    });
  });

  it('knows who it is', async () => {
    expect(await connect().identity()).toMatchObject({
      organization_id: held.org.orgId,
      username: 'bridge@partner.example',
    });
    const { status, body } = await held.org.call('GET', '/services/oauth2/userinfo', undefined, {
      Authorization: 'Bearer x',
    });
    expect([status, body]).toEqual([403, 'Bad_OAuth_Token']);
  });
});

describe('describe', () => {
  it('shows an object with our fields, its children and full key sets', async () => {
    const described = await connect().describe('Opportunity');
    const field = described.fields.find((one) => one.name === 'Referral_Identifier__c');
    expect(Object.keys(field ?? {})).toHaveLength(57);
    expect(field).toMatchObject({
      type: 'string',
      length: 100,
      byteLength: 300,
      externalId: true,
      unique: true,
      custom: true,
    });
    expect(described.childRelationships).toContainEqual(
      expect.objectContaining({
        childSObject: 'Microsoft_Solution__c',
        relationshipName: 'Microsoft_Solutions__r',
        cascadeDelete: true,
      }),
    );
    expect(described.fields.map((one) => one.name)).not.toContain('CurrencyIsoCode');
    expect((await connect().describeGlobal()).sobjects.map((one) => one.name)).toContain(
      'Co_Sell_Setting__mdt',
    );
    expect(await failure(connect().describe('Nope__c'))).toMatchObject({ errorCode: 'NOT_FOUND' });
  });
});

it('refuses an address over 16,384 characters', async () => {
  const long = `/services/data/v65.0/query?q=${'x'.repeat(16_384)}`;
  expect((await held.org.call('GET', long)).status).toBe(414);
});

it('carries the headers of the platform, with its own clock', async () => {
  const { headers } = await held.org.call(
    'GET',
    '/services/data/v65.0/query?q=SELECT+Id+FROM+User',
  );
  expect(headers.get('content-type')).toBe('application/json;charset=UTF-8');
  expect(Date.parse(headers.get('date') ?? '')).toBe(START);
});

it.each([
  ['GET', '/services/data/vBad/sobjects', 404, 'NOT_FOUND'],
  ['POST', '/services/data/v65.0/sobjects/Nope__c', 404, 'NOT_FOUND'],
  ['PATCH', '/services/data/v65.0/sobjects/Account', 405, 'METHOD_NOT_ALLOWED'],
  ['GET', '/services/data/v65.0/jobs/query', 404, 'NOT_FOUND'],
  ['PATCH', '/services/data/v65.0/sobjects/Account/001000000000001AAB', 400, 'MALFORMED_ID'],
  ['POST', '/services/data/v65.0/sobjects/Account', 400, 'JSON_PARSER_ERROR'],
])('%s %s answers %i %s', async (method, path, status, code) => {
  const answer = await held.org.call(method, path);
  expect(answer).toMatchObject({ status, body: [{ errorCode: code }] });
});
