/** Which pair an id belongs to: stubs, links by an admin, unlinking, and leads that become deals. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../../service/src/domain/catalogue.ts';
import type {
  ChangeError,
  ChangeOutcome,
  RecordUpdate,
} from '../../../service/src/domain/changes.ts';
import type { Attempt } from '../../../service/src/domain/pair.ts';
import type { JsonObject, RecordSnapshot } from '../../../service/src/domain/values.ts';
import { StoreUnavailable } from '../../../service/src/errors.ts';
import type { Ring, RowChange } from '../../../service/src/sync/ports.ts';
import { referralFixture, US } from '../domain/fixtures.ts';
import { inbound, INBOUND, invitedDeal, receivedDeal, sharedDeal } from './rig/deals.ts';
import { away, lost, refusal } from './rig/faults.ts';
import { DEAL, dealRecord, LEAD, leadRecord } from './rig/records.ts';
import { createRig, DAY, HOUR, MINUTE, SECOND, type Rig } from './rig/rig.ts';

const OURS = referralFixture().id;
const FOREIGN = 'dddddddd-0000-4000-8000-000000000001';
const UNKNOWN = 'ffffffff-0000-4000-8000-00000000000f';
const OTHER_DEAL = '006Dn00000B3xYzIAK';
const LEAD_OF_MICROSOFT: JsonObject = {
  ...{ type: 'Independent', qualification: 'SalesQualified' },
  inviteContext: { invitedBy: { organizationId: 'msft' } },
};

const referral = (values: JsonObject = {}) =>
  ({ ...referralFixture(), externalReferenceId: null, ...values }) as ReturnType<
    typeof referralFixture
  >;
/** What is committed and rung by the visits that follow. */
function overheard(rig: Rig) {
  const committed: RowChange[] = [];
  const rung: Ring[] = [];
  rig.deps.store = {
    ...rig.store,
    commit: (claim, change) => (committed.push(change), rig.store.commit(claim, change)),
    ring: (ring) => (rung.push(ring), rig.store.ring(ring)),
  };
  return { committed, rung };
}

/** The changes that a record was asked to take. */
const changesOf = ({ salesforce }: Rig, id: string): RecordUpdate[] =>
  salesforce.weather.calls
    .filter(({ name }) => name === 'change')
    .map(({ args: [change] }) => change as RecordUpdate)
    .filter((change) => change.id === id);

/** The pair of this id has an open attempt. */
async function attempted(rig: Rig, id: string, attempt: Pick<Attempt, 'kind' | 'side'>) {
  await rig.ring(id);
  const [claim] = await rig.store.claim({ limit: 1, leaseMs: MINUTE });
  if (!claim) throw new Error('nothing is due');
  const startedAt = new Date(rig.clock.now()).toISOString();
  await rig.store.settle(
    claim,
    { attempt: { ...attempt, fields: {}, startedAt } },
    { nextLookAt: rig.clock.now() + DAY, notBefore: 0 },
  );
}

async function visited(rig: Rig, id: string, meanwhile?: () => Promise<unknown>): Promise<void> {
  await rig.ring(id, 'nudge');
  const [claim] = await rig.store.claim({ limit: 1, leaseMs: MINUTE });
  if (!claim) throw new Error('nothing is due');
  await meanwhile?.();
  await rig.visit(claim);
}

/** The pair of the deal, and the other that it will be one with, are both being looked at. */
async function claimedBoth(rig: Rig, other: { referralId: string } | { recordId: string }) {
  await rig.ring(DEAL, 'nudge');
  await rig.store.ring({ id: other, cause: 'webhook' });
  const claims = await rig.store.claim({ limit: 2, leaseMs: MINUTE });
  const deal = claims.find(({ pair }) => pair.recordId === DEAL);
  const theirs = claims.find((claim) => claim !== deal);
  if (!deal || !theirs) throw new Error('two claims were expected');
  return { deal, theirs };
}

const stubs = async (rig: Rig) => (await rig.store.counts()).stub;

describe('an id that nobody knew', () => {
  it.each([
    ['is not there', undefined, {}],
    ['is in the recycle bin', { deleted: true }, {}],
    ['was never shared', {}, { Sync_with_Partner_Center__c: false }],
  ])('of a record that %s makes no pair', async (_name, more, fields) => {
    const rig = await createRig();
    if (more) rig.salesforce.add(dealRecord(fields, more as Partial<RecordSnapshot>));
    await rig.ring(DEAL, 'nudge');
    await rig.settled();
    expect(await rig.findPair(DEAL)).toBeUndefined();
    expect(rig.salesforce.weather.writes()).toEqual([]);
    expect(rig.lines).toContainEqual(
      expect.objectContaining({
        ...{ level: 'debug', message: 'stub dropped', pairId: expect.any(String) },
      }),
    );
  });

  it('of a record with a token on it becomes a pair, so that the token can go', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord({ Sync_with_Partner_Center__c: false }, { token: 'token' }));
    expect(await rig.rungAndSettled(DEAL, 'nudge')).toMatchObject({ state: 'paused' });
    expect(rig.salesforce.get(DEAL).token).toBeNull();
    expect(await rig.actions(DEAL)).toEqual([]);
  });

  it('of a referral that is over and of no known kind makes no pair', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(inbound({ status: 'Gone', substatus: 'Away' }));
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    expect(await rig.findPair(INBOUND)).toBeUndefined();
  });

  it('that cannot be read is dropped after the third time, ever later', async () => {
    const rig = await createRig();
    await rig.ring(UNKNOWN, 'webhook');
    for (const [failures, seconds] of [
      [1, 30],
      [2, 60],
    ] as const) {
      await rig.settled();
      expect(await rig.pair(UNKNOWN)).toMatchObject({
        ...{ state: 'stub', failures, dueAt: rig.clock.now() + seconds * SECOND },
      });
      rig.clock.advance(seconds * SECOND);
    }
    await rig.settled();
    expect(await rig.findPair(UNKNOWN)).toBeUndefined();
  });

  it('that can be read after all is forgiven', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(inbound());
    rig.partnerCenter.unreadable.add(INBOUND);
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    rig.partnerCenter.unreadable.delete(INBOUND);
    await rig.pass(MINUTE);
    expect(await rig.pair(INBOUND)).toMatchObject({ state: 'open', failures: 0 });
    expect(rig.salesforce.made()).toHaveLength(1);
  });

  it.each([
    ['a host that is away', away('partnerCenter'), 0, undefined],
    ['another refusal', refusal('partnerCenter'), 1, 'partner-center-refused'],
  ])('behind %s stays a stub', async (_name, instead, failures, code) => {
    const rig = await createRig();
    rig.partnerCenter.add(inbound());
    rig.partnerCenter.weather.next('get', { instead });
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({ state: 'stub', failures });
    expect((await rig.pair(INBOUND)).lastError?.code).toBe(code);
    await rig.pass(HOUR);
    expect(await rig.pair(INBOUND)).toMatchObject({ state: 'open' });
  });
});

describe('a referral of somebody else', () => {
  it('rings the pair of its engagement and leaves nothing', async () => {
    const rig = await invitedDeal();
    const before = (await rig.pair(DEAL)).rung;
    const causes: string[] = [];
    const ringEngagement: typeof rig.store.ringEngagement = (id, cause, correlation) => {
      causes.push(cause);
      return rig.store.ringEngagement(id, cause, correlation);
    };
    rig.deps.store = { ...rig.store, ringEngagement };
    rig.partnerCenter.edit(rig.microsoftId, { '/status': 'Active', '/substatus': 'Accepted' });
    const correlationId = '11111111-0000-4000-8000-000000000001';
    await rig.ring(rig.microsoftId, 'webhook', { correlationId });
    await rig.pass(5 * SECOND);
    expect(await rig.findPair(rig.microsoftId)).toBeUndefined();
    expect((await rig.pair(DEAL)).rung).toBe(before + 1);
    expect(rig.salesforce.field(DEAL, 'Microsoft_Status__c')).toBe('Accepted');
    const told = (await rig.trail(DEAL)).find(({ field }) => field === 'microsoftStatus');
    expect(told?.correlationId).toBe(correlationId);
    expect(causes).toEqual(['webhook']);
  });

  it('does so although it can be read in the list only', async () => {
    const rig = await invitedDeal();
    rig.partnerCenter.unreadable.add(rig.microsoftId);
    const before = (await rig.pair(DEAL)).rung;
    await rig.ring(rig.microsoftId, 'webhook');
    await rig.pass(5 * SECOND);
    expect(await rig.findPair(rig.microsoftId)).toBeUndefined();
    expect((await rig.pair(DEAL)).rung).toBe(before + 1);
  });

  it('is told from ours whatever the case of the letters', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(inbound({ organizationId: US.toUpperCase() }));
    await rig.rungAndSettled(INBOUND, 'webhook');
    expect(rig.salesforce.made()).toHaveLength(1);
  });

  it('that is ours but cannot be read is not taken from a list', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(inbound());
    rig.partnerCenter.unreadable.add(INBOUND);
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({ state: 'stub', failures: 1 });
    const lists = rig.partnerCenter.weather.calls.filter(({ name }) => name === 'listNewest');
    expect(lists.map(({ args }) => args)).toEqual([['updatedDateTime']]);
  });
});

describe('linking a record to a referral that is there', () => {
  async function named(identifier: string, fields: JsonObject = {}): Promise<Rig> {
    const rig = await createRig();
    rig.partnerCenter.add(referral());
    rig.partnerCenter.add(referral({ id: FOREIGN, organizationId: 'msft' }));
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: identifier, ...fields }));
    await rig.ring(DEAL);
    await rig.settled();
    return rig;
  }

  it.each([OURS, OURS.toUpperCase(), ` {${OURS}} `])('works with %j', async (identifier) => {
    const rig = await named(identifier);
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ referralId: OURS, state: 'open', failures: 0 },
      engagementId: referral().engagementId,
    });
    expect((await rig.trail(DEAL)).find(({ action }) => action === 'linked')).toMatchObject({
      ...{ side: 'bridge', after: OURS },
    });
    expect(rig.salesforce.field(DEAL, 'Referral_Link__c')).toContain(OURS);
    expect(rig.partnerCenter.weather.writes()).not.toContain('create');
    await rig.expectQuiet(DEAL);
  });

  it('overwrites nothing: what differs is asked, what is blank is filled', async () => {
    const rig = await named(OURS, { Amount: 1, Co_Sell_Notes__c: null });
    await rig.pass(5 * SECOND);
    expect((await rig.pair(DEAL)).held).toMatchObject({ dealValue: { reason: 'ask' } });
    expect(rig.salesforce.field(DEAL, 'Amount')).toBe(1);
    expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBe(
      'Pilot in two warehouses before summer.',
    );
    expect(rig.salesforce.bells).toEqual([]);
  });

  it('asks anew when a seller empties what is asked about', async () => {
    const rig = await named(OURS, { Co_Sell_Notes__c: 'Ours.' });
    await rig.pass(5 * SECOND);
    rig.salesforce.edit(DEAL, { Co_Sell_Notes__c: null });
    for (const _visit of [1, 2]) {
      await rig.ring(DEAL, 'nudge');
      await rig.pass(5 * SECOND);
      expect(rig.salesforce.field(DEAL, 'Co_Sell_Notes__c')).toBeNull();
      expect((await rig.pair(DEAL)).held).toMatchObject({
        notes: { reason: 'ask', salesforce: null },
      });
    }
    expect(rig.salesforce.status(DEAL)).toBe('Conflict');
  });

  const long = 'x'.repeat(80);
  const rows: [string, string, string, JsonObject, string][] = [
    ['no GUID', 'CRM 7', 'link-malformed', {}, 'CRM 7'],
    ['a long text', long, 'link-malformed', {}, `${'x'.repeat(59)}…`],
    ['sixty letters', 'x'.repeat(60), 'link-malformed', {}, 'x'.repeat(60)],
    ['of Microsoft', FOREIGN, 'link-foreign', {}, ''],
    ['not there', UNKNOWN, 'link-unknown', {}, UNKNOWN],
    ['lost', UNKNOWN, 'referral-unreadable', { Referral_Link__c: 'https://x' }, ''],
  ];
  it.each(rows)(
    'is refused with a sentence: %s',
    async (_name, identifier, code, fields, detail) => {
      const rig = await named(identifier, fields);
      const pair = await rig.pair(DEAL);
      const side = code === 'referral-unreadable' ? 'partnerCenter' : 'salesforce';
      const lastError = { code, detail, side };
      expect(pair).toMatchObject({ referralId: null, failures: 1, lastError });
      expect(rig.salesforce.message(DEAL)).toBe(explain(code, detail).message);
      expect(rig.partnerCenter.weather.writes()).toEqual([]);
    },
  );

  it('says whose it is although it can be read in the list only', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(referral({ id: FOREIGN, organizationId: 'msft' }));
    rig.partnerCenter.unreadable.add(FOREIGN);
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: FOREIGN }));
    await rig.ring(DEAL);
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({ lastError: { code: 'link-foreign' } });
  });

  it('is not decided while Partner Center is away', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(referral());
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: OURS }));
    rig.partnerCenter.weather.next('get', { instead: away('partnerCenter') });
    await rig.ring(DEAL);
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({ state: 'open', failures: 0, lastError: null });
    await rig.pass(MINUTE);
    expect((await rig.pair(DEAL)).referralId).toBe(OURS);
  });

  it('that cannot be read for another reason says that one', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(referral());
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: OURS }));
    rig.partnerCenter.weather.next('get', { instead: refusal('partnerCenter', 'odd') });
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).lastError).toMatchObject({
      ...{ code: 'partner-center-refused', detail: 'odd' },
    });
  });

  /** A deal with a pair of its own, on which somebody writes the identifier of a referral of Microsoft's. */
  async function withOwnPair(before?: (rig: Rig) => Promise<unknown>): Promise<Rig> {
    const rig = await createRig({ settings: { receive: false } });
    rig.partnerCenter.add(inbound());
    rig.salesforce.add(dealRecord({ Sync_with_Partner_Center__c: false }, { token: 'token' }));
    await rig.rungAndSettled(DEAL, 'nudge');
    await before?.(rig);
    rig.salesforce.edit(DEAL, {
      ...{ Referral_Identifier__c: INBOUND, Sync_with_Partner_Center__c: true },
    });
    return rig;
  }

  it('rings the pair that waits for the record, and looks again a little later', async () => {
    const rig = await withOwnPair((before) => before.rungAndSettled(INBOUND, 'webhook'));
    const { rung } = overheard(rig);
    await visited(rig, DEAL);
    expect(rung).toEqual([{ id: { referralId: INBOUND }, cause: 'adopted' }]);
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ referralId: null, dueAt: rig.clock.now() + rig.deps.timings.staleRetryMs },
    });
  });

  it('does not ring one that is being looked at, which would keep it from making room', async () => {
    const rig = await withOwnPair((before) => before.rungAndSettled(INBOUND, 'webhook'));
    const { deal, theirs } = await claimedBoth(rig, { referralId: INBOUND });
    rig.salesforce.weather.next('findByReferral', { before: () => rig.visit(deal) });
    await rig.visit(theirs);
    expect(await rig.store.findByReferral(INBOUND)).toBeUndefined();
    await rig.pass(MINUTE);
    expect(await rig.pair(DEAL)).toMatchObject({ referralId: INBOUND, failures: 0 });
    await rig.expectQuiet(DEAL);
  });

  const INSERT = { kind: 'create-record', side: 'salesforce' } as const;
  const withInsert = (more: JsonObject = {}) =>
    withOwnPair(async (before) => {
      await before.rungAndSettled(INBOUND, 'webhook');
      await attempted(before, INBOUND, INSERT);
      before.salesforce.edit(DEAL, more);
    });

  it('does not wait for one whose lost insert may have made this very record', async () => {
    const rig = await withInsert({ Referral_Link__c: 'https://partner.microsoft.com/…' });
    const { rung } = overheard(rig);
    await visited(rig, DEAL);
    expect(rung).toEqual([]);
    expect(await rig.pair(DEAL)).toMatchObject({ lastError: { code: 'id-taken' } });
  });

  it.each([
    ['the deal', DEAL],
    ['the referral', INBOUND],
  ])(
    'takes the place of an insert that was lost and never came, whichever comes first: %s',
    async (_name, first) => {
      const rig = await withInsert({ Amount: 1 });
      await rig.ring(first, 'nudge');
      await rig.pass(MINUTE);
      expect(await rig.pair(DEAL)).toMatchObject({ referralId: INBOUND, attempt: null });
      // First contact: nobody's value is overwritten.
      expect((await rig.pair(DEAL)).held).toMatchObject({ dealValue: { reason: 'ask' } });
      expect(rig.salesforce.made()).toEqual([]);
    },
  );

  it('takes in at once what nobody has looked at yet', async () => {
    const rig = await withOwnPair();
    const { rung } = overheard(rig);
    await visited(rig, DEAL, () => rig.ring(INBOUND, 'webhook'));
    expect(rung).toEqual([]);
    expect((await rig.pair(DEAL)).referralId).toBe(INBOUND);
  });

  it('of a record with Sync off says nothing to anybody', async () => {
    const rig = await named(OURS, { Sync_with_Partner_Center__c: false, Amount: 1 });
    expect(await rig.pair(DEAL)).toMatchObject({ state: 'paused', referralId: OURS, held: {} });
    expect(rig.salesforce.status(DEAL)).toBe('Paused');
    expect(rig.partnerCenter.weather.writes()).toEqual([]);
  });

  it('wakes the pair of a referral that was refused as a record', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(inbound());
    rig.salesforce.org.rule = () => ({ outcome: 'rejected' });
    await rig.ring(INBOUND, 'webhook');
    await rig.settled();
    expect(await rig.pair(INBOUND)).toMatchObject({ recordId: null, failures: 1 });
    rig.salesforce.org.rule = () => undefined;
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: INBOUND }));
    await rig.ring(DEAL, 'nudge');
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({ referralId: INBOUND, failures: 0 });
    expect(rig.salesforce.field(DEAL, 'Referral_Status__c')).toBe('New');
  });

  it('gives the record to the pair of a referral that waited for one', async () => {
    const rig = await createRig({ settings: { receive: false } });
    rig.partnerCenter.add(inbound());
    await rig.rungAndSettled(INBOUND, 'webhook');
    const waited = await rig.pair(INBOUND);
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: INBOUND }, { token: 'token' }));
    const pair = await rig.rungAndSettled(DEAL, 'nudge');
    expect(pair).toMatchObject({ id: waited.id, referralId: INBOUND, recordId: DEAL });
    expect(await stubs(rig)).toBe(0);
    const linked = (await rig.trail(DEAL)).filter(({ action }) => action === 'linked');
    expect(linked).toContainEqual(expect.objectContaining({ side: 'bridge', after: INBOUND }));
  });

  it.each([
    ['the deal', DEAL],
    ['the referral', INBOUND],
  ])(
    'joins the pair of a deal and the pair of its referral, whichever comes first: %s',
    async (_name, first) => {
      const rig = await createRig({ settings: { receive: false } });
      rig.partnerCenter.add(inbound());
      rig.salesforce.add(dealRecord({ Sync_with_Partner_Center__c: false }, { token: 'token' }));
      await rig.rungAndSettled(INBOUND, 'webhook');
      const { id } = await rig.rungAndSettled(DEAL, 'nudge');
      const switchedOn = { Referral_Identifier__c: INBOUND, Sync_with_Partner_Center__c: true };
      rig.salesforce.edit(DEAL, switchedOn, { token: 'another' });
      for (const one of new Set([first, DEAL])) {
        await rig.ring(one, 'nudge');
        await rig.pass(5 * SECOND);
      }
      expect(await rig.pair(INBOUND)).toMatchObject({ id, recordId: DEAL, failures: 0 });
      expect(rig.salesforce.field(DEAL, 'Referral_Status__c')).toBe('New');
      expect(rig.salesforce.made()).toEqual([]);
      const linked = (await rig.trail(DEAL)).filter(({ action }) => action === 'linked');
      expect(linked).toContainEqual(expect.objectContaining({ after: INBOUND }));
      await rig.expectQuiet(DEAL);
    },
  );

  it('is told once when the record and the referral find each other at the same moment', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(referral());
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: OURS }, { token: 'token' }));
    const { deal, theirs } = await claimedBoth(rig, { referralId: OURS });
    rig.salesforce.weather.next('findByReferral', { before: () => rig.visit(deal) });
    await rig.visit(theirs);
    await rig.pass(MINUTE);
    expect(await rig.pair(DEAL)).toMatchObject({ referralId: OURS, state: 'open' });
    const linked = (await rig.trail(DEAL)).filter(({ action }) => action === 'linked');
    expect(linked).toHaveLength(1);
    await rig.expectQuiet(DEAL);
  });

  it('of a second record to a referral that has one is refused', async () => {
    const rig = await sharedDeal();
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: rig.referralId }, { id: OTHER_DEAL }));
    await rig.ring(OTHER_DEAL, 'nudge');
    await rig.settled();
    expect(await rig.pair(OTHER_DEAL)).toMatchObject({ referralId: null, failures: 1 });
    expect((await rig.pair(DEAL)).referralId).toBe(rig.referralId);
  });

  it('revives what was unlinked', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Co_Sell_Request__c: 'Unlink' });
    await rig.ring(DEAL);
    await rig.pass(5 * SECOND);
    rig.salesforce.edit(DEAL, {
      ...{ Referral_Identifier__c: rig.referralId, Sync_with_Partner_Center__c: true },
    });
    await rig.rungAndSettled(DEAL, 'nudge');
    expect(await rig.pair(DEAL)).toMatchObject({ state: 'open', referralId: rig.referralId });
    expect((await rig.actions(DEAL)).filter((action) => action === 'linked')).toHaveLength(1);
    await rig.expectQuiet(DEAL);
  });
});

describe('unlinking', () => {
  it('switches Sync off, clears the identifier and leaves a tombstone', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Co_Sell_Request__c: 'Unlink' });
    await rig.ring(DEAL);
    await rig.settled();
    expect(rig.salesforce.get(DEAL)).toMatchObject({
      token: null,
      fields: {
        ...{ Co_Sell_Request__c: null, Sync_with_Partner_Center__c: false },
        ...{ Referral_Identifier__c: null, Referral_Link__c: null },
        ...{ Co_Sell_Sync_Status__c: null, Co_Sell_Sync_Message__c: null },
      },
    });
    const pair = await rig.pair(rig.referralId);
    expect(pair).toMatchObject({
      ...{ state: 'tombstone', recordId: null, attempt: null, dueAt: null },
    });
    const entry = (await rig.trail(rig.referralId)).find(({ action }) => action === 'unlinked');
    expect(entry).toMatchObject({
      ...{ side: 'bridge', before: rig.referralId, reason: 'requested on the record' },
    });
    expect(rig.salesforce.trail.get(String(entry?.entryKey))).toEqual(entry);
    expect(await rig.store.undeliveredAudit(pair.id)).toEqual([]);
    await rig.ring(rig.referralId, 'webhook');
    await rig.pass(DAY);
    expect(rig.salesforce.made()).toEqual([]);
    expect((await rig.pair(rig.referralId)).state).toBe('tombstone');
  });

  it('needs no answer of Partner Center', async () => {
    const rig = await sharedDeal();
    rig.partnerCenter.unreadable.add(rig.referralId);
    rig.salesforce.edit(DEAL, { Co_Sell_Request__c: 'Unlink' });
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(rig.referralId)).state).toBe('tombstone');
  });

  it('asked for between the reads of a visit is obeyed at once', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(referral());
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: OURS, Co_Sell_Request__c: 'Unlink' }));
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(OURS)).state).toBe('tombstone');
  });

  it.each([
    ['carried out', (fault: Error) => ({ afterwards: fault }), 1],
    ['not carried out', (fault: Error) => ({ instead: fault }), 0],
  ] as const)('whose answer was lost is finished, %s', async (_name, fate, undelivered) => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Co_Sell_Request__c: 'Unlink' });
    rig.salesforce.weather.next('change', fate(lost('salesforce')));
    await rig.ring(DEAL);
    await rig.settled();
    expect((await rig.pair(DEAL)).attempt).toMatchObject({ kind: 'unlink', side: 'salesforce' });
    await rig.pass(MINUTE);
    expect(await rig.pair(rig.referralId)).toMatchObject({ state: 'tombstone', recordId: null });
    const pair = await rig.pair(rig.referralId);
    const entries = (await rig.store.auditOf(pair.id)).filter((one) => one.action === 'unlinked');
    expect(entries).toHaveLength(1);
    expect(rig.salesforce.get(DEAL).fields).toMatchObject({
      ...{ Referral_Identifier__c: null, Sync_with_Partner_Center__c: false },
    });
    // Nobody knows what the org keeps of an answer that was lost.
    expect(await rig.store.undeliveredAudit(pair.id)).toHaveLength(undelivered);
  });

  it('that is refused after an answer was lost leaves nothing open', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Co_Sell_Request__c: 'Unlink' });
    rig.salesforce.weather.next('change', { instead: lost('salesforce') });
    await rig.ring(DEAL);
    await rig.settled();
    rig.salesforce.org.rule = () => ({ outcome: 'rejected' });
    await rig.pass(MINUTE);
    expect(await rig.pair(DEAL)).toMatchObject({ state: 'open', attempt: null });
  });

  it('taken back between read and write is not carried out', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Co_Sell_Request__c: 'Unlink' });
    rig.salesforce.weather.next('change', {
      before: () => rig.salesforce.edit(DEAL, { Co_Sell_Request__c: null }),
    });
    await rig.rungAndSettled(DEAL);
    expect(await rig.pair(DEAL)).toMatchObject({ state: 'open', referralId: rig.referralId });
    expect(rig.salesforce.field(DEAL, 'Sync_with_Partner_Center__c')).toBe(true);
  });

  it.each([
    ['stale', 0],
    ['rejected', 1],
  ] as const)('that the record does not take (%s) is not taken for done', async (outcome, n) => {
    const rig = await sharedDeal();
    rig.salesforce.org.rule = (_record, change) =>
      'set' in change && 'Co_Sell_Request__c' in change.set ? { outcome } : undefined;
    rig.salesforce.edit(DEAL, { Co_Sell_Request__c: 'Unlink' });
    await rig.ring(DEAL);
    await rig.settled();
    const pair = await rig.pair(DEAL);
    expect(pair).toMatchObject({ attempt: null, referralId: rig.referralId, failures: n });
    expect(pair.state).toBe('open');
  });

  it('taken back before it was carried out leaves the deal shared', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Co_Sell_Request__c: 'Unlink' });
    rig.salesforce.weather.next('change', { instead: lost('salesforce') });
    await rig.ring(DEAL);
    await rig.settled();
    rig.salesforce.edit(DEAL, { Co_Sell_Request__c: null });
    await rig.pass(MINUTE);
    expect(await rig.pair(DEAL)).toMatchObject({ state: 'open', referralId: rig.referralId });
  });
});

describe('a lead that is converted', () => {
  async function convertible(values: JsonObject = {}) {
    const rig = await receivedDeal({ ...LEAD_OF_MICROSOFT, ...values });
    const convert = (fields: JsonObject = {}, deal: Partial<RecordSnapshot> = {}) => {
      rig.salesforce.add(dealRecord({ Sync_with_Partner_Center__c: false, ...fields }, deal));
      rig.salesforce.edit(rig.recordId, { IsConverted: true, ConvertedOpportunityId: DEAL });
    };
    return { ...rig, convert };
  }

  it('hands its pair to the deal, which accepts what nobody answered', async () => {
    const rig = await convertible();
    const { id } = await rig.pair(rig.recordId);
    rig.convert();
    await rig.ring(rig.recordId, 'nudge');
    await rig.pass(20 * MINUTE);
    const pair = await rig.pair(DEAL);
    expect(pair).toMatchObject({ id, referralId: INBOUND, state: 'open', failures: 0 });
    expect(await rig.findPair(rig.recordId)).toBeUndefined();
    expect(rig.salesforce.get(DEAL).fields).toMatchObject({
      ...{ Referral_Identifier__c: INBOUND, Sync_with_Partner_Center__c: true },
    });
    expect(rig.partnerCenter.get(INBOUND)).toMatchObject({
      ...{ substatus: 'Accepted', externalReferenceId: DEAL },
    });
    const linked = (await rig.trail(DEAL)).find(({ action }) => action === 'linked');
    expect(linked).toMatchObject({
      ...{ side: 'salesforce', before: rig.recordId, after: DEAL },
      reason: 'the lead was converted',
    });
    await rig.expectQuiet(DEAL);
  });

  it('leaves Sync off where it was off, and passes an answer on', async () => {
    const rig = await convertible();
    rig.salesforce.edit(rig.recordId, { Sync_with_Partner_Center__c: false });
    rig.convert();
    await rig.rungAndSettled(rig.recordId).catch(() => undefined);
    expect(rig.salesforce.field(DEAL, 'Sync_with_Partner_Center__c')).toBe(false);
    expect(rig.salesforce.field(DEAL, 'Referral_Identifier__c')).toBe(INBOUND);
    expect(await rig.pair(DEAL)).toMatchObject({ state: 'paused', referralId: INBOUND });
    const other = await convertible();
    other.salesforce.edit(other.recordId, { Referral_Response__c: 'Accept' });
    other.convert();
    await other.ring(other.recordId);
    await other.pass(5 * SECOND);
    expect(other.partnerCenter.get(INBOUND).substatus).toBe('Accepted');
    const declining = await convertible();
    declining.salesforce.edit(declining.recordId, { Referral_Response__c: 'Decline' });
    declining.convert();
    await declining.ring(declining.recordId);
    await declining.settled();
    expect(declining.salesforce.field(DEAL, 'Referral_Response__c')).toBeNull();
    expect(changesOf(declining, DEAL).map(({ set }) => set)).not.toContainEqual(
      expect.objectContaining({ Referral_Response__c: 'Accept' }),
    );
  });

  it('tells its deal in one change which referral it has now, and to wait', async () => {
    const rig = await convertible();
    const { committed } = overheard(rig);
    rig.convert();
    await rig.ring(rig.recordId);
    await rig.settled();
    expect(changesOf(rig, DEAL)[0]).toEqual({
      ...{ object: 'Opportunity', id: DEAL, token: null, clearToken: false, audit: [] },
      expect: { Sync_with_Partner_Center__c: false },
      set: { Sync_with_Partner_Center__c: true },
      bookkeeping: expect.objectContaining({
        ...{ Referral_Identifier__c: INBOUND, Co_Sell_Sync_Status__c: 'Queued' },
      }),
    });
    const base = { status: 'pending', closingDate: null };
    expect(committed.find(({ recordId }) => recordId === DEAL)).toMatchObject({
      ...{ base: { partnerCenter: base, salesforce: base }, held: {} },
    });
  });

  it('tells it no more than is missing when the pair could not be moved at once', async () => {
    const rig = await convertible();
    rig.convert();
    rig.deps.store = {
      ...rig.store,
      async commit(claim, change) {
        if (change.recordId === DEAL) throw new StoreUnavailable('away');
        return rig.store.commit(claim, change);
      },
    };
    await visited(rig, rig.recordId);
    await visited(rig, rig.recordId);
    expect(changesOf(rig, DEAL)).toHaveLength(1);
    rig.salesforce.edit(DEAL, { Sync_with_Partner_Center__c: false });
    await visited(rig, rig.recordId);
    expect(changesOf(rig, DEAL)[1]).toMatchObject({
      ...{ set: { Sync_with_Partner_Center__c: true }, bookkeeping: {} },
    });
    rig.deps.store = rig.store;
    await visited(rig, rig.recordId);
    expect((await rig.pair(DEAL)).referralId).toBe(INBOUND);
  });

  it('leaves behind what was being written to the lead', async () => {
    const rig = await convertible();
    await attempted(rig, rig.recordId, { kind: 'update-record', side: 'salesforce' });
    const { committed } = overheard(rig);
    rig.convert();
    await visited(rig, rig.recordId);
    expect(committed.find(({ recordId }) => recordId === DEAL)).toMatchObject({ attempt: null });
  });

  it('that never was one of Microsoft’s is left alone', async () => {
    const rig = await createRig();
    rig.salesforce.add(
      leadRecord(
        {
          ...{ IsConverted: true, ConvertedOpportunityId: DEAL },
          Sync_with_Partner_Center__c: false,
        },
        { token: 'token' },
      ),
    );
    await rig.rungAndSettled(LEAD, 'nudge');
    expect(await rig.rungAndSettled(LEAD)).toMatchObject({ failures: 0, state: 'paused' });
  });

  it.each(['', INBOUND.toUpperCase()])(
    'to a deal that names no other referral (%j) goes on with it',
    async (identifier) => {
      const rig = await convertible();
      rig.convert({ Referral_Identifier__c: identifier });
      await visited(rig, rig.recordId);
      expect(await rig.pair(DEAL)).toMatchObject({ referralId: INBOUND, failures: 0 });
    },
  );

  it('takes in a deal that nobody has looked at yet', async () => {
    const rig = await convertible();
    rig.convert();
    await visited(rig, rig.recordId, () => rig.ring(DEAL, 'nudge'));
    expect((await rig.pair(DEAL)).referralId).toBe(INBOUND);
    expect(await stubs(rig)).toBe(0);
  });

  it('without a deal is the end of it', async () => {
    const rig = await convertible();
    rig.salesforce.edit(rig.recordId, { IsConverted: true });
    const pair = await rig.rungAndSettled(rig.recordId);
    expect(pair).toMatchObject({
      ...{ state: 'paused', dueAt: null, referralId: INBOUND },
      lastError: { code: 'lead-without-deal', detail: '', side: 'salesforce' },
    });
    expect(pair.lastError?.at).toBe(new Date(rig.clock.now() - 5 * SECOND).toISOString());
  });

  it('whose referral is over ends here, and the deal may be shared as ours', async () => {
    const rig = await convertible();
    rig.partnerCenter.edit(INBOUND, { '/status': 'Closed', '/substatus': 'Declined' });
    rig.convert({ Sync_with_Partner_Center__c: true });
    expect(await rig.rungAndSettled(rig.recordId)).toMatchObject({ state: 'closed' });
    await rig.rungAndSettled(DEAL, 'nudge');
    const pair = await rig.pair(DEAL);
    expect(pair.referralId).not.toBeNull();
    expect(pair.referralId).not.toBe(INBOUND);
  });

  it.each([
    ['is not there', () => undefined],
    ['was deleted', (rig: Rig) => rig.salesforce.edit(DEAL, {}, { deleted: true })],
  ])('to a deal that %s keeps its pair', async (_name, act) => {
    const rig = await convertible();
    rig.convert();
    act(rig);
    if (_name === 'is not there') rig.salesforce.records.delete(DEAL);
    await rig.ring(rig.recordId);
    await rig.settled();
    expect(await rig.pair(rig.recordId)).toMatchObject({ referralId: INBOUND, failures: 0 });
    expect(changesOf(rig, DEAL)).toEqual([]);
  });

  it('to a deal with a referral of its own is a double', async () => {
    const rig = await convertible();
    rig.convert({ Referral_Identifier__c: UNKNOWN });
    await rig.ring(rig.recordId);
    await rig.settled();
    expect(await rig.pair(rig.recordId)).toMatchObject({
      ...{ failures: 1, lastError: { code: 'duplicate-referral', side: 'bridge' } },
    });
    // A converted lead takes no more changes.
    expect(rig.salesforce.message(DEAL)).toBe(explain('duplicate-referral').message);
    expect(changesOf(rig, rig.recordId)).toEqual([]);
  });

  it('to a deal that is shared already is a double', async () => {
    const rig = await convertible();
    rig.salesforce.add(dealRecord());
    await rig.rungAndSettled(DEAL);
    rig.salesforce.edit(DEAL, { Referral_Identifier__c: null });
    rig.salesforce.edit(rig.recordId, { IsConverted: true, ConvertedOpportunityId: DEAL });
    await rig.ring(rig.recordId);
    await rig.settled();
    expect(await rig.pair(rig.recordId)).toMatchObject({
      lastError: { code: 'duplicate-referral' },
    });
  });

  it('finds its own pair when the deal rang first and was about to be shared', async () => {
    const rig = await convertible();
    rig.convert({ Sync_with_Partner_Center__c: true, Amount: null });
    await rig.ring(DEAL, 'nudge');
    await rig.settled();
    await rig.pass(MINUTE);
    const pair = await rig.pair(DEAL);
    expect(pair.referralId).toBe(INBOUND);
    expect(await rig.findPair(rig.recordId)).toBeUndefined();
    expect(rig.partnerCenter.weather.writes()).not.toContain('create');
    const told = JSON.stringify(
      rig.salesforce.weather.calls.filter(({ name }) => name === 'change'),
    );
    expect(told).not.toContain('Needs Attention');
  });

  it('finds its own pair at once, although that one waits after a failure', async () => {
    const rig = await convertible();
    rig.salesforce.org.rule = () => ({ outcome: 'rejected' });
    rig.partnerCenter.edit(INBOUND, { '/status': 'Active', '/substatus': 'Accepted' });
    const failed = await rig.rungAndSettled(rig.recordId);
    expect(failed.failures).toBe(1);
    expect(failed.dueAt).toBeGreaterThan(rig.clock.now() + 10 * SECOND);
    rig.salesforce.org.rule = () => undefined;
    rig.convert({ Sync_with_Partner_Center__c: true });
    await rig.ring(DEAL, 'nudge');
    await rig.pass(2 * SECOND);
    expect((await rig.pair(DEAL)).referralId).toBe(INBOUND);
  });

  it('is looked at at once when its deal rings, although it was to wait', async () => {
    const rig = await convertible();
    rig.partnerCenter.weather.next('get', { instead: refusal('partnerCenter') });
    await rig.ring(rig.recordId);
    await rig.settled();
    const { id } = await rig.pair(rig.recordId);
    expect((await rig.pair(rig.recordId)).failures).toBe(1);
    rig.convert({ Referral_Identifier__c: INBOUND, Sync_with_Partner_Center__c: true });
    await rig.ring(DEAL, 'nudge');
    await rig.settled();
    expect(await rig.pair(DEAL)).toMatchObject({ id, referralId: INBOUND, failures: 0 });
    expect(await rig.findPair(rig.recordId)).toBeUndefined();
    expect(await stubs(rig)).toBe(0);
  });

  it('takes over a deal that rested already, because nobody had switched it on', async () => {
    const rig = await convertible();
    rig.convert({ Referral_Response__c: 'Accept' }, { token: 'a-token' });
    await rig.ring(DEAL, 'nudge');
    await rig.settled();
    await rig.ring(rig.recordId);
    await rig.settled();
    await rig.pass(HOUR);
    expect(await rig.pair(DEAL)).toMatchObject({ referralId: INBOUND, state: 'open' });
    expect(await rig.findPair(rig.recordId)).toBeUndefined();
    expect(rig.partnerCenter.get(INBOUND)).toMatchObject({ substatus: 'Accepted' });
    await rig.expectQuiet(DEAL);
  });

  it('waits while a pair of the deal steps aside', async () => {
    const rig = await convertible();
    rig.salesforce.add(dealRecord({ Amount: null }));
    await rig.rungAndSettled(DEAL);
    expect((await rig.pair(DEAL)).state).toBe('open');
    rig.salesforce.edit(DEAL, { Amount: 5 });
    rig.salesforce.edit(rig.recordId, { IsConverted: true, ConvertedOpportunityId: DEAL });
    const { rung } = overheard(rig);
    await visited(rig, rig.recordId);
    expect(rung).toEqual([{ id: { recordId: DEAL }, cause: 'adopted' }]);
    expect((await rig.pair(rig.recordId)).dueAt).toBe(rig.clock.now() + SECOND);
    await rig.pass(MINUTE);
    expect((await rig.pair(DEAL)).referralId).toBe(INBOUND);
    expect(rig.partnerCenter.weather.writes()).not.toContain('create');
  });

  it('does not ring a pair of the deal that is stepping aside', async () => {
    const rig = await convertible();
    rig.salesforce.add(dealRecord({ Amount: null }));
    await rig.rungAndSettled(DEAL);
    rig.salesforce.edit(DEAL, { Amount: 5 });
    rig.salesforce.edit(rig.recordId, { IsConverted: true, ConvertedOpportunityId: DEAL });
    const { deal, theirs } = await claimedBoth(rig, { recordId: rig.recordId });
    rig.salesforce.weather.next('findConverted', { before: () => rig.visit(theirs) });
    await rig.visit(deal);
    expect(await rig.store.findByRecord(DEAL)).toBeUndefined();
    await rig.pass(MINUTE);
    expect((await rig.pair(DEAL)).referralId).toBe(INBOUND);
  });

  it('is linked by its deal when nobody has the referral any more', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(
      inbound({ ...LEAD_OF_MICROSOFT, status: 'Active', substatus: 'Accepted' }),
    );
    rig.salesforce.add(
      leadRecord({
        Referral_Identifier__c: INBOUND,
        IsConverted: true,
        ConvertedOpportunityId: DEAL,
      }),
    );
    rig.salesforce.add(dealRecord());
    await rig.rungAndSettled(DEAL, 'nudge');
    expect((await rig.pair(DEAL)).referralId).toBe(INBOUND);
    expect(rig.partnerCenter.weather.writes()).not.toContain('create');
  });

  it('is nothing to its deal when its referral is over', async () => {
    const rig = await createRig();
    rig.partnerCenter.add(inbound({ ...LEAD_OF_MICROSOFT, status: 'Closed', substatus: 'Lost' }));
    rig.salesforce.add(
      leadRecord({
        Referral_Identifier__c: INBOUND,
        IsConverted: true,
        ConvertedOpportunityId: DEAL,
      }),
    );
    rig.salesforce.add(dealRecord());
    await rig.rungAndSettled(DEAL, 'nudge');
    const { referralId } = await rig.pair(DEAL);
    expect(referralId).not.toBeNull();
    expect(referralId).not.toBe(INBOUND);
  });

  it.each<[ChangeOutcome, ChangeError[], number]>([
    ['stale', [], 0],
    ['rejected', [], 1],
    ['written', [{ statusCode: 'X', message: 'books refused', fields: [] }], 1],
  ])('is not handed over while the deal cannot be told: %s', async (outcome, errors, n) => {
    const rig = await convertible();
    rig.convert();
    const { port } = rig.salesforce;
    const { change } = port;
    port.change = async (one, signal) =>
      'id' in one && one.id === DEAL
        ? { outcome, id: DEAL, values: {}, errors }
        : change(one, signal);
    await rig.ring(rig.recordId);
    await rig.settled();
    const pair = await rig.pair(rig.recordId);
    expect(pair).toMatchObject({ referralId: INBOUND, failures: n });
    if (outcome === 'written')
      expect(pair.lastError).toMatchObject({
        ...{ code: 'salesforce-rejected', detail: 'books refused', side: 'salesforce' },
      });
    port.change = change;
    await rig.pass(HOUR);
    expect((await rig.pair(DEAL)).referralId).toBe(INBOUND);
  });

  it('that was merged hands its pair to the winner', async () => {
    const rig = await convertible();
    rig.salesforce.add(leadRecord({ Sync_with_Partner_Center__c: false }));
    rig.salesforce.edit(rig.recordId, { MasterRecordId: LEAD }, { deleted: true });
    const { committed } = overheard(rig);
    await rig.ring(rig.recordId);
    await rig.pass(5 * SECOND);
    expect(committed.find(({ recordId }) => recordId === LEAD)).toMatchObject({ base: null });
    expect(await rig.pair(LEAD)).toMatchObject({ referralId: INBOUND, state: 'open' });
    const linked = (await rig.trail(LEAD)).find(({ action }) => action === 'linked');
    expect(linked).toMatchObject({ reason: 'the lead was merged' });
    expect(rig.salesforce.field(LEAD, 'Referral_Identifier__c')).toBe(INBOUND);
  });

  it('asks what differs between the deal and the referral, but for date and stage', async () => {
    const rig = await convertible({ status: 'Active', substatus: 'Accepted' });
    rig.convert({ Amount: 1, CloseDate: '2026-12-24' });
    await rig.ring(rig.recordId);
    await rig.pass(5 * SECOND);
    const { held } = await rig.pair(DEAL);
    expect(held).toMatchObject({ dealValue: { reason: 'ask' } });
    expect(held.closingDate).toBeUndefined();
    expect(held.status).toBeUndefined();
    expect(rig.partnerCenter.get(INBOUND)['details']).toMatchObject({
      closingDateTime: '2026-12-24T00:00:00Z',
    });
  });
});
