/**
 * Attacks on every door, as bytes on a socket: on the records, operations and webhook doors of a real bridge process
 * between both simulators, and on the set-up door of the listening app. Each is refused with its status, and nothing
 * is rung, written or called. What is wrong with a webhook's signature or body alone is in webhook-table.test.ts.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WRONG_SCOPE } from './attack-table/access-rows.ts';
import { openBridgeDoors, type BridgeDoors } from './attack-table/bridge-doors.ts';
import { SSRF } from './attack-table/foreign-host-rows.ts';
import { INJECTED } from './attack-table/injection-rows.ts';
import { METHODS } from './attack-table/method-rows.ts';
import { codeOf } from './attack-table/row.ts';
import { cookieOf, csrfOf, openSetupDoor, type SetupDoor } from './attack-table/setup-door.ts';
import { CALLBACKS, FOREIGN_FORMS, SESSIONS, SLOW } from './attack-table/setup-rows.ts';
import { OVERSIZE } from './attack-table/size-rows.ts';
import { head, SMUGGLED } from './attack-table/smuggling-rows.ts';
import { makeDeal, recordsOf, referralOf } from './deals.ts';
import { noticeOf } from './webhook-calls.ts';

let at: BridgeDoors;
beforeAll(async () => {
  at = await openBridgeDoors();
});
afterAll(() => at?.stop());

describe('at the doors of the bridge', () => {
  it.for([...WRONG_SCOPE, ...SSRF, ...OVERSIZE, ...SMUGGLED, ...METHODS, ...INJECTED])(
    '$what: $status $code',
    async ({ attack, status, code }) => {
      const before = await at.traces();
      const heard = await attack(at);
      expect({ status: heard.status, code: codeOf(heard) }).toEqual({ status, code });
      // What was hidden behind the first request is not answered either.
      expect(heard.answers).toBeLessThanOrEqual(1);
      expect(await at.traces()).toEqual(before);
    },
  );

  it('the same calls, unspoiled, are taken', async () => {
    const { dealId } = at;
    const plain = `${head(at, `Content-Length: ${at.good().length}`, 'Connection: close')}${at.good()}`;
    expect((await at.send(Buffer.from(plain))).status).toBe(202);
    expect((await at.nudge(dealId)).status).toBe(202);
    expect((await at.sync(dealId)).status).toBe(200);
    expect((await at.notify()).status).toBe(202);
    expect((await at.operations('/pairs?state=failed')).status).toBe(200);
    expect((await at.operations('/health')).status).toBe(200);
    await at.rig.quiet();
  });
});

describe('what cannot be refused does no harm:', () => {
  it('a correlation id that would forge a log line or split an answer is replaced by one of ours', async () => {
    const guid = randomUUID();
    for (const id of ['x","level":"fatal","msg":"forged', `${guid}%0d%0aSet-Cookie: a=b`]) {
      const headers = { ...at.asAdministrator(), 'x-correlation-id': id };
      const heard = await at.operations('/health', headers);
      expect(heard.status).toBe(200);
      expect(heard.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect(heard.headers['x-correlation-id']).not.toBe(guid);
      expect(heard.headers).not.toHaveProperty('set-cookie');
    }
    await at.operations('/health%0a{"level":"fatal","msg":"forged"}');
    expect(at.rig.bridge.log().filter((line) => line.includes('forged'))).toEqual([]);
  });

  it('a notification that names another host makes the bridge ask its own', async () => {
    const referralId = randomUUID();
    const ResourceUri = `http://127.0.0.1:${at.canary.port}/engagements/v1/referrals/${referralId}`;
    const heard = await at.notify({}, JSON.stringify(noticeOf(referralId, { ResourceUri })));
    expect(heard.status).toBe(202);
    await at.rig.quiet();
    expect(at.canary.visits()).toBe(0);
  });

  it('a list whose next page is at another host is not followed, and the token stays here', async () => {
    at.rig.partnerCenter.faults.add({
      do: 'status',
      status: 200,
      method: 'GET',
      path: 'referrals(\\?|$)',
      body: { value: [], '@odata.nextLink': `http://127.0.0.1:${at.canary.port}/?$skiptoken=x` },
      times: 0,
    });
    const reasons = async () => {
      const { gates } = (await (await at.rig.operations('/health')).json()) as {
        gates: { reason: string | null }[];
      };
      return gates.map(({ reason }) => reason);
    };
    await expect.poll(reasons, { timeout: 30_000 }).toContain('partner-center-foreign-link');
    at.rig.partnerCenter.faults.clear();
    await at.rig.quiet();
    expect(at.canary.visits()).toBe(0);
  });

  it('a deal named like OData is one referral, and nobody else is found by its name', async () => {
    const { org, partnerCenter } = at.rig;
    const Name = `O'Brien" ) or 1 eq 1 or ('a' eq 'a\\`;
    const before = partnerCenter.referrals().length;
    const id = makeDeal(org, { fields: { Name } });
    await at.rig.quiet();
    expect(referralOf(at.rig, id).name).toBe(Name);
    expect(partnerCenter.referrals()).toHaveLength(before + 1);
  });

  it('a referral named like SOQL becomes one record that holds the same text', async () => {
    const everyRecord = () => at.rig.org.query('SELECT Id FROM Opportunity').length;
    const name = `x' OR Name LIKE '%' --`;
    const before = everyRecord();
    const { id } = at.rig.partnerCenter.createInbound({ name });
    await at.rig.quiet();
    expect(recordsOf(at.rig, id)).toMatchObject([{ Name: name }]);
    expect(everyRecord()).toBe(before + 1);
  });
});

describe('at the set-up door', () => {
  let door: SetupDoor;
  beforeAll(async () => {
    door = await openSetupDoor();
  });
  afterAll(() => door?.stop());

  it.for([...FOREIGN_FORMS, ...SESSIONS, ...CALLBACKS, ...SLOW])(
    '$what: $status $code',
    async ({ attack, status, code }) => {
      const calls = door.app.bridge.calls.length;
      const heard = await attack(door);
      expect({ status: heard.status, code: codeOf(heard) }).toEqual({ status, code });
      // Whoever is sent on is sent to a page of ours, whatever the call said.
      if (status === 303) expect(heard.headers['location']).toMatch(/^\/setup(\/sign-in)?$/);
      expect(door.setup.acts).toEqual([]);
      expect(door.app.bridge.calls).toHaveLength(calls);
    },
  );

  it('the same form and the same session, unspoiled, are taken', async () => {
    expect((await door.connect({ csrf: door.csrf })).status).toBe(200);
    expect((await door.readWith(await door.sealed(door.key, 1))).status).toBe(200);
    expect(door.setup.acts).toEqual(['begin']);
  });

  it('an answer with a forged state is judged by the flow, with what this browser kept', async () => {
    const going = await door.connect({ csrf: door.csrf });
    door.setup.acts.length = 0;
    const cookie = cookieOf(going);
    const back = await door.page('/setup/callback?code=x&state=forged', { cookie });
    expect([back.status, back.headers['location']]).toEqual([303, '/setup']);
    const query = { code: 'x', state: 'forged' };
    const asked = JSON.stringify({ state: 'kept-by-the-browser', query });
    expect(door.setup.acts).toEqual([`finish ${asked}`]);
  });

  it('a token used before opens nothing, and guessing ends after five tries', async () => {
    await door.issueToken();
    const statuses: number[] = [];
    for (const token of [door.token, 'a', 'b', 'c', 'd', 'e']) {
      const visitor = await door.page('/setup/sign-in');
      const fields = { csrf: csrfOf(visitor), token };
      const cookie = cookieOf(visitor);
      statuses.push((await door.form('/setup/sign-in', fields, { cookie })).status);
    }
    // The fifth try of this minute was the sign-in of the browser above.
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
  });
});
