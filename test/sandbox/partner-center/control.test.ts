import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFERRALS, START, startRig } from './rig.ts';
import type { JournalEntry } from '../kit/journal.ts';
import type { Call } from '../kit/faults.ts';
import type { Referral } from './referral.ts';
import type { Body, Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());

const control = <T = Body>(method: string, path: string, body?: unknown) =>
  rig.call<T>(method, `/_control/${path}`, {
    ...(body !== undefined && { body }),
    headers: { Authorization: null },
  });

describe('the control API', () => {
  it('makes and edits deals, and shows them with the journal', async () => {
    const inbound = (await control('POST', 'inbound', { details: { dealValue: 3 } })).body;
    expect(inbound.details.dealValue).toBe(3);
    const accept = { status: 'Active', substatus: 'Accepted', name: 'Named' };
    expect((await control('POST', `portal/${inbound.id}`, accept)).body.name).toBe('Named');
    expect((await control('POST', `microsoft/${inbound.id}`, { notes: 'hi' })).status).toBe(200);
    const made = (await control('POST', 'portal')).body;
    const shown = (await control<Referral[]>('GET', 'referrals')).body;
    expect(shown.map(({ id }) => id)).toEqual([inbound.id, made.id]);
    const entries = (await control<JournalEntry[]>('GET', 'journal?since=1')).body;
    expect(entries.map(({ actor }) => actor)).toEqual([
      'partner-portal',
      'microsoft',
      'partner-portal',
    ]);
  });

  it('counts the calls of the API and not its own', async () => {
    const before = (await control<Call[]>('GET', 'calls')).body.length;
    await rig.call('GET', REFERRALS);
    const calls = (await control<Call[]>('GET', 'calls')).body;
    expect(calls.slice(before)).toMatchObject([{ method: 'GET', url: REFERRALS }]);
  });

  it('turns switches while running', async () => {
    const changes = { createStatus: 201, webhooks: { dropChance: 0.5 } };
    const changed = (await control('PATCH', 'switches', changes)).body;
    expect(changed).toMatchObject({ createStatus: 201, webhooks: { dropChance: 0.5 } });
    expect(rig.sim.switches).toEqual(changed);
    expect((await control('GET', 'switches')).body).toEqual(changed);
  });

  it('adds and clears faults', async () => {
    const rule = { do: 'status', status: 503, method: 'GET', times: 0 };
    expect((await control('POST', 'faults', rule)).body).toEqual([rule]);
    expect((await rig.call('GET', REFERRALS)).status).toBe(503);
    expect((await control('GET', 'faults')).body).toEqual([rule]);
    expect((await control('DELETE', 'faults')).body).toEqual([]);
    expect((await rig.call('GET', REFERRALS)).status).toBe(200);
  });

  it('moves the clock', async () => {
    expect((await control<{ now: number }>('GET', 'clock')).body.now).toBe(START);
    const moved = await control('POST', 'clock', { advanceMs: 1_000 });
    expect(moved.body).toEqual({ now: START + 1_000, iso: '2026-03-02T09:00:01.000Z' });
  });

  it('registers a webhook and shows deliveries', async () => {
    await control('PATCH', 'switches', { webhooks: { off: true, dropChance: 0 } });
    expect((await control('PUT', 'webhook', { url: 'http://127.0.0.1:9/x' })).status).toBe(200);
    await control('POST', 'inbound');
    expect((await control('GET', 'deliveries')).body).toMatchObject([
      { state: 'off', url: 'http://127.0.0.1:9/x', notice: { EventName: 'referral-created' } },
    ]);
  });

  it.each([
    ['GET', 'journal?since=x', undefined, 'since must be a number'],
    ['PATCH', 'switches', { colour: 1 }, 'Unknown switch colour; known: enforceRequired'],
    ['PATCH', 'switches', { createStatus: 204 }, 'createStatus must be one of 200, 201'],
    ['PATCH', 'switches', { staleGetChance: 2 }, 'staleGetChance must be like 0'],
    ['PATCH', 'switches', { listLagMs: [5, 1] }, 'listLagMs must be like [0,0]'],
    ['PATCH', 'switches', { webhooks: { of: true } }, 'Unknown switch webhooks.of'],
    ['PATCH', 'switches', [], 'switches must be an object'],
    ['POST', 'faults', { status: 500 }, 'A fault rule is an object with do'],
    ['POST', 'faults', { do: 'explode' }, 'do must be one of status, drop'],
    [
      'POST',
      'faults',
      { do: 'drop', path: '(' },
      'path must be the source of a regular expression',
    ],
    ['POST', 'faults', { do: 'drop', colour: 1 }, 'Unknown key colour'],
    ['POST', 'faults', { do: 'pass', kill: { pid: 1 } }, 'kill must be'],
    ['POST', 'clock', { advanceMs: -1 }, 'advanceMs must be a number of 0 or more'],
    ['POST', 'clock', { ms: 1 }, 'Expected {"advanceMs": …}'],
    ['PUT', 'webhook', { url: 'ftp://x' }, 'url must be an https URL'],
    ['POST', 'inbound', { colour: 1 }, 'Unknown property colour'],
    ['POST', 'portal/x', { notes: 'y' }, 'no referral x'],
    ['POST', 'microsoft/x', { notes: 'y' }, 'no referral x'],
    ['GET', 'nothing', undefined, 'is no endpoint'],
  ])('answers %s %s with %j by a 400 that says why', async (method, path, body, sentence) => {
    const answer = await control(method, path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(sentence);
  });
});
