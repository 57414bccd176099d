import { describe, expect, it } from 'vitest';
import { DEAL, orgForEachTest } from '../org-under-test.ts';

const held = orgForEachTest();
const BASE = '/services/data/v65.0';
type Response = {
  compositeResponse: { httpStatusCode: number; body: unknown; referenceId: string }[];
};

const send = async (subs: object[], allOrNone = false) => {
  const { status, body } = await held.org.call('POST', `${BASE}/composite`, {
    allOrNone,
    compositeRequest: subs,
  });
  return { status, responses: (body as Response).compositeResponse, body };
};
const create = (referenceId: string, fields: object) => ({
  method: 'POST',
  url: `${BASE}/sobjects/Opportunity`,
  referenceId,
  body: fields,
});
const query = (referenceId: string, soql: string) => ({
  method: 'GET',
  url: `${BASE}/query?q=${encodeURIComponent(soql)}`,
  referenceId,
});

describe('a composite', () => {
  it('hands results on to later sub-requests, in urls and bodies', async () => {
    const { responses } = await send([
      create('deal', DEAL),
      {
        method: 'PATCH',
        url: `${BASE}/sobjects/Opportunity/@{deal.id}`,
        referenceId: 'upd',
        body: { Amount: 5 },
      },
      query('read', 'SELECT Id, Amount FROM Opportunity'),
      {
        method: 'POST',
        url: `${BASE}/sobjects/Microsoft_Solution__c`,
        referenceId: 'child',
        body: {
          Opportunity__c: '@{read.records[0].Id}',
          Solution_Id__c: 'S',
          Quantity__c: '@{read.records[0].Amount}',
        },
      },
    ]);
    expect(responses.map((one) => one.httpStatusCode)).toEqual([201, 204, 200, 201]);
    expect(held.org.query('SELECT Quantity__c FROM Microsoft_Solution__c')).toMatchObject([
      { Quantity__c: 5 },
    ]);
  });

  it('fails only what depends on a failure', async () => {
    const { status, responses } = await send([
      create('bad', { Name: 'x' }),
      { method: 'GET', url: `${BASE}/sobjects/Opportunity/@{bad.id}`, referenceId: 'dep' },
      create('good', DEAL),
    ]);
    expect([status, ...responses.map((one) => one.httpStatusCode)]).toEqual([200, 400, 400, 201]);
    expect(responses[1]?.body).toEqual([
      {
        errorCode: 'PROCESSING_HALTED',
        message: 'Invalid reference specified. No value for bad.id found in bad',
      },
    ]);
  });

  it('undoes everything when all or none was asked', async () => {
    const { responses } = await send(
      [create('one', DEAL), create('two', { Name: 'x' }), create('three', DEAL)],
      true,
    );
    expect(responses.map((one) => (one.body as { errorCode: string }[])[0]?.errorCode)).toEqual([
      'PROCESSING_HALTED',
      'REQUIRED_FIELD_MISSING',
      'PROCESSING_HALTED',
    ]);
    expect(held.org.query('SELECT Id FROM Opportunity')).toEqual([]);
    expect(held.org.journal.entries()).toEqual([]);
  });

  it('counts as one call and takes 25 sub-requests, five of them queries', async () => {
    const soql = 'SELECT Id FROM User';
    const queries = (count: number) =>
      Array.from({ length: count }, (_, i) => query(`q${i}`, soql));
    expect((await send(queries(5))).status).toBe(200);
    expect((await send(queries(6))).status).toBe(400);
    const many = Array.from({ length: 26 }, (_, i) => create(`c${i}`, DEAL));
    expect((await send(many)).status).toBe(400);
    expect((await send([query('same', soql), query('same', soql)])).status).toBe(400);
    const { headers } = await held.org.call('GET', `${BASE}/limits`);
    expect(headers.get('sforce-limit-info')).toBe('api-usage=5/100000');
  });
});
