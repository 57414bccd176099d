import { describe, expect, it } from 'vitest';
import { HostFault, PairFault } from '../../../service/src/errors.ts';
import { expectProblem } from './expect-problem.ts';
import { asOrg, createTestApp, RECORD_ID, CORRELATION_ID } from './fake-bridge.ts';

const changed = (payload: object) =>
  ({ method: 'POST', url: '/v1/records/changed', headers: asOrg, payload }) as const;
const record = (id: string, verb: 'sync' | 'preflight') =>
  ({ method: 'POST', url: `/v1/records/${id}/${verb}`, headers: asOrg }) as const;

describe('records changed', () => {
  it('rings each record once, under its 18-character id', async () => {
    const { app, bridge } = await createTestApp();
    const ids = [RECORD_ID, '0065g00000AbCdE', '006000000000000'];
    const answer = await app.inject(changed({ ids, more: true }));
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({ rung: 2 });
    expect(bridge.calls).toContainEqual({
      name: 'recordsChanged',
      args: [[RECORD_ID, '006000000000000AAA'], true, CORRELATION_ID],
    });
  });

  it('is acknowledged only after the commit', async () => {
    const commit = Promise.withResolvers<undefined>();
    const { app, bridge } = await createTestApp({
      bridge: { recordsChanged: () => commit.promise },
    });
    let answered = false;
    const answer = app.inject(changed({ ids: [RECORD_ID], more: false })).then((response) => {
      answered = true;
      return response;
    });
    await expect.poll(() => bridge.calls.map((call) => call.name)).toContain('recordsChanged');
    expect(answered).toBe(false);
    commit.resolve(undefined);
    expect((await answer).statusCode).toBe(202);
  });

  it('is not acknowledged when the store fails, and says nothing of how', async () => {
    const { app, lines } = await createTestApp({
      bridge: { recordsChanged: () => Promise.reject(new Error('disk of Contoso is full')) },
    });
    const answer = await app.inject(changed({ ids: [RECORD_ID], more: false }));
    expectProblem(answer, 500, 'internal');
    expect(answer.body).not.toContain('Contoso');
    expect(lines.join('')).toContain('request failed');
    expect(lines.join('')).not.toContain('Contoso');
  });

  it.each([
    ['no body', undefined, '', /expected a JSON object/],
    ['a list', [RECORD_ID], '', /expected a JSON object/],
    ['no ids', { ids: [], more: false }, '/ids', /1 to 200 record ids/],
    ['201 ids', { ids: Array(201).fill(RECORD_ID), more: false }, '/ids', /1 to 200 record ids/],
    ['a number', { ids: [6], more: false }, '/ids/0', /./],
    ['a bad id', { ids: [RECORD_ID, 'x'], more: false }, '/ids/1', /15 characters.*; got "x"/],
    ['a wrong checksum', { ids: ['0065g00000AbCdEAAA'], more: false }, '/ids/0', /right checksum/],
    ['no word on more', { ids: [RECORD_ID] }, '', /./],
    ['more as text', { ids: [RECORD_ID], more: 'false' }, '/more', /true when.*; got "false"/],
  ])('refuses %s and says where', async (_what, payload, path, message) => {
    const { app, bridge } = await createTestApp();
    const answer = await app.inject({ ...changed({}), payload });
    const problem = expectProblem(answer, 400, 'invalid-request');
    expect(problem.errors).toContainEqual({
      in: 'body',
      path,
      message: expect.stringMatching(message),
    });
    expect(bridge.calls.map((call) => call.name)).toEqual(['refusesOrg']);
  });

  it('names the first few of many mistakes', async () => {
    const { app } = await createTestApp();
    const answer = await app.inject(changed({ ids: Array(200).fill('x'), more: false }));
    const named = expectProblem(answer, 400, 'invalid-request').errors?.length ?? 0;
    expect(named).toBeGreaterThan(1);
    expect(named).toBeLessThanOrEqual(20);
  });
});

describe('sync now', () => {
  it.each([
    [200, true],
    [202, false],
  ])('answers %i when settled is %s', async (status, settled) => {
    const answer = { settled, state: 'open' as const, syncStatus: 'Queued', error: null };
    const { app, bridge } = await createTestApp({ bridge: { syncNow: async () => answer } });
    const response = await app.inject(record('0065g00000AbCdE', 'sync'));
    expect(response.statusCode).toBe(status);
    expect(response.json()).toEqual(answer);
    expect(bridge.calls).toContainEqual({ name: 'syncNow', args: [RECORD_ID, CORRELATION_ID] });
  });

  it('passes on why a deal could not be synced, and nothing else', async () => {
    const error = { code: 'amount-required', message: 'Enter an amount.', record: { Amount: 5 } };
    const answer = { settled: true, state: 'unknown' as const, syncStatus: null, error };
    const { app } = await createTestApp({ bridge: { syncNow: async () => answer } });
    const response = await app.inject(record(RECORD_ID, 'sync'));
    expect(response.json()).toEqual({
      ...answer,
      error: { code: 'amount-required', message: 'Enter an amount.' },
    });
  });

  it('takes an empty body that is labelled as JSON, as Apex sends it', async () => {
    const { app } = await createTestApp();
    const headers = { ...asOrg, 'content-type': 'application/json' };
    const response = await app.inject({ ...record(RECORD_ID, 'sync'), headers, payload: '' });
    expect(response.statusCode).toBe(200);
  });
});

describe('preflight', () => {
  it('answers the checklist', async () => {
    const checklist = {
      recordId: RECORD_ID,
      kind: 'co-sell' as const,
      ready: false,
      items: [
        {
          code: 'consent',
          field: 'Co_Sell_Customer_Consent__c',
          ok: false,
          message: 'Ask first.',
          who: 'seller',
        },
        { code: 'solutions', field: null, ok: true, message: '', who: 'salesforce-admin' },
      ],
    };
    const { app } = await createTestApp({ bridge: { preflight: async () => checklist } });
    const response = await app.inject(record(RECORD_ID, 'preflight'));
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(checklist);
  });

  it('says that a host is down and when to come back', async () => {
    const fault = new HostFault('salesforce', 'salesforce-unavailable', {
      detail: 'Contoso',
      retryAfterSeconds: 12.2,
    });
    const { app } = await createTestApp({ bridge: { preflight: () => Promise.reject(fault) } });
    const response = await app.inject(record(RECORD_ID, 'preflight'));
    expect(expectProblem(response, 503, 'salesforce-unavailable').detail).toMatch(/^Salesforce /);
    expect(response.headers['retry-after']).toBe('13');
    expect(response.body).not.toContain('Contoso');
  });

  it('does not quote what a host said about the deal', async () => {
    const fault = new PairFault('salesforce', 'salesforce-validation', {
      detail: 'Contoso, 5 EUR',
    });
    const { app, lines } = await createTestApp({
      bridge: { preflight: () => Promise.reject(fault) },
    });
    const response = await app.inject(record(RECORD_ID, 'preflight'));
    expectProblem(response, 422, 'salesforce-validation');
    expect(response.body + lines.join('')).not.toContain('Contoso');
  });
});

describe('an id in the address', () => {
  it.each(['sync', 'preflight'] as const)('of /%s must be a record id', async (verb) => {
    const { app, bridge } = await createTestApp();
    const answer = await app.inject(record('0065g00000AbCdEAAA', verb));
    expect(expectProblem(answer, 400, 'invalid-request').errors).toEqual([
      {
        in: 'params',
        path: '/id',
        message: expect.stringMatching(/right checksum; got "0065g00000AbCdEAAA"/),
      },
    ]);
    expect(bridge.calls.map((call) => call.name)).toEqual(['refusesOrg']);
  });
});
