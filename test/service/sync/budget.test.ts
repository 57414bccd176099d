import { describe, expect, it } from 'vitest';
import { HostFault } from '../../../service/src/errors.ts';
import type { GateState } from '../../../service/src/sync/bridge-port.ts';
import { createBudget, gatesWithBudget, PROBE_MS } from '../../../service/src/sync/budget.ts';
import { createHandClock } from './hand-clock.ts';

function setUp(limit?: number) {
  const clock = createHandClock();
  const org = {
    share: undefined as number | undefined,
    next: 0,
    probes: 0,
    fault: undefined as Error | undefined,
  };
  const said: object[] = [];
  const say = (as: string) => (fields: object, message: string) =>
    void said.push({ as, message, ...fields });
  const budget = createBudget({
    salesforce: {
      dailyShareUsed: () => org.share,
      async readDailyShare() {
        org.probes += 1;
        if (org.fault) throw org.fault;
        return (org.share = org.next);
      },
    },
    clock,
    log: { warn: say('warn'), info: say('info') },
    limit,
  });
  return { budget, clock, org, said };
}

describe('the budget of daily calls', () => {
  it.each([
    [undefined, undefined, 'all'],
    [undefined, 0.8, 'all'],
    [undefined, 0.81, 'live'],
    [undefined, 0.95, 'live'],
    [undefined, 0.951, 'people'],
    [0.5, 0.51, 'live'],
    [0.5, 0.88, 'people'],
    [1, 1, 'all'],
    [0, 0.01, 'live'],
  ])('with the mark %s and %s used allows %s', (limit, share, level) => {
    const { budget, org } = setUp(limit);
    org.share = share;
    expect(budget.level()).toBe(level);
  });

  it('lets claims take everything, then what is live, then what a person asked for', () => {
    const { budget, org, clock } = setUp();
    expect(budget.claimFilter()).toEqual({});
    org.share = 0.9;
    expect(budget.claimFilter()).toEqual({ only: 'live' });
    org.share = 0.99;
    expect(budget.claimFilter()).toEqual({ only: { pairIds: [] } });
    budget.noteAsked('p1');
    clock.advance(30_000);
    budget.noteAsked('p2');
    expect(budget.claimFilter()).toEqual({ only: { pairIds: ['p1', 'p2'] } });
    clock.advance(30_000);
    expect(budget.claimFilter()).toEqual({ only: { pairIds: ['p2'] } });
  });

  it('remembers only so many people', () => {
    const { budget, org } = setUp();
    org.share = 1;
    for (let n = 0; n < 5_000; n++) budget.noteAsked(`p${n}`);
    const { only } = budget.claimFilter();
    expect(only).toMatchObject({ pairIds: { length: 1_000 } });
  });

  it('has room for others once nobody waits any more', () => {
    const { budget, org, clock } = setUp();
    org.share = 1;
    for (let n = 0; n < 1_000; n++) budget.noteAsked(`p${n}`);
    clock.advance(60_000);
    budget.noteAsked('late');
    expect(budget.claimFilter()).toEqual({ only: { pairIds: ['late'] } });
  });

  it('asks the org every ten minutes while something is paused, and never otherwise', async () => {
    const { budget, org, clock } = setUp();
    await budget.probe();
    expect(org.probes).toBe(0);
    Object.assign(org, { share: 0.99, next: 0.97 });
    await budget.probe();
    await budget.probe();
    clock.advance(PROBE_MS - 1);
    await budget.probe();
    expect(org.probes).toBe(1);
    org.next = 0.4;
    clock.advance(1);
    await budget.probe();
    expect([org.probes, budget.level()]).toEqual([2, 'all']);
    clock.advance(PROBE_MS);
    await budget.probe();
    expect(org.probes).toBe(2);
  });

  it('survives an org that does not answer, and says so', async () => {
    const { budget, org, said } = setUp();
    Object.assign(org, { share: 0.99, fault: new HostFault('salesforce', 'salesforce-timeout') });
    await budget.probe();
    expect(budget.level()).toBe('people');
    expect(said.at(-1)).toEqual({
      ...{ as: 'warn', message: 'limits unread', code: 'salesforce-timeout' },
    });
  });

  it('says what is odd with its cause', async () => {
    const { budget, org, said } = setUp();
    const err = new TypeError('odd');
    Object.assign(org, { share: 0.99, fault: err });
    await budget.probe();
    expect(said.at(-1)).toEqual({
      ...{ as: 'warn', message: 'limits unread', code: 'unexpected', err },
    });
  });

  it('says once when the level changes', () => {
    const { budget, org, said } = setUp();
    for (const share of [0.1, 0.9, 0.9, 0.99, 0.99, 0.1]) {
      org.share = share;
      budget.level();
    }
    const line = {
      ...{ side: 'salesforce', code: 'salesforce-daily-share' },
      message: 'the share of daily API calls changed what is done',
    };
    expect(said).toEqual([
      { ...line, as: 'warn', level: 'live', used: 0.9 },
      { ...line, as: 'warn', level: 'people', used: 0.99 },
      { ...line, as: 'info', level: 'all', used: 0.1 },
    ]);
  });
});

describe('the gates in health', () => {
  const open = (side: 'salesforce' | 'partnerCenter') =>
    ({ side, state: 'open', until: null, reason: null }) as const;

  it.each([
    [0.5, { state: 'open', reason: null }],
    [0.9, { state: 'half-open', reason: 'salesforce-daily-share' }],
    [0.99, { state: 'closed', reason: 'salesforce-daily-share' }],
  ])('show %d used of the day as %j', (share, expected) => {
    const { budget, org } = setUp();
    org.share = share;
    const [partnerCenter, salesforce] = gatesWithBudget(
      [open('partnerCenter'), open('salesforce')],
      budget,
    );
    expect(salesforce).toMatchObject(expected);
    expect(salesforce?.until === null).toBe(share === 0.5);
    expect(partnerCenter).toEqual(open('partnerCenter'));
  });

  it('say when the org is asked for the share again', async () => {
    const { budget, org, clock } = setUp();
    Object.assign(org, { share: 0.9, next: 0.9 });
    expect(budget.gate()?.until).toBe(new Date(clock.now()).toISOString());
    await budget.probe();
    clock.advance(1_000);
    expect(budget.gate()?.until).toBe(new Date(clock.now() + PROBE_MS - 1_000).toISOString());
  });

  it('show the trouble of the host rather than the budget', () => {
    const { budget, org } = setUp();
    org.share = 0.99;
    const closed: GateState = {
      side: 'salesforce',
      state: 'closed',
      until: '2030-01-01T00:00:00Z',
      reason: 'salesforce-timeout',
    };
    expect(gatesWithBudget([closed], budget)).toEqual([closed]);
  });
});
