/** The solutions of a deal are a set: members combine, and each follows the rule on its own. */
import { describe, expect, it } from 'vitest';
import type { JsonObject, Solution } from '../../../service/src/domain/values.ts';
import { setDealValue } from './asked-deal.ts';
import { sharedDeal } from './deals.ts';
import { portalSolutions } from './edits.ts';
import { stamped } from './partner-center-side.ts';
import { isQuiet, reconcile, saveRecord, type World } from './world.ts';

const SHARED = 'SOL-40718-TWP';
const line = (id: string, quantity: number): Solution => ({
  id,
  name: `Name ${id}`,
  quantity,
  price: 5,
  currency: 'EUR',
});

describe('solutions', () => {
  it('added on both sides are on both sides afterwards', () => {
    const world = sharedDeal();
    addInPortal(world, { id: 'SOL-A', name: 'A', quantity: 1, publisherName: 'Somebody' });
    saveRecord(world, { set: {}, solutions: { upsert: [line('SOL-B', 2)], remove: [] } });
    reconcile(world);
    expect(idsOf(world)).toEqual({
      partnerCenter: [SHARED, 'SOL-A', 'SOL-B'],
      salesforce: [SHARED, 'SOL-A', 'SOL-B'],
    });
    expect(world.audit).toEqual([]);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('added on both sides with different numbers follow the rule, and nobody is asked', () => {
    const world = sharedDeal();
    addInPortal(world, { id: 'SOL-A', name: 'A', quantity: 1 });
    saveRecord(world, { set: {}, solutions: { upsert: [line('SOL-A', 2)], remove: [] } });
    reconcile(world);
    expect(portalSolutions(world).at(-1)).toMatchObject({ id: 'SOL-A', quantity: 2 });
    expect(world.audit).toMatchObject([
      { action: 'conflict', before: { quantity: 1 }, reason: 'rule' },
    ]);
  });

  it.each([null, undefined])('stay where they are when Partner Center lists %s', (listed) => {
    const world = sharedDeal();
    const details = world.referral['details'] as { requirements: JsonObject };
    if (listed === undefined) delete details.requirements['solutions'];
    else details.requirements['solutions'] = listed;
    world.referral = stamped(world.referral);
    reconcile(world);
    expect(world.record.solutions.map(({ id }) => id)).toEqual([SHARED]);
    expect(world.audit).toEqual([]);
  });

  it('removed on one side are removed on the other', () => {
    const inPortal = dealWithTwo();
    removeInPortal(inPortal);
    reconcile(inPortal);
    const onRecord = dealWithTwo();
    saveRecord(onRecord, { set: {}, solutions: { upsert: [], remove: [SHARED] } });
    reconcile(onRecord);
    for (const world of [inPortal, onRecord]) {
      expect(idsOf(world)).toEqual({ partnerCenter: ['SOL-B'], salesforce: ['SOL-B'] });
      expect(isQuiet(reconcile(world))).toBe(true);
      for (const base of [world.base?.partnerCenter, world.base?.salesforce])
        expect(base).not.toHaveProperty(`solutions:${SHARED}`);
    }
  });

  it('lose their last one here only: it stays at Microsoft until another takes its place', () => {
    const world = sharedDeal();
    changeInPortal(world, { quantity: 44 });
    saveRecord(world, { set: {}, solutions: { upsert: [], remove: [SHARED] } });
    expect(reconcile(world).operations).toEqual([]);
    expect(world.held[`solutions:${SHARED}`]).toMatchObject({ reason: 'last-solution' });
    expect(idsOf(world)).toEqual({ partnerCenter: [SHARED], salesforce: [] });
    expect(world.audit).toMatchObject([{ action: 'held', reason: 'last-solution' }]);
    expect(isQuiet(reconcile(world))).toBe(true);

    saveRecord(world, { set: {}, solutions: { upsert: [line('SOL-B', 2)], remove: [] } });
    reconcile(world);
    expect(idsOf(world)).toEqual({ partnerCenter: ['SOL-B'], salesforce: ['SOL-B'] });
    expect(world.held).toEqual({});
    expect(world.audit.at(-1)).toMatchObject({ action: 'conflict', before: { quantity: 44 } });
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('keep nothing else from being sent and told while the last one stays', () => {
    const world = sharedDeal();
    saveRecord(world, {
      set: { Co_Sell_Notes__c: null, Amount: 1 },
      solutions: { upsert: [], remove: [SHARED] },
    });
    setDealValue(world, 2);
    const { operations, audit } = reconcile(world);
    expect(operations.map(({ path, value }) => [path, value])).toEqual([
      ['/details/dealValue', 1],
      ['/details/notes', null],
    ]);
    expect(audit).toMatchObject([
      { action: 'conflict', field: 'dealValue' },
      { action: 'held', field: `solutions:${SHARED}` },
    ]);
  });

  it('that all go at once all stay at Microsoft', () => {
    const world = dealWithTwo();
    saveRecord(world, { set: {}, solutions: { upsert: [], remove: [SHARED, 'SOL-B'] } });
    expect(reconcile(world).operations).toEqual([]);
    expect(idsOf(world).partnerCenter).toEqual([SHARED, 'SOL-B']);
  });

  it('removed in Partner Center and changed in Salesforce stay, by the rule, and the removal is audited', () => {
    const world = sharedDeal();
    removeInPortal(world);
    saveRecord(world, { set: {}, solutions: { upsert: [line(SHARED, 9)], remove: [] } });
    reconcile(world);
    expect(idsOf(world).partnerCenter).toEqual([SHARED]);
    expect(world.audit).toMatchObject([{ action: 'conflict', before: null, side: 'salesforce' }]);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('changed in Partner Center and removed in Salesforce go, by the rule, and the change is audited', () => {
    const world = dealWithTwo();
    changeInPortal(world, { quantity: 44 });
    saveRecord(world, { set: {}, solutions: { upsert: [], remove: [SHARED] } });
    reconcile(world);
    expect(idsOf(world)).toEqual({ partnerCenter: ['SOL-B'], salesforce: ['SOL-B'] });
    expect(world.audit).toMatchObject([{ action: 'conflict', before: { quantity: 44 } }]);
  });

  it('keep members and properties nobody mapped verbatim, whatever else changes', () => {
    const world = sharedDeal();
    const [first, category] = structuredClone(portalSolutions(world));
    saveRecord(world, {
      set: {},
      solutions: { upsert: [line('SOL-B', 2), { ...line(SHARED, 8), price: 1200.5 }], remove: [] },
    });
    reconcile(world);
    const [changed, kept, added] = portalSolutions(world);
    expect(changed).toEqual({ ...first, quantity: 8 });
    expect(kept).toEqual(category);
    expect(added).toMatchObject({ id: 'SOL-B', type: 'Name', quantity: 2 });
  });

  it('are left alone where the org does not take part in them', () => {
    const world = sharedDeal();
    world.profile = { ...world.profile, settings: { ...world.profile.settings, solutions: false } };
    addInPortal(world, { id: 'SOL-A', quantity: 1 });
    saveRecord(world, { set: {}, solutions: { upsert: [line('SOL-B', 2)], remove: [] } });
    expect(isQuiet(reconcile(world))).toBe(true);
    expect(idsOf(world).salesforce).toEqual([SHARED, 'SOL-B']);
  });
});

function addInPortal(world: World, member: JsonObject): void {
  portalSolutions(world).push(member);
  world.referral = stamped(world.referral);
}

function changeInPortal(world: World, some: JsonObject): void {
  Object.assign(portalSolutions(world)[0] as JsonObject, some);
  world.referral = stamped(world.referral);
}

function dealWithTwo(): World {
  const world = sharedDeal();
  saveRecord(world, { set: {}, solutions: { upsert: [line('SOL-B', 2)], remove: [] } });
  reconcile(world);
  return world;
}

function removeInPortal(world: World): void {
  portalSolutions(world).shift();
  world.referral = stamped(world.referral);
}

function idsOf(world: World) {
  const portal = portalSolutions(world).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  return {
    partnerCenter: portal.sort(),
    salesforce: world.record.solutions.map(({ id }) => id).sort(),
  };
}
