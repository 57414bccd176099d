/** Why a pair needs somebody's eye. */
import { describe, expect, it } from 'vitest';
import type { Attempt, HeldMove, HoldReason, Pair } from '../../../service/src/domain/pair.ts';
import { movesOf, troubleOf } from '../../../service/src/domain/trouble.ts';

const AT = '2026-03-08T09:00:00.000Z';
const LATER = '2026-03-09T09:00:00.000Z';

const pair = (part: Partial<Pair>): Pair => ({
  ...{ id: 'p', recordId: null, referralId: null, engagementId: null, state: 'open' },
  ...{ rung: 1, settledRung: 1, dueAt: 0, priority: 0, claimToken: 0, claimedUntil: null },
  ...{ failures: 0, lastError: null, attempt: null, held: {}, base: null, versions: {} },
  ...{ notifiedAt: null, recentWrites: {}, correlationId: null, createdAt: Date.parse(AT) },
  ...part,
});
const held = (reason: HoldReason, since = AT): HeldMove => ({
  ...{ reason, partnerCenter: 1, salesforce: 2, since },
});
const attempt = (kind: Attempt['kind']): Attempt => ({
  ...{ kind, side: 'partnerCenter', fields: {}, startedAt: LATER },
});
const lastError = { code: 'forbidden', detail: 'Amount', at: LATER } as NonNullable<
  Pair['lastError']
>;

describe('a pair', () => {
  it.each<[what: string, part: Partial<Pair>, trouble: unknown]>([
    ['does well when nothing is wrong', {}, undefined],
    [
      'that was given up says why and since when',
      { state: 'failed', failures: 8, lastError },
      { kind: 'failed', code: 'forbidden', detail: 'Amount', at: LATER },
    ],
    [
      'that was given up and forgot why is said to be so since it is there',
      { state: 'failed' },
      { kind: 'failed', code: 'unexpected', detail: '', at: AT },
    ],
    [
      'that is tried again backs off',
      { failures: 1, lastError },
      { kind: 'backing-off', code: 'forbidden', detail: 'Amount', at: LATER },
    ],
    ['that failed once and does well again has no trouble', { failures: 0, lastError }, undefined],
    [
      'whose create nobody answered is unconfirmed',
      { attempt: attempt('create'), held: { notes: held('ask') } },
      { kind: 'unconfirmed', code: 'create-unconfirmed', detail: '', at: LATER },
    ],
    [
      'whose change nobody answered is unconfirmed',
      { attempt: attempt('patch') },
      { kind: 'unconfirmed', code: 'write-unconfirmed', detail: '', at: LATER },
    ],
    [
      'with questions names them all, before what has to be mended',
      { held: { currency: held('currency'), notes: held('ask', LATER), dealValue: held('ask') } },
      { kind: 'conflict', code: 'ask', detail: 'notes, deal value', at: LATER },
    ],
    [
      'with something to mend names what has the same reason as the first',
      {
        held: {
          dealValue: held('refused'),
          currency: held('currency'),
          closingDate: held('refused'),
        },
      },
      { kind: 'attention', code: 'refused', detail: 'deal value, close date', at: AT },
    ],
    ['that waits for something else does well', { held: { status: held('undo') } }, undefined],
  ])('%s', (_what, part, trouble) => {
    expect(troubleOf(pair(part))).toEqual(trouble);
  });
});

it('moves are listed with their field, and what is not held is not', () => {
  expect(movesOf({ notes: held('ask'), dealValue: undefined } as never)).toEqual([
    { field: 'notes', ...held('ask') },
  ]);
});
