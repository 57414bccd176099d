/** What two people's edits become together, and that neither order nor number of visits decides it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Side } from '../../../service/src/domain/values.ts';
import { editedFields, edits, openProfiles, settledWorld, visits } from './arbitraries.ts';
import { sharedDeal } from './deals.ts';
import { seenOn, type EditedField, type Step } from './edits.ts';
import { begin, finish, play, saidBy, seen, visit } from './follow.ts';
import { mappingRow, orgProfile } from './org.ts';
import { runs } from './runs.ts';
import { createWorld, isQuiet, reconcile, type World } from './world.ts';

const accepted = settledWorld(openProfiles).map((world) =>
  world.referral.status === 'Active' ? world : copyOf(sharedDeal({ profile: world.profile })),
);

/** For each field at most one side that people edit it on. */
const owners = fc.tuple(
  ...editedFields.map((field) =>
    fc
      .constantFrom<Side>('salesforce', 'partnerCenter')
      .map((side): [EditedField, Side] => [field, side]),
  ),
);

const oneSided = fc
  .tuple(owners, fc.array(edits, { maxLength: 8 }))
  .map(([owned, steps]): Step[] => steps.map((step) => ({ ...step, side: ownerOf(owned, step) })));

describe('edits of different fields', () => {
  it('on both sides all arrive, in one visit, and nobody is asked', () => {
    fc.assert(
      fc.property(accepted, oneSided, (world, steps) => {
        const history = begin(world);
        play(history, steps);
        visit(history);
        const last = history.typed.filter(({ replaced }) => !replaced);
        for (const { side, field, value } of last) {
          expect(seenOn(world, side, field)).toBe(value);
          expect(seenOn(world, other(side), field)).toBe(value);
        }
        expect(world.held).toEqual({});
        expect(world.audit).toEqual([]);
      }),
      runs(150),
    );
  });

  it('have the same outcome in whatever order they were made', () => {
    fc.assert(
      fc.property(accepted, oneSided, fc.infiniteStream(fc.nat()), (world, steps, dice) => {
        const once = new Map(steps.map((step) => [step.kind === 'edit' ? step.field : '', step]));
        const inOrder = [...once.values()];
        const shuffled = inOrder
          .map((step) => ({ step, at: dice.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ step }) => step);
        // Values carry the number of their step: the same edit must type the same value in both.
        const outcomes = [inOrder, shuffled].map((order) => {
          const history = begin(copyOf(world));
          for (const step of order) {
            history.steps = inOrder.indexOf(step);
            play(history, [step]);
          }
          visit(history);
          return seen(history.world, editedFields);
        });
        expect(outcomes[1]).toEqual(outcomes[0]);
      }),
      runs(150),
    );
  });

  it('have the same outcome however often somebody looks in between', () => {
    fc.assert(
      fc.property(accepted, oneSided, fc.infiniteStream(fc.nat(2)), (world, steps, dice) => {
        const seldom = begin(copyOf(world));
        const often = begin(copyOf(world));
        for (const step of steps) {
          for (const history of [seldom, often]) play(history, [step]);
          for (let i = dice.next().value ?? 0; i > 0; i--) visit(often);
        }
        for (const history of [seldom, often]) visit(history);
        expect(seen(often.world, editedFields)).toEqual(seen(seldom.world, editedFields));
        expect(often.world.audit).toEqual([]);
      }),
      runs(150),
    );
  });
});

describe('edits of one field on both sides', () => {
  it.each([
    ['Salesforce', 'salesforce'],
    ['Partner Center', 'partnerCenter'],
  ] as const)('follow the rule %s, and the loser stands in the audit', (rule, winner) => {
    fc.assert(
      fc.property(fieldsByRow, fc.nat(19), fc.nat(19), (field, shapeA, shapeB) => {
        const world = sharedDeal({ profile: ruledProfile(rule) });
        const history = begin(world);
        play(history, [
          { kind: 'edit', side: winner, field, shape: shapeA },
          { kind: 'edit', side: other(winner), field, shape: shapeB },
          { kind: 'visit' },
        ]);
        const [won, lost] = history.typed;
        expect(seenOn(world, 'salesforce', field)).toBe(won?.value);
        expect(seenOn(world, 'partnerCenter', field)).toBe(won?.value);
        const conflicts = world.audit.filter(({ action }) => action === 'conflict');
        expect(conflicts.map((entry) => [entry.field, ...saidBy(entry)])).toEqual([
          [field, lost?.value, won?.value],
        ]);
        expect(world.held).toEqual({});
      }),
      runs(60),
    );
  });

  it('stay as they are under the rule Ask, until somebody chooses', () => {
    fc.assert(
      fc.property(
        fieldsByRow,
        fc.constantFrom<Side>('salesforce', 'partnerCenter'),
        (field, kept) => {
          const world = sharedDeal({ profile: ruledProfile('Ask') });
          const history = begin(world);
          play(history, [
            { kind: 'edit', side: 'salesforce', field, shape: 0 },
            { kind: 'edit', side: 'partnerCenter', field, shape: 0 },
            { kind: 'visit' },
          ]);
          for (const { side, value } of history.typed)
            expect(seenOn(world, side, field)).toBe(value);
          expect(world.held[field]?.reason).toBe('ask');
          play(history, [{ kind: 'choose', side: kept }, { kind: 'visit' }]);
          const chosen = history.typed.find(({ side }) => side === kept)?.value;
          expect(seenOn(world, 'salesforce', field)).toBe(chosen);
          expect(seenOn(world, 'partnerCenter', field)).toBe(chosen);
          expect(world.record.fields['Co_Sell_Conflict_Choices__c']).toBeNull();
          expect(world.held).toEqual({});
        },
      ),
      runs(40),
    );
  });

  it('end with both sides equal or the difference held, and the last typed values only', () => {
    const steps = fc.array(
      fc.oneof({ weight: 2, arbitrary: edits }, { weight: 1, arbitrary: visits }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(accepted, steps, (world, history) => {
        const start = seen(world, editedFields) as { [field: string]: object };
        const followed = begin(world);
        play(followed, history);
        finish(followed);
        for (const field of editedFields) {
          const salesforce = seenOn(world, 'salesforce', field);
          const partnerCenter = seenOn(world, 'partnerCenter', field);
          const typed = followed.typed.filter((edit) => edit.field === field);
          const possible = typed.filter(({ replaced }) => !replaced).map(({ value }) => value);
          if (world.held[field] === undefined) expect(salesforce).toBe(partnerCenter);
          expect(typed.length > 0 ? possible : Object.values(start[field] ?? {})).toEqual(
            expect.arrayContaining([salesforce, partnerCenter]),
          );
        }
      }),
      runs(200),
    );
  });
});

describe('a blank field of both sides', () => {
  it.each(['Salesforce', 'Partner Center'])(
    'that both fill differently follows the rule %s like any other',
    (rule) => {
      const world = sharedDeal({ profile: ruledProfile(rule) });
      const blank = copyOf({
        ...world,
        record: { ...world.record, fields: { ...world.record.fields, Amount: null } },
        referral: withDealValue(world, null),
        base: {
          partnerCenter: { ...world.base?.partnerCenter, dealValue: null },
          salesforce: { ...world.base?.salesforce, dealValue: null },
        },
      });
      expect(isQuiet(reconcile(blank))).toBe(true);
      const history = begin(blank);
      play(history, [
        { kind: 'edit', side: 'salesforce', field: 'dealValue', shape: 0 },
        { kind: 'edit', side: 'partnerCenter', field: 'dealValue', shape: 0 },
        { kind: 'visit' },
      ]);
      expect(blank.held).toEqual({});
      expect(blank.audit.map(({ action }) => action)).toEqual(['conflict']);
    },
  );
});

const fieldsByRow = fc.constantFrom<EditedField>('dealValue', 'closingDate', 'notes');

function ruledProfile(conflictRule: string) {
  return orgProfile({}, [
    mappingRow('dealValue', 'Amount', { conflictRule }),
    mappingRow('closingDate', 'CloseDate', { conflictRule }),
    mappingRow('notes', 'Co_Sell_Notes__c', { conflictRule }),
  ]);
}

function withDealValue({ referral }: World, dealValue: number | null) {
  return { ...referral, details: { ...(referral['details'] as object), dealValue } };
}

function copyOf(world: World): World {
  const { profile, mapping, ...rest } = world;
  return createWorld({ ...structuredClone({ ...rest, late: [] }), profile, mapping });
}

const other = (side: Side): Side => (side === 'salesforce' ? 'partnerCenter' : 'salesforce');

function ownerOf(owned: [EditedField, Side][], step: { field: EditedField; side: Side }): Side {
  return owned.find(([field]) => field === step.field)?.[1] ?? step.side;
}
