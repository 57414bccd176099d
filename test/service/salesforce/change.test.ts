import { describe, expect, test } from 'vitest';
import type { RecordChange, RecordUpdate } from '../../../service/src/domain/changes.ts';
import { opportunityId, setUp } from './setup.ts';
import { refusal, type StubAnswer, type StubOrg, type StubRequest } from './stub-org.ts';

type WireChange = { key: string; id?: string; [member: string]: unknown };
const isChange = ({ path }: StubRequest) => path === '/services/apexrest/cosell/v1/changes';
const callsOf = (org: StubOrg) => org.requests.filter(isChange).map(changesIn);
const changesIn = ({ body }: StubRequest) => (body as { changes: WireChange[] }).changes;

const update = (n: number, members: Partial<RecordUpdate> = {}): RecordUpdate => ({
  object: 'Opportunity',
  id: opportunityId(n),
  token: null,
  expect: { Amount: 50000 },
  set: { Amount: 52000 },
  bookkeeping: {},
  clearToken: true,
  audit: [],
  ...members,
});
const create = (name: string): RecordChange => ({
  object: 'Opportunity',
  create: { record: { Name: name }, contacts: [], solutions: [] },
  audit: [],
});

const written = ({ key, id }: WireChange) => ({
  key,
  outcome: 'written',
  id: id ?? opportunityId(999),
  values: { Amount: 52000 },
  errors: [],
});
const answerWith = (org: StubOrg, answer: (changes: WireChange[]) => StubAnswer) =>
  org.on((request) => (isChange(request) ? answer(changesIn(request)) : undefined));
const writeAll = (org: StubOrg) =>
  answerWith(org, (changes) => ({ body: { results: changes.map(written).reverse() } }));

describe('changing records', () => {
  test('changes of one tick share a call, and each caller gets the result under its key', async () => {
    const { client, org } = await setUp();
    writeAll(org);
    const results = await Promise.all([3, 1, 2].map((n) => client.change(update(n))));
    expect(results.map(({ id }) => id)).toEqual([3, 1, 2].map(opportunityId));
    expect(callsOf(org)).toHaveLength(1);
  });

  test('the call carries exactly what the package reads', async () => {
    const { client, org } = await setUp();
    writeAll(org);
    const change = update(1, {
      token: 'a-token',
      bookkeeping: { Co_Sell_Sync_Status__c: 'Synced' },
      solutions: {
        expect: [],
        upsert: [{ id: 'SOL-1', name: 'Data', quantity: 1, price: 10.5, currency: 'EUR' }],
        remove: ['SOL-2'],
      },
      audit: [
        {
          entryKey: 'p1/7/dealValue',
          occurred: '2026-11-22T10:00:00.000Z',
          actor: 'Microsoft',
          side: 'partnerCenter',
          action: 'written',
          field: 'dealValue',
          before: 50000,
          after: 'x'.repeat(5000),
          reason: null,
          correlationId: 'corr-1',
        },
      ],
    });
    await client.change(change);
    const [sent] = callsOf(org)[0] ?? [];
    expect(sent).toEqual({
      ...change,
      key: expect.any(String) as string,
      audit: [{ ...change.audit[0], before: '50000', after: `${'x'.repeat(4095)}…` }],
    });
  });

  test('at most fifty updates and ten creates go into one call', async () => {
    const { client, org } = await setUp();
    writeAll(org);
    const changes = [
      ...Array.from({ length: 120 }, (_, n) => update(n)),
      ...Array.from({ length: 12 }, (_, n) => create(`New ${String(n)}`)),
    ];
    await Promise.all(changes.map((change) => client.change(change)));
    const sizes = callsOf(org).map((sent) => [
      sent.length,
      sent.every(({ id }) => id !== undefined),
    ]);
    expect(sizes.sort()).toEqual(
      [
        [10, false],
        [2, false],
        [20, true],
        [50, true],
        [50, true],
      ].sort(),
    );
  });

  test('one record that makes Apex fail is found, and only its caller hears of it', async () => {
    const { client, org } = await setUp();
    const poison = opportunityId(37);
    answerWith(org, (changes) =>
      changes.some(({ id }) => id === poison)
        ? refusal(500, 'APEX_ERROR')
        : { body: { results: changes.map(written) } },
    );
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => client.change(update(n))),
    );
    const failed = outcomes.flatMap((one, n) => (one.status === 'rejected' ? [{ n, one }] : []));
    expect(failed.map(({ n }) => n)).toEqual([37]);
    expect(failed[0]?.one.reason).toMatchObject({
      name: 'PairFault',
      code: 'salesforce-apex-error',
    });
    expect(callsOf(org).length).toBeLessThanOrEqual(13);
  });

  test.each([
    [
      'an answer of the gateway',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' },
      'salesforce-server-error',
    ],
    ['a lost connection', { fail: 'drop' }, 'salesforce-connection-lost'],
    ['half an answer', { fail: 'cut' }, 'salesforce-connection-lost'],
    ['a body that is no list of results', { body: { ok: true } }, 'salesforce-malformed'],
    ['a result that is missing', { body: { results: [] } }, 'salesforce-malformed'],
  ] satisfies [string, StubAnswer, string][])(
    'after %s nobody knows whether it was written',
    async (_what, answer, code) => {
      const { client, org } = await setUp();
      answerWith(org, () => answer);
      const outcomes = await Promise.allSettled([
        client.change(update(1)),
        client.change(update(2)),
      ]);
      expect(outcomes).toMatchObject(
        [1, 2].map(() => ({
          status: 'rejected',
          reason: { name: 'HostFault', code, outcomeUnknown: true },
        })),
      );
      expect(callsOf(org)).toHaveLength(1);
    },
  );

  test('after a time-out nobody knows whether it was written', async () => {
    const { client, org, clock } = await setUp();
    let hasArrived: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (hasArrived = resolve));
    answerWith(org, () => (hasArrived(), { fail: 'hang' }));
    const change = client.change(update(1));
    void arrived.then(() => clock.advance(20_000));
    await expect(change).rejects.toMatchObject({
      code: 'salesforce-timeout',
      outcomeUnknown: true,
    });
  });

  test('an outcome nobody told us of is not taken for any other', async () => {
    const { client, org } = await setUp();
    answerWith(org, (changes) => ({
      body: { results: changes.map((change) => ({ ...written(change), outcome: 'perhaps' })) },
    }));
    await expect(client.change(update(1))).rejects.toMatchObject({
      code: 'salesforce-malformed',
      outcomeUnknown: true,
    });
  });

  test.each(['stale', 'locked', 'rejected', 'forbidden', 'missing', 'exists'])(
    'the outcome %s is a result, no failure',
    async (outcome) => {
      const { client, org } = await setUp();
      const errors = [
        { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No.', fields: ['Amount'] },
      ];
      answerWith(org, (changes) => ({
        body: { results: changes.map((change) => ({ ...written(change), outcome, errors })) },
      }));
      expect(await client.change(update(1))).toMatchObject({ outcome, errors });
    },
  );

  test('times in an answer have the form queries give them, so that versions compare', async () => {
    const { client, org } = await setUp();
    const values = {
      SystemModstamp: '2026-11-22T10:00:00Z',
      Co_Sell_Close_Sends_At__c: '2026-11-22T10:10:00.000Z',
      Co_Sell_Notes__c: '2026-11-22T10:00:00Z',
    };
    answerWith(org, (changes) => ({
      body: { results: changes.map((change) => ({ ...written(change), values })) },
    }));
    expect((await client.change(update(1))).values).toEqual({
      SystemModstamp: '2026-11-22T10:00:00.000+0000',
      Co_Sell_Close_Sends_At__c: '2026-11-22T10:10:00.000+0000',
      Co_Sell_Notes__c: '2026-11-22T10:00:00Z',
    });
  });

  test('an id that is none is refused before anything is sent', async () => {
    const { client, org } = await setUp();
    await expect(client.change(update(1, { id: 'x' }))).rejects.toMatchObject({
      code: 'salesforce-bad-record-id',
    });
    expect(org.requests).toHaveLength(0);
  });
});
