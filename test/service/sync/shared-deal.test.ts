/** A deal with both sides: what each is told, what is remembered of it, and when it is looked at again. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../service/src/domain/values.ts';
import { StaleReferral } from '../../../service/src/errors.ts';
import { mappingRow } from '../domain/org.ts';
import { HELP, INBOUND, invitedDeal, receivedDeal, sharedDeal, type Shared } from './rig/deals.ts';
import { away, lost, refusal } from './rig/faults.ts';
import { DEAL, dealRecord, LEAD } from './rig/records.ts';
import { createRig, DAY, HOUR, MINUTE, SECOND, type Rig } from './rig/rig.ts';

const RENEWAL = {
  id: '012Dn0000000001IAA',
  object: 'Opportunity',
  developerName: 'Renewal',
  isActive: true,
} as const;
const ANOTHER = '006Dn00000B3xYzIAK';
const NILS = {
  ...{ firstName: 'Nils', lastName: 'Holm' },
  ...{ phoneNumber: '+4942155502', email: 'nils.holm@nordlicht.example' },
};
const count = (rig: Rig, name: string, host: 'partnerCenter' | 'salesforce' = 'partnerCenter') =>
  rig[host].weather.calls.filter((call) => call.name === name).length;

const value = (rig: Shared, name: string) =>
  (rig.partnerCenter.get(rig.referralId)['details'] as JsonObject)[name];

/** People of the customer, and one more. */
function withNils(rig: Shared): JsonObject[] {
  const customer = rig.partnerCenter.get(rig.referralId)['customerProfile'] as {
    team: JsonObject[];
  };
  return [...customer.team, NILS];
}

const SOLUTIONS = '/details/requirements/solutions';

function withSecond(rig: Shared): JsonObject[] {
  const { requirements } = rig.partnerCenter.get(rig.referralId)['details'] as {
    requirements: { solutions: JsonObject[] };
  };
  const { solutions } = requirements;
  return [...solutions, { ...solutions[0], id: 'SOL-2', name: 'Second', type: 'Name' }];
}

const stale = () => ({ instead: new StaleReferral() });

/** Both sides edit the same deal at once. */
async function edited(rig: Shared, ours: JsonObject, theirs: JsonObject): Promise<void> {
  if (Object.keys(ours).length > 0) rig.salesforce.edit(DEAL, ours);
  if (Object.keys(theirs).length > 0) rig.partnerCenter.edit(rig.referralId, theirs);
  await rig.rungAndSettled(DEAL);
}

describe('edits', () => {
  it('of different fields combine, and both are in the trail', async () => {
    const rig = await sharedDeal();
    await edited(rig, { Amount: 60_000 }, { '/details/notes': 'From Microsoft.' });
    expect(value(rig, 'dealValue')).toBe(60_000);
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBe('From Microsoft.');
    expect(await rig.actions(DEAL)).toEqual(['sent dealValue', 'written notes']);
    const [sent, written] = await rig.trail(DEAL);
    expect(sent).toMatchObject({ before: 50_000, after: 60_000, actor: 'Salesforce' });
    expect(rig.salesforce.field(DEAL, 'Audit__c')).toMatch(
      /written notes: .*\n.* sent dealValue: 50000 → 60000$/,
    );
    expect(written).toMatchObject({ side: 'salesforce', actor: 'Partner Center' });
    await rig.expectQuiet(DEAL);
  });

  it('are read by the rows of the deal’s record type', async () => {
    const type = { 'RecordType.DeveloperName': 'Renewal', Renewal_Amount__c: 50_000 };
    const rig = await sharedDeal(type);
    const { profile } = rig.salesforce.org;
    const row = mappingRow('dealValue', 'Renewal_Amount__c', { recordType: 'Renewal' });
    rig.salesforce.org.profile = {
      ...profile,
      mapping: [...profile.mapping, row],
      recordTypes: [{ ...RENEWAL }],
    };
    await edited(rig, { Renewal_Amount__c: 70_000, Amount: 1 }, {});
    expect(value(rig, 'dealValue')).toBe(70_000);
  });

  it('that were written are remembered with their time', async () => {
    const rig = await sharedDeal();
    const at = new Date(rig.clock.now()).toISOString();
    await edited(rig, { Amount: 60_000 }, { '/details/notes': 'Theirs.' });
    expect((await rig.pair(DEAL)).recentWrites).toEqual({
      dealValue: [`partnerCenter@${at}`],
      notes: [`salesforce@${at}`],
    });
    await rig.pass(20 * MINUTE);
    await edited(rig, { Amount: 61_000 }, {});
    expect(Object.keys((await rig.pair(DEAL)).recentWrites)).toEqual(['dealValue']);
  });

  it('of the same field follow its rule, and the loser is kept in the trail', async () => {
    const rig = await sharedDeal();
    await edited(rig, { Amount: 60_000 }, { '/details/dealValue': 70_000 });
    expect(value(rig, 'dealValue')).toBe(60_000);
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(60_000);
    const conflict = (await rig.trail(DEAL)).find(({ action }) => action === 'conflict');
    expect(conflict).toMatchObject({ field: 'dealValue', before: 70_000, after: 60_000 });
    await rig.expectQuiet(DEAL);
  });

  it('of a field that is asked about wait for a choice, and say so while they do', async () => {
    const rig = await sharedDeal();
    await edited(rig, { Co_Sell_Notes__c: 'Ours.' }, { '/details/notes': 'Theirs.' });
    expect(rig.salesforce.status(DEAL)).toBe('Conflict');
    const [tile] = JSON.parse(String(rig.salesforce.field(DEAL, 'Co_Sell_Conflicts__c')));
    expect(tile).toMatchObject({ field: 'notes', salesforce: 'Ours.', partnerCenter: 'Theirs.' });
    await rig.expectQuiet(DEAL);
    rig.salesforce.edit(DEAL, {
      Co_Sell_Conflict_Choices__c: JSON.stringify({ notes: `partnerCenter@${tile.hash}` }),
    });
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.get(DEAL).fields).toMatchObject({
      ...{ Co_Sell_Notes__c: 'Theirs.', Co_Sell_Conflicts__c: null },
      ...{ Co_Sell_Conflict_Choices__c: null, Co_Sell_Sync_Status__c: 'Synced' },
      Co_Sell_Sync_Message__c: null,
    });
    expect((await rig.pair(DEAL)).held).toEqual({});
    await rig.expectQuiet(DEAL);
  });

  it.each([
    ['partnerCenter', 'with an edit that is sent on the same visit', {}, 'patch'],
    ['partnerCenter', 'although the referral changed meanwhile', stale(), 'patch'],
    ['salesforce', 'although the referral changed meanwhile', stale(), 'patch'],
    ['salesforce', 'although Partner Center was away', { instead: away('partnerCenter') }, 'patch'],
    ['salesforce', 'although the answer was lost', { afterwards: lost('partnerCenter') }, 'patch'],
    ['salesforce', 'although nobody knows', { instead: lost('partnerCenter') }, 'patch'],
    ['partnerCenter', 'although Salesforce was away', { instead: away('salesforce') }, 'change'],
    ['partnerCenter', 'although nobody knows', { instead: lost('salesforce') }, 'change'],
    ['partnerCenter', 'although the answer was lost', { afterwards: lost('salesforce') }, 'change'],
  ] as const)('whose %s side was chosen end with it, %s', async (side, _how, event, call) => {
    const rig = await sharedDeal();
    await edited(rig, { Co_Sell_Notes__c: 'Ours.' }, { '/details/notes': 'Theirs.' });
    const [tile] = JSON.parse(String(rig.salesforce.field(DEAL, 'Co_Sell_Conflicts__c')));
    rig.salesforce.edit(DEAL, {
      Amount: 60_000,
      Co_Sell_Conflict_Choices__c: JSON.stringify({ notes: `${side}@${tile.hash}` }),
    });
    rig[call === 'patch' ? 'partnerCenter' : 'salesforce'].weather.next(call, event);
    await rig.rungAndSettled(DEAL);
    await rig.pass(HOUR);
    const kept = side === 'salesforce' ? 'Ours.' : 'Theirs.';
    expect(value(rig, 'notes')).toBe(kept);
    expect(value(rig, 'dealValue')).toBe(60_000);
    expect(rig.salesforce.get(DEAL).fields).toMatchObject({
      Co_Sell_Notes__c: kept,
      Co_Sell_Conflicts__c: null,
      Co_Sell_Conflict_Choices__c: null,
      Co_Sell_Sync_Status__c: 'Synced',
    });
    expect((await rig.pair(DEAL)).held).toEqual({});
  });

  it('clear the change token that was read, never a newer one', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.salesforce.weather.next('change', {
      before: () => rig.salesforce.edit(DEAL, { Co_Sell_Notes__c: 'Again.' }),
    });
    await rig.ring(DEAL);
    await rig.settled();
    const { token } = rig.salesforce.get(DEAL);
    expect(token).not.toBeNull();
    const { state, dueAt, versions } = await rig.pair(DEAL);
    expect(versions.token).toBe(token);
    expect({ state, dueAt }).toEqual({ state: 'open', dueAt: rig.clock.now() + SECOND });
    await rig.pass(2 * SECOND);
    expect(rig.salesforce.get(DEAL).token).toBeNull();
    expect(value(rig, 'notes')).toBe('Again.');
    await rig.expectQuiet(DEAL);
  });

  it('that ring during a visit are looked at a second later', async () => {
    const rig = await sharedDeal();
    rig.salesforce.weather.next('read', { before: () => rig.ring(DEAL, 'nudge') });
    await rig.ring(DEAL);
    const [claim] = await rig.store.claim({ limit: 1, leaseMs: MINUTE });
    if (!claim) throw new Error('nothing is due');
    await rig.visit(claim);
    expect((await rig.pair(DEAL)).dueAt).toBe(rig.clock.now() + SECOND);
  });

  it('that mean nothing to the bridge only have their token cleared', async () => {
    const history = 'Second.\r\nFirst.';
    const rig = await sharedDeal({ Audit__c: history });
    rig.salesforce.edit(DEAL, { Name: 'Another name' });
    await rig.rungAndSettled(DEAL);
    expect(count(rig, 'patch')).toBe(0);
    expect(rig.salesforce.get(DEAL).token).toBeNull();
    const change = rig.salesforce.weather.calls.findLast(({ name }) => name === 'change');
    expect(change?.args[0]).toMatchObject({ set: {}, expect: {}, clearToken: true, audit: [] });
    expect(change?.args[0]).toMatchObject({
      bookkeeping: { Co_Sell_Last_Synced__c: '2026-03-08T09:00:00.000Z' },
    });
    expect(rig.salesforce.field(DEAL, 'Audit__c')).toBe(history);
  });

  it('are compared with what the bridge read when it writes', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, { '/details/dealValue': 70_000 });
    rig.salesforce.weather.next('change', {
      before: () => rig.salesforce.edit(DEAL, { Amount: 61_000 }),
    });
    await rig.rungAndSettled(DEAL);
    await rig.pass(MINUTE);
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(61_000);
    expect(value(rig, 'dealValue')).toBe(61_000);
    const conflict = (await rig.trail(DEAL)).find(({ action }) => action === 'conflict');
    expect(conflict).toMatchObject({ before: 70_000, after: 61_000 });
  });

  it.each([
    ['a field that is read', { StageName: 'Qualification' }],
    ['Sync', { Sync_with_Partner_Center__c: false }],
    ['notes', { Co_Sell_Notes__c: 'Meanwhile.' }],
  ])('of anything the decision read stop the write: %s', async (_name, fields) => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, { '/details/dealValue': 70_000 });
    rig.salesforce.weather.next('change', { before: () => rig.salesforce.edit(DEAL, fields) });
    await rig.ring(DEAL);
    await rig.settled();
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(50_000);
    const pair = await rig.pair(DEAL);
    expect(pair).toMatchObject({ failures: 0, attempt: null, versions: { changedMeanwhile: 1 } });
    expect(pair.dueAt).toBe(rig.clock.now() + SECOND);
  });

  it('of what is not kept the same, or belongs to the account, stop no write', async () => {
    const rig = await sharedDeal();
    const notes = mappingRow('notes', 'Co_Sell_Notes__c', {
      ...{ direction: 'To Partner Center', transform: 'Template' },
      transformArgument: '{Co_Sell_Notes__c} ({Account.Name})',
    });
    const { profile } = rig.salesforce.org;
    const others = profile.mapping.filter(({ canonicalField }) => canonicalField !== 'notes');
    rig.salesforce.org.profile = { ...profile, mapping: [...others, notes] };
    rig.partnerCenter.edit(rig.referralId, { '/details/dealValue': 70_000 });
    rig.salesforce.weather.next('change', {
      before: () => rig.salesforce.edit(DEAL, { Name: 'Another', 'Account.Name': 'Another' }),
    });
    await rig.ring(DEAL);
    await rig.settled();
    expect(value(rig, 'notes')).toMatch(/\(Nordlicht Werke GmbH\)$/);
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(70_000);
  });

  it.each([
    ['people', (rig: Shared) => ({ '/customerProfile/team': withNils(rig) }), 2, 1],
    ['solutions', (rig: Shared) => ({ [SOLUTIONS]: withSecond(rig) }), 1, 2],
  ])('of anything the decision read stop a write of %s alone', async (_n, added, ...counts) => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, added(rig));
    rig.salesforce.weather.next('change', {
      before: () => rig.salesforce.edit(DEAL, { StageName: 'Qualification' }),
    });
    await rig.ring(DEAL);
    await rig.settled();
    const counted = () => {
      const { contacts, solutions } = rig.salesforce.get(DEAL);
      return [contacts.length, solutions.length];
    };
    expect(counted()).toEqual([1, 1]);
    await rig.pass(MINUTE);
    expect(counted()).toEqual(counts);
  });

  it('of solutions and people arrive, and are the same on both sides from then on', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, {
      [SOLUTIONS]: withSecond(rig),
      '/customerProfile/team': withNils(rig),
    });
    await rig.ring(DEAL);
    await rig.settled();
    const { solutions: rows, contacts } = rig.salesforce.get(DEAL);
    expect(rows.map(({ name }) => name)).toContain('Second');
    expect(contacts.map(({ email }) => email)).toContain(NILS.email);
    const { base, held } = await rig.pair(DEAL);
    expect(held).toEqual({});
    expect((await rig.trail(DEAL)).filter(({ action }) => action === 'refused')).toEqual([]);
    expect(base?.salesforce).toMatchObject({
      'solutions:SOL-2': { name: 'Second' },
      [`contacts:${NILS.email}`]: { lastName: 'Holm' },
    });
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    await rig.expectQuiet(DEAL);
  });

  it('are told in the history of the record, which keeps what it told before', async () => {
    const rig = await sharedDeal();
    await edited(rig, { Amount: 60_000 }, {});
    await edited(rig, {}, { '/details/notes': 'Theirs.' });
    expect(rig.salesforce.field(DEAL, 'Audit__c')).toMatch(
      /written notes: .*\n.* sent dealValue: /,
    );
  });

  it.each([true, false])(
    'that leave nothing to write are told in the trail alone; history on the record: %s',
    async (hasHistory) => {
      const rig = await sharedDeal();
      const record = rig.salesforce.get(DEAL);
      if (!hasHistory) delete record.fields['Audit__c'];
      rig.salesforce.records.set(DEAL, record);
      rig.salesforce.edit(DEAL, { Amount: 60_000 }, { token: null });
      await rig.rungAndSettled(DEAL);
      const [sent] = await rig.trail(DEAL);
      expect(rig.salesforce.trail.get(String(sent?.entryKey))).toEqual(sent);
      // Nothing of the record is written then, and so it says nothing of a sync.
      const isSaid = rig.salesforce.field(DEAL, 'Co_Sell_Last_Synced__c') !== null;
      expect(isSaid).toBe(hasHistory);
      await rig.expectQuiet(DEAL);
    },
  );

  it('are remembered as what both sides show from then on', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    await rig.ring(DEAL);
    await rig.settled();
    const { base, versions } = await rig.pair(DEAL);
    const both = { dealValue: 60_000, notes: 'Theirs.' };
    expect(base).toMatchObject({ partnerCenter: both, salesforce: both });
    const { updatedDateTime } = rig.partnerCenter.get(rig.referralId);
    expect(versions).toMatchObject({ partnerCenter: updatedDateTime });
    expect(versions.newerThan).toBeUndefined();
  });

  it('that are nobody’s answer ask for nobody’s name', async () => {
    const rig = await sharedDeal();
    const sendsAt = new Date(rig.clock.now() - MINUTE).toISOString();
    rig.salesforce.edit(DEAL, {
      ...{ Amount: 60_000, StageName: 'Closed Won' },
      Co_Sell_Close_Sends_At__c: sendsAt,
    });
    await rig.rungAndSettled(DEAL);
    expect(rig.partnerCenter.get(rig.referralId).substatus).toBe('Won');
    expect(count(rig, 'auditActor', 'salesforce')).toBe(0);
  });

  it('without a token that say nothing new are remembered as read', async () => {
    const rig = await sharedDeal();
    await rig.pass(MINUTE);
    rig.salesforce.edit(DEAL, { Name: 'Another name' }, { token: null });
    await rig.ring(DEAL);
    await rig.settled();
    expect(count(rig, 'change', 'salesforce')).toBe(0);
    const { version } = rig.salesforce.get(DEAL);
    expect((await rig.pair(DEAL)).versions).toMatchObject({ salesforce: version, token: null });
  });

  it('in Partner Center between read and write are read again, with no fault', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.next('patch', {
      before: () => rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' }),
    });
    await rig.ring(DEAL);
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ failures: 0, attempt: null, lastError: null, dueAt: rig.clock.now() + SECOND },
    });
    await rig.pass(2 * SECOND);
    expect(value(rig, 'dealValue')).toBe(60_000);
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBe('Theirs.');
    expect((await rig.pair(DEAL)).versions.changedMeanwhile).toBeUndefined();
  });

  it('again and again are looked at ever later, up to the retry of a stale read', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.always('patch', { instead: new StaleReferral() });
    await rig.ring(DEAL);
    const waits: number[] = [];
    for (let i = 0; i < 7; i++) {
      await rig.settled();
      const wait = ((await rig.pair(DEAL)).dueAt ?? 0) - rig.clock.now();
      waits.push(wait / SECOND);
      rig.clock.advance(wait);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect((await rig.pair(DEAL)).failures).toBe(0);
  });
});

describe('a write whose answer was lost', () => {
  const fates = [
    ['carried out', (fault: Error) => ({ afterwards: fault })],
    ['not carried out', (fault: Error) => ({ instead: fault })],
  ] as const;

  it.each(fates)(
    'to Partner Center, %s, is not taken for an edit of Microsoft’s',
    async (_n, fate) => {
      const rig = await sharedDeal();
      rig.salesforce.edit(DEAL, { Amount: 60_000 });
      rig.partnerCenter.weather.next('patch', fate(lost('partnerCenter')));
      await rig.ring(DEAL);
      await rig.settled();
      expect((await rig.pair(DEAL)).attempt).toMatchObject({
        ...{ kind: 'patch', side: 'partnerCenter' },
        fields: { dealValue: { from: 50_000, to: 60_000, source: 60_000 } },
      });
      rig.salesforce.edit(DEAL, { Amount: 50_000 });
      await rig.pass(HOUR);
      expect(value(rig, 'dealValue')).toBe(50_000);
      expect(rig.salesforce.field(DEAL, 'Amount')).toBe(50_000);
      expect(await rig.pair(DEAL)).toMatchObject({ attempt: null, held: {}, failures: 0 });
      const actions = await rig.actions(DEAL);
      expect(actions).not.toContain('conflict dealValue');
      expect(actions).not.toContain('linked');
    },
  );

  it.each(fates)(
    'to Salesforce, %s, is not taken for an edit of the seller’s',
    async (_n, fate) => {
      const rig = await sharedDeal();
      rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'First.' });
      rig.salesforce.weather.next('change', fate(lost('salesforce')));
      await rig.ring(DEAL);
      await rig.settled();
      expect((await rig.pair(DEAL)).attempt).toMatchObject({
        ...{ kind: 'update-record', side: 'salesforce' },
      });
      rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Second.' });
      await rig.pass(HOUR);
      expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBe('Second.');
      expect(await rig.pair(DEAL)).toMatchObject({ attempt: null, held: {}, failures: 0 });
      expect(await rig.actions(DEAL)).not.toContain('held notes');
      await rig.expectQuiet(DEAL);
    },
  );

  it('to Salesforce is looked for soon, too', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    rig.salesforce.weather.next('change', { instead: lost('salesforce') });
    await rig.ring(DEAL);
    await rig.settled();
    // Microsoft takes it back: nothing is left to write, and still it may come.
    const notes = String(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c'));
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': notes });
    await rig.pass(5 * SECOND);
    const pair = await rig.pair(DEAL);
    expect(pair.attempt).toMatchObject({ kind: 'update-record' });
    expect(pair.dueAt).toBeLessThanOrEqual(rig.clock.now() + 30 * SECOND);
    await rig.pass(HOUR);
    expect((await rig.pair(DEAL)).attempt).toBeNull();
  });

  it('keeps a deal from being over until it cannot be carried out any more', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.next('patch', { instead: lost('partnerCenter') });
    await rig.ring(DEAL);
    await rig.settled();
    rig.salesforce.edit(DEAL, { Amount: 50_000, StageName: 'Closed Won' });
    rig.partnerCenter.edit(rig.referralId, { '/status': 'Closed', '/substatus': 'Won' });
    await rig.pass(5 * SECOND);
    const pair = await rig.pair(DEAL);
    expect(pair.attempt).not.toBeNull();
    expect(pair).toMatchObject({ state: 'open' });
    await rig.pass(HOUR);
    expect(await rig.pair(DEAL)).toMatchObject({ state: 'closed', attempt: null, dueAt: null });
  });

  it('is looked for soon, as long as it may still be carried out', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.next('patch', { instead: lost('partnerCenter') });
    await rig.ring(DEAL);
    await rig.settled();
    // The seller takes it back: nothing is left to send, and still it may come.
    rig.salesforce.edit(DEAL, { Amount: 50_000 });
    await rig.pass(2 * SECOND);
    const pair = await rig.pair(DEAL);
    expect(pair.attempt).not.toBeNull();
    expect(pair.dueAt).toBeLessThanOrEqual(rig.clock.now() + 30 * SECOND);
    await rig.pass(14 * MINUTE);
    expect((await rig.pair(DEAL)).attempt).not.toBeNull();
    await rig.pass(2 * MINUTE);
    expect((await rig.pair(DEAL)).attempt).toBeNull();
    expect((await rig.pair(DEAL)).dueAt).toBeGreaterThan(rig.clock.now() + 20 * HOUR);
  });

  it.each([
    ['refused', refusal('partnerCenter')],
    ['away', away('partnerCenter')],
    ['stale', new StaleReferral()],
  ])('is another thing than one that was %s: nothing stays open', async (_name, fault) => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.next('patch', { instead: fault });
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).attempt).toBeNull();
  });
});

describe('a change of nothing but status and token', () => {
  it('leaves nothing open when its answer is lost', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Name: 'Another name' });
    rig.salesforce.weather.next('change', { instead: lost('salesforce') });
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).attempt).toBeNull();
  });

  it('that is refused leaves open what is', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    rig.salesforce.weather.next('change', { instead: lost('salesforce') });
    await rig.ring(DEAL);
    await rig.settled();
    // Taken back: nothing is left to write, and still the first one may come.
    const notes = rig.salesforce.field(DEAL, 'Co_Sell_Notes__c') ?? null;
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': notes });
    rig.salesforce.edit(DEAL, { Name: 'Another name' });
    rig.salesforce.org.rule = () => ({ outcome: 'rejected' });
    await rig.pass(2 * SECOND);
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ failures: 1, attempt: { kind: 'update-record', fields: { notes: {} } } },
    });
  });
});

describe('an answer without a document', () => {
  it('counts as sent, and only a newer read is believed', async () => {
    const rig = await sharedDeal();
    const { port } = rig.partnerCenter;
    const { patch } = port;
    port.patch = async (...args) => void (await patch(...args));
    const before = rig.partnerCenter.get(rig.referralId).updatedDateTime;
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    await rig.ring(DEAL);
    await rig.settled();
    const seen = (await rig.pair(DEAL)).versions;
    expect(seen.newerThan).not.toBe(before);
    expect(seen.newerThan).toBeDefined();
    expect((await rig.pair(DEAL)).base).toMatchObject({
      ...{ partnerCenter: { dealValue: 60_000 }, salesforce: { dealValue: 60_000 } },
    });
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBe('Theirs.');
    expect(count(rig, 'patch')).toBe(1);
    expect(await rig.actions(DEAL)).toEqual(['sent dealValue', 'written notes']);
    expect((await rig.pair(DEAL)).dueAt).toBeLessThanOrEqual(rig.clock.now() + 30 * SECOND);
    await rig.pass(MINUTE);
    expect((await rig.pair(DEAL)).versions.newerThan).toBeUndefined();
    await rig.expectQuiet(DEAL);
  });

  it('is not contradicted by a read from before it', async () => {
    const rig = await sharedDeal();
    const { port } = rig.partnerCenter;
    const { patch } = port;
    const before = rig.partnerCenter.get(rig.referralId);
    port.patch = async (...args) => void (await patch(...args));
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await rig.ring(DEAL);
    await rig.settled();
    const after = rig.partnerCenter.get(rig.referralId);
    rig.partnerCenter.referrals.set(rig.referralId, before);
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).versions.olderReads).toBe(1);
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(60_000);
    rig.partnerCenter.referrals.set(rig.referralId, after);
    await rig.pass(MINUTE);
    expect((await rig.pair(DEAL)).versions.olderReads).toBeUndefined();
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(60_000);
    await rig.expectQuiet(DEAL);
  });

  it('is waited for even after an older read was believed', async () => {
    const rig = await sharedDeal();
    const { patch } = rig.partnerCenter.port;
    const before = rig.partnerCenter.get(rig.referralId);
    rig.partnerCenter.port.patch = async (...args) => void (await patch(...args));
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await rig.ring(DEAL);
    await rig.settled();
    rig.partnerCenter.port.patch = patch;
    rig.partnerCenter.referrals.set(rig.referralId, before);
    await rig.pass(2 * MINUTE);
    const { versions, dueAt } = await rig.pair(DEAL);
    expect(versions).toMatchObject({ olderReads: 3, newerThan: before.updatedDateTime });
    expect(dueAt).toBeLessThanOrEqual(rig.clock.now() + 30 * SECOND);
  });
});

describe('a read that lags behind', () => {
  it('is never merged: Salesforce', async () => {
    const rig = await sharedDeal();
    const old = rig.salesforce.get(DEAL);
    await rig.pass(MINUTE);
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'News.' });
    await rig.rungAndSettled(DEAL);
    const now = rig.salesforce.get(DEAL);
    rig.salesforce.records.set(DEAL, { ...old, fields: { ...old.fields, Amount: 1 } });
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).dueAt).toBe(rig.clock.now() + 30 * SECOND);
    expect(value(rig, 'dealValue')).toBe(50_000);
    rig.salesforce.records.set(DEAL, now);
    await rig.pass(MINUTE);
    expect(value(rig, 'dealValue')).toBe(50_000);
  });

  it('is never merged: Partner Center', async () => {
    const rig = await sharedDeal();
    const old = rig.partnerCenter.get(rig.referralId);
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'News.' });
    await rig.rungAndSettled(DEAL);
    rig.partnerCenter.referrals.set(rig.referralId, {
      ...old,
      details: { ...(old['details'] as JsonObject), dealValue: 1 },
    });
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).dueAt).toBe(rig.clock.now() + 30 * SECOND);
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(50_000);
  });

  it('behind a notified change is thrown away three times, then believed', async () => {
    const rig = await sharedDeal();
    const later = new Date(rig.clock.now() + HOUR).toISOString();
    await rig.ring(rig.referralId, 'webhook', { notifiedAt: later });
    for (const times of [1, 2, 3]) {
      await rig.settled();
      const pair = await rig.pair(DEAL);
      expect(pair.versions.olderReads).toBe(times);
      expect(pair.dueAt).toBe(rig.clock.now() + 30 * SECOND);
      rig.clock.advance(30 * SECOND);
    }
    await rig.settled();
    expect((await rig.pair(DEAL)).settledRung).toBe((await rig.pair(DEAL)).rung);
    await rig.rungAndSettled(DEAL);
    expect((await rig.pair(DEAL)).settledRung).toBe((await rig.pair(DEAL)).rung);
  });

  it('of exactly the notified change is new enough', async () => {
    const rig = await sharedDeal();
    const { updatedDateTime } = rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'N' });
    await rig.ring(rig.referralId, 'webhook', { notifiedAt: updatedDateTime });
    await rig.settled();
    expect((await rig.pair(DEAL)).versions.olderReads).toBeUndefined();
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBe('N');
  });
});

describe('what the other side makes of a value', () => {
  it('is held as refused when Salesforce keeps another one, and not written again', async () => {
    const rig = await sharedDeal();
    const kept = rig.salesforce.field(DEAL, 'Co_Sell_Notes__c') ?? null;
    rig.salesforce.org.automation = (record) => void (record.fields['Co_Sell_Notes__c'] = kept);
    await edited(rig, {}, { '/details/notes': 'Theirs.' });
    await rig.pass(MINUTE);
    expect((await rig.pair(DEAL)).held).toMatchObject({
      notes: { reason: 'refused', partnerCenter: 'Theirs.', salesforce: kept },
    });
    expect(rig.salesforce.status(DEAL)).toBe('Needs Attention');
    const refused = (await rig.trail(DEAL)).filter(({ action }) => action === 'refused');
    expect(refused).toEqual([
      expect.objectContaining({
        ...{ side: 'salesforce', field: 'notes', before: 'Theirs.', after: kept },
        reason: 'refused',
      }),
    ]);
    expect(value(rig, 'notes')).toBe('Theirs.');
    await rig.expectQuiet(DEAL);
    rig.salesforce.org.automation = () => undefined;
    await edited(rig, {}, { '/details/notes': 'Theirs again.' });
    await rig.pass(MINUTE);
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBe('Theirs again.');
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
  });

  it('is told with the very visit that Salesforce kept another one', async () => {
    const rig = await sharedDeal();
    const kept = rig.salesforce.field(DEAL, 'Co_Sell_Notes__c') ?? null;
    rig.salesforce.org.automation = (record) => void (record.fields['Co_Sell_Notes__c'] = kept);
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    await rig.ring(DEAL);
    await rig.settled();
    expect(rig.salesforce.status(DEAL)).toBe('Needs Attention');
  });

  it('is sent no more than three times on a visit when Partner Center drops it', async () => {
    const rig = await receivedDeal({ status: 'Active', substatus: 'Accepted' });
    const { port } = rig.partnerCenter;
    const { patch } = port;
    port.patch = async (...args) => {
      if (count(rig, 'patch') > 5) throw away('partnerCenter');
      await patch(...args);
      return rig.partnerCenter.edit(INBOUND, { '/externalReferenceId': null });
    };
    await rig.ring(rig.recordId);
    const [claim] = await rig.store.claim({ limit: 1, leaseMs: MINUTE });
    if (!claim) throw new Error('nothing is due');
    await rig.visit(claim);
    expect(count(rig, 'patch')).toBe(3);
  });

  it('is held as refused when Partner Center keeps another one', async () => {
    const rig = await sharedDeal();
    const { port } = rig.partnerCenter;
    const { patch } = port;
    port.patch = async (...args) => {
      await patch(...args);
      return rig.partnerCenter.edit(rig.referralId, { '/details/dealValue': 1 });
    };
    await edited(rig, { Amount: 60_000 }, {});
    expect((await rig.pair(DEAL)).held).toMatchObject({
      dealValue: { reason: 'refused', partnerCenter: 1, salesforce: 60_000 },
    });
    expect(rig.salesforce.status(DEAL)).toBe('Needs Attention');
    const refused = (await rig.trail(DEAL)).filter(({ action }) => action === 'refused');
    expect(refused).toEqual([
      expect.objectContaining({
        ...{ side: 'partnerCenter', field: 'dealValue', before: 60_000, after: 1 },
        reason: 'refused',
      }),
    ]);
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(60_000);
    await rig.expectQuiet(DEAL);
  });

  it('is a loop when it happens again and again, and then it is held', async () => {
    const rig = await sharedDeal();
    let notes = 0;
    const flow = () => rig.salesforce.edit(DEAL, { Amount: 50_000 + (notes += 1) });
    for (let i = 0; i < 8; i++) {
      flow();
      await rig.rungAndSettled(DEAL);
    }
    expect(count(rig, 'patch')).toBe(8);
    for (let i = 0; i < 4; i++) {
      rig.partnerCenter.edit(rig.referralId, { '/details/dealValue': 90_000 + i });
      await rig.rungAndSettled(DEAL);
    }
    expect((await rig.pair(DEAL)).recentWrites.dealValue).toHaveLength(8);
    expect((await rig.pair(DEAL)).held).toMatchObject({ dealValue: { reason: 'looping' } });
  });

  it('is no loop when it is spread over more than ten minutes', async () => {
    const rig = await sharedDeal();
    for (let i = 0; i < 12; i++) {
      if (i % 2) rig.partnerCenter.edit(rig.referralId, { '/details/dealValue': 90_000 + i });
      else rig.salesforce.edit(DEAL, { Amount: 60_000 + i });
      await rig.rungAndSettled(DEAL);
      await rig.pass(3 * MINUTE);
    }
    expect((await rig.pair(DEAL)).held).toEqual({});
    expect((await rig.pair(DEAL)).recentWrites.dealValue?.length).toBeLessThanOrEqual(5);
  });
});

describe('a change that Salesforce does not take', () => {
  const rows = [
    ['rejected', [], 'salesforce-rejected', 'Needs Attention'],
    ['forbidden', [], 'salesforce-forbidden', 'Failed'],
    ['rejected', ['ENTITY_IS_LOCKED'], 'record-locked', 'Needs Attention'],
    ['exists', [], 'salesforce-rejected', 'Needs Attention'],
  ] as const;
  it.each(rows)('is a fault of the pair: %s %j', async (outcome, codes, code, status) => {
    const rig = await sharedDeal();
    const errors = ['A rule says', 'no.'].map((message, i) => ({
      ...{ message, fields: [], statusCode: codes[i] ?? 'FIELD_CUSTOM_VALIDATION_EXCEPTION' },
    }));
    rig.salesforce.org.rule = (_record, change) =>
      'set' in change && Object.keys(change.set).length > 0
        ? { outcome, errors: [...errors] }
        : undefined;
    rig.partnerCenter.edit(rig.referralId, { '/details/dealValue': 70_000 });
    await rig.ring(DEAL);
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ failures: 1, attempt: null },
      lastError: { code, detail: 'A rule says no.', side: 'salesforce' },
    });
    expect(rig.salesforce.status(DEAL)).toBe(status);
    rig.salesforce.org.rule = () => undefined;
    await rig.pass(HOUR);
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(70_000);
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    expect(rig.salesforce.message(DEAL)).toBeNull();
    await rig.expectQuiet(DEAL);
  });

  it('because the record is gone is told as such', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, { '/details/dealValue': 70_000 });
    rig.salesforce.weather.next('change', { before: () => rig.salesforce.records.delete(DEAL) });
    await rig.ring(DEAL);
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({ lastError: { code: 'no-record' } });
  });

  it('because it is locked for a moment is no fault', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, { '/details/dealValue': 70_000 });
    rig.salesforce.org.rule = () => ({ outcome: 'locked' });
    await rig.ring(DEAL);
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ failures: 0, lastError: null, attempt: null, dueAt: rig.clock.now() + SECOND },
    });
  });
});

it('a visit that fails after its write remembers the token of a newer edit', async () => {
  const rig = await sharedDeal(HELP);
  rig.partnerCenter.weather.next('create', { instead: refusal('partnerCenter') });
  rig.salesforce.edit(DEAL, { Name: 'Another name' });
  rig.salesforce.weather.next('change', {
    before: () => rig.salesforce.edit(DEAL, { Name: 'Yet another name' }),
  });
  await rig.ring(DEAL);
  await rig.settled();
  const { token } = rig.salesforce.get(DEAL);
  expect(token).not.toBeNull();
  expect(await rig.pair(DEAL)).toMatchObject({ failures: 1, versions: { token } });
});

describe('the next look', () => {
  it('comes within a day, and two seconds after a version that may still change', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).dueAt).toBe(rig.clock.now() + 2 * SECOND);
    await rig.pass(5 * SECOND);
    const { dueAt } = await rig.pair(DEAL);
    expect(dueAt).toBeGreaterThan(rig.clock.now() + DAY - MINUTE);
    expect(dueAt).toBeLessThanOrEqual(rig.clock.now() + DAY);
  });

  it('comes within the hour while Microsoft’s answer is awaited', async () => {
    const rig = await invitedDeal();
    const { dueAt } = await rig.rungAndSettled(DEAL);
    expect(dueAt).toBeGreaterThan(rig.clock.now() + 59 * MINUTE);
    expect(dueAt).toBeLessThanOrEqual(rig.clock.now() + HOUR);
  });

  it('never comes for a deal that is over on both sides', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { StageName: 'Closed Won' });
    await rig.ring(DEAL);
    await rig.pass(11 * MINUTE);
    expect(rig.partnerCenter.get(rig.referralId)).toMatchObject({ substatus: 'Won' });
    expect(await rig.pair(DEAL)).toMatchObject({ state: 'closed', dueAt: null });
    expect(rig.salesforce.field(DEAL, 'Referral_Substatus__c')).toBe('Won');
    await rig.expectQuiet(DEAL);
  });

  it('comes for a deal that is over on one side only, until it is over differently', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { StageName: 'Closed Won' });
    rig.partnerCenter.edit(rig.referralId, { '/status': 'Closed', '/substatus': 'Lost' });
    const pair = await rig.rungAndSettled(DEAL);
    expect(pair).toMatchObject({
      ...{ state: 'closed', dueAt: null },
      held: { status: { reason: 'closed-differently' } },
    });
    expect(rig.salesforce.field(DEAL, 'StageName')).toBe('Closed Won');
    expect(rig.salesforce.status(DEAL)).toBe('Needs Attention');
  });

  it('comes for a deal that Microsoft ended while receiving is off', async () => {
    const rig = await sharedDeal({}, { settings: { receive: false } });
    rig.partnerCenter.edit(rig.referralId, { '/status': 'Closed', '/substatus': 'Won' });
    const pair = await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.field(DEAL, 'StageName')).toBe('Negotiation');
    expect(pair.state).toBe('open');
    expect(pair.dueAt).not.toBeNull();
  });

  it('waits for the undo window of a close, and sends it after that', async () => {
    const rig = await sharedDeal();
    const sendsAt = new Date(rig.clock.now() + 10 * MINUTE).toISOString();
    rig.salesforce.edit(DEAL, { StageName: 'Closed Won', Co_Sell_Close_Sends_At__c: sendsAt });
    await rig.rungAndSettled(DEAL);
    expect(rig.partnerCenter.get(rig.referralId).status).toBe('Active');
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ state: 'open', dueAt: Date.parse(sendsAt) },
    });
    await rig.pass(10 * MINUTE);
    expect(rig.partnerCenter.get(rig.referralId).substatus).toBe('Won');
    expect((await rig.pair(DEAL)).state).toBe('closed');
  });

  it('takes a deal that Microsoft closed to the stage that means it', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, { '/status': 'Closed', '/substatus': 'Won' });
    const pair = await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.field(DEAL, 'IsWon')).toBe(true);
    expect(pair.state).toBe('closed');
    expect(rig.salesforce.bells.map(({ title }) => title)).toEqual([
      'This deal was closed as won in Partner Center',
    ]);
  });
});

describe('another customer on the record', () => {
  it('is said while it is there, on a deal that is in sync, and not any longer', async () => {
    const rig = await sharedDeal();
    const customer = String(rig.salesforce.field(DEAL, 'Account.Name'));
    rig.salesforce.edit(DEAL, { 'Account.Name': 'Somebody else' }, { token: null });
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    expect(rig.salesforce.message(DEAL)).toContain('Somebody else');
    expect(rig.salesforce.bells).toEqual([]);
    rig.salesforce.edit(DEAL, { 'Account.Name': customer }, { token: null });
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.message(DEAL)).toBeNull();
  });
});

describe('Sync off and on', () => {
  it('pauses, deletes nothing, and resumes with what was edited meanwhile', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Sync_with_Partner_Center__c: false });
    expect(await rig.rungAndSettled(DEAL)).toMatchObject({ state: 'paused', dueAt: null });
    expect(rig.salesforce.status(DEAL)).toBe('Paused');
    expect(rig.salesforce.message(DEAL)).toBeNull();
    expect(rig.salesforce.get(DEAL).token).toBeNull();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    await rig.rungAndSettled(DEAL);
    expect(value(rig, 'dealValue')).toBe(50_000);
    expect(rig.salesforce.get(DEAL).token).toBeNull();
    await rig.expectQuiet(DEAL);
    rig.salesforce.edit(DEAL, { Sync_with_Partner_Center__c: true });
    expect(await rig.rungAndSettled(DEAL)).toMatchObject({ state: 'open' });
    expect(value(rig, 'dealValue')).toBe(60_000);
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBe('Theirs.');
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    const told = (await rig.trail(DEAL)).filter(({ action }) => /paused|resumed/.test(action));
    expect(told).toEqual([
      expect.objectContaining({ action: 'paused', side: 'salesforce', actor: 'Salesforce' }),
      expect.objectContaining({ action: 'resumed', side: 'salesforce', actor: 'Salesforce' }),
    ]);
    await rig.expectQuiet(DEAL);
  });

  it.each([
    ['paused', false],
    ['resumed', true],
  ] as const)('is told once although Salesforce was away: %s', async (action, isOn) => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Sync_with_Partner_Center__c: false });
    if (isOn) await rig.rungAndSettled(DEAL);
    rig.salesforce.edit(DEAL, { Sync_with_Partner_Center__c: isOn });
    rig.salesforce.weather.next('change', { instead: away('salesforce') });
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).state).toBe(isOn ? 'open' : 'paused');
    await rig.pass(MINUTE);
    expect((await rig.actions(DEAL)).filter((one) => one === action)).toHaveLength(1);
  });

  it('off needs no answer of Partner Center', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.unreadable.add(rig.referralId);
    rig.salesforce.edit(DEAL, { Sync_with_Partner_Center__c: false });
    expect(await rig.rungAndSettled(DEAL)).toMatchObject({ state: 'paused', failures: 0 });
    expect(rig.salesforce.status(DEAL)).toBe('Paused');
  });

  it('off between the reads of a visit is obeyed at once', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Sync_with_Partner_Center__c: false });
    rig.salesforce.weather.next('change', {
      before: () => rig.salesforce.edit(DEAL, { Name: 'Edited' }),
    });
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).dueAt).toBe(rig.clock.now() + SECOND);
    await rig.pass(SECOND);
    expect(rig.salesforce.get(DEAL).token).toBeNull();
  });
});

describe('a write whose answer was lost', () => {
  it('is still known as ours when the next one comes too late because of it', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'First.' });
    rig.salesforce.weather.next('change', { instead: lost('salesforce') });
    await rig.ring(rig.referralId, 'webhook');
    await rig.settled();
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Second.' });
    rig.salesforce.weather.next('change', {
      before: () => rig.salesforce.edit(DEAL, { Co_Sell_Notes__c: 'First.' }),
    });
    await rig.ring(rig.referralId, 'webhook');
    await rig.pass(MINUTE);
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBe('Second.');
    expect((await rig.pair(DEAL)).held).toEqual({});
    await rig.expectQuiet(DEAL);
  });
});

describe('a record that is deleted', () => {
  it('pauses its pair with the reason, and resumes when it is restored', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, {}, { deleted: true });
    const paused = await rig.rungAndSettled(DEAL);
    expect(paused).toMatchObject({
      ...{ state: 'paused', dueAt: null, recordId: DEAL, failures: 0 },
      lastError: { code: 'record-gone', detail: '', side: 'salesforce' },
      versions: { salesforce: rig.salesforce.get(DEAL).version },
    });
    expect(paused.versions.token).toBe(rig.salesforce.get(DEAL).token);
    rig.salesforce.edit(DEAL, { Amount: 61_000 }, { deleted: false });
    const resumed = await rig.rungAndSettled(DEAL);
    expect(resumed).toMatchObject({ state: 'open', lastError: null });
    expect(value(rig, 'dealValue')).toBe(61_000);
  });

  it('even from the recycle bin is never replaced', async () => {
    const rig = await sharedDeal();
    rig.salesforce.records.delete(DEAL);
    const pair = await rig.rungAndSettled(DEAL);
    expect(pair).toMatchObject({ state: 'paused', lastError: { code: 'record-gone' } });
    await rig.ring(rig.referralId, 'webhook');
    await rig.pass(DAY);
    expect(rig.salesforce.made()).toEqual([]);
    expect(count(rig, 'create')).toBe(0);
  });

  it.each([
    ['in the recycle bin', (rig: Rig) => rig.salesforce.edit(DEAL, {}, { deleted: true })],
    ['deleted for good', (rig: Rig) => rig.salesforce.records.delete(DEAL)],
  ])('gives its referral to another one that an admin writes it on: %s', async (_name, remove) => {
    const rig = await sharedDeal();
    remove(rig);
    await rig.rungAndSettled(DEAL);
    const identifier = { Referral_Identifier__c: rig.referralId };
    rig.salesforce.add(dealRecord(identifier, { id: ANOTHER, token: 'token' }));
    await rig.ring(ANOTHER, 'nudge');
    await rig.pass(MINUTE);
    expect(await rig.pair(ANOTHER)).toMatchObject({
      ...{ state: 'open', referralId: rig.referralId, failures: 0 },
    });
    expect(await rig.findPair(DEAL)).toBeUndefined();
    const trail = await rig.trail(ANOTHER);
    const unlinked = trail.find(({ action }) => action === 'unlinked');
    expect(unlinked).toMatchObject({
      ...{ side: 'bridge', before: rig.referralId },
      reason: `${DEAL} was deleted, and ${ANOTHER} carries the identifier now`,
    });
    expect(rig.salesforce.trail.get(String(unlinked?.entryKey))).toEqual(unlinked);
    const actions = trail.map(({ action }) => action);
    expect(actions.filter((action) => /linked/.test(action)).sort()).toEqual([
      'linked',
      'unlinked',
    ]);
    await rig.expectQuiet(ANOTHER);
  });

  it('wakes the one that carries its identifier, and was refused before', async () => {
    const rig = await sharedDeal();
    const identifier = { Referral_Identifier__c: rig.referralId };
    rig.salesforce.add(dealRecord(identifier, { id: ANOTHER, token: 'token' }));
    await rig.ring(ANOTHER, 'nudge');
    await rig.settled();
    expect((await rig.pair(ANOTHER)).failures).toBe(1);
    rig.salesforce.edit(DEAL, {}, { deleted: true });
    await rig.ring(DEAL, 'nudge');
    await rig.settled();
    expect(await rig.pair(ANOTHER)).toMatchObject({ referralId: rig.referralId, failures: 0 });
  });

  it('before it was shared has no heir', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord({ Amount: null }));
    rig.salesforce.add(dealRecord({}, { id: ANOTHER }));
    await rig.rungAndSettled(DEAL);
    rig.salesforce.edit(DEAL, {}, { deleted: true });
    const pair = await rig.rungAndSettled(DEAL);
    expect(pair).toMatchObject({ state: 'paused', lastError: { code: 'record-gone' } });
    expect(await rig.actions(DEAL)).toEqual([]);
  });

  it('restored after its referral went to another one is told, and changes nothing', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, {}, { deleted: true });
    await rig.rungAndSettled(DEAL);
    const identifier = { Referral_Identifier__c: rig.referralId };
    rig.salesforce.add(dealRecord(identifier, { id: ANOTHER, token: 'token' }));
    await rig.ring(ANOTHER, 'nudge');
    await rig.pass(MINUTE);
    rig.salesforce.edit(DEAL, { Amount: 77 }, { deleted: false });
    await rig.ring(DEAL, 'nudge');
    await rig.pass(MINUTE);
    expect(rig.salesforce.message(DEAL)).toContain('claim the same deal');
    expect((await rig.pair(ANOTHER)).referralId).toBe(rig.referralId);
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(77);
    expect(value(rig, 'dealValue')).not.toBe(77);
  });
});

describe('an answer of the seller', () => {
  it('accepts the deal, in the name of who asked', async () => {
    const rig = await receivedDeal();
    const { recordId: id } = rig;
    rig.salesforce.edit(id, { Referral_Response__c: 'Accept' });
    const { token } = rig.salesforce.get(id);
    rig.salesforce.actors.set(`${token}:Referral_Response__c`, 'Ada Seller');
    await rig.rungAndSettled(id);
    const [referral] = rig.partnerCenter.ours();
    expect(referral).toMatchObject({ status: 'Active', externalReferenceId: id });
    expect(rig.salesforce.get(id).fields).toMatchObject({
      ...{ Referral_Response__c: null, StageName: 'Qualification', Referral_Status__c: 'Active' },
    });
    const accepted = (await rig.trail(id)).find(({ action }) => action === 'accepted');
    expect(accepted).toMatchObject({ actor: 'Ada Seller', before: 'pending', after: 'accepted' });
    await rig.expectQuiet(id);
  });

  it('and the end that followed it are told on one visit', async () => {
    const rig = await receivedDeal();
    const { recordId: id } = rig;
    const sendsAt = new Date(rig.clock.now() - MINUTE).toISOString();
    rig.salesforce.edit(id, { StageName: 'Closed Won', Co_Sell_Close_Sends_At__c: sendsAt });
    await rig.ring(id);
    await rig.settled();
    expect(rig.partnerCenter.get(INBOUND)).toMatchObject({ substatus: 'Won' });
  });

  it.each([
    ['nobody is noted', undefined],
    ['the trail cannot be read', away('salesforce')],
    ['the trail is refused', refusal('salesforce')],
  ])('is carried out all the same when %s', async (_name, instead) => {
    const rig = await receivedDeal();
    const { recordId: id } = rig;
    rig.salesforce.edit(id, { Referral_Response__c: 'Decline' });
    if (instead) rig.salesforce.weather.next('auditActor', { instead });
    await rig.ring(id);
    await rig.settled();
    await rig.pass(MINUTE);
    expect(rig.partnerCenter.ours()[0]).toMatchObject({ substatus: 'Declined' });
    const declined = (await rig.trail(id)).find(({ action }) => action === 'declined');
    expect(declined).toMatchObject({ actor: 'Salesforce' });
  });

  it('is nobody’s by name when the record was edited since', async () => {
    const rig = await receivedDeal();
    const { recordId: id } = rig;
    rig.salesforce.edit(id, { Referral_Response__c: 'Accept' }, { token: null });
    rig.salesforce.actors.set('null:Referral_Response__c', 'Nobody');
    await rig.rungAndSettled(id);
    const accepted = (await rig.trail(id)).find(({ action }) => action === 'accepted');
    expect(accepted).toMatchObject({ actor: 'Salesforce' });
    expect(count(rig, 'auditActor', 'salesforce')).toBe(0);
  });
});

describe('the CRM id of a deal that was born in Partner Center', () => {
  const accepted = { status: 'Active', substatus: 'Accepted' };
  const rows: [string, JsonObject, JsonObject, string | null][] = [
    ['accepted and nameless', accepted, {}, 'ours'],
    ['accepted with a blank name', { ...accepted, externalReferenceId: '' }, {}, 'ours'],
    ['accepted and named by somebody', { ...accepted, externalReferenceId: 'CRM-7' }, {}, 'CRM-7'],
    ['accepted and named by its lead', { ...accepted, externalReferenceId: LEAD }, {}, 'ours'],
    ...[`CRM-${LEAD}`, `${LEAD}-2`, LEAD.slice(0, 15), LEAD.replace('B', '-'), DEAL].map(
      (externalReferenceId): [string, JsonObject, JsonObject, string] => [
        `accepted and named ${externalReferenceId}`,
        { ...accepted, externalReferenceId },
        {},
        externalReferenceId,
      ],
    ),
    ['accepted while sharing is off', accepted, { share: false }, null],
    ['not accepted yet', {}, {}, null],
  ];
  it.each(rows)('is told once it may be: %s', async (_name, values, settings, wanted) => {
    const rig = await receivedDeal(values, { settings });
    await rig.rungAndSettled(rig.recordId);
    const told = rig.partnerCenter.ours()[0]?.['externalReferenceId'];
    expect(told).toBe(wanted === 'ours' ? rig.recordId : wanted);
  });
});
