/** Writes whose answer never came: recognised when they were carried out, sent again when they were not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createdBase,
  attemptsOf,
  looksAreOver,
  nextLookFor,
  openAttempt,
  recoverWrites,
  settleWrite,
  withoutKind,
  withoutWrites,
  writeAttempt,
} from '../../../service/src/domain/attempts.ts';
import type { Attempt } from '../../../service/src/domain/pair.ts';
import type { AuditEntry, Side } from '../../../service/src/domain/values.ts';
import {
  choices,
  editedFields,
  edits,
  lifeSteps,
  openProfiles,
  settledWorld,
  visits,
} from './arbitraries.ts';
import { sharedDeal } from './deals.ts';
import { seenOn, type EditedField, type Step } from './edits.ts';
import { arrive, begin, disappeared, finish, play, visit } from './follow.ts';
import { runs } from './runs.ts';
import { shownBy, START, type Crash } from './world.ts';

const side = fc.constantFrom<Side>('salesforce', 'partnerCenter');

type Eventful = Step | { kind: 'crash'; crash: Crash } | { kind: 'arrive' };

const crashes = fc.record({
  kind: fc.constant('crash' as const),
  crash: fc.record({
    at: fc.integer({ min: 1, max: 3 }),
    fate: fc.constantFrom('lost', 'done', 'late'),
  }),
});

const events: fc.Arbitrary<Eventful>[] = [
  edits,
  edits,
  crashes,
  visits,
  fc.constant({ kind: 'arrive' }),
  fc.constant({ kind: 'wait', minutes: 1 }),
];
const eventful = fc.array(fc.oneof(...events), { maxLength: 12 });
const eventfulLife = fc.array(fc.oneof(...events, lifeSteps, choices), { maxLength: 12 });

function playEvents(history: ReturnType<typeof begin>, steps: readonly Eventful[]): void {
  for (const event of steps) {
    history.steps += 1;
    if (event.kind === 'crash') visit(history, event.crash);
    else if (event.kind === 'arrive') arrive(history);
    else play(history, [event]);
  }
}

describe('with crashes at any write, carried out or not, or late', () => {
  it('no edit disappears', () => {
    fc.assert(
      fc.property(settledWorld(openProfiles), eventfulLife, (world, steps) => {
        const history = begin(world);
        playEvents(history, steps);
        finish(history);
        expect(disappeared(history)).toEqual([]);
      }),
      runs(400),
    );
  });

  it('no conflict is invented about a field that people edit on one side only', () => {
    fc.assert(
      fc.property(
        settledWorld(openProfiles),
        fc.tuple(...editedFields.map(() => side)),
        eventful,
        (world, owners, steps) => {
          const history = begin(world);
          playEvents(
            history,
            steps.map((event) =>
              event.kind === 'edit' ? { ...event, side: ownerOf(event.field, owners) } : event,
            ),
          );
          finish(history);
          const fights = world.audit.filter(
            ({ action, reason }) => action === 'conflict' || reason === 'ask',
          );
          expect(fights).toEqual([]);
          if (world.referral.status !== 'Active') return;
          for (const { side, field, value } of history.typed.filter(({ replaced }) => !replaced))
            expect(seenOn(world, otherOf(side), field)).toBe(value);
        },
      ),
      runs(400),
    );
  });

  it('an edit after our own write, which was carried out unanswered, is no conflict', () => {
    for (const editor of ['salesforce', 'partnerCenter'] as const) {
      const world = sharedDeal();
      const history = begin(world);
      play(history, [
        { kind: 'edit', side: 'salesforce', field: 'dealValue', shape: 0 },
        { kind: 'edit', side: 'salesforce', field: 'closingDate', shape: 0 },
      ]);
      visit(history, { at: 1, fate: 'done' });
      play(history, [{ kind: 'edit', side: editor, field: 'dealValue', shape: 0 }]);
      visit(history);
      const last = history.typed.at(-1)?.value;
      expect(seenOn(world, 'salesforce', 'dealValue')).toBe(last);
      expect(seenOn(world, 'partnerCenter', 'dealValue')).toBe(last);
      expect(world.audit).toEqual([]);
    }
  });

  it('an earlier write that arrives late is not taken for the newest, with which it shares a value', () => {
    const world = sharedDeal();
    const history = begin(world);
    play(history, [
      { kind: 'edit', side: 'salesforce', field: 'closingDate', shape: 0 },
      { kind: 'edit', side: 'salesforce', field: 'notes', shape: 0 },
    ]);
    visit(history, { at: 1, fate: 'late' });
    play(history, [{ kind: 'edit', side: 'salesforce', field: 'notes', shape: 0 }]);
    visit(history, { at: 1, fate: 'lost' });
    for (const arrive of world.late.splice(0)) arrive();
    visit(history);
    const last = history.typed.at(-1)?.value;
    expect(seenOn(world, 'salesforce', 'notes')).toBe(last);
    expect(seenOn(world, 'partnerCenter', 'notes')).toBe(last);
  });
});

describe('an open attempt', () => {
  const attempt = (startedAt: number, kind: Attempt['kind'] = 'patch'): Attempt => ({
    kind,
    side: kind === 'patch' ? 'partnerCenter' : 'salesforce',
    fields: {},
    startedAt: new Date(startedAt).toISOString(),
  });

  it('is not expected any more after a quarter of an hour, but a create stays open', () => {
    const world = sharedDeal();
    const both = openAttempt(attempt(START), attempt(START, 'create'));
    const pair = { attempt: both, base: world.base };
    const after = (minutes: number) =>
      attemptsOf(
        recoverWrites(pair, shownBy(world), {
          now: START + minutes * 60_000,
          lateCommitMs: 15 * 60_000,
        }).attempt,
      ).map(({ kind }) => kind);
    expect(after(14)).toEqual(['patch', 'create']);
    expect(after(16)).toEqual(['create']);
  });

  it('keeps at most five earlier ones', () => {
    let open: Attempt | null = null;
    for (let i = 0; i < 12; i++) open = openAttempt(attempt(START + i), open);
    expect(attemptsOf(open)).toHaveLength(6);
    expect(attemptsOf(open)[0]?.startedAt).toBe(new Date(START + 11).toISOString());
  });

  it('is taken out by its side or its kind alone', () => {
    const open = openAttempt(
      attempt(START, 'update-record'),
      openAttempt(attempt(START), attempt(START, 'invite')),
    );
    const kinds = (left: Attempt | null) => attemptsOf(left).map(({ kind }) => kind);
    expect(kinds(withoutWrites(open, 'salesforce'))).toEqual(['patch', 'invite']);
    expect(kinds(withoutWrites(open, 'partnerCenter'))).toEqual(['update-record', 'invite']);
    expect(kinds(withoutKind(open, 'invite'))).toEqual(['update-record', 'patch']);
    expect(withoutKind(null, 'invite')).toBeNull();
  });

  it('of a create is looked for by its schedule, which counts from sending', () => {
    const schedule = { createLooksMs: [30_000, 60_000, 600_000], backoffLastMs: 2_000_000 };
    const open = attempt(START, 'create');
    const at = (now: number) => nextLookFor(open, START + now, schedule) - START;
    expect([0, 29_999, 30_000, 599_999, 600_000].map(at)).toEqual([
      30_000, 30_000, 60_000, 600_000, 600_000,
    ]);
    expect(looksAreOver(open, START + 599_999, schedule)).toBe(false);
    expect(looksAreOver(open, START + 600_000, schedule)).toBe(true);
  });

  it.each([
    { sent: 1, minutes: 10 },
    { sent: 2, minutes: 20 },
    { sent: 3, minutes: 33.33 },
    { sent: 30, minutes: 33.33 },
  ])('sent $sent times is sent again after $minutes minutes', ({ sent, minutes }) => {
    const schedule = { createLooksMs: [30_000, 600_000], backoffLastMs: 33.33 * 60_000 };
    const open = { ...attempt(START, 'create'), sent };
    expect(looksAreOver(open, START + minutes * 60_000 - 1, schedule)).toBe(false);
    expect(looksAreOver(open, START + minutes * 60_000, schedule)).toBe(true);
    expect(nextLookFor(open, START + 600_000, schedule)).toBe(START + minutes * 60_000);
  });
});

describe('a write that was carried out unanswered', () => {
  const entry = { action: 'sent' } as AuditEntry;
  const patch = (more: Partial<Attempt> = {}): Attempt => ({
    ...{ kind: 'patch', side: 'partnerCenter', startedAt: new Date(START).toISOString() },
    fields: { dealValue: { from: 1, to: 2, source: 2 } },
    ...more,
  });
  const recover = (attempt: Attempt, dealValue: number | undefined) =>
    recoverWrites(
      { attempt, base: { partnerCenter: { dealValue: 1 }, salesforce: { dealValue: 1 } } },
      { partnerCenter: dealValue === undefined ? {} : { dealValue }, salesforce: { dealValue: 2 } },
      { now: START + 60_000, lateCommitMs: 60_001 },
    );

  it('becomes the base, is told in the audit, and is open no more', () => {
    expect(recover(patch({ audit: [entry] }), 2)).toEqual({
      attempt: null,
      base: { partnerCenter: { dealValue: 2 }, salesforce: { dealValue: 2 } },
      audit: [entry],
    });
    expect(recover(patch(), 2).audit).toEqual([]);
  });

  it.each([1, 3, undefined])('is not what shows %s', (dealValue) => {
    const { base, attempt, audit } = recover(patch({ audit: [entry] }), dealValue);
    expect(base).toEqual({ partnerCenter: { dealValue: 1 }, salesforce: { dealValue: 1 } });
    expect([attempt?.kind, audit]).toEqual(['patch', []]);
  });

  it('gives the other side no base where it has none', () => {
    const fields = { dealValue: { from: 1, to: 2 } };
    expect(recover(patch({ fields }), 2).base).toEqual({
      ...{ partnerCenter: { dealValue: 2 }, salesforce: { dealValue: 1 } },
    });
  });

  it('has of each field what is shown of it, and nothing of one that the side ignored', () => {
    const fields = {
      dealValue: { from: 1, to: 2, source: 2 },
      notes: { from: 'a', to: 'b', source: 'b' },
    };
    const base = () => ({ dealValue: 1, notes: 'a' });
    const recovered = recoverWrites(
      { attempt: patch({ fields }), base: { partnerCenter: base(), salesforce: base() } },
      {
        partnerCenter: { dealValue: 2.004, notes: 'a' },
        salesforce: { dealValue: 2, notes: 'b' },
      },
      { now: START, lateCommitMs: 60_000 },
    );
    expect(recovered.base).toEqual({
      partnerCenter: { dealValue: 2.004, notes: 'a' },
      salesforce: { dealValue: 2, notes: 'a' },
    });
  });

  it('leaves an attempt of another kind open, whatever is shown', () => {
    const invite = patch({ kind: 'invite' });
    expect(attemptsOf(recover({ ...patch(), earlier: [invite] }, 2).attempt)).toEqual([invite]);
  });
});

describe('what was sent', () => {
  const values = { sentValues: { dealValue: 1 }, source: { dealValue: 2 } };
  const create = (side: Side, more: Partial<Attempt> = values): Attempt => ({
    ...{ kind: 'create', side, fields: {}, startedAt: '', ...more },
  });

  it('is the base of the side that was created, and what it was made from that of the other', () => {
    expect(createdBase(create('partnerCenter'))).toEqual({
      ...{ partnerCenter: { dealValue: 1 }, salesforce: { dealValue: 2 } },
    });
    expect(createdBase(create('salesforce'))).toEqual({
      ...{ partnerCenter: { dealValue: 2 }, salesforce: { dealValue: 1 } },
    });
    expect(createdBase(create('salesforce', {}))).toEqual({ partnerCenter: {}, salesforce: {} });
  });

  it('names no source where the other side has no base, unless it shows the value itself', () => {
    const written = (source: number) =>
      writeAttempt({
        ...{ kind: 'patch', writes: new Map([['dealValue', 5]]), startedAt: '', audit: [] },
        shown: { partnerCenter: {}, salesforce: { dealValue: source } },
        base: { partnerCenter: {}, salesforce: {} },
      }).fields;
    expect(written(4)).toStrictEqual({ dealValue: { from: null, to: 5 } });
    expect(written(5)).toEqual({ dealValue: { from: null, to: 5, source: 5 } });
  });

  it('has no earlier attempts where none is open', () => {
    const [first, second] = [create('salesforce'), create('partnerCenter')];
    expect(openAttempt(first, null)).not.toHaveProperty('earlier');
    expect(withoutKind(openAttempt(first, null), 'patch')).toEqual(first);
    const open = openAttempt({ ...first, kind: 'invite' }, second);
    expect(withoutKind(open, 'invite')).toEqual(second);
  });
});

describe('an answer', () => {
  const written = () => {
    const world = sharedDeal();
    const shown = shownBy(world);
    shown.salesforce.dealValue = 61_000;
    const open = writeAttempt({
      kind: 'patch',
      writes: new Map([['dealValue', 61_000]]),
      shown,
      base: world.base ?? { partnerCenter: {}, salesforce: {} },
      startedAt: new Date(START).toISOString(),
      audit: [],
    });
    return { base: world.base ?? { partnerCenter: {}, salesforce: {} }, open, shown };
  };

  it("that is the value as that side keeps it becomes the base, with the other side's own value", () => {
    const { base, open, shown } = written();
    const outcome = settleWrite(base, open, { ...shown.partnerCenter, dealValue: 61_000.004 });
    expect(outcome.refused).toEqual([]);
    expect(outcome.base.partnerCenter.dealValue).toBe(61_000.004);
    expect(outcome.base.salesforce.dealValue).toBe(61_000);
  });

  it('to a write without a source moves no base of the other side', () => {
    const { base, open, shown } = written();
    const fields = { dealValue: { from: 50_000, to: 61_000 } };
    const outcome = settleWrite(base, { ...open, fields }, shown.salesforce);
    expect(outcome.base.partnerCenter.dealValue).toBe(61_000);
    expect(outcome.base.salesforce).toEqual(base.salesforce);
  });

  it('that differs by more is a refusal, and the base stays', () => {
    const { base, open, shown } = written();
    const outcome = settleWrite(base, open, { ...shown.partnerCenter, dealValue: 60_999 });
    expect(outcome.refused).toEqual(['dealValue']);
    expect(outcome.base).toEqual(base);
  });
});

const otherOf = (side: Side): Side => (side === 'salesforce' ? 'partnerCenter' : 'salesforce');

/** For this history, the one side a field is edited on. */
function ownerOf(field: EditedField, owners: Side[]): Side {
  return owners[editedFields.indexOf(field)] ?? 'salesforce';
}
