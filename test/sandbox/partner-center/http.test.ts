import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Referral } from './referral.ts';
import { replace, REFERRALS, REPRESENTATION, startRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { invitation, visibleDeal } from './sample-bodies.ts';
import { applySwitches, createSwitches } from './switches.ts';

let rig: Rig;
let own: Referral;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
beforeEach(async () => {
  own = (await rig.create(visibleDeal)).body;
});
afterEach(() => {
  rig.sim.faults.clear();
  applySwitches(rig.sim.switches, createSwitches(false));
});

describe('the API', () => {
  it.each([
    ['no token', null],
    ['another token', 'Bearer nonsense'],
    ['another scheme', 'Basic abc'],
  ])('refuses %s with 401', async (_, Authorization) => {
    for (const path of [REFERRALS, `${REFERRALS}/${own.id}`, '/anything']) {
      const { status, body } = await rig.call('GET', path, { headers: { Authorization } });
      expect([status, body.error.code]).toEqual([401, 'unauthenticated']);
    }
  });

  it('answers with the documented headers', async () => {
    const headers = { 'client-request-id': '11111111-1111-4111-8111-111111111111' };
    const { headers: got } = await rig.call('GET', `${REFERRALS}/${own.id}`, { headers });
    expect(got.get('client-request-id')).toBe(headers['client-request-id']);
    expect(got.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(got.get('timestamp')).toBe('2026-03-02T09:00:00.000Z');
    expect(got.get('etag')).toBe(own.eTag);
    expect(got.has('x-ms-ags-diagnostic')).toBe(true);
  });

  it('shows one referral by id, by its alias, in any case and with slashes', async () => {
    const paths = [
      `${REFERRALS}/${own.id}`,
      `${REFERRALS}/${own.id.toUpperCase()}`,
      `${REFERRALS}/${own.id}/`,
      `/engagements/v1/referrals/${own.id}`,
    ];
    for (const path of paths) {
      const { status, body } = await rig.call('GET', path);
      expect(status).toBe(200);
      expect(Object.keys(body)[0]).toBe('@odata.context');
      expect(body).toMatchObject(own);
    }
  });

  it.each([
    ['GET', `${REFERRALS}/11111111-1111-4111-8111-111111111111`, 404],
    ['GET', `${REFERRALS}/nonsense`, 404],
    ['GET', '/v1.0/engagements', 404],
    ['GET', '/v1.0/referrals', 404],
    ['GET', '/engagements/v1/referrals', 404],
    ['HEAD', REFERRALS, 404],
    ['PUT', REFERRALS, 405],
    ['DELETE', `${REFERRALS}/x`, 405],
    ['PUT', `${REFERRALS}/x`, 405],
    ['PATCH', '/engagements/v1/referrals/x', 405],
  ])('answers %s %s with %i', async (method, path, status) => {
    const answer = await rig.call(method, path);
    expect(answer.status).toBe(status);
    if (method === 'HEAD') return;
    const code = status === 404 ? 'itemNotFound' : 'invalidRequest';
    expect(answer.body.error.code).toBe(code);
    if (status === 405)
      expect(answer.body.error.message).toContain('not supported by the simulator');
  });

  it('refuses query options on a single referral', async () => {
    const { status, body } = await rig.call('GET', `${REFERRALS}/${own.id}?$select=id`);
    expect([status, body.error.message]).toEqual([400, expect.stringContaining('$select')]);
  });

  it('refuses broken JSON, other media types and bodies that are too large', async () => {
    const broken = await rig.call('POST', REFERRALS, { raw: '{"name"' });
    expect([broken.status, broken.body.error.message]).toEqual([400, 'The body is not JSON.']);
    const text = await rig.call('POST', REFERRALS, {
      raw: 'x',
      headers: { 'Content-Type': 'text/plain' },
    });
    expect(text.status).toBe(415);
    const large = await rig.call('POST', REFERRALS, { raw: `"${'x'.repeat(1_100_000)}"` });
    expect(large.status).toBe(413);
    expect((await rig.call('POST', REFERRALS)).status).toBe(400);
  });

  it("hides Microsoft's referral by id, never in the list, when the switch says so", async () => {
    const theirs = (await rig.create(invitation(own.engagementId))).body;
    const path = `${REFERRALS}/${theirs.id}`;
    expect((await rig.call('GET', path)).status).toBe(200);
    rig.sim.switches.microsoftReferralReadable = false;
    expect((await rig.call('GET', path)).status).toBe(404);
    const list = await rig.list(`$filter=engagementId eq ${own.engagementId}`);
    expect(list.body.value).toHaveLength(2);
  });
});

describe('unkindness', () => {
  it('is on by default in an unkind simulator, and off in a kind one', async () => {
    expect(createSwitches(true)).toMatchObject({
      microsoftReferralReadable: false,
      listLagMs: [0, 30_000],
      staleGetChance: 0.05,
      preferIgnoredChance: 0.05,
      webhooks: { duplicateChance: 0.1, dropChance: 0.05, delayMs: [0, 2_000] },
    });
    expect(createSwitches(false)).toMatchObject({ staleGetChance: 0, listLagMs: [0, 0] });
    expect(createSwitches(true, { staleGetChance: 1 }).staleGetChance).toBe(1);
  });

  it('shows a stale version with its own eTag', async () => {
    rig.sim.switches.staleGetChance = 1;
    const path = `${REFERRALS}/${own.id}`;
    expect((await rig.call('GET', path)).body.eTag).toBe(own.eTag);
    const newer = await rig.patch(own.id, [replace('/details/notes', 'new')], REPRESENTATION);
    const stale = await rig.call('GET', path);
    expect(stale.body).toMatchObject({ eTag: own.eTag, details: { notes: 'Free text' } });
    expect(stale.headers.get('etag')).toBe(own.eTag);
    rig.sim.switches.staleGetChance = 0;
    expect((await rig.call('GET', path)).body.eTag).toBe(newer.body.eTag);
  });

  it('ignores Prefer', async () => {
    rig.sim.switches.preferIgnoredChance = 1;
    const answer = await rig.patch(own.id, [replace('/details/notes', 'x')], REPRESENTATION);
    expect(answer.status).toBe(204);
    expect(rig.sim.referral(own.id)?.details.notes).toBe('x');
  });
});

describe('faults', () => {
  const count = () => rig.sim.referrals().length;

  it('of kind drop and hang carry nothing out', async () => {
    const before = count();
    rig.sim.faults.add({ method: 'POST', do: 'drop' });
    await expect(rig.create(visibleDeal)).rejects.toThrow();
    rig.sim.faults.add({ method: 'POST', do: 'hang' });
    const hanging = fetch(rig.sim.url + REFERRALS, {
      method: 'POST',
      headers: { Authorization: `Bearer ${rig.sim.accessToken}` },
      signal: AbortSignal.timeout(200),
    });
    await expect(hanging).rejects.toThrow();
    expect(count()).toBe(before);
    expect((await rig.create(visibleDeal)).status).toBe(200);
  });

  it('of kind status answer what they are told', async () => {
    rig.sim.faults.add({
      do: 'status',
      path: 'referrals',
      status: 429,
      retryAfter: 57,
      body: { statusCode: 429, message: 'Rate limit is exceeded. Try again in 57 seconds.' },
    });
    const { status, headers, body } = await rig.call<{ statusCode: number }>('GET', REFERRALS);
    expect([status, headers.get('retry-after'), body.statusCode]).toEqual([429, '57', 429]);
  });

  it('of kind commit-then-drop carry it out without an answer', async () => {
    const before = count();
    rig.sim.faults.add({ method: 'POST', do: 'commit-then-drop' });
    await expect(rig.create(visibleDeal)).rejects.toThrow();
    expect(count()).toBe(before + 1);
  });

  it('of kind late-commit cut now and carry out later', async () => {
    const before = count();
    rig.sim.faults.add({ method: 'POST', do: 'late-commit', lateMs: 5_000 });
    await expect(rig.create(visibleDeal)).rejects.toThrow();
    expect(count()).toBe(before);
    await rig.clock.advance(4_999);
    expect(count()).toBe(before);
    await rig.clock.advance(1);
    expect(count()).toBe(before + 1);
    expect(rig.sim.journal.entries().at(-1)).toMatchObject({ actor: 'bridge', kind: 'create' });
  });

  it('of kind late-commit check If-Match with the state of then', async () => {
    const late = async (notes: string, eTag: string) => {
      rig.sim.faults.add({ method: 'PATCH', do: 'late-commit', lateMs: 1_000 });
      const operations = [replace('/details/notes', notes)];
      await expect(rig.patch(own.id, operations, { 'If-Match': eTag })).rejects.toThrow();
    };
    const notes = () => rig.sim.referral(own.id)?.details.notes;
    await late('late', own.eTag);
    await rig.clock.advance(1_000);
    expect(notes()).toBe('late');
    await late('too late', rig.sim.referral(own.id)?.eTag ?? '');
    await rig.patch(own.id, [replace('/details/notes', 'in between')]);
    await rig.clock.advance(1_000);
    expect(notes()).toBe('in between');
  });
});
