/** Sides that round, trim, cut and rewrite values never play ping-pong with each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject, Side } from '../../../service/src/domain/values.ts';
import { edits, openProfiles, settledWorld } from './arbitraries.ts';
import { sharedDeal } from './deals.ts';
import { portalSolutions, type Step } from './edits.ts';
import { begin, play, visit } from './follow.ts';
import { stamped, type PartnerCenterHabits } from './partner-center-side.ts';
import { runs } from './runs.ts';
import { isQuiet, reconcile, saveRecord, type World } from './world.ts';

const typedOn = (side: Side) =>
  fc
    .array(edits, { minLength: 1, maxLength: 4 })
    .map((steps): Step[] => steps.map((step) => ({ ...step, side })));

describe('whatever the two sides do to values', () => {
  it('after one visit nothing is planned any more', () => {
    fc.assert(
      fc.property(settledWorld(openProfiles), fc.array(edits, { maxLength: 6 }), (world, steps) => {
        const history = begin(world);
        play(history, steps);
        visit(history);
        expect(isQuiet(reconcile(world))).toBe(true);
      }),
      runs(200),
    );
  });

  it.each(['salesforce', 'partnerCenter'] as const)(
    'what a person typed in %s is never changed there',
    (side) => {
      fc.assert(
        fc.property(settledWorld(openProfiles), typedOn(side), (world, steps) => {
          const history = begin(world);
          play(history, steps);
          const before = raw(world, side);
          for (let i = 0; i < 3; i++) visit(history);
          expect(raw(world, side)).toEqual(before);
        }),
        runs(150),
      );
    },
  );
});

const NUMBERS: [typed: Json, kept: number | null][] = [
  [100.004, 100],
  [100.005, 100.01],
  ['61000', 61_000],
  ['61000.50', 61_000.5],
  [1.005, 1.01],
  [0, 0],
  [null, null],
  [-12.345, -12.35],
];

describe('a deal value', () => {
  it.each(NUMBERS)('of %j in Partner Center is %j in Salesforce, and stays', (typed, kept) => {
    const world = sharedDeal();
    typeInPortal(world, 'dealValue', typed);
    expect(reconcile(world).set).toEqual({ Amount: kept });
    expect(world.record.fields['Amount']).toBe(kept);
    expect(isQuiet(reconcile(world))).toBe(true);
    expect(detailsOf(world)['dealValue']).toBe(typed);
  });

  it('that changes by less than a cent is no move', () => {
    const world = sharedDeal();
    typeInPortal(world, 'dealValue', 50_000.001);
    expect(isQuiet(reconcile(world))).toBe(true);
  });
});

describe('a closing date', () => {
  it.each(['2026-09-01T00:00:00Z', '2026-09-01T18:30:00.1234567Z', '2026-08-31T20:00:00-06:00'])(
    '%s is the same day in Salesforce, and its time of day stays',
    (typed) => {
      const world = sharedDeal();
      typeInPortal(world, 'closingDateTime', typed);
      expect(reconcile(world).set).toEqual({ CloseDate: '2026-09-01' });
      expect(isQuiet(reconcile(world))).toBe(true);
      expect(detailsOf(world)['closingDateTime']).toBe(typed);
    },
  );

  it('that vanishes in Partner Center is held, for Salesforce takes no deal without one', () => {
    const world = sharedDeal();
    typeInPortal(world, 'closingDateTime', null);
    typeInPortal(world, 'dealValue', 7);
    expect(reconcile(world).set).toEqual({ Amount: 7 });
    expect(world.held.closingDate?.reason).toBe('refused');
    expect(isQuiet(reconcile(world))).toBe(true);
    saveRecord(world, { set: { CloseDate: '2026-09-01' } });
    reconcile(world);
    expect(detailsOf(world)['closingDateTime']).toBe('2026-09-01T00:00:00Z');
    expect(world.held).toEqual({});
  });

  it('whose time of day alone changes is no move', () => {
    const world = sharedDeal();
    typeInPortal(world, 'closingDateTime', '2026-06-29T12:00:00Z');
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it.each(['Z', '.0000000Z', '+00:00', ''] as const)(
    'sent as midnight may come back as midnight with "%s"',
    (midnight) => {
      const world = sharedDeal({ partnerCenterHabits: habits({ midnight }) });
      saveRecord(world, { set: { CloseDate: '2026-09-01' } });
      expect(reconcile(world).operations).toHaveLength(1);
      expect(world.held).toEqual({});
      expect(isQuiet(reconcile(world))).toBe(true);
    },
  );
});

describe('notes', () => {
  it.each([
    '  padded  ',
    'one\r\ntwo',
    'one\rtwo\n',
    'x'.repeat(40_000),
    `${'x'.repeat(32_767)}🚚🚚`,
    'line\r\n'.repeat(8_000),
  ])('of Partner Center arrive as Salesforce keeps them, and are not sent back', (typed) => {
    for (const breaks of ['\n', '\r\n'] as const) {
      const world = sharedDeal({ salesforceHabits: { breaks, keepsDeadline: true } });
      typeInPortal(world, 'notes', typed);
      expect(Object.keys(reconcile(world).set)).toEqual(['Co_Sell_Notes__c']);
      expect(world.held).toEqual({});
      expect(isQuiet(reconcile(world))).toBe(true);
      expect(detailsOf(world)['notes']).toBe(typed);
    }
  });

  it('of white space only are no notes', () => {
    const world = sharedDeal();
    typeInPortal(world, 'notes', '  \r\n ');
    reconcile(world);
    expect(world.record.fields['Co_Sell_Notes__c']).toBeNull();
    expect(isQuiet(reconcile(world))).toBe(true);
  });
});

describe('a solution', () => {
  it('keeps its finer numbers in Partner Center while Salesforce shows two decimals', () => {
    const world = sharedDeal();
    const member = portalSolutions(world)[0] as JsonObject;
    Object.assign(member, { quantity: '4.005', price: 10.12345, currency: 'eur' });
    world.referral = stamped(world.referral);
    reconcile(world);
    expect(world.record.solutions[0]).toMatchObject({ quantity: 4.01, price: 10.12 });
    expect(isQuiet(reconcile(world))).toBe(true);
    expect(portalSolutions(world)[0]).toMatchObject({ quantity: '4.005', price: 10.12345 });
  });

  it('whose name alone changes is left alone', () => {
    const world = sharedDeal();
    Object.assign(portalSolutions(world)[0] as JsonObject, { name: 'Tidewater Planner 2' });
    expect(isQuiet(reconcile(world))).toBe(true);
  });
});

function habits(some: Partial<PartnerCenterHabits>): PartnerCenterHabits {
  return { numbersAsText: true, trimsText: true, breaks: '\r\n', midnight: 'Z', ...some };
}

function detailsOf(world: World): JsonObject {
  return world.referral['details'] as JsonObject;
}

function typeInPortal(world: World, name: string, value: Json): void {
  const details = { ...detailsOf(world), [name]: value };
  world.referral = stamped({ ...world.referral, details });
}

/** Exactly what a side holds of what people type. */
function raw({ record, referral }: World, side: Side): Json {
  if (side === 'partnerCenter') return structuredClone(referral['details'] ?? null);
  const { Amount, CloseDate, Co_Sell_Notes__c } = record.fields;
  const byId = [...record.solutions].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [Amount ?? null, CloseDate ?? null, Co_Sell_Notes__c ?? null, structuredClone(byId)];
}
