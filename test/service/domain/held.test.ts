/** Moves that cannot be applied now: kept, told once, and looked at afresh when either value changes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, Side } from '../../../service/src/domain/values.ts';
import { anyWorld } from './any-world.ts';
import { askedDeal, setDealValue } from './asked-deal.ts';
import { sharedDeal } from './deals.ts';
import { runs } from './runs.ts';
import { isQuiet, LOOP, reconcile, saveRecord, shownBy } from './world.ts';

describe('a held move', () => {
  it('is neither sent nor audited again while both values stay, however often somebody looks', () => {
    fc.assert(
      fc.property(anyWorld, fc.integer({ min: 1, max: 4 }), (world, times) => {
        reconcile(world);
        const held = structuredClone(world.held);
        for (let i = 0; i < times; i++) {
          world.now += 1_000;
          expect(isQuiet(reconcile(world))).toBe(true);
        }
        expect(world.held).toEqual(held);
      }),
      runs(150),
    );
  });

  it('says since when, and counts from anew when a value changes', () => {
    const world = askedDeal();
    const { since } = world.held.dealValue ?? {};
    world.now += 60_000;
    reconcile(world);
    expect(world.held.dealValue?.since).toBe(since);
    saveRecord(world, { set: { Amount: 3 } });
    expect(reconcile(world).audit.map(({ action }) => action)).toEqual(['held']);
    expect(world.held.dealValue?.since).not.toBe(since);
  });

  it('keeps who saved each side, until that side shows another value', () => {
    const world = askedDeal();
    const saveAs = (by: string, at: string, fields: JsonObject) => {
      saveRecord(world, { set: fields });
      const stamps = { LastModifiedDate: at, 'LastModifiedBy.Name': by };
      const fieldsNow = { ...world.record.fields, ...stamps };
      world.record = { ...world.record, token: at, fields: fieldsNow };
    };
    const saved = () => world.held.dealValue?.saved;
    expect(saved()?.salesforce).toEqual({ at: null, by: null });
    saveAs('Anna Berg', '2026-03-01T08:00:00.000+0000', { Amount: 3 });
    reconcile(world);
    const anna = { at: '2026-03-01T08:00:00.000+0000', by: 'Anna Berg' };
    const there = saved()?.partnerCenter;
    expect(saved()?.salesforce).toEqual(anna);
    expect(there).toEqual({ at: expect.any(String) as string, by: null });
    // Somebody else saved the record since, but not this value.
    saveAs('Bert Holm', '2026-03-02T08:00:00.000+0000', {});
    world.now += 60_000;
    setDealValue(world, 5);
    reconcile(world);
    expect(saved()?.salesforce).toEqual(anna);
    expect(saved()?.partnerCenter.at).not.toBe(there?.at);
    saveAs('Bert Holm', '2026-03-03T08:00:00.000+0000', { Amount: 7 });
    reconcile(world);
    expect(saved()?.salesforce).toMatchObject({ by: 'Bert Holm' });
  });

  it.each(['salesforce', 'partnerCenter'] as const)(
    'is gone once %s shows what the other side has',
    (side) => {
      const world = askedDeal();
      if (side === 'salesforce') saveRecord(world, { set: { Amount: 2 } });
      else setDealValue(world, 1);
      expect(isQuiet(reconcile(world))).toBe(true);
      expect(world.held).toEqual({});
    },
  );
});

describe('a field that two automations fight about', () => {
  it('is held as looping after more than five writes to both sides, and tried again later', () => {
    const world = sharedDeal();
    const fight = (amount: number, side: Side) => {
      if (side === 'salesforce') saveRecord(world, { set: { Amount: amount } });
      else setDealValue(world, amount);
      world.now += 20_000;
      reconcile(world);
    };
    for (let i = 0; i < LOOP.limit + 1; i++)
      fight(100 + i, i % 2 === 0 ? 'salesforce' : 'partnerCenter');
    expect(world.held).toEqual({});
    fight(999, 'salesforce');
    expect(world.held.dealValue).toMatchObject({ reason: 'looping' });
    const { until = '' } = world.held.dealValue ?? {};
    expect(Date.parse(until)).toBeGreaterThan(world.now);
    world.now += 1_000;
    reconcile(world);
    expect(world.held.dealValue?.until).toBe(until);
    world.now += LOOP.windowMs;
    reconcile(world);
    expect(shownBy(world).partnerCenter.dealValue).toBe(999);
  });

  it('is no loop while only one side is written', () => {
    const world = sharedDeal();
    for (let i = 0; i < 12; i++) {
      saveRecord(world, { set: { Amount: 100 + i } });
      reconcile(world);
      expect(shownBy(world).partnerCenter.dealValue).toBe(100 + i);
    }
  });
});
