/** A visit that fails: whose fault it is, when it is tried again, and who is told what. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../../service/src/domain/catalogue.ts';
import { ClaimLost, PairFault, StoreUnavailable } from '../../../service/src/errors.ts';
import { statusOfFault } from '../../../service/src/sync/failures.ts';
import { sharedDeal, type Shared } from './rig/deals.ts';
import { away, refusal } from './rig/faults.ts';
import { DEAL } from './rig/records.ts';
import { DAY, HOUR, MINUTE, SECOND } from './rig/rig.ts';

/** A deal whose amount Partner Center does not take. */
async function refused(fault: Error = refusal('partnerCenter', 'no such amount')): Promise<Shared> {
  const rig = await sharedDeal();
  rig.salesforce.edit(DEAL, { Amount: 60_000 });
  rig.partnerCenter.weather.always('patch', { instead: fault });
  return rig;
}

describe('a fault of the pair', () => {
  it('is tried again ever later, given up after eight times, and still looked at daily', async () => {
    const rig = await refused();
    await rig.ring(DEAL);
    const waits: number[] = [];
    for (let failures = 1; failures <= 10; failures++) {
      await rig.settled();
      const pair = await rig.pair(DEAL);
      expect(pair.failures).toBe(failures);
      expect(pair.state).toBe(failures < 8 ? 'open' : 'failed');
      const wait = (pair.dueAt ?? 0) - rig.clock.now();
      waits.push(wait / MINUTE);
      rig.clock.advance(wait);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 1440, 1440, 1440]);
    const told = (await rig.trail(DEAL)).filter(({ action }) => /refused|gaveUp/.test(action));
    expect(told.map(({ action }) => action).toSorted()).toEqual(['gaveUp', 'refused']);
    const reason = explain('partner-center-refused', 'no such amount').message;
    for (const entry of told) expect(entry).toMatchObject({ side: 'partnerCenter', reason });
    rig.partnerCenter.weather.always('patch', undefined);
    await rig.pass(DAY);
    expect(await rig.pair(DEAL)).toMatchObject({ state: 'open', failures: 0, lastError: null });
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
  });

  it('never waits longer than six hours before it is given up', async () => {
    const rig = await sharedDeal({}, { timings: { backoffFirstMs: 5 * HOUR } });
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.always('patch', { instead: refusal('partnerCenter') });
    await rig.ring(DEAL);
    await rig.pass(5 * HOUR);
    expect((await rig.pair(DEAL)).failures).toBe(2);
    expect((await rig.pair(DEAL)).dueAt).toBe(rig.clock.now() + 6 * HOUR);
  });

  it('is on the record in its own words, rings once, and is told anew when it changes', async () => {
    const rig = await refused();
    await rig.ring(DEAL);
    await rig.settled();
    expect(rig.salesforce.message(DEAL)).toBe(
      explain('partner-center-refused', 'no such amount').message,
    );
    expect(rig.salesforce.bells).toEqual([
      expect.objectContaining({
        recordId: DEAL,
        body: expect.stringContaining('no such amount'),
      }),
    ]);
    const changes = () => rig.salesforce.weather.writes().length;
    const before = changes();
    await rig.pass(MINUTE);
    expect(changes()).toBe(before);
    rig.partnerCenter.weather.always('patch', { instead: refusal('partnerCenter', 'other') });
    await rig.pass(2 * MINUTE);
    expect(rig.salesforce.message(DEAL)).toContain('other');
    expect(rig.salesforce.bells).toHaveLength(2);
    expect((await rig.actions(DEAL)).filter((one) => one === 'refused')).toHaveLength(2);
    rig.partnerCenter.weather.always('patch', {
      instead: new PairFault('partnerCenter', 'partner-center-forbidden', { detail: 'other' }),
    });
    await rig.pass(4 * MINUTE);
    expect((await rig.actions(DEAL)).filter((one) => one === 'refused')).toHaveLength(3);
  });

  it('is told alone: no value of the record, no token, no trail', async () => {
    const rig = await refused();
    await rig.ring(DEAL);
    await rig.settled();
    const changes = rig.salesforce.weather.calls.filter(({ name }) => name === 'change');
    expect(changes.map(({ args: [change] }) => change)).toEqual([
      {
        ...{ object: 'Opportunity', id: DEAL, token: null, clearToken: false },
        ...{ expect: {}, set: {}, audit: [], notify: expect.anything() },
        bookkeeping: {
          Co_Sell_Sync_Status__c: 'Needs Attention',
          Co_Sell_Sync_Message__c: explain('partner-center-refused', 'no such amount').message,
        },
      },
    ]);
  });

  it('is no news when only its status had to be told again, nor when somebody rings', async () => {
    const rig = await refused();
    await rig.ring(DEAL);
    await rig.settled();
    rig.salesforce.edit(DEAL, { Co_Sell_Sync_Status__c: 'Queued' });
    await rig.ring(DEAL);
    await rig.settled();
    expect(rig.salesforce.status(DEAL)).toBe('Needs Attention');
    expect(rig.salesforce.bells).toHaveLength(1);
    expect((await rig.actions(DEAL)).filter((one) => one === 'refused')).toHaveLength(1);
  });

  it('that is not for the seller rings nobody, and neither does one of a backfill', async () => {
    const rig = await refused(new PairFault('partnerCenter', 'partner-center-forbidden'));
    await rig.ring(DEAL);
    await rig.settled();
    expect(rig.salesforce.status(DEAL)).toBe('Failed');
    expect(rig.salesforce.bells).toEqual([]);
    expect((await rig.pair(DEAL)).lastError).toMatchObject({ detail: '' });
    const other = await refused();
    await other.ring(DEAL, 'resync');
    await other.pass(DAY - HOUR);
    expect(other.salesforce.bells).toEqual([]);
  });

  it('leaves the token on the record, and its sweep does not undo the back-off', async () => {
    const rig = await refused();
    await rig.ring(DEAL);
    await rig.settled();
    const { token } = rig.salesforce.get(DEAL);
    expect(token).not.toBeNull();
    const { dueAt } = await rig.pair(DEAL);
    await rig.ring(DEAL, 'token-sweep', { token: String(token) });
    expect((await rig.pair(DEAL)).dueAt).toBe(dueAt);
    await rig.ring(DEAL, 'token-sweep', { token: 'newer' });
    expect((await rig.pair(DEAL)).dueAt).toBe(rig.clock.now());
  });

  it('is kept although the record cannot be told of it', async () => {
    for (const instead of [refusal('salesforce'), away('salesforce')]) {
      const rig = await refused();
      rig.salesforce.weather.always('change', { instead });
      await rig.ring(DEAL);
      await rig.settled();
      expect(await rig.pair(DEAL)).toMatchObject({
        ...{ failures: 1, lastError: { code: 'partner-center-refused' } },
      });
      expect(rig.lines).toContainEqual(
        expect.objectContaining({
          ...{ level: 'warn', message: 'the record could not be told of the failure' },
          code: instead instanceof PairFault ? instead.code : 'host',
        }),
      );
    }
  });

  it('of a record that is gone tells nobody', async () => {
    const rig = await refused();
    rig.partnerCenter.weather.always('patch', {
      instead: refusal('partnerCenter'),
      before: () => rig.salesforce.edit(DEAL, {}, { deleted: true }),
    });
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).failures).toBe(1);
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
  });

  it('is in the log by its code, with the pair and no value', async () => {
    const rig = await refused();
    await rig.ring(DEAL);
    await rig.settled();
    const { id } = await rig.pair(DEAL);
    expect(rig.lines.filter(({ level }) => level === 'warn')).toEqual([
      {
        ...{ level: 'warn', message: 'pair fault', pairId: id, failures: 1 },
        ...{ code: 'partner-center-refused', side: 'partnerCenter' },
      },
    ]);
  });

  it('knows the call that it happened in', async () => {
    const rig = await refused();
    const correlationId = '22222222-0000-4000-8000-000000000002';
    await rig.ring(DEAL, 'person', { correlationId });
    await rig.settled();
    expect((await rig.pair(DEAL)).lastError).toEqual({
      ...{ code: 'partner-center-refused', detail: 'no such amount', side: 'partnerCenter' },
      ...{ at: new Date(rig.clock.now()).toISOString(), correlationId },
    });
  });
});

describe('something unexpected', () => {
  it('is a fault of the pair, and its cause is in the log', async () => {
    const err = new TypeError('cannot read properties');
    const rig = await refused(err);
    await rig.ring(DEAL);
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ failures: 1, lastError: { code: 'unexpected', side: 'bridge', detail: '' } },
    });
    expect(rig.lines).toContainEqual({
      ...{ level: 'error', message: 'unexpected failure of a visit', err },
      pairId: (await rig.pair(DEAL)).id,
    });
  });
});

describe('a fault of a host', () => {
  it('counts for no pair, however long it lasts, and everything is done once it is over', async () => {
    const rig = await refused(away('partnerCenter'));
    await rig.ring(DEAL);
    await rig.pass(7 * DAY);
    expect(await rig.pair(DEAL)).toMatchObject({ failures: 0, state: 'open', lastError: null });
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    expect(await rig.actions(DEAL)).toEqual([]);
    rig.partnerCenter.weather.always('patch', undefined);
    await rig.pass(HOUR);
    expect(rig.partnerCenter.get(rig.referralId)['details']).toMatchObject({ dealValue: 60_000 });
    expect(rig.lines).toContainEqual(
      expect.objectContaining({
        ...{ level: 'warn', message: 'host fault', side: 'partnerCenter' },
        code: 'partner-center-unavailable',
      }),
    );
  });

  it('of Salesforce holds back nothing that Partner Center was told already', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.salesforce.weather.always('change', { instead: away('salesforce') });
    await rig.ring(DEAL);
    await rig.pass(HOUR);
    expect(rig.partnerCenter.get(rig.referralId)['details']).toMatchObject({ dealValue: 60_000 });
    rig.salesforce.weather.always('change', undefined);
    await rig.pass(HOUR);
    expect(rig.salesforce.get(DEAL).token).toBeNull();
    expect(await rig.actions(DEAL)).toEqual(['sent dealValue']);
    await rig.expectQuiet(DEAL);
  });
});

describe('a fault of our own store', () => {
  it('blames no pair: the claim ends, and the pair is due', async () => {
    const rig = await refused(new StoreUnavailable('the database is away'));
    await rig.ring(DEAL);
    const [claim] = await rig.store.claim({ limit: 1, leaseMs: MINUTE });
    if (!claim) throw new Error('nothing is due');
    await rig.visit(claim);
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ failures: 0, lastError: null, dueAt: rig.clock.now(), claimedUntil: null },
    });
  });

  it('while the visit ends is told to whoever made it', async () => {
    const rig = await refused();
    await rig.ring(DEAL);
    const [claim] = await rig.store.claim({ limit: 1, leaseMs: MINUTE });
    if (!claim) throw new Error('nothing is due');
    rig.deps.store = {
      ...rig.store,
      fail: async () => {
        throw new StoreUnavailable('away');
      },
    };
    await expect(rig.visit(claim)).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

describe('a claim that was lost', () => {
  it('changes nothing any more: not the row, not the record', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await rig.ring(DEAL);
    const [claim] = await rig.store.claim({ limit: 1, leaseMs: SECOND });
    rig.clock.advance(2 * SECOND);
    const [robber] = await rig.store.claim({ limit: 1, leaseMs: MINUTE });
    if (!claim || !robber) throw new Error('nothing is due');
    const before = await rig.pair(DEAL);
    await rig.visit(claim);
    expect(await rig.pair(DEAL)).toEqual(before);
    expect(rig.partnerCenter.weather.writes()).toEqual([]);
    expect(rig.salesforce.weather.writes()).toEqual([]);
    await rig.visit(robber);
    expect(rig.partnerCenter.weather.writes()).toEqual(['patch']);
  });

  it('in the middle of a visit is nobody’s fault', async () => {
    const rig = await refused(new ClaimLost('gone'));
    await rig.ring(DEAL);
    const [claim] = await rig.store.claim({ limit: 1, leaseMs: MINUTE });
    if (!claim) throw new Error('nothing is due');
    await rig.visit(claim);
    expect((await rig.pair(DEAL)).claimedUntil).not.toBeNull();
    expect((await rig.pair(DEAL)).failures).toBe(0);
  });
});

it.each([
  ['not-ready', 'Needs Attention'],
  ['partner-center-forbidden', 'Failed'],
  ['never-heard-of', 'Failed'],
])('the record says of %s: %s', (code, status) => {
  expect(statusOfFault(code)).toBe(status);
});
