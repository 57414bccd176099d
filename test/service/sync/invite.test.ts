/** Asking Microsoft for help: once, only when the deal is ready for it, and never twice while nobody knows. */
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../service/src/domain/pair.ts';
import type { JsonObject, ReferralDocument } from '../../../service/src/domain/values.ts';
import type { RecordUpdate } from '../../../service/src/domain/changes.ts';
import { PairFault } from '../../../service/src/errors.ts';
import type { RowChange } from '../../../service/src/sync/ports.ts';
import { microsoftFixture } from '../domain/fixtures.ts';
import { HELP, INBOUND, invitedDeal, receivedDeal, sharedDeal, type Shared } from './rig/deals.ts';
import { away, lost, refusal } from './rig/faults.ts';
import { DEAL } from './rig/records.ts';
import { DAY, HOUR, MINUTE, SECOND, START, type Rig } from './rig/rig.ts';

const MICROSOFTS = 'cccccccc-0000-4000-8000-000000000001';
const STRANGER = 'dddddddd-0000-4000-8000-000000000001';

const creates = ({ partnerCenter }: Rig) =>
  partnerCenter.weather.calls.filter(({ name }) => name === 'create').length;

/** What the record was told, without what only went to its trail. */
const tellings = ({ salesforce }: Rig) =>
  salesforce.weather.calls.filter(
    ({ name, args: [change] }) =>
      name === 'change' && 'Co_Sell_Sync_Message__c' in (change as RecordUpdate).bookkeeping,
  );

/** Microsoft's half of a deal, not made by us. */
const half = (rig: Shared, values: JsonObject = {}): ReferralDocument =>
  rig.partnerCenter.add({
    ...microsoftFixture(),
    id: MICROSOFTS,
    engagementId: rig.partnerCenter.get(rig.referralId).engagementId,
    ...values,
  });

async function asked(rig: Shared): Promise<void> {
  rig.salesforce.edit(DEAL, HELP);
  await rig.ring(DEAL);
  await rig.settled();
}

/** A field write that nobody knows the outcome of. */
const openPatch = ({ clock }: Rig): Attempt => ({
  ...{ kind: 'patch', side: 'partnerCenter', fields: {} },
  startedAt: new Date(clock.now()).toISOString(),
});

/** The pair has this open attempt. */
async function attempted(rig: Rig, attempt: Attempt): Promise<void> {
  await rig.ring(DEAL);
  const [claim] = await rig.store.claim({ limit: 1, leaseMs: MINUTE });
  if (!claim) throw new Error('nothing is due');
  const times = { nextLookAt: rig.clock.now() + DAY, notBefore: 0 };
  await rig.store.settle(claim, { attempt }, times);
}

describe('a deal that wants help', () => {
  it('gets one invitation, and the record shows Microsoft’s half', async () => {
    const rig = await sharedDeal(HELP);
    await rig.rungAndSettled(DEAL);
    expect(creates(rig)).toBe(1);
    const [microsoft, more] = rig.partnerCenter.microsofts();
    expect(more).toBeUndefined();
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ attempt: null, failures: 0, state: 'open' },
      versions: {
        microsoft: microsoft?.updatedDateTime,
        partnerCenter: rig.partnerCenter.get(rig.referralId).updatedDateTime,
        salesforce: rig.salesforce.get(DEAL).version,
      },
    });
    expect(rig.salesforce.field(DEAL, 'Microsoft_Status__c')).toBe('Pending');
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    const trail = await rig.trail(DEAL);
    expect(trail.find(({ action }) => action === 'invited')).toMatchObject({
      ...{ side: 'partnerCenter', actor: 'Salesforce', field: 'help' },
      after: 'ProofOfConceptOrDemo',
    });
    await rig.expectQuiet(DEAL);
  });

  it('is known to have one from the moment it is answered', async () => {
    const rig = await sharedDeal(HELP);
    const { versions } = await rig.pair(DEAL);
    const committed: RowChange[] = [];
    rig.deps.store = {
      ...rig.store,
      commit: (claim, change) => (committed.push(change), rig.store.commit(claim, change)),
    };
    await rig.ring(DEAL);
    await rig.settled();
    const invited = committed.find(({ audit }) =>
      audit?.some(({ action }) => action === 'invited'),
    );
    const [microsoft] = rig.partnerCenter.microsofts();
    expect(invited).toMatchObject({
      attempt: null,
      versions: { partnerCenter: versions.partnerCenter, microsoft: microsoft?.updatedDateTime },
    });
  });

  it('is not kept from it by a field write that is still open', async () => {
    const rig = await sharedDeal(HELP);
    await attempted(rig, openPatch(rig));
    await rig.ring(DEAL);
    await rig.settled();
    expect(creates(rig)).toBe(1);
  });

  it('forgets the invitation once it is answered, and nothing else that is open', async () => {
    const rig = await sharedDeal(HELP);
    const invitation: Attempt = { ...openPatch(rig), kind: 'invite', sent: 1 };
    await attempted(rig, { ...openPatch(rig), earlier: [invitation] });
    half(rig);
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).attempt).toEqual(openPatch(rig));
    expect(creates(rig)).toBe(0);
  });

  it('may choose it long after it was shared', async () => {
    const rig = await sharedDeal();
    await asked(rig);
    expect(rig.partnerCenter.microsofts()).toHaveLength(1);
    expect(rig.partnerCenter.get(rig.referralId)['consent']).toMatchObject({
      consentToShareReferralWithMicrosoftSellers: true,
    });
    await rig.expectQuiet(DEAL);
  });

  it('is not sent with too little of the claim left', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, HELP);
    await rig.ring(DEAL);
    const [claim] = await rig.store.claim({ limit: 1, leaseMs: 60_000 });
    if (!claim) throw new Error('nothing is due');
    rig.lease.leftMs = 29_999;
    await rig.visit(claim);
    expect(creates(rig)).toBe(0);
    expect((await rig.pair(DEAL)).attempt).toBeNull();
    rig.lease.leftMs = 30_000;
    await rig.settled();
    expect(creates(rig)).toBe(1);
  });

  it('learns of Microsoft’s answer, and what it did is in the trail and rings', async () => {
    const rig = await invitedDeal();
    rig.partnerCenter.edit(rig.microsoftId, { '/status': 'Active', '/substatus': 'Accepted' });
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.field(DEAL, 'Microsoft_Status__c')).toBe('Accepted');
    expect(rig.salesforce.bells.map(({ title }) => title)).toContain(
      'Microsoft accepted your deal',
    );
    const { dueAt } = await rig.pair(DEAL);
    expect(dueAt).toBeGreaterThan(rig.clock.now() + 20 * HOUR);
    await rig.expectQuiet(DEAL);
  });

  it('does not believe a list that shows an older half than was seen', async () => {
    const rig = await invitedDeal();
    const old = rig.partnerCenter.get(rig.microsoftId);
    rig.partnerCenter.edit(rig.microsoftId, { '/status': 'Active', '/substatus': 'Accepted' });
    await rig.rungAndSettled(DEAL);
    const seen = (await rig.pair(DEAL)).versions.microsoft;
    rig.partnerCenter.referrals.set(rig.microsoftId, old);
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.field(DEAL, 'Microsoft_Status__c')).toBe('Accepted');
    expect((await rig.pair(DEAL)).versions.microsoft).toBe(seen);
    rig.partnerCenter.referrals.delete(rig.microsoftId);
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.field(DEAL, 'Microsoft_Status__c')).toBe('Accepted');
    expect(creates(rig)).toBe(0);
  });
});

describe('a deal of Microsoft’s with a half of its own', () => {
  it('keeps what was seen of the half while the list is behind', async () => {
    const rig = await receivedDeal({ status: 'Active', substatus: 'Accepted' });
    const { engagementId } = rig.partnerCenter.get(INBOUND);
    const old = rig.partnerCenter.add({ ...microsoftFixture(), id: MICROSOFTS, engagementId });
    rig.partnerCenter.edit(MICROSOFTS, { '/details/notes': 'News of the half.' });
    await rig.rungAndSettled(rig.recordId);
    const notes = rig.salesforce.field(rig.recordId, 'Microsoft_Notes__c');
    expect(notes).toContain('News of the half.');
    rig.partnerCenter.referrals.set(MICROSOFTS, old);
    await rig.rungAndSettled(rig.recordId);
    expect(rig.salesforce.field(rig.recordId, 'Microsoft_Notes__c')).toBe(notes);
  });
});

describe('a deal that cannot be shown to Microsoft yet', () => {
  it('says what is missing, discloses nothing, and asks once it is there', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, HELP, { contacts: [] });
    await rig.rungAndSettled(DEAL);
    expect(creates(rig)).toBe(0);
    expect(rig.salesforce.status(DEAL)).toBe('Needs Attention');
    expect(rig.salesforce.message(DEAL)).toMatch(
      /^Microsoft is not asked for help yet and sees no more than before: To ask Microsoft for help, add a contact role/,
    );
    expect(String(rig.salesforce.field(DEAL, 'Co_Sell_Checklist__c'))).toContain(
      'customer-contact',
    );
    expect(rig.partnerCenter.get(rig.referralId)['consent']).toMatchObject({
      consentToShareReferralWithMicrosoftSellers: false,
    });
    await rig.expectQuiet(DEAL);
    const people = [{ firstName: 'A', lastName: 'B', phoneNumber: '+49 1', email: 'a@b.example' }];
    rig.salesforce.edit(DEAL, {}, { contacts: people });
    await rig.rungAndSettled(DEAL);
    expect(rig.partnerCenter.microsofts()).toHaveLength(1);
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    expect(rig.salesforce.message(DEAL)).toBeNull();
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Checklist__c')).toBeNull();
  });

  it('does not hide a question', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { ...HELP, Co_Sell_Notes__c: 'Ours.' }, { contacts: [] });
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.status(DEAL)).toBe('Conflict');
    expect(rig.salesforce.message(DEAL)).toMatch(/^You and Microsoft changed the same field/);
  });

  it('and asks for nothing is looked up nowhere', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await rig.rungAndSettled(DEAL);
    const names = rig.partnerCenter.weather.calls.map(({ name }) => name);
    expect(names).not.toContain('listEngagement');
  });

  it.each(['active', 'share'] as const)('is not asked about while %s is off', async (name) => {
    const rig = await sharedDeal();
    rig.salesforce.org.profile = {
      ...rig.salesforce.org.profile,
      settings: { ...rig.salesforce.org.profile.settings, [name]: false },
    };
    await asked(rig);
    expect(creates(rig)).toBe(0);
  });

  it('is not asked about when it is over', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, { '/status': 'Closed', '/substatus': 'Won' });
    await asked(rig);
    expect(creates(rig)).toBe(0);
    const other = await sharedDeal();
    const sendsAt = new Date(START + DAY).toISOString();
    other.salesforce.edit(DEAL, { StageName: 'Closed Lost', Co_Sell_Close_Sends_At__c: sendsAt });
    await asked(other);
    expect(creates(other)).toBe(0);
  });

  it('is not asked about when Microsoft sent it', async () => {
    const rig = await receivedDeal({ status: 'Active', substatus: 'Accepted' });
    rig.salesforce.edit(rig.recordId, HELP, {
      contacts: [{ firstName: 'A', lastName: 'B', phoneNumber: '+49 1', email: 'a@b.example' }],
    });
    await rig.rungAndSettled(rig.recordId);
    expect(creates(rig)).toBe(0);
  });
});

describe('a half that the service made by itself', () => {
  it('is taken before anything is asked for', async () => {
    const rig = await sharedDeal();
    half(rig);
    await asked(rig);
    expect(creates(rig)).toBe(0);
    expect((await rig.pair(DEAL)).versions.microsoft).toBeDefined();
    expect(rig.salesforce.field(DEAL, 'Microsoft_Status__c')).toBe('Pending');
  });

  it('may hide while the list is behind: nothing is asked until it shows our own', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.unlisted.add(rig.referralId);
    half(rig, { organizationId: STRANGER });
    await asked(rig);
    expect(creates(rig)).toBe(0);
    expect((await rig.pair(DEAL)).dueAt).toBeLessThanOrEqual(rig.clock.now() + 5 * SECOND);
    await rig.pass(MINUTE);
    expect(creates(rig)).toBe(0);
    rig.partnerCenter.unlisted.delete(rig.referralId);
    await rig.pass(6 * SECOND);
    expect(creates(rig)).toBe(1);
  });

  it('between list and request is taken instead of a fault', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.weather.next('create', { before: () => void half(rig) });
    await asked(rig);
    expect(await rig.pair(DEAL)).toMatchObject({ failures: 0, attempt: null });
    expect(rig.partnerCenter.microsofts().map(({ id }) => id)).toEqual([MICROSOFTS]);
    expect(rig.salesforce.field(DEAL, 'Microsoft_Status__c')).toBe('Pending');
  });

  it('is nobody else’s half', async () => {
    const rig = await sharedDeal();
    half(rig, { organizationId: STRANGER });
    await asked(rig);
    expect(creates(rig)).toBe(1);
  });
});

describe('an invitation that is refused', () => {
  it('is told after everything else of the visit was done, and tried again later', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'From Microsoft.' });
    rig.partnerCenter.weather.next('create', { instead: refusal('partnerCenter', 'no such help') });
    await asked(rig);
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBe('From Microsoft.');
    expect(rig.salesforce.status(DEAL)).toBe('Needs Attention');
    expect(rig.salesforce.message(DEAL)).toContain('no such help');
    const looks = rig.partnerCenter.weather.calls.filter(({ name }) => name === 'listEngagement');
    expect(looks).toHaveLength(1);
    expect(rig.salesforce.weather.writes()).toHaveLength(1);
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ failures: 1, attempt: null, dueAt: START + MINUTE },
      lastError: { code: 'partner-center-refused' },
    });
    await rig.pass(2 * MINUTE);
    expect(rig.partnerCenter.microsofts()).toHaveLength(1);
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    expect(rig.salesforce.message(DEAL)).toBeNull();
  });

  it('beside a question is told with it, once, however often it is refused', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { ...HELP, Co_Sell_Notes__c: 'Ours.' });
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    const fault = new PairFault('partnerCenter', 'partner-center-rejected');
    rig.partnerCenter.weather.always('create', { instead: fault });
    await rig.ring(DEAL);
    await rig.settled();
    await rig.pass(HOUR);
    expect((await rig.pair(DEAL)).failures).toBeGreaterThan(4);
    expect(tellings(rig)).toHaveLength(1);
    expect(rig.salesforce.bells).toHaveLength(1);
    expect(rig.salesforce.status(DEAL)).toBe('Conflict');
    const message = rig.salesforce.message(DEAL);
    expect(message).toBe(
      'Partner Center did not accept this change. You and Microsoft changed the same field differently: notes. Choose which value to keep.',
    );
    expect((await rig.pair(DEAL)).versions.token).toBeNull();
    expect(rig.salesforce.bells[0]?.body.split('\n').slice(1)).toEqual([message]);
  });

  it('long after a question was asked rings once more', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Co_Sell_Notes__c: 'Ours.' });
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    await rig.rungAndSettled(DEAL);
    expect(rig.salesforce.bells).toHaveLength(1);
    rig.partnerCenter.weather.always('create', {
      instead: refusal('partnerCenter', 'no help in v1.2'),
    });
    await asked(rig);
    await rig.pass(HOUR);
    expect(rig.salesforce.bells.map(({ title }) => title)).toEqual([
      'You and Microsoft changed the same field',
      'Something needs your attention',
    ]);
    expect(rig.salesforce.bells.at(-1)?.body).toContain(': no help in v1.2. You and Microsoft');
  });

  it('that no seller can mend rings nobody beside a question either', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Co_Sell_Notes__c: 'Ours.' });
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    await rig.rungAndSettled(DEAL);
    const fault = new PairFault('partnerCenter', 'partner-center-forbidden');
    rig.partnerCenter.weather.always('create', { instead: fault });
    await asked(rig);
    expect(rig.salesforce.message(DEAL)).toContain('does not show this referral');
    expect(rig.salesforce.bells).toHaveLength(1);
  });

  it('without a word of its own is told in one sentence', async () => {
    const rig = await sharedDeal();
    const fault = new PairFault('partnerCenter', 'partner-center-rejected');
    rig.partnerCenter.weather.always('create', { instead: fault });
    await asked(rig);
    await rig.pass(HOUR);
    expect(tellings(rig)).toHaveLength(1);
    expect(rig.salesforce.message(DEAL)).toBe('Partner Center did not accept this change.');
  });

  it('by a host that is away leaves nothing open', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.weather.next('create', { instead: away('partnerCenter') });
    await asked(rig);
    expect(rig.salesforce.status(DEAL)).toBe('Synced');
    expect(await rig.pair(DEAL)).toMatchObject({ failures: 0, attempt: null });
    await rig.pass(MINUTE);
    expect(rig.partnerCenter.microsofts()).toHaveLength(1);
  });

  it('as a conflict that no half explains is a fault like any other', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.weather.next('create', {
      before: () => {
        half(rig);
        rig.partnerCenter.unlisted.add(MICROSOFTS);
      },
    });
    await asked(rig);
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ failures: 1, lastError: { code: 'partner-center-conflict' } },
    });
  });
});

describe('an invitation whose answer was lost', () => {
  async function unconfirmed(carriedOut: boolean): Promise<Shared> {
    const rig = await sharedDeal();
    const fault = lost('partnerCenter');
    rig.partnerCenter.weather.next(
      'create',
      carriedOut ? { afterwards: fault } : { instead: fault },
    );
    await asked(rig);
    return rig;
  }

  it('is found in the engagement and not sent again', async () => {
    const rig = await unconfirmed(true);
    expect(await rig.pair(DEAL)).toMatchObject({
      attempt: { kind: 'invite', side: 'partnerCenter', sent: 1 },
      dueAt: rig.clock.now() + 30 * SECOND,
    });
    await rig.pass(HOUR);
    expect(creates(rig)).toBe(1);
    expect((await rig.pair(DEAL)).attempt).toBeNull();
    expect(rig.salesforce.field(DEAL, 'Microsoft_Status__c')).toBe('Pending');
  });

  it('is looked for on schedule, and sent once more only after the last look', async () => {
    const rig = await unconfirmed(false);
    await rig.pass(599 * SECOND);
    expect(creates(rig)).toBe(1);
    expect((await rig.pair(DEAL)).attempt).toMatchObject({ kind: 'invite', sent: 1 });
    rig.partnerCenter.weather.next('create', { instead: lost('partnerCenter') });
    await rig.pass(SECOND);
    expect(creates(rig)).toBe(2);
    expect((await rig.pair(DEAL)).attempt).toMatchObject({ kind: 'invite', sent: 2 });
    await rig.pass(1_199 * SECOND);
    expect(creates(rig)).toBe(2);
    await rig.pass(SECOND);
    expect(creates(rig)).toBe(3);
    expect(rig.partnerCenter.microsofts()).toHaveLength(1);
    expect((await rig.pair(DEAL)).attempt).toBeNull();
  });

  it('is looked for to the end although it is not wanted any more, then forgotten', async () => {
    const rig = await unconfirmed(false);
    rig.salesforce.edit(DEAL, { How_can_Microsoft_help__c: null });
    await rig.ring(DEAL);
    await rig.pass(590 * SECOND);
    expect((await rig.pair(DEAL)).attempt).toMatchObject({ kind: 'invite' });
    expect((await rig.pair(DEAL)).dueAt).toBeLessThanOrEqual(rig.clock.now() + 10 * SECOND);
    await rig.pass(HOUR);
    expect((await rig.pair(DEAL)).attempt).toBeNull();
    expect(creates(rig)).toBe(1);
  });

  it('keeps the attempt open when the next sending is refused', async () => {
    const rig = await unconfirmed(false);
    rig.partnerCenter.weather.next('create', { instead: refusal('partnerCenter') });
    await rig.pass(600 * SECOND);
    expect((await rig.pair(DEAL)).attempt).toBeNull();
    expect((await rig.pair(DEAL)).failures).toBe(1);
  });

  it('does not hide a field write that is open beside it', async () => {
    const rig = await unconfirmed(false);
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.next('patch', { afterwards: lost('partnerCenter') });
    await rig.ring(DEAL);
    await rig.pass(SECOND);
    expect((await rig.pair(DEAL)).attempt).toMatchObject({
      ...{ kind: 'patch', earlier: [expect.objectContaining({ kind: 'invite' })] },
    });
    await rig.pass(30 * SECOND);
    expect((await rig.pair(DEAL)).attempt).toMatchObject({ kind: 'invite' });
    expect(await rig.actions(DEAL)).toContain('sent dealValue');
    await rig.pass(HOUR);
    expect((await rig.pair(DEAL)).attempt).toBeNull();
    expect(rig.partnerCenter.microsofts()).toHaveLength(1);
  });
});
