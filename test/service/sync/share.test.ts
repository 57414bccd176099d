/** Sharing a deal: checked first, created once whatever happens to the answer, adopted with the base it was made from. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../../service/src/domain/catalogue.ts';
import type { JsonObject } from '../../../service/src/domain/values.ts';
import { away, lost, refusal } from './rig/faults.ts';
import { DEAL, dealRecord, LEAD, leadRecord } from './rig/records.ts';
import { createRig, DAY, HOUR, MINUTE, SECOND, START, type Rig } from './rig/rig.ts';

const OTHER = 'bbbbbbbb-0000-4000-8000-000000000001';

async function sharedDeal(fields: JsonObject = {}): Promise<Rig> {
  const rig = await createRig();
  rig.salesforce.add(dealRecord(fields));
  await rig.rungAndSettled(DEAL);
  return rig;
}

const creates = ({ partnerCenter }: Rig) =>
  partnerCenter.weather.calls.filter(({ name }) => name === 'create').length;

/** The first create is under way: its answer is lost, after it was carried out or instead of it. */
async function unconfirmed(carriedOut: boolean, fields: JsonObject = {}): Promise<Rig> {
  const rig = await createRig();
  rig.salesforce.add(dealRecord(fields));
  const fault = lost('partnerCenter');
  rig.partnerCenter.weather.next('create', carriedOut ? { afterwards: fault } : { instead: fault });
  await rig.ring(DEAL);
  await rig.settled();
  return rig;
}

describe('a deal that is ready', () => {
  it('becomes one referral, and both sides know each other', async () => {
    const rig = await sharedDeal();
    const [referral, second] = rig.partnerCenter.ours();
    expect(second).toBeUndefined();
    expect(referral).toMatchObject({ externalReferenceId: DEAL, type: 'Independent' });
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ state: 'open', failures: 0, attempt: null, held: {}, lastError: null },
      referralId: referral?.id,
      engagementId: referral?.engagementId,
    });
    expect(rig.salesforce.field(DEAL, 'Referral_Identifier__c')).toBe(referral?.id);
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    const [entry, more] = await rig.trail(DEAL);
    expect(more).toBeUndefined();
    expect(entry).toMatchObject({
      ...{ action: 'shared', side: 'partnerCenter', actor: 'Salesforce', after: referral?.id },
    });
    expect(rig.salesforce.trail.get(String(entry?.entryKey))).toEqual(entry);
    await rig.expectQuiet(DEAL);
  });

  it.each([
    ['Amount', { Amount: 61_000 }, '/details/dealValue'],
    ['CloseDate', { CloseDate: '2026-07-31' }, '/details/closingDateTime'],
    ['notes', { Co_Sell_Notes__c: 'Changed.' }, '/details/notes'],
  ])('sends what changed after the create and nothing else: %s', async (_name, fields, path) => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, fields);
    await rig.rungAndSettled(DEAL);
    const patches = rig.partnerCenter.weather.calls.filter(({ name }) => name === 'patch');
    expect(patches).toHaveLength(1);
    expect(patches[0]?.args[1]).toEqual([expect.objectContaining({ path })]);
    await rig.expectQuiet(DEAL);
  });

  it('takes what Microsoft changed right after the create', async () => {
    const rig = await sharedDeal();
    const { id } = rig.partnerCenter.ours()[0] ?? { id: '' };
    rig.partnerCenter.edit(id, { '/details/dealValue': 70_000 });
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(70_000);
    await rig.expectQuiet(DEAL);
  });

  it('is not created with too little of the claim left, and at once with more', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord());
    rig.lease.leftMs = 29_999;
    await rig.ring(DEAL);
    const [claim] = await rig.store.claim({ limit: 1, leaseMs: 60_000 });
    if (!claim) throw new Error('nothing is due');
    await rig.visit(claim);
    expect(creates(rig)).toBe(0);
    expect((await rig.pair(DEAL)).dueAt).toBe(rig.clock.now());
    rig.lease.leftMs = 30_000;
    await rig.settled();
    expect(creates(rig)).toBe(1);
  });
});

it('a blank identifier is none', async () => {
  const rig = await sharedDeal({ Referral_Identifier__c: '' });
  expect(rig.partnerCenter.ours()).toHaveLength(1);
  expect((await rig.pair(DEAL)).referralId).not.toBeNull();
});

describe('a deal that is not ready', () => {
  const missing: [string, JsonObject, string][] = [
    ['consent', { Co_Sell_Customer_Consent__c: false }, 'agreed to share'],
    ['amount', { Amount: null }, 'amount'],
    ['street', { 'Account.BillingStreet': null }, 'billing street'],
  ];
  it.each(missing)('says what is missing and is not created: %s', async (_name, fields, words) => {
    const rig = await sharedDeal(fields);
    expect(creates(rig)).toBe(0);
    expect(rig.salesforce.status(DEAL)).toBe('Needs Attention');
    expect(rig.salesforce.message(DEAL)).toMatch(/^This deal cannot be shared yet: /);
    expect(rig.salesforce.message(DEAL)).toContain(words);
    const list = JSON.parse(String(rig.salesforce.field(DEAL, 'Co_Sell_Checklist__c')));
    expect(list.filter(({ ok }: { ok: boolean }) => !ok)).toHaveLength(1);
    const pair = await rig.pair(DEAL);
    expect(pair).toMatchObject({ state: 'open', referralId: null, failures: 0 });
    expect(pair.dueAt).toBeGreaterThan(rig.clock.now() + DAY - MINUTE);
    expect(pair.dueAt).toBeLessThanOrEqual(rig.clock.now() + DAY);
    await rig.expectQuiet(DEAL);
  });

  it('names everything that is missing', async () => {
    const rig = await sharedDeal({ Amount: null, 'Account.BillingCity': null });
    expect(rig.salesforce.message(DEAL)).toMatch(
      /amount of the deal\. The account needs a billing city/,
    );
  });

  it('is shared once it is complete, and the checklist goes', async () => {
    const rig = await sharedDeal({ Amount: null });
    rig.salesforce.edit(DEAL, { Amount: 10 });
    await rig.rungAndSettled(DEAL, 'nudge');
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    expect(rig.salesforce.message(DEAL)).toBeNull();
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Checklist__c')).toBeNull();
  });

  it('is looked at again at once when it was edited while it was told', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord({ Amount: null }, { token: 'first' }));
    rig.salesforce.weather.next('change', {
      before: () => rig.salesforce.edit(DEAL, { Co_Sell_Notes__c: 'More.' }),
    });
    await rig.ring(DEAL);
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ state: 'open', dueAt: rig.clock.now() + SECOND },
    });
    await rig.pass(SECOND);
    expect(rig.salesforce.get(DEAL).token).toBeNull();
  });
});

describe('a switch of the org', () => {
  it.each(['active', 'share'] as const)('keeps the deal back while %s is off', async (name) => {
    const rig = await createRig({ settings: { [name]: false } });
    rig.salesforce.add(dealRecord({}, { token: 'token' }));
    const pair = await rig.rungAndSettled(DEAL);
    expect(creates(rig)).toBe(0);
    expect(rig.salesforce.status(DEAL)).toBe('Paused');
    expect(rig.salesforce.message(DEAL)).toMatch(/^Sharing deals with Microsoft is switched off/);
    expect(rig.salesforce.get(DEAL).token).toBeNull();
    expect(pair.state).toBe('open');
    await rig.expectQuiet(DEAL);
    rig.salesforce.org.profile = {
      ...rig.salesforce.org.profile,
      settings: { ...rig.salesforce.org.profile.settings, [name]: true },
    };
    await rig.pass(DAY);
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
  });
});

describe('an answer on a deal that no referral waits behind', () => {
  const settings = [{}, { share: false }];
  const answers = [
    ['Accept', 'accepted'],
    ['Decline', 'declined'],
  ] as const;
  const cases = settings.flatMap((one) => answers.map((answer) => [one, ...answer] as const));
  it.each(cases)('is refused and taken off: %j %s', async (switches, wish, after) => {
    const rig = await createRig({ settings: switches });
    rig.salesforce.add(
      dealRecord({
        ...{ Amount: 'share' in switches ? 1 : null, Referral_Response__c: wish },
        Referral_Response_Reason__c: 'Other',
      }),
    );
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.field(DEAL, 'Referral_Response__c')).toBeNull();
    expect(rig.salesforce.field(DEAL, 'Referral_Response_Reason__c')).toBeNull();
    const trail = await rig.trail(DEAL);
    expect(trail).toEqual([
      expect.objectContaining({
        ...{ action: 'refused', side: 'partnerCenter', field: 'status', after },
        reason: `${wish}: this deal has no referral to answer`,
      }),
    ]);
    await rig.expectQuiet(DEAL);
  });

  it('leaves a reason alone that cannot be read', async () => {
    const rig = await createRig({ settings: { share: false } });
    const record = dealRecord({ Referral_Response__c: 'Accept' });
    delete record.fields['Referral_Response_Reason__c'];
    rig.salesforce.add(record);
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.field(DEAL, 'Referral_Response__c')).toBeNull();
  });

  it('does not touch another word', async () => {
    const rig = await createRig({ settings: { share: false } });
    rig.salesforce.add(dealRecord({ Referral_Response__c: 'Later' }));
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.field(DEAL, 'Referral_Response__c')).toBe('Later');
    expect(await rig.actions(DEAL)).toEqual([]);
  });
});

describe('what is not shared', () => {
  it('is a deal with Sync off: it is told nothing, and rests', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord({ Sync_with_Partner_Center__c: false }, { token: 'token' }));
    const pair = await rig.rungAndSettled(DEAL);
    expect(creates(rig)).toBe(0);
    expect(pair).toMatchObject({ state: 'paused', dueAt: null });
    expect(rig.salesforce.status(DEAL)).toBeNull();
    expect(rig.salesforce.get(DEAL).token).toBeNull();
  });

  it('is forgotten by the checklist once Sync is off', async () => {
    const rig = await sharedDeal({ Amount: null });
    rig.salesforce.edit(DEAL, { Sync_with_Partner_Center__c: false });
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.status(DEAL)).toBeNull();
    expect(rig.salesforce.message(DEAL)).toBeNull();
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Checklist__c')).toBeNull();
    await rig.expectQuiet(DEAL);
  });

  it('is a lead: it says so, and rests', async () => {
    const rig = await createRig();
    rig.salesforce.add(leadRecord({}, { token: 'token' }));
    const pair = await rig.rungAndSettled(LEAD);
    expect(creates(rig)).toBe(0);
    expect(pair).toMatchObject({ state: 'paused', dueAt: null });
    expect(rig.salesforce.status(LEAD)).toBe('Needs Attention');
    expect(rig.salesforce.message(LEAD)).toMatch(/lead/i);
  });

  it('is a deal with Unlink asked for: Sync goes off, nothing is created', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord({ Amount: null }));
    await rig.rungAndSettled(DEAL);
    rig.salesforce.edit(DEAL, { Amount: 5, Co_Sell_Request__c: 'Unlink' });
    const pair = await rig.rungAndSettled(DEAL);
    expect(creates(rig)).toBe(0);
    expect(pair).toMatchObject({ state: 'paused', dueAt: null, recordId: DEAL });
    const { fields, token } = rig.salesforce.get(DEAL);
    expect(token).toBeNull();
    expect(fields).toMatchObject({
      ...{ Co_Sell_Request__c: null, Sync_with_Partner_Center__c: false },
      ...{ Co_Sell_Sync_Status__c: null, Co_Sell_Sync_Message__c: null },
      Co_Sell_Checklist__c: null,
    });
  });
});

describe('a create that is refused', () => {
  it('is told to the seller, counted, and tried again later', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord());
    rig.partnerCenter.weather.next('create', { instead: refusal('partnerCenter', 'bad name') });
    await rig.ring(DEAL);
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ attempt: null, failures: 1, state: 'open', dueAt: START + MINUTE },
      lastError: { code: 'partner-center-refused', detail: 'bad name', side: 'partnerCenter' },
    });
    expect(rig.salesforce.status(DEAL)).toBe('Needs Attention');
    expect(rig.salesforce.message(DEAL)).toContain('bad name');
    await rig.pass(MINUTE);
    expect(creates(rig)).toBe(2);
    expect(await rig.pair(DEAL)).toMatchObject({ failures: 0, lastError: null });
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    expect(rig.salesforce.message(DEAL)).toBeNull();
    expect(await rig.actions(DEAL)).toEqual(['refused', 'shared']);
  });

  it('by a host that is away leaves nothing open and blames nobody', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord());
    rig.partnerCenter.weather.next('create', { instead: away('partnerCenter') });
    await rig.ring(DEAL);
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({ attempt: null, failures: 0, dueAt: START });
    expect(await rig.actions(DEAL)).toEqual([]);
    await rig.pass(SECOND);
    expect(creates(rig)).toBe(2);
    expect(rig.partnerCenter.ours()).toHaveLength(1);
  });
});

describe('a create whose answer was lost', () => {
  const LOOKS = [30, 60, 120, 300, 600].map((seconds) => START + seconds * SECOND);

  it.each([true, false])(
    'is committed as an attempt before it leaves; carried out: %s',
    async (carriedOut) => {
      const rig = await unconfirmed(carriedOut);
      expect(await rig.pair(DEAL)).toMatchObject({
        ...{ referralId: null, failures: 0, dueAt: LOOKS[0] },
        attempt: {
          ...{ kind: 'create', side: 'partnerCenter', externalReferenceId: DEAL, sent: 1 },
          startedAt: new Date(START).toISOString(),
        },
      });
    },
  );

  it('is found at the first look and adopted, never sent again', async () => {
    const rig = await unconfirmed(true);
    await rig.pass(30 * SECOND);
    expect(creates(rig)).toBe(1);
    const [referral] = rig.partnerCenter.ours();
    expect(await rig.pair(DEAL)).toMatchObject({ referralId: referral?.id, attempt: null });
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    expect(await rig.actions(DEAL)).toEqual(['shared']);
    await rig.expectQuiet(DEAL);
  });

  it('is looked for on schedule, and sent once more only after the last look', async () => {
    const rig = await unconfirmed(false);
    for (const [i, at] of LOOKS.entries()) {
      expect((await rig.pair(DEAL)).dueAt).toBe(at);
      expect(creates(rig)).toBe(1);
      await rig.pass(at - rig.clock.now());
      if (i < LOOKS.length - 1) expect(rig.salesforce.status(DEAL)).toBeNull();
    }
    expect(creates(rig)).toBe(2);
    expect(rig.partnerCenter.ours()).toHaveLength(1);
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
  });

  it('is found although the list was behind until the very last look', async () => {
    const rig = await unconfirmed(true);
    const [{ id } = { id: '' }] = rig.partnerCenter.ours();
    rig.partnerCenter.unlisted.add(id);
    await rig.pass(599 * SECOND);
    expect((await rig.pair(DEAL)).referralId).toBeNull();
    rig.partnerCenter.unlisted.delete(id);
    await rig.pass(SECOND);
    expect(creates(rig)).toBe(1);
    expect((await rig.pair(DEAL)).referralId).toBe(id);
  });

  it('is adopted at once when a notification brings the referral, with what was edited since', async () => {
    const rig = await unconfirmed(true);
    const [{ id } = { id: '' }] = rig.partnerCenter.ours();
    rig.partnerCenter.unlisted.add(id);
    rig.salesforce.edit(DEAL, { Amount: 77_000 });
    rig.partnerCenter.edit(id, { '/details/notes': 'From Microsoft.' });
    await rig.ring(id, 'webhook');
    await rig.pass(5 * SECOND);
    expect(creates(rig)).toBe(1);
    expect(await rig.pair(DEAL)).toMatchObject({ referralId: id, attempt: null, held: {} });
    expect(rig.partnerCenter.get(id)['details']).toMatchObject({ dealValue: 77_000 });
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBe('From Microsoft.');
    expect((await rig.store.counts()).stub).toBe(0);
    await rig.expectQuiet(DEAL);
  });

  it('is told to the seller from the second sending on, and sent ever more rarely', async () => {
    const rig = await unconfirmed(false);
    rig.partnerCenter.weather.always('create', { instead: lost('partnerCenter') });
    await rig.pass(600 * SECOND);
    expect(creates(rig)).toBe(2);
    expect(await rig.pair(DEAL)).toMatchObject({
      attempt: { sent: 2, firstStartedAt: new Date(START).toISOString() },
    });
    expect(rig.salesforce.status(DEAL)).toBeNull();
    await rig.pass(30 * SECOND);
    expect(rig.salesforce.status(DEAL)).toBe('Failed');
    expect(rig.salesforce.message(DEAL)).toBe(explain('create-unconfirmed').message);
    await rig.pass(1_169 * SECOND);
    expect(creates(rig)).toBe(2);
    await rig.pass(SECOND);
    expect(creates(rig)).toBe(3);
    expect(await rig.pair(DEAL)).toMatchObject({
      attempt: { sent: 3, firstStartedAt: new Date(START).toISOString() },
    });
    rig.partnerCenter.weather.always('create', undefined);
    await rig.pass(2 * HOUR);
    expect(creates(rig)).toBe(4);
    expect(rig.partnerCenter.ours()).toHaveLength(1);
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
  });

  it('keeps the first attempt open when the second sending is refused', async () => {
    const rig = await unconfirmed(false);
    rig.partnerCenter.weather.next('create', { instead: refusal('partnerCenter') });
    await rig.pass(600 * SECOND);
    expect(await rig.pair(DEAL)).toMatchObject({
      failures: 1,
      attempt: { kind: 'create', sent: 1, startedAt: new Date(START).toISOString() },
    });
  });

  it('stays confirmed when the record cannot be told of the second one', async () => {
    const rig = await unconfirmed(false);
    rig.salesforce.org.rule = () => ({ outcome: 'rejected' });
    await rig.pass(600 * SECOND);
    const pair = await rig.pair(DEAL);
    expect(pair).toMatchObject({ failures: 1, attempt: null });
    expect(pair.referralId).toBe(rig.partnerCenter.ours()[0]?.id);
  });

  it('takes the first one found of a double, and claims nothing of what it does not show', async () => {
    const rig = await unconfirmed(true);
    const [{ id } = { id: '' }] = rig.partnerCenter.ours();
    rig.partnerCenter.unlisted.add(id);
    rig.salesforce.edit(DEAL, { Amount: 99_000 });
    rig.partnerCenter.weather.next('create', { instead: lost('partnerCenter') });
    await rig.pass(600 * SECOND);
    rig.partnerCenter.unlisted.delete(id);
    await rig.pass(30 * SECOND);
    // It shows the amount of the first body: which of the two sides is newer is not known.
    const pair = await rig.pair(DEAL);
    expect(pair.referralId).toBe(id);
    expect(pair.held).toMatchObject({
      dealValue: { reason: 'ask', partnerCenter: 50_000, salesforce: 99_000 },
    });
    expect(rig.salesforce.status(DEAL)).toBe('Conflict');
  });

  it('knows what it sent when the second of two sendings is found', async () => {
    const rig = await unconfirmed(false);
    rig.salesforce.edit(DEAL, { Amount: 99_000 });
    rig.partnerCenter.weather.next('create', { afterwards: lost('partnerCenter') });
    await rig.pass(600 * SECOND);
    rig.salesforce.edit(DEAL, { Amount: 98_000 });
    await rig.pass(30 * SECOND);
    expect((await rig.pair(DEAL)).held).toEqual({});
    expect(rig.partnerCenter.ours()[0]?.['details']).toMatchObject({ dealValue: 98_000 });
    await rig.expectQuiet(DEAL);
  });

  const unwanted: [string, JsonObject, Record<string, unknown>, string | null, string][] = [
    ['Sync off', { Sync_with_Partner_Center__c: false }, {}, null, 'paused'],
    ['Unlink', { Co_Sell_Request__c: 'Unlink', Amount: null }, {}, null, 'paused'],
    ['not ready any more', { Amount: null }, {}, 'Needs Attention', 'open'],
    ['sharing off', {}, { share: false }, 'Paused', 'open'],
    ['the bridge off', {}, { active: false }, 'Paused', 'open'],
  ];
  it.each(unwanted)('is not sent again when it is not wanted: %s', async (...row) => {
    const [, fields, settings, status, state] = row;
    const rig = await unconfirmed(false);
    rig.salesforce.edit(DEAL, fields);
    rig.salesforce.org.profile = {
      ...rig.salesforce.org.profile,
      settings: { ...rig.salesforce.org.profile.settings, ...settings },
    };
    await rig.pass(599 * SECOND);
    expect((await rig.pair(DEAL)).attempt).not.toBeNull();
    await rig.pass(SECOND);
    expect(creates(rig)).toBe(1);
    expect((await rig.pair(DEAL)).state).toBe(state);
    expect(rig.salesforce.status(DEAL)).toBe(status);
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Request__c')).toBeNull();
    expect(await rig.actions(DEAL)).toEqual(status === null ? ['gaveUp'] : []);
    if (status !== null) return;
    expect((await rig.pair(DEAL)).attempt).toBeNull();
    expect(await rig.trail(DEAL)).toEqual([
      expect.objectContaining({
        ...{ side: 'partnerCenter', reason: explain('create-unconfirmed').message },
      }),
    ]);
  });

  it('rests when the record was deleted meanwhile', async () => {
    const rig = await unconfirmed(false);
    rig.salesforce.edit(DEAL, {}, { deleted: true });
    await rig.pass(HOUR);
    expect(creates(rig)).toBe(1);
    expect(await rig.pair(DEAL)).toMatchObject({ state: 'paused', dueAt: null });
  });
});

describe('what looks like the referral of a lost create', () => {
  const strangers: [string, JsonObject][] = [
    ['another record', { externalReferenceId: '006Dn00000B3xYzIAK' }],
    ['another organisation', { organizationId: 'dddddddd-0000-4000-8000-000000000001' }],
    ['long before it', { createdDateTime: new Date(START - 15 * MINUTE - 1).toISOString() }],
  ];
  const like = (rig: Rig, values: JsonObject) =>
    rig.partnerCenter.add({
      ...rig.partnerCenter.get(rig.partnerCenter.ours()[0]?.id ?? ''),
      ...{ id: OTHER, externalReferenceId: DEAL },
      createdDateTime: new Date(START - 15 * MINUTE).toISOString(),
      ...values,
    });

  async function lostBesides(values: JsonObject): Promise<Rig> {
    const rig = await unconfirmed(true);
    like(rig, values);
    rig.partnerCenter.referrals.delete(rig.partnerCenter.ours()[0]?.id ?? '');
    await rig.pass(30 * SECOND);
    return rig;
  }

  it.each(strangers)('is not adopted when it is of %s', async (_name, values) => {
    const rig = await lostBesides(values);
    expect((await rig.pair(DEAL)).referralId).toBeNull();
  });

  it('is adopted when it is ours, names the record and is young enough', async () => {
    const rig = await lostBesides({ organizationId: '3F6A1C52-9B0E-4D7A-8C11-2B5E9A70D4E6' });
    expect((await rig.pair(DEAL)).referralId).toBe(OTHER);
  });

  it('is not adopted when it was unlinked since', async () => {
    const rig = await sharedDeal();
    const [{ id: old } = { id: '' }] = rig.partnerCenter.ours();
    rig.salesforce.edit(DEAL, { Co_Sell_Request__c: 'Unlink' });
    await rig.ring(DEAL);
    await rig.pass(5 * SECOND);
    rig.salesforce.edit(DEAL, { Sync_with_Partner_Center__c: true });
    rig.partnerCenter.weather.next('create', { instead: lost('partnerCenter') });
    await rig.ring(DEAL);
    await rig.pass(MINUTE);
    expect(rig.partnerCenter.get(old)['externalReferenceId']).toBe(DEAL);
    expect((await rig.pair(DEAL)).referralId).toBeNull();
    await rig.pass(HOUR);
    const { referralId } = await rig.pair(DEAL);
    expect(referralId).not.toBeNull();
    expect(referralId).not.toBe(old);
  });

  it('is searched page by page, no further than it can be', async () => {
    const rig = await unconfirmed(true);
    const [{ id } = { id: '' }] = rig.partnerCenter.ours();
    for (const [i, minutes] of [-1, -2, -3, 20, 30, 40, 50].entries())
      like(rig, {
        ...{ id: OTHER.replace(/1$/, String(i)), externalReferenceId: null },
        createdDateTime: new Date(START - minutes * MINUTE).toISOString(),
      });
    await rig.pass(30 * SECOND);
    expect((await rig.pair(DEAL)).referralId).toBe(id);
    rig.partnerCenter.weather.calls.length = 0;
    const other = await unconfirmed(false);
    for (const [i, minutes] of [20, 30, 40, 50, 60].entries())
      other.partnerCenter.add({
        ...rig.partnerCenter.get(id),
        ...{ id: OTHER.replace(/1$/, String(i)), externalReferenceId: null },
        createdDateTime: new Date(START - minutes * MINUTE).toISOString(),
      });
    await other.pass(30 * SECOND);
    const pages = other.partnerCenter.weather.calls.filter(({ name }) => name === 'listNewest');
    expect(pages).toHaveLength(1);
  });
});
