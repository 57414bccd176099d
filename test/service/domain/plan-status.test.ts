/** Statuses that differ: of leads, which have no stages, and of deals where nobody moved. */
import { describe, expect, it } from 'vitest';
import { conflictHash } from '../../../service/src/domain/conflict-choices.ts';
import { compileMapping } from '../../../service/src/domain/mapping.ts';
import type { HeldMove } from '../../../service/src/domain/pair.ts';
import type { Base, DealStatus, JsonObject } from '../../../service/src/domain/values.ts';
import { setDetails } from './asked-deal.ts';
import { opportunity, pendingDeal, sharedDeal } from './deals.ts';
import { inboundFixture } from './fixtures.ts';
import { mappingRow, orgProfile } from './org.ts';
import {
  createWorld,
  planNow,
  reconcile,
  saveRecord,
  shownBy,
  START,
  type World,
} from './world.ts';

const ACCEPTED = { status: 'Active', substatus: 'Accepted' };
const WON = { status: 'Closed', substatus: 'Won' };

describe('a lead', () => {
  const plan = (
    Status: string,
    theirs: object = ACCEPTED,
    settings: object = {},
    { base = null, ...some }: { base?: Base | null } & JsonObject = {},
  ) => {
    const profile = orgProfile({ undoWindowMinutes: 0, lostLeadStatus: 'Gone', ...settings }, []);
    const fields = { Status, IsConverted: false, Co_Sell_Conflict_Choices__c: null, ...some };
    return planNow(
      createWorld({
        profile,
        mapping: compileMapping(profile, 'Lead'),
        base,
        record: { ...opportunity(), object: 'Lead', solutions: [], fields },
        referral: { ...inboundFixture(), ...theirs },
      }),
    );
  };

  it('that is open says nothing, whatever Microsoft says', () => {
    for (const theirs of [{}, ACCEPTED, WON]) {
      const { toPartnerCenter, toSalesforce, held, base, shown } = plan('Working', theirs);
      expect([toPartnerCenter.size, toSalesforce.size, held.status]).toEqual([0, 0, undefined]);
      expect(base.partnerCenter.status).toBe(shown.partnerCenter.status);
      expect(base.salesforce.status).toBeNull();
    }
  });

  it('that is not pursued is told at first contact, and nobody is asked', () => {
    expect(plan('Gone').toPartnerCenter.get('status')).toBe('lost');
  });

  it('that is not pursued waits while sharing is off', () => {
    const { toPartnerCenter, held } = plan('Gone', ACCEPTED, { share: false });
    expect([toPartnerCenter.size, held.status?.reason]).toEqual([0, 'direction']);
  });

  it('that was accepted on the card has no stage that could follow', () => {
    const answered = plan('Working', ACCEPTED, {}, { Referral_Response__c: 'Accept' });
    expect(answered.clear).toEqual({ Referral_Response__c: null });
    expect([answered.followsAnswer, answered.toSalesforce.size]).toEqual([false, 0]);
  });

  it('that is not pursued keeps its status when only Microsoft moves', () => {
    const base = { partnerCenter: { status: 'pending' }, salesforce: { status: 'lost' } };
    const moved = plan('Gone', ACCEPTED, {}, { base });
    expect([moved.toSalesforce.size, moved.toPartnerCenter.size, moved.held]).toEqual([0, 0, {}]);
    expect(moved.base).toMatchObject({
      partnerCenter: { status: 'accepted' },
      salesforce: { status: 'lost' },
    });
  });

  it('that is not pursued, and won there, was closed differently', () => {
    expect(plan('Gone', WON).held.status?.reason).toBe('closed-differently');
  });
});

describe('a deal whose statuses differ though nobody moved', () => {
  const plan = (held: HeldMove | undefined) => {
    const world = sharedDeal({ record: opportunity({ StageName: 'Closed Lost' }) });
    world.base = structuredClone(shownBy(world));
    return planNow({ ...world, held: held ? { status: held } : {} });
  };
  const held: HeldMove = {
    ...{ reason: 'not-transition', partnerCenter: 'accepted', salesforce: 'lost' },
    ...{ since: new Date(START - 1).toISOString(), until: 'then' },
  };

  it('keeps what was held about it', () => {
    const { held: kept, toPartnerCenter, audit } = plan(held);
    expect(kept.status).toEqual(held);
    expect([toPartnerCenter.size, audit]).toEqual([0, []]);
  });

  it('holds nothing where nothing was held', () => {
    const { held: kept, toPartnerCenter, toSalesforce } = plan(undefined);
    expect([kept.status, toPartnerCenter.size, toSalesforce.size]).toEqual([undefined, 0, 0]);
  });

  it('lets the stage follow an answer that had to wait', () => {
    const { toSalesforce } = plan({ ...held, reason: 'direction' });
    expect(toSalesforce.get('status')).toBe('accepted');
  });

  it('lets the stage follow an answer that was taken back after it was sent', () => {
    const world = pendingDeal();
    Object.assign(world.referral, ACCEPTED);
    world.base = structuredClone(shownBy(world));
    expect(planNow(world).toSalesforce.get('status')).toBe('accepted');
  });
});

const AT_ONCE = orgProfile({ undoWindowMinutes: 0 });
const heldAs = (reason: HeldMove['reason'], theirs: DealStatus, ours: DealStatus): HeldMove => ({
  ...{ reason, partnerCenter: theirs, salesforce: ours, since: new Date(START).toISOString() },
});

describe('a deal whose statuses differ, without a base of both sides', () => {
  const unknown = (base: Base, fields: JsonObject = {}, held: World['held'] = {}) => {
    const record = opportunity({ StageName: 'Closed Won', ...fields });
    return planNow(sharedDeal({ profile: AT_ONCE, record, base, held }));
  };

  it.each<[which: string, base: Base]>([
    ['no side', { partnerCenter: {}, salesforce: {} }],
    ['Partner Center alone', { partnerCenter: { status: 'accepted' }, salesforce: {} }],
    ['Salesforce alone', { partnerCenter: {}, salesforce: { status: 'won' } }],
  ])('is asked about where %s has one', (_which, base) => {
    const { held, toPartnerCenter, toSalesforce } = unknown(base);
    expect(held.status?.reason).toBe('ask');
    expect([toPartnerCenter.has('status'), toSalesforce.has('status')]).toEqual([false, false]);
  });

  it('follows Partner Center at once where that is chosen, and tells it nothing', () => {
    const hash = conflictHash({ partnerCenter: 'accepted', salesforce: 'won' });
    const choices = JSON.stringify({ status: `partnerCenter@${hash}` });
    const { toPartnerCenter, toSalesforce } = unknown(
      { partnerCenter: {}, salesforce: {} },
      { Co_Sell_Conflict_Choices__c: choices },
      { status: heldAs('ask', 'accepted', 'won') },
    );
    expect([toSalesforce.get('status'), toPartnerCenter.has('status')]).toEqual([
      ...['accepted', false],
    ]);
  });
});

it('a deal whose statuses were once the same is asked about no more', () => {
  const world = createWorld({ ...sharedDeal({ profile: AT_ONCE }), base: null });
  reconcile(world);
  saveRecord(world, { set: { StageName: 'Closed Won' } });
  expect(planNow(world).toPartnerCenter.get('status')).toBe('won');
});

describe('an answer on the card', () => {
  const answered = (
    wish: 'Accept' | 'Decline',
    { referral = {}, fields = {}, settings = {} }: Record<string, JsonObject> = {},
  ) => {
    const world = pendingDeal({ profile: orgProfile({ undoWindowMinutes: 0, ...settings }) });
    Object.assign(world.record.fields, { Referral_Response__c: wish, ...fields });
    Object.assign(world.referral, referral);
    return planNow(world);
  };
  const DECLINED = { status: 'Closed', substatus: 'Declined' };

  it.each<JsonObject>([{ share: false }, { active: false }])(
    'waits on the record with %j',
    (settings) => {
      const { toPartnerCenter, clear, held } = answered('Accept', {
        settings,
        fields: { StageName: 'Negotiation' },
      });
      expect([toPartnerCenter.size, clear]).toEqual([0, {}]);
      // What the stage says is not forgotten over it.
      expect(held.status?.reason).toBe('direction');
    },
  );

  it('counts more than what the stage says', () => {
    const { toPartnerCenter, statusReason, held } = answered('Decline', {
      fields: { StageName: 'Negotiation', Referral_Response_Reason__c: 'Too late' },
    });
    expect([toPartnerCenter.get('status'), statusReason]).toEqual(['declined', 'Too late']);
    expect(held.status).toBeUndefined();
  });

  it('that was carried out leaves the record, and a stage that moved meanwhile follows it', () => {
    const plan = answered('Decline', {
      referral: DECLINED,
      fields: { StageName: 'Negotiation' },
    });
    expect(plan.toSalesforce.get('status')).toBe('declined');
    expect([plan.followsAnswer, plan.held.status, plan.wishRefused]).toEqual([
      ...[true, undefined, null],
    ]);
    expect(plan.base).toMatchObject({
      partnerCenter: { status: 'declined' },
      salesforce: { status: 'accepted' },
    });
    // Whoever moved it finds what it was.
    expect(plan.audit).toMatchObject([
      {
        ...{ action: 'conflict', side: 'partnerCenter', field: 'status' },
        ...{ before: 'accepted', after: 'declined', reason: 'chosen' },
      },
    ]);
    expect(answered('Decline', { referral: DECLINED }).audit).toEqual([]);
    // Where nobody knows what the stage was, nobody can say that it was moved.
    const unknown = pendingDeal({ base: null });
    unknown.record.fields['Referral_Response__c'] = 'Decline';
    Object.assign(unknown.referral, DECLINED);
    expect(planNow(unknown).audit).toEqual([]);
  });

  const BOTH = { Referral_Response__c: null, Referral_Response_Reason__c: null };
  it.each<[wish: 'Accept' | 'Decline', theirs: object, reason: string | undefined, clear: object]>([
    ['Decline', DECLINED, 'Too late', BOTH],
    ['Decline', ACCEPTED, 'Too late', BOTH],
    ['Decline', DECLINED, undefined, { Referral_Response__c: null }],
    ['Accept', ACCEPTED, 'Too late', { Referral_Response__c: null }],
    ['Accept', ACCEPTED, undefined, { Referral_Response__c: null }],
  ])('%s, when %j is so already and the reason is %j, clears %j', (wish, theirs, reason, clear) => {
    const world = pendingDeal();
    const fields: JsonObject = { ...world.record.fields, Referral_Response__c: wish };
    if (reason === undefined) delete fields['Referral_Response_Reason__c'];
    else fields['Referral_Response_Reason__c'] = reason;
    const record = { ...world.record, fields };
    const referral = { ...world.referral, ...theirs };
    expect(planNow({ ...world, record, referral }).clear).toEqual(clear);
  });

  it('that comes too late is refused with a sentence', () => {
    const plan = answered('Decline', { referral: ACCEPTED });
    const reason = 'Decline came too late: Partner Center says accepted already';
    expect([plan.wishRefused, plan.followsAnswer]).toEqual([reason, false]);
    expect(plan.audit).toMatchObject([
      {
        ...{ action: 'refused', side: 'partnerCenter', field: 'status' },
        ...{ before: 'accepted', after: 'declined', reason },
      },
    ]);
  });
});

describe('a stage that closes a deal', () => {
  const closed = (fields: JsonObject = {}, start: Partial<World> = {}) => {
    const world = sharedDeal({ profile: AT_ONCE, ...start });
    Object.assign(world.record.fields, { StageName: 'Closed Lost', ...fields });
    return planNow(world);
  };

  it('is not sent again as it was refused', () => {
    const { toPartnerCenter, held } = closed(
      {},
      { held: { status: heldAs('refused', 'accepted', 'lost') } },
    );
    expect([toPartnerCenter.has('status'), held.status?.reason]).toEqual([false, 'refused']);
  });

  it('waits for questions alone, not for anything else that is held', () => {
    const world = sharedDeal({ profile: AT_ONCE });
    setDetails(world, { dealValue: 7, currency: 'USD' });
    Object.assign(world.record.fields, { StageName: 'Closed Lost' });
    const { toPartnerCenter, held } = planNow(world);
    expect(held.dealValue?.reason).toBe('currency');
    expect(toPartnerCenter.get('status')).toBe('lost');
  });

  it('has the undo window where the deadline is empty', () => {
    const profile = orgProfile();
    expect(closed({ Co_Sell_Close_Sends_At__c: '' }, { profile }).held.status?.reason).toBe('undo');
  });

  const OWN = 'Loss_Reason__c';
  const mapped = orgProfile({ undoWindowMinutes: 0 }, [mappingRow('statusReason', OWN)]);
  const unmapped = orgProfile({ undoWindowMinutes: 0 }, []);
  it.each<[string, JsonObject, World['profile'], string]>([
    ['the one on the card', { Referral_Response_Reason__c: 'Price' }, unmapped, 'Price'],
    ['the one of the org', { [OWN]: 'Own' }, mapped, 'Own'],
    ['the first of two', { Referral_Response_Reason__c: 'Price', [OWN]: 'Own' }, mapped, 'Price'],
    ['the one that is not empty', { Referral_Response_Reason__c: '', [OWN]: 'Own' }, mapped, 'Own'],
    ['one for all where there is none', { [OWN]: 'Own' }, unmapped, 'Others'],
    ['one for all where all are empty', { [OWN]: '' }, mapped, 'Others'],
  ])('names %s as its reason', (_which, fields, profile, reason) => {
    expect(closed(fields, { profile }).statusReason).toBe(reason);
  });

  it('declines a deal that was never accepted, with a reason', () => {
    const world = pendingDeal({ profile: AT_ONCE });
    Object.assign(world.record.fields, { StageName: 'Closed Lost' });
    const { toPartnerCenter, statusReason } = planNow(world);
    expect([toPartnerCenter.get('status'), statusReason]).toEqual(['declined', 'Others']);
  });

  it('names no reason for a deal that is won', () => {
    const { toPartnerCenter, statusReason } = closed({ StageName: 'Closed Won' });
    expect([toPartnerCenter.get('status'), statusReason]).toEqual(['won', null]);
  });
});
