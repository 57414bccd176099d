import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REASONS } from '../reasons.ts';
import type { Referral } from '../referral.ts';
import { ACT_NAMES } from './acts.ts';
import type { ActName } from './acts.ts';
import type { DealView } from './deal-view.ts';
import { SELLER, startDeskRig } from './desk-rig.ts';
import type { DeskRig } from './desk-rig.ts';

let rig: DeskRig;
beforeAll(async () => {
  rig = await startDeskRig();
});
afterAll(() => rig.stop());

const DETAILS: Readonly<Record<ActName, object>> = {
  accept: { seller: SELLER },
  decline: { reason: 'Not a customer' },
  win: {},
  lose: { reason: 'Others' },
  edit: { notes: 'Edited' },
  team: { team: [SELLER] },
  expire: {},
  withdraw: {},
};

/** A referral in each standing that there is; the partner's own, and those that Microsoft may work on. */
const STANDINGS: Readonly<Record<string, () => Promise<Referral>>> = {
  'Microsoft’s, New': async () => (await rig.coSell()).theirs,
  'Microsoft’s, Active': async () => {
    const { theirs } = await rig.coSell();
    return (await rig.act(theirs.id, 'accept', DETAILS.accept)).body;
  },
  'Microsoft’s, Won': async () => {
    const active = await accepted();
    return (await rig.act(active.id, 'win', {})).body;
  },
  'Microsoft’s, Declined': async () => {
    const { theirs } = await rig.coSell();
    return (await rig.act(theirs.id, 'decline', DETAILS.decline)).body;
  },
  'sent by Microsoft, New': async () => rig.sim.createInbound(),
  'sent by Microsoft, Active': async () =>
    rig.sim.asPartnerPortal(rig.sim.createInbound().id, {
      status: 'Active',
      substatus: 'Accepted',
    }),
  'sent by Microsoft, Declined': async () =>
    rig.sim.asPartnerPortal(rig.sim.createInbound().id, {
      status: 'Closed',
      substatus: 'Declined',
    }),
  'the partner’s own': async () => (await rig.coSell()).own,
};

const OPEN: Readonly<Record<string, readonly ActName[]>> = {
  'Microsoft’s, New': ['accept', 'decline', 'edit', 'expire'],
  'Microsoft’s, Active': ['win', 'lose', 'edit', 'team'],
  'sent by Microsoft, New': ['edit', 'expire'],
  'sent by Microsoft, Active': ['edit'],
};

const accepted = () => STANDINGS['Microsoft’s, Active']?.() as Promise<Referral>;
const offered = async ({ id, engagementId }: Referral) => {
  const { body } = await rig.desk<DealView>('GET', `deals/${engagementId}`);
  return body.referrals.find(({ referral }) => referral.id === id)?.acts ?? [];
};

describe.each(Object.keys(STANDINGS))('on a referral that is %s', (standing) => {
  const open: readonly ActName[] = OPEN[standing] ?? [];
  const make = () => STANDINGS[standing]?.() as Promise<Referral>;

  it(`offers ${open.join(', ') || 'nothing'}`, async () => {
    const acts = await offered(await make());
    expect(acts.map(({ name }) => name)).toEqual(ACT_NAMES);
    expect(acts.filter(({ refused }) => refused === null).map(({ name }) => name)).toEqual(open);
  });

  it.each(ACT_NAMES)('what is offered is done, and what is not is refused: %s', async (name) => {
    const before = await make();
    const said = (await offered(before)).find((one) => one.name === name)?.refused;
    const { status, body } = await rig.act(before.id, name, DETAILS[name]);
    if (open.includes(name)) {
      expect(status).toBe(200);
      expect(rig.sim.referral(before.id)?.eTag).not.toBe(before.eTag);
    } else {
      expect([400, 403]).toContain(status);
      expect(body.error).toBe(said);
      expect(body.error).toMatch(/^\S.+\.$/);
      expect(rig.sim.referral(before.id)).toEqual(before);
    }
  });
});

describe('an act', () => {
  it('accepts with a named seller, a CRM id and notes', async () => {
    const { theirs } = await rig.coSell();
    const details = { seller: SELLER, microsoftMsxId: '7-MSX', notes: 'Glad to help' };
    expect((await rig.act(theirs.id, 'accept', details)).body).toMatchObject({
      status: 'Active',
      substatus: 'Accepted',
      expirationDateTime: null,
      team: [{ ...SELLER, phoneNumber: null }],
      trackingInfo: { microsoftMsxId: '7-MSX' },
      details: { notes: 'Glad to help' },
    });
    expect(rig.sim.journal.entries().at(-1)).toMatchObject({ actor: 'microsoft', id: theirs.id });
  });

  it('makes up a CRM id where none is given', async () => {
    expect((await accepted()).trackingInfo.microsoftMsxId).toMatch(/^7-\d{7}$/);
  });

  it.each(REASONS)('declines and loses because “%s”', async (reason) => {
    const { theirs } = await rig.coSell();
    expect((await rig.act(theirs.id, 'decline', { reason })).body).toMatchObject({
      substatus: 'Declined',
      statusReason: reason,
    });
    const { id } = await accepted();
    expect((await rig.act(id, 'lose', { reason, notes: 'Sorry' })).body).toMatchObject({
      status: 'Closed',
      substatus: 'Lost',
      statusReason: reason,
      details: { notes: 'Sorry' },
    });
  });

  it('edits value, currency, date and notes of what Microsoft sent', async () => {
    const { id } = rig.sim.createInbound();
    const edit = { dealValue: 12.5, currency: 'EUR', closingDate: '2026-12-24', notes: null };
    expect((await rig.act(id, 'edit', edit)).body.details).toMatchObject({
      dealValue: 12.5,
      currency: 'EUR',
      closingDateTime: '2026-12-24T00:00:00Z',
      notes: null,
    });
  });

  it('lets the service close what nobody answered', async () => {
    const { id } = rig.sim.createInbound();
    expect((await rig.act(id, 'expire')).body).toMatchObject({
      status: 'Closed',
      substatus: 'Expired',
      expirationDateTime: null,
    });
    expect(rig.sim.journal.entries().at(-1)).toMatchObject({ actor: 'system', id });
    await rig.clock.advance(20 * 86_400_000);
    expect(rig.sim.journal.entries().filter((one) => one.id === id)).toHaveLength(2);
  });

  it('follows the switches: what the documentation leaves open is open only there', async () => {
    const { theirs } = await rig.coSell();
    expect((await rig.act(theirs.id, 'win', {})).status).toBe(400);
    rig.sim.switches.newToWon = true;
    try {
      expect((await offered(theirs)).find(({ name }) => name === 'win')?.refused).toBeNull();
      expect((await rig.act(theirs.id, 'win', {})).body.substatus).toBe('Won');
    } finally {
      rig.sim.switches.newToWon = false;
    }
  });

  it('that is only looked at changes nothing, not even what comes next from the seed', async () => {
    const [one, other] = [await startDeskRig(), await startDeskRig()];
    const first = await one.coSell();
    await other.coSell();
    for (let turn = 0; turn < 3; turn += 1) {
      await one.desk('GET', `deals/${first.own.engagementId}`);
    }
    expect(await one.coSell()).toEqual(await other.coSell());
    await Promise.all([one.stop(), other.stop()]);
  });

  it.each<[string, string, unknown, number, string]>([
    ['accept', 'New', {}, 400, 'accept needs seller.'],
    ['accept', 'New', { seller: { firstName: 'Ada' } }, 400, 'needs firstName, lastName and email'],
    [
      'accept',
      'New',
      { seller: { ...SELLER, email: 'nowhere' } },
      400,
      'team[0].email must be an e-mail address',
    ],
    ['accept', 'New', { seller: SELLER, colour: 'red' }, 400, 'not colour'],
    ['decline', 'New', {}, 400, 'decline needs reason.'],
    ['decline', 'New', { reason: 'No mood' }, 400, 'reason must be one of Project budget'],
    ['lose', 'Active', {}, 400, 'lose needs reason.'],
    ['win', 'Active', { reason: 'Others' }, 400, 'win takes notes; not reason.'],
    ['edit', 'Active', {}, 400, 'edit needs one of dealValue, currency, closingDate, notes.'],
    ['edit', 'Active', { dealValue: -1 }, 400, 'dealValue must be a number of 0 or more'],
    ['edit', 'Active', { closingDate: '2026-02-31' }, 400, 'closingDate must be a UTC date-time'],
    ['edit', 'Active', { currency: 'usd' }, 400, 'currency must be an ISO 4217'],
    ['edit', 'Active', { status: 'New' }, 400, 'not status'],
    ['team', 'Active', { team: [] }, 400, 'one seller at least'],
    ['team', 'Active', { team: 'Ada' }, 400, 'one seller at least'],
    ['expire', 'New', { now: true }, 400, 'expire takes nothing; not now.'],
    ['edit', 'Active', [], 400, 'must be an object'],
    ['dance', 'New', {}, 404, 'There is no act dance; known: accept'],
    ['toString', 'New', {}, 404, 'There is no act toString'],
    ['withdraw', 'New', {}, 403, 'Partner Center knows no withdrawal'],
  ])(
    '%s of a referral that is %s with %j is refused with %i',
    async (name, is, body, code, said) => {
      const before = is === 'New' ? (await rig.coSell()).theirs : await accepted();
      const answer = await rig.act(before.id, name, body);
      expect(answer.status).toBe(code);
      expect(answer.body.error).toContain(said);
      expect(rig.sim.referral(before.id)).toEqual(before);
    },
  );

  it('on a referral that is not there is a 404', async () => {
    const answer = await rig.act('00000000-0000-4000-a000-000000000000', 'accept', DETAILS.accept);
    expect(answer.status).toBe(404);
    expect(answer.body.error).toContain('There is no referral');
  });
});
