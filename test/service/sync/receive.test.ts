/** A deal of Microsoft's becomes a record once, or finds the one it belongs to; nothing is linked on somebody's word. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../../service/src/domain/catalogue.ts';
import type { Attempt } from '../../../service/src/domain/pair.ts';
import { readReferral } from '../../../service/src/domain/partner-center-lens.ts';
import { readRecord } from '../../../service/src/domain/salesforce-lens.ts';
import type { JsonObject } from '../../../service/src/domain/values.ts';
import { mappingOfRecord } from '../../../service/src/sync/visit.ts';
import { US } from '../domain/fixtures.ts';
import { inbound, INBOUND, receivedDeal, sharedDeal } from './rig/deals.ts';
import { away, lost, refusal } from './rig/faults.ts';
import { DEAL, dealRecord, leadRecord } from './rig/records.ts';
import {
  createRig,
  DAY,
  HOUR,
  MINUTE,
  SECOND,
  START,
  type Rig,
  type RigOptions,
} from './rig/rig.ts';

const LEAD_OF_MICROSOFT: JsonObject = {
  ...{ type: 'Independent', qualification: 'SalesQualified' },
  inviteContext: { invitedBy: { organizationId: 'msft' } },
};
const ATTEMPT: Attempt = {
  ...{ kind: 'create-record', side: 'salesforce', fields: {}, source: {}, sentValues: {} },
  startedAt: new Date(START).toISOString(),
};
const OURS: JsonObject = { inviteContext: { invitedBy: { organizationId: US } } };

async function waiting(values: JsonObject = {}, options?: RigOptions): Promise<Rig> {
  const rig = await createRig(options);
  rig.partnerCenter.add(inbound(values));
  return rig;
}

describe('a deal of Microsoft’s', () => {
  it('becomes one record with its account, and its owner hears of it', async () => {
    const rig = await waiting();
    const { recordId } = await rig.rungAndSettled(INBOUND, 'webhook');
    expect(rig.salesforce.made()).toHaveLength(1);
    expect(rig.salesforce.get(String(recordId)).fields).toMatchObject({
      ...{ StageName: 'Microsoft Review', Amount: 50_000, Referral_Identifier__c: INBOUND },
      ...{ Co_Sell_Sync_Status__c: 'Synced', Sync_with_Partner_Center__c: true },
      Microsoft_Notes__c: 'They asked for a planning partner near Bremen.',
    });
    expect(await rig.pair(INBOUND)).toMatchObject({
      ...{ state: 'open', attempt: null, held: {}, failures: 0 },
      engagementId: inbound().engagementId,
    });
    const [entry] = await rig.trail(INBOUND);
    expect(entry).toMatchObject({
      ...{ action: 'received', side: 'salesforce', actor: 'Partner Center', after: INBOUND },
    });
    expect(rig.salesforce.trail.get(String(entry?.entryKey))).toEqual(entry);
    expect(rig.salesforce.bells).toEqual([
      expect.objectContaining({ title: 'New deal from Microsoft', recordId }),
    ]);
    const creates = rig.salesforce.weather.calls.filter(
      ({ name, args }) => name === 'change' && !('id' in (args[0] as object)),
    );
    expect(creates).toHaveLength(1);
    await rig.expectQuiet(INBOUND);
  });

  it.each(['backfill', 'resync'] as const)('rings nowhere in a %s', async (cause) => {
    const rig = await waiting();
    await rig.ring(INBOUND, cause);
    await rig.pass(MINUTE);
    expect(rig.salesforce.made()).toHaveLength(1);
    expect(rig.salesforce.bells).toEqual([]);
  });

  it('rings nowhere in an org that does not want it', async () => {
    const rig = await waiting({}, { settings: { bell: false } });
    await rig.rungAndSettled(INBOUND, 'webhook');
    expect(rig.salesforce.made()).toHaveLength(1);
    expect(rig.salesforce.bells).toEqual([]);
  });

  it('takes what was edited on either side right after', async () => {
    const rig = await receivedDeal({ status: 'Active', substatus: 'Accepted' });
    rig.partnerCenter.edit(INBOUND, { '/details/notes': 'Theirs.' });
    rig.salesforce.edit(rig.recordId, { Amount: 51_000 });
    await rig.rungAndSettled(INBOUND);
    expect(rig.salesforce.field(rig.recordId, 'Co_Sell_Notes__c')).toBe('Theirs.');
    expect(rig.partnerCenter.get(INBOUND)['details']).toMatchObject({ dealValue: 51_000 });
    expect((await rig.pair(INBOUND)).held).toEqual({});
    await rig.expectQuiet(INBOUND);
  });

  it('keeps what automation made of it when it was saved', async () => {
    const rig = await waiting({ status: 'Active', substatus: 'Accepted' });
    rig.salesforce.org.automation = (record) => void (record.fields['Amount'] = 49_000);
    await rig.rungAndSettled(INBOUND);
    const [record] = rig.salesforce.made();
    expect(record?.fields['Amount']).toBe(49_000);
    expect(rig.partnerCenter.get(INBOUND)['details']).toMatchObject({ dealValue: 50_000 });
    expect((await rig.pair(INBOUND)).held).toEqual({});
  });

  it('counts a stage that automation moved it to', async () => {
    const rig = await waiting({ status: 'Active', substatus: 'Accepted' });
    rig.salesforce.org.automation = (record) => void (record.fields['StageName'] = 'Negotiation');
    await rig.rungAndSettled(INBOUND);
    expect(rig.salesforce.made()[0]?.fields['StageName']).toBe('Negotiation');
    expect((await rig.pair(INBOUND)).held).toEqual({});
  });

  it('is not moved by a stage that automation moved it to', async () => {
    const rig = await waiting({ status: 'Active', substatus: 'Accepted' });
    rig.salesforce.org.automation = (record) => void (record.fields['StageName'] = 'Closed Won');
    await rig.rungAndSettled(INBOUND);
    expect(rig.salesforce.made()[0]?.fields['StageName']).toBe('Closed Won');
    expect(rig.partnerCenter.get(INBOUND)).toMatchObject({ substatus: 'Accepted' });
    await rig.pass(HOUR);
    expect(rig.partnerCenter.get(INBOUND)).toMatchObject({ substatus: 'Accepted' });
  });

  it('is remembered as both sides show it', async () => {
    const rig = await waiting();
    const { base, recordId } = await rig.rungAndSettled(INBOUND, 'webhook');
    const record = rig.salesforce.get(String(recordId));
    const { profile } = rig.salesforce.org;
    expect(base?.partnerCenter).toEqual(readReferral(rig.partnerCenter.get(INBOUND)));
    const shown = readRecord(record, mappingOfRecord(profile, record), profile, true);
    expect(shown).toMatchObject({ ...base?.salesforce });
  });

  it.each(['backfill', 'resync'] as const)(
    'whose expiry came near in a %s is not reminded of afterwards either',
    async (cause) => {
      const rig = await receivedDeal({ expirationDateTime: '2026-03-14T09:00:00Z' });
      await rig.ring(INBOUND, cause);
      await rig.settled();
      await rig.rungAndSettled(INBOUND);
      expect(rig.salesforce.bells).toEqual([]);
      expect((await rig.pair(INBOUND)).versions.reminded).toBeDefined();
    },
  );

  it('reminds of its expiry once a day mark is reached, and not of the one before it came', async () => {
    const rig = await waiting({ expirationDateTime: '2026-03-14T09:00:00Z' });
    await rig.rungAndSettled(INBOUND, 'webhook');
    expect(rig.salesforce.bells).toHaveLength(1);
    await rig.rungAndSettled(INBOUND);
    expect(rig.salesforce.bells).toHaveLength(1);
    await rig.pass(3 * DAY - MINUTE);
    expect(rig.salesforce.bells).toHaveLength(1);
    await rig.pass(2 * MINUTE);
    expect(rig.salesforce.bells.map(({ title }) => title)).toEqual([
      ...['New deal from Microsoft', 'A deal from Microsoft is about to expire'],
    ]);
    await rig.rungAndSettled(INBOUND);
    expect(rig.salesforce.bells).toHaveLength(2);
    await rig.pass(2 * DAY);
    expect(rig.salesforce.bells).toHaveLength(3);
  });
});

describe('a reminder of its expiry', () => {
  const expires = { expirationDateTime: '2026-03-14T09:00:00Z' };

  it('that had to be kept quiet is not caught up on', async () => {
    const rig = await receivedDeal(expires, { settings: { bell: false } });
    await rig.rungAndSettled(rig.recordId);
    const key = `${expires.expirationDateTime} 7`;
    expect((await rig.pair(rig.recordId)).versions.reminded).toBe(key);
    const { profile } = rig.salesforce.org;
    rig.salesforce.org.profile = { ...profile, settings: { ...profile.settings, bell: true } };
    await rig.rungAndSettled(rig.recordId);
    expect(rig.salesforce.bells).toEqual([]);
  });

  it('is told once, also to a deal that rested in between', async () => {
    const rig = await receivedDeal(expires);
    await rig.rungAndSettled(rig.recordId);
    expect(rig.salesforce.bells).toHaveLength(1);
    for (const isOn of [false, true]) {
      rig.salesforce.edit(rig.recordId, { Sync_with_Partner_Center__c: isOn });
      await rig.rungAndSettled(rig.recordId);
    }
    expect(rig.salesforce.bells).toHaveLength(1);
    expect((await rig.pair(rig.recordId)).state).toBe('open');
  });
});

describe('a referral that becomes no record', () => {
  const rows: [string, JsonObject, RigOptions['settings'], string, boolean][] = [
    ['receiving is off', {}, { receive: false }, 'open', true],
    ['the bridge is off', {}, { active: false }, 'open', true],
    ['leads are off', LEAD_OF_MICROSOFT, { leads: false }, 'open', true],
    ['its kind is unknown', { type: 'Independent', qualification: 'Direct' }, {}, 'open', true],
    ['it is over', { status: 'Closed', substatus: 'Lost' }, {}, 'closed', false],
  ];
  it.each(rows)('because %s', async (_name, values, settings, state, isLooked) => {
    const rig = await waiting(values, { settings });
    const pair = await rig.rungAndSettled(INBOUND, 'webhook');
    expect(rig.salesforce.made()).toEqual([]);
    const { engagementId, updatedDateTime } = rig.partnerCenter.get(INBOUND);
    expect(pair).toMatchObject({ state, recordId: null, failures: 0, engagementId });
    expect(pair.versions.partnerCenter).toBe(updatedDateTime);
    if (isLooked) expect(pair.dueAt).toBe(rig.clock.now() - 5 * SECOND + DAY);
    else expect(pair.dueAt).toBeNull();
  });

  it('because its status is not known here: it is dropped, or looked at daily', async () => {
    const rig = await waiting({ status: 'Archived' });
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    expect(await rig.findPair(INBOUND)).toBeUndefined();
    const other = await waiting({}, { settings: { receive: false } });
    await other.rungAndSettled(INBOUND);
    other.salesforce.org.profile = {
      ...other.salesforce.org.profile,
      settings: { ...other.salesforce.org.profile.settings, receive: true },
    };
    other.partnerCenter.edit(INBOUND, { '/status': 'Archived' });
    const pair = await other.rungAndSettled(INBOUND);
    expect(other.salesforce.made()).toEqual([]);
    expect(pair.dueAt).toBe(other.clock.now() - 5 * SECOND + DAY);
  });

  it('because the org has no stage for it', async () => {
    const rig = await waiting();
    rig.salesforce.org.profile = { ...rig.salesforce.org.profile, stages: [] };
    await rig.ring(INBOUND);
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({
      ...{ failures: 1, attempt: null, lastError: { code: 'no-stage', side: 'bridge' } },
    });
  });

  it('until receiving is switched on', async () => {
    const rig = await waiting({}, { settings: { receive: false } });
    await rig.rungAndSettled(INBOUND);
    rig.salesforce.org.profile = {
      ...rig.salesforce.org.profile,
      settings: { ...rig.salesforce.org.profile.settings, receive: true },
    };
    await rig.pass(DAY);
    expect(rig.salesforce.made()).toHaveLength(1);
  });
});

describe('a qualified lead', () => {
  it('becomes a Lead', async () => {
    const rig = await waiting(LEAD_OF_MICROSOFT);
    await rig.rungAndSettled(INBOUND, 'webhook');
    const [lead, more] = rig.salesforce.made();
    expect(more).toBeUndefined();
    expect(lead).toMatchObject({
      object: 'Lead',
      fields: { Company: 'Nordlicht Werke GmbH', Referral_Identifier__c: INBOUND },
    });
    await rig.expectQuiet(INBOUND);
  });

  it('is accepted by the seller’s answer on it', async () => {
    const rig = await waiting(LEAD_OF_MICROSOFT);
    await rig.rungAndSettled(INBOUND, 'webhook');
    const id = String(rig.salesforce.made()[0]?.id);
    rig.salesforce.edit(id, { Referral_Response__c: 'Accept' });
    await rig.rungAndSettled(id);
    expect(rig.partnerCenter.get(INBOUND)).toMatchObject({
      ...{ status: 'Active', externalReferenceId: id },
    });
    expect(rig.salesforce.field(id, 'Referral_Response__c')).toBeNull();
    await rig.expectQuiet(INBOUND);
    rig.partnerCenter.edit(INBOUND, { '/status': 'Closed', '/substatus': 'Won' });
    expect(await rig.rungAndSettled(INBOUND)).toMatchObject({ state: 'closed', dueAt: null });
  });
});

describe('an insert that is refused', () => {
  const errors = [
    { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Give a Region', fields: [] },
    { statusCode: 'REQUIRED_FIELD_MISSING', message: 'Missing', fields: ['Region__c', 'Missing'] },
  ];

  it('tells the rule’s own words, and the fields it means', async () => {
    const rig = await waiting();
    rig.salesforce.org.rule = () => ({ outcome: 'rejected', errors });
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({
      ...{ recordId: null, failures: 1, attempt: null },
      lastError: {
        ...{ code: 'inbound-refused', side: 'salesforce' },
        detail: 'Give a Region Missing (Region__c)',
      },
    });
    rig.salesforce.org.rule = () => undefined;
    await rig.pass(HOUR);
    expect(rig.salesforce.made()).toHaveLength(1);
    expect((await rig.pair(INBOUND)).failures).toBe(0);
  });

  it.each(['locked', 'stale'] as const)('as %s is tried again in a moment', async (outcome) => {
    const rig = await waiting();
    rig.salesforce.org.rule = () => ({ outcome });
    await rig.ring(INBOUND);
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({
      ...{ failures: 0, attempt: null, dueAt: rig.clock.now() + SECOND },
    });
  });

  it.each([
    ['by a fault of the pair', refusal('salesforce'), 1],
    ['by a host that is away', away('salesforce'), 0],
  ])('%s leaves nothing open', async (_name, instead, failures) => {
    const rig = await waiting();
    rig.salesforce.weather.next('change', { instead });
    await rig.ring(INBOUND);
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({
      ...{ state: 'open', failures, attempt: null, recordId: null },
    });
    await rig.pass(HOUR);
    expect(rig.salesforce.made()).toHaveLength(1);
  });

  it('in part is said in the history and on the record', async () => {
    const rig = await waiting();
    rig.salesforce.org.remarks = [
      { statusCode: 'NO_OWNER', message: 'Nobody of the team is a user', fields: [] },
      { statusCode: 'OTHER', message: 'No such role', fields: ['Role', 'Contact'] },
    ];
    await rig.rungAndSettled(INBOUND);
    const [record] = rig.salesforce.made();
    expect(record?.fields['Co_Sell_Sync_Status__c']).toBe('Synced');
    expect(record?.fields['Co_Sell_Sync_Message__c']).toBe(explain('no-owner').message);
    const refused = (await rig.trail(INBOUND)).filter(({ action }) => action === 'refused');
    expect(refused).toEqual([
      expect.objectContaining({
        ...{ side: 'salesforce', field: null },
        reason: explain('no-owner').message,
      }),
      expect.objectContaining({
        ...{ side: 'salesforce', field: 'Role, Contact' },
        reason: explain('left-out', 'No such role (Role, Contact)').message,
      }),
    ]);
    await rig.rungAndSettled(INBOUND);
    expect(rig.salesforce.message(String(record?.id))).toBe(explain('no-owner').message);
    rig.salesforce.edit(String(record?.id), { Name: 'Mine now' });
    await rig.rungAndSettled(INBOUND);
    expect(rig.salesforce.message(String(record?.id))).toBeNull();
  });
});

describe('an insert whose answer was lost', () => {
  it('is found by its identifier, with what it was made from as the base', async () => {
    const rig = await waiting({ status: 'Active', substatus: 'Accepted' });
    rig.salesforce.weather.next('change', { afterwards: lost('salesforce') });
    await rig.ring(INBOUND);
    await rig.settled();
    expect((await rig.pair(INBOUND)).attempt).toMatchObject({
      ...{ kind: 'create-record', side: 'salesforce' },
    });
    rig.partnerCenter.edit(INBOUND, { '/details/dealValue': 52_000 });
    const id = String(rig.salesforce.made()[0]?.id);
    rig.salesforce.edit(id, { CloseDate: '2026-07-01' });
    await rig.pass(MINUTE);
    expect(rig.salesforce.made()).toHaveLength(1);
    expect(rig.salesforce.field(id, 'Amount')).toBe(52_000);
    expect(rig.partnerCenter.get(INBOUND)['details']).toMatchObject({
      closingDateTime: '2026-07-01T00:00:00Z',
    });
    expect(await rig.pair(INBOUND)).toMatchObject({ attempt: null, held: {}, recordId: id });
    const received = (await rig.trail(INBOUND)).find(({ action }) => action === 'received');
    expect(received).toMatchObject({ side: 'salesforce', actor: 'Partner Center', after: id });
    await rig.expectQuiet(INBOUND);
  });

  it('is not what made a record on which somebody wrote the identifier meanwhile', async () => {
    const rig = await waiting({ status: 'Active', substatus: 'Accepted' });
    rig.salesforce.weather.next('change', { instead: lost('salesforce') });
    await rig.ring(INBOUND);
    await rig.settled();
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: INBOUND, Amount: 1 }));
    await rig.pass(MINUTE);
    expect(rig.salesforce.made()).toEqual([]);
    expect(await rig.pair(DEAL)).toMatchObject({ referralId: INBOUND, attempt: null });
    expect((await rig.pair(DEAL)).held).toMatchObject({ dealValue: { reason: 'ask' } });
    expect(await rig.actions(DEAL)).not.toContain('received');
  });

  it('is made once when it was not carried out', async () => {
    const rig = await waiting();
    rig.salesforce.weather.next('change', { instead: lost('salesforce') });
    await rig.ring(INBOUND);
    await rig.pass(MINUTE);
    expect(rig.salesforce.made()).toHaveLength(1);
  });

  it('is adopted when the record itself rings first', async () => {
    const rig = await waiting({ status: 'Active', substatus: 'Accepted' });
    rig.salesforce.weather.next('change', { afterwards: lost('salesforce') });
    await rig.ring(INBOUND);
    await rig.settled();
    const id = String(rig.salesforce.made()[0]?.id);
    // Another bridge at the same store gave the record over meanwhile.
    const [claim] = await rig.store.claim({ limit: 1, leaseMs: 60_000 });
    if (!claim) throw new Error('nothing is due');
    await rig.store.release(claim, { recordId: id }, rig.clock.now());
    rig.partnerCenter.edit(INBOUND, { '/details/dealValue': 52_000 });
    await rig.pass(MINUTE);
    expect(rig.salesforce.field(id, 'Amount')).toBe(52_000);
    expect(await rig.pair(id)).toMatchObject({ attempt: null, held: {}, referralId: INBOUND });
    expect(await rig.actions(id)).toContain('received');
  });

  it('leaves alone what somebody else made meanwhile', async () => {
    const rig = await waiting();
    rig.salesforce.weather.next('change', {
      before: () => rig.salesforce.add(dealRecord({ Referral_Identifier__c: INBOUND, Amount: 1 })),
    });
    await rig.ring(INBOUND);
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({
      ...{ attempt: null, failures: 0, recordId: null, dueAt: rig.clock.now() + 30 * SECOND },
    });
    await rig.pass(MINUTE);
    expect(rig.salesforce.made()).toEqual([]);
    const pair = await rig.pair(DEAL);
    expect(pair.referralId).toBe(INBOUND);
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(1);
    expect(pair.held).toMatchObject({ dealValue: { reason: 'ask' } });
    expect((await rig.trail(DEAL))[0]).toMatchObject({
      ...{ action: 'linked', side: 'salesforce', actor: 'Partner Center', after: DEAL },
    });
  });
});

describe('a record that the referral may belong to', () => {
  it('is the one with its identifier, even from the recycle bin', async () => {
    const rig = await waiting();
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: INBOUND }, { deleted: true }));
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({ state: 'paused', dueAt: null, recordId: DEAL });
    expect(rig.salesforce.made()).toEqual([]);
  });

  it('is none when two carry the identifier', async () => {
    const rig = await waiting();
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: INBOUND }));
    rig.salesforce.add(
      dealRecord({ Referral_Identifier__c: INBOUND }, { id: '006Dn00000B3xYzIAK' }),
    );
    await rig.ring(INBOUND);
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({
      lastError: {
        ...{ code: 'link-unconfirmed', side: 'salesforce' },
        detail: 'two records carry the identifier',
      },
    });
  });

  type Row = [string, JsonObject, JsonObject | undefined, string | null];
  const rows: Row[] = [
    ['we made it and the record waits', { ...OURS, externalReferenceId: DEAL }, {}, null],
    ['somebody typed the id', { externalReferenceId: DEAL }, {}, 'link-unconfirmed'],
    [
      'Sync is off',
      { ...OURS, externalReferenceId: DEAL },
      { Sync_with_Partner_Center__c: false },
      'link-unconfirmed',
    ],
    [
      'the record has a referral',
      { ...OURS, externalReferenceId: DEAL },
      { Referral_Identifier__c: 'ffffffff-0000-4000-8000-000000000001' },
      'duplicate-referral',
    ],
  ];
  it.each(rows)('named in the referral counts when it may: %s', async (...row) => {
    const [, values, fields, code] = row;
    const rig = await waiting(values);
    rig.salesforce.add(dealRecord(fields));
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    const pair = await rig.pair(INBOUND);
    expect(rig.salesforce.made()).toEqual([]);
    if (code === null) expect(pair).toMatchObject({ recordId: DEAL, failures: 0 });
    else expect(pair).toMatchObject({ recordId: null, lastError: { code, side: 'bridge' } });
  });

  it('named in the referral is not there: a new one is made', async () => {
    const noIds = [
      'CRM 4711',
      `${DEAL}x`,
      `x${DEAL}`,
      '',
      null,
      undefined,
      4711,
    ] as JsonObject[string][];
    for (const named of [...noIds, DEAL]) {
      const rig = await waiting({ externalReferenceId: named });
      if (named === DEAL) rig.salesforce.add(dealRecord({}, { deleted: true }));
      await rig.rungAndSettled(INBOUND, 'webhook');
      expect(rig.salesforce.made(), String(named)).toHaveLength(1);
      const reads = rig.salesforce.weather.calls.filter(({ name }) => name === 'read');
      const made = String(rig.salesforce.made()[0]?.id);
      const asked = new Set(reads.map(({ args }) => args[0]));
      expect(asked).toEqual(new Set(named === DEAL ? [DEAL, made] : [made]));
    }
  });

  it('with a referral of its own gets no second one', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord());
    await rig.rungAndSettled(DEAL);
    rig.salesforce.edit(DEAL, { Referral_Identifier__c: null });
    rig.partnerCenter.add(inbound({ ...OURS, externalReferenceId: DEAL }));
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({
      ...{ recordId: null, lastError: { code: 'duplicate-referral' } },
    });
    expect((await rig.pair(DEAL)).referralId).not.toBe(INBOUND);
  });

  it('with a referral of its own hears of the second one once, and keeps its status', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord());
    await rig.rungAndSettled(DEAL);
    rig.partnerCenter.add(inbound({ ...OURS, externalReferenceId: DEAL }));
    await rig.ring(INBOUND, 'webhook');
    await rig.pass(2 * HOUR);
    expect((await rig.pair(INBOUND)).failures).toBeGreaterThan(5);
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    expect(rig.salesforce.message(DEAL)).toBeNull();
    const { message } = explain('duplicate-referral');
    const told = [...rig.salesforce.trail.values()].filter(({ reason }) => reason === message);
    expect(told).toEqual([expect.objectContaining({ action: 'refused', side: 'bridge' })]);
    expect(rig.salesforce.bells).toEqual([expect.objectContaining({ recordId: DEAL })]);
    expect(await rig.store.undeliveredAudit((await rig.pair(INBOUND)).id)).toEqual([]);
  });

  it.each([
    [
      'does not take it',
      ({ org }: Rig['salesforce']) => (org.rule = () => ({ outcome: 'rejected' })),
    ],
    [
      'is not there',
      ({ weather }: Rig['salesforce']) => weather.next('change', { instead: lost('salesforce') }),
    ],
  ])('hears of the second one later where the org %s', async (_name, spoil) => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord());
    await rig.rungAndSettled(DEAL);
    rig.partnerCenter.add(inbound({ ...OURS, externalReferenceId: DEAL }));
    spoil(rig.salesforce);
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    const { id, failures } = await rig.pair(INBOUND);
    expect(failures).toBe(1);
    expect(await rig.store.undeliveredAudit(id)).toEqual([
      expect.objectContaining({ action: 'refused', side: 'bridge' }),
    ]);
  });

  it.each([
    ['a lost insert', { Referral_Link__c: 'https://…' }, { attempt: ATTEMPT }],
    ['an earlier life', {}, { base: { partnerCenter: {}, salesforce: {} } }],
  ])('and has a pair of its own does not end one that knows of %s', async (_name, more, known) => {
    const rig = await waiting({}, { settings: { receive: false } });
    const { id } = await rig.rungAndSettled(INBOUND, 'webhook');
    rig.salesforce.add(dealRecord({ Amount: null }));
    await rig.rungAndSettled(DEAL);
    rig.salesforce.edit(DEAL, { Referral_Identifier__c: INBOUND, ...more }, { token: null });
    await rig.ring(INBOUND);
    const [claim] = await rig.store.claim({ limit: 1, leaseMs: MINUTE });
    if (!claim) throw new Error('nothing is due');
    await rig.store.release(claim, known, rig.clock.now());
    await rig.settled();
    expect((await rig.pair(INBOUND)).id).toBe(id);
  });

  it('has another referral: its pair takes nothing over', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.add(inbound());
    rig.salesforce.edit(DEAL, { Referral_Identifier__c: INBOUND }, { token: null });
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({ recordId: null, failures: 1 });
    expect((await rig.pair(DEAL)).referralId).toBe(rig.referralId);
  });

  it('was deleted for good: none is made in its place', async () => {
    const rig = await receivedDeal();
    const pair = await rig.pair(INBOUND);
    rig.salesforce.records.delete(rig.recordId);
    const claims = async () => {
      await rig.ring(INBOUND);
      const [claim] = await rig.store.claim({ limit: 1, leaseMs: 60_000 });
      if (!claim) throw new Error('nothing is due');
      return claim;
    };
    await rig.store.release(await claims(), { recordId: null }, rig.clock.now());
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({ state: 'paused', recordId: null });
    expect(rig.salesforce.made()).toEqual([]);
    expect(pair.base).not.toBeNull();
  });

  it('that is not visible yet after it was made is read again', async () => {
    const rig = await waiting();
    let hidden = 1;
    const { port } = rig.salesforce;
    const { read } = port;
    port.read = async (id, signal) => (hidden-- > 0 ? undefined : read(id, signal));
    await rig.ring(INBOUND);
    await rig.settled();
    const pair = await rig.pair(INBOUND);
    expect(pair).toMatchObject({ failures: 0, attempt: null, dueAt: rig.clock.now() + SECOND });
    expect(pair.recordId).not.toBeNull();
    expect(pair.versions.salesforce).toBe(rig.salesforce.made()[0]?.version);
    expect(await rig.store.undeliveredAudit(pair.id)).toEqual([]);
    await rig.pass(MINUTE);
    expect(rig.salesforce.made()).toHaveLength(1);
  });
});

describe('a lead that is named by its identifier', () => {
  it('is linked like a deal', async () => {
    const rig = await waiting(LEAD_OF_MICROSOFT);
    rig.salesforce.add(leadRecord({ Referral_Identifier__c: INBOUND }));
    await rig.rungAndSettled(INBOUND, 'webhook');
    expect(rig.salesforce.made()).toEqual([]);
    expect((await rig.pair(INBOUND)).recordId).toBe(leadRecord().id);
  });
});

describe('an answer that comes too late', () => {
  it('is told on a deal that is in sync, and rings', async () => {
    const rig = await receivedDeal({ status: 'Active', substatus: 'Accepted' });
    rig.salesforce.edit(rig.recordId, { Referral_Response__c: 'Decline' });
    await rig.rungAndSettled(rig.recordId);
    expect(rig.salesforce.status(rig.recordId)).toBe('Synced');
    expect(rig.salesforce.message(rig.recordId)).toContain('came too late');
    expect(rig.salesforce.bells).toEqual([
      expect.objectContaining({ body: expect.stringContaining('came too late') as string }),
    ]);
  });

  it.each([
    ['Accept', 'Accepted', 'Decline'],
    ['Accept', 'Accepted', null],
    ['Decline', 'Declined', 'Accept'],
    ['Decline', 'Declined', null],
  ])(
    'because %s was sent already leaves the stage to follow that (%s): %s',
    async (answer, substatus, instead) => {
      const rig = await receivedDeal();
      const waits = rig.salesforce.field(rig.recordId, 'StageName');
      rig.salesforce.edit(rig.recordId, { Referral_Response__c: answer });
      rig.partnerCenter.weather.next('patch', {
        before: () =>
          rig.salesforce.edit(
            rig.recordId,
            { Referral_Response__c: instead },
            { token: 'thought-better' },
          ),
      });
      await rig.ring(rig.recordId, 'nudge');
      await rig.pass(MINUTE);
      expect(rig.partnerCenter.get(INBOUND)).toMatchObject({ substatus });
      expect(rig.salesforce.field(rig.recordId, 'Referral_Response__c')).toBeNull();
      expect(rig.salesforce.field(rig.recordId, 'StageName')).not.toBe(waits);
      await rig.expectQuiet(rig.recordId);
    },
  );
});
