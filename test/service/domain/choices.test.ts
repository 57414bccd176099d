/** What a seller chooses on the card, and first contact, where nobody but a person may decide. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictHash } from '../../../service/src/domain/conflict-choices.ts';
import { anyWorld } from './any-world.ts';
import { askedDeal, askProfile, setDealValue } from './asked-deal.ts';
import { pendingDeal, sharedDeal } from './deals.ts';
import { begin, play } from './follow.ts';
import { FIELDS, mappingRow, orgProfile } from './org.ts';
import { runs } from './runs.ts';
import {
  createWorld,
  isQuiet,
  planNow,
  reconcile,
  saveRecord,
  shownBy,
  type World,
} from './world.ts';

describe("a seller's choice", () => {
  it.each([
    ['salesforce', 1],
    ['partnerCenter', 2],
  ] as const)(
    'of %s decides, the loser stands in the audit, the choice is cleared',
    (side, won) => {
      const world = askedDeal();
      play(begin(world), [{ kind: 'choose', side }]);
      const { audit } = reconcile(world);
      expect(audit).toMatchObject([
        { action: 'conflict', before: 3 - won, after: won, side, reason: 'chosen' },
      ]);
      expect(shownBy(world)).toMatchObject({
        salesforce: { dealValue: won },
        partnerCenter: { dealValue: won },
      });
      expect(world.record.fields['Co_Sell_Conflict_Choices__c']).toBeNull();
      expect(isQuiet(reconcile(world))).toBe(true);
    },
  );

  it('of a value that waits for the deal to be accepted is told when it is made, and once', () => {
    const world = createWorld({ ...pendingDeal(), base: null });
    saveRecord(world, { set: { Amount: 1 } });
    reconcile(world);
    play(begin(world), [{ kind: 'choose', side: 'salesforce' }]);
    reconcile(world);
    expect(world.held.dealValue?.reason).toBe('on-hold');
    play(begin(world), [{ kind: 'portal', move: 'accept' }]);
    reconcile(world);
    expect(shownBy(world).partnerCenter.dealValue).toBe(1);
    const conflicts = world.audit.filter(({ action }) => action === 'conflict');
    expect(conflicts).toMatchObject([{ field: 'dealValue', after: 1, reason: 'chosen' }]);
  });

  it('made for other values changes nothing but is cleared, and the question stays', () => {
    for (const edit of [
      (world: World) => saveRecord(world, { set: { Amount: 9 } }),
      (world: World) => setDealValue(world, 9),
    ]) {
      const world = askedDeal();
      play(begin(world), [{ kind: 'choose', side: 'salesforce' }]);
      edit(world);
      const before = shownBy(world);
      const told = reconcile(world);
      expect(told.operations).toEqual([]);
      expect(told.set).toEqual({ Co_Sell_Conflict_Choices__c: null });
      expect(shownBy(world)).toEqual(before);
      expect(world.held.dealValue?.reason).toBe('ask');
      expect(world.held.dealValue?.again).toBe(true);
      reconcile(world);
      expect(world.held.dealValue?.again).toBe(true);
    }
  });

  it.each([null, '{"dealValue":"salesforce@000000000000"}'])(
    'is asked for the first time without saying so, also where the record has %j',
    (choices) => {
      const world = sharedDeal({ profile: askProfile() });
      saveRecord(world, { set: { Amount: 1, Co_Sell_Conflict_Choices__c: choices } });
      setDealValue(world, 2);
      reconcile(world);
      expect(world.held.dealValue?.reason).toBe('ask');
      expect(world.held.dealValue).not.toHaveProperty('again');
    },
  );

  it.each([
    ['before', 'x', ''],
    ['after', '', '0'],
  ])('with something %s it is no choice', (_where, before, after) => {
    const world = askedDeal();
    const hash = conflictHash({ partnerCenter: 2, salesforce: 1 });
    const choice = { dealValue: `${before}salesforce@${hash}${after}` };
    saveRecord(world, { set: { Co_Sell_Conflict_Choices__c: JSON.stringify(choice) } });
    expect(reconcile(world).operations).toEqual([]);
    expect(world.held.dealValue?.reason).toBe('ask');
  });

  it('of a question that a side changed is asked anew, but not again: nobody had chosen', () => {
    const world = askedDeal();
    setDealValue(world, 9);
    expect(reconcile(world).audit).toMatchObject([
      { action: 'held', side: 'bridge', field: 'dealValue', reason: 'ask' },
    ]);
    expect(world.held.dealValue).not.toHaveProperty('again');
  });

  it.each([
    'not json',
    '[]',
    'null',
    '{"dealValue":"salesforce"}',
    '{"dealValue":"nobody@00000000000000"}',
    '{"dealValue":7}',
    '7',
  ])('that is %j is no choice', (raw) => {
    const world = askedDeal();
    saveRecord(world, { set: { Co_Sell_Conflict_Choices__c: raw } });
    expect(reconcile(world).set).toEqual({ Co_Sell_Conflict_Choices__c: null });
    expect(world.held.dealValue?.reason).toBe('ask');
  });

  it('counts only for a field that is asked about', () => {
    const world = pendingDeal();
    saveRecord(world, { set: { Amount: 7 } });
    reconcile(world);
    const hash = conflictHash(world.held.dealValue ?? { partnerCenter: null, salesforce: null });
    saveRecord(world, {
      set: { Co_Sell_Conflict_Choices__c: JSON.stringify({ dealValue: `partnerCenter@${hash}` }) },
    });
    reconcile(world);
    expect(world.held.dealValue?.reason).toBe('on-hold');
    expect(world.record.fields['Amount']).toBe(7);
  });

  it('made while the deal cannot be sent is kept until it can, not asked again', () => {
    const world = pendingDeal({ profile: askProfile() });
    saveRecord(world, { set: { Amount: 1 } });
    setDealValue(world, 2);
    reconcile(world);
    expect(world.held.dealValue?.reason).toBe('ask');
    play(begin(world), [{ kind: 'choose', side: 'salesforce' }, { kind: 'visit' }]);
    expect(world.held.dealValue?.reason).toBe('on-hold');
    play(begin(world), [{ kind: 'wish', wish: 'Accept' }, { kind: 'visit' }]);
    expect(shownBy(world).partnerCenter.dealValue).toBe(1);
    expect(world.held).toEqual({});
  });

  it.each([
    ['partnerCenter', 'Closed Won', 'accepted'],
    ['salesforce', 'Closed Won', 'won'],
  ] as const)('of %s also decides the status of a first contact', (side, stage, status) => {
    const world = sharedDeal();
    saveRecord(world, { set: { StageName: stage } });
    const first = createWorld({ ...world, base: null });
    reconcile(first);
    expect(first.held.status?.reason).toBe('ask');
    play(begin(first), [
      { kind: 'choose', side },
      { kind: 'visit' },
      { kind: 'wait', minutes: 11 },
      { kind: 'visit' },
    ]);
    expect(shownBy(first).salesforce.status).toBe(status);
    expect(shownBy(first).partnerCenter.status).toBe(status);
    expect(first.held).toEqual({});
  });
});

describe('a question about a solution', () => {
  const FIELD = 'solutions:SOL-40718-TWP';
  it.each([
    ['neither side has', [], 'ask'],
    ['only Partner Center has', ['partnerCenter'], undefined],
    ['only Salesforce has', ['salesforce'], undefined],
    ['both sides have', ['partnerCenter', 'salesforce'], undefined],
  ] as const)('is asked on while %s a base', (_which, known, reason) => {
    const world = sharedDeal();
    world.record.solutions[0] = { ...solution(world), quantity: 8 };
    const { partnerCenter, salesforce } = shownBy(world);
    const base = structuredClone(world.base ?? { partnerCenter, salesforce });
    for (const side of ['partnerCenter', 'salesforce'] as const)
      if (!known.some((one) => one === side)) Reflect.deleteProperty(base[side], FIELD);
    const held = { reason: 'ask', partnerCenter: null, salesforce: null, since: '' } as const;
    expect(planNow({ ...world, base, held: { [FIELD]: held } }).held[FIELD]?.reason).toBe(reason);
  });
});

describe('a question', () => {
  it('says who saved the value here, as long as it is that value', () => {
    const world = askedDeal();
    const savedBy = () => world.held.dealValue?.saved?.salesforce.by;
    expect(savedBy()).toBeNull();
    const saved = (name: string | null, token: string | null, amount: number) => {
      saveRecord(world, { set: { Amount: amount } });
      world.record = {
        ...{ ...world.record, token },
        fields: { ...world.record.fields, 'LastModifiedBy.Name': name },
      };
      reconcile(world);
    };
    saved('Anna Seller', 't1', 7);
    expect(savedBy()).toBe('Anna Seller');
    saved('Somebody else', 't2', 7);
    expect(savedBy()).toBe('Anna Seller');
    setDealValue(world, 3);
    saved('Co-Sell Bridge', null, 7);
    expect(savedBy()).toBe('Anna Seller');
    saved('Co-Sell Bridge', null, 8);
    expect(savedBy()).toBeNull();
  });
});

describe('first contact', () => {
  it('takes equal values as the base, fills blanks and asks about the rest, whatever the rule', () => {
    const profile = orgProfile(
      {},
      Object.entries(FIELDS).map(([name, field]) =>
        mappingRow(name, field, { conflictRule: 'Salesforce' }),
      ),
    );
    const world = createWorld({ ...sharedDeal({ profile }), base: null });
    saveRecord(world, { set: { Amount: 1, Co_Sell_Notes__c: null } });
    world.record.solutions[0] = { ...solution(world), quantity: 8 };
    const told = reconcile(world);
    expect(told.operations).toEqual([]);
    expect(Object.keys(told.set)).toEqual(['Co_Sell_Notes__c', 'OpportunityContactRoles']);
    const asked = Object.entries(world.held).map(([field, move]) => [field, move?.reason]);
    expect(asked).toEqual([
      ['dealValue', 'ask'],
      ['solutions:SOL-40718-TWP', 'ask'],
    ]);
  });

  it('overwrites nothing on later visits either', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const first = createWorld({ ...world, base: null, held: {} });
        const before = shownBy(first);
        for (let i = 0; i < 3; i++) reconcile(first);
        const after = shownBy(first);
        for (const side of ['salesforce', 'partnerCenter'] as const) {
          for (const [field, value] of Object.entries(before[side])) {
            // Visibility grows, a wish on the record is carried out, and a blank amount is filled with its currency.
            const isFree = ['visibility', 'status', 'currency'].includes(field) || value === null;
            if (isFree) continue;
            expect([side, field, after[side][field as 'notes']]).toEqual([side, field, value]);
          }
        }
      }),
      runs(200),
    );
  });
});

function solution({ record }: World) {
  const [first] = record.solutions;
  if (!first) throw new Error('a deal with a solution was expected');
  return first;
}
