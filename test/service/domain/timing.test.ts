/** When a pair is looked at although nobody rings, and which of two versions is the newer one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextLook } from '../../../service/src/domain/next-look.ts';
import type { Held } from '../../../service/src/domain/pair.ts';
import type { ReferralDocument } from '../../../service/src/domain/values.ts';
import { compareVersions, millisOf } from '../../../service/src/domain/versions.ts';
import { inboundFixture, microsoftFixture, referralFixture } from './fixtures.ts';
import { runs } from './runs.ts';
import { START } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIMES = { regularLookMs: DAY, awaitingMicrosoftMs: HOUR };

const expiring = (at: number, some: Partial<ReferralDocument> = {}) =>
  ({
    ...inboundFixture(),
    expirationDateTime: new Date(at).toISOString(),
    ...some,
  }) as ReferralDocument;
const heldUntil = (at: number): Held => ({
  status: {
    reason: 'undo',
    partnerCenter: 'accepted',
    salesforce: 'won',
    since: '',
    until: new Date(at).toISOString(),
  },
});
const answered = { ...microsoftFixture(), status: 'Active', substatus: 'Accepted' };

type Seen = Parameters<typeof nextLook>[1];
const LOOKS: [string, Partial<Seen>, number][] = [
  ['a day, where nothing is expected', {}, DAY],
  ['a day, once Microsoft answered', { microsoft: answered }, DAY],
  ['an hour, while Microsoft is asked', { microsoft: microsoftFixture() }, HOUR],
  ['a minute after expiry', { referral: expiring(START + 5 * MINUTE) }, 6 * MINUTE],
  [
    "a minute after the expiry of Microsoft's half",
    { microsoft: expiring(START + 5 * MINUTE) },
    6 * MINUTE,
  ],
  ['a day, when it expired already', { referral: expiring(START - HOUR) }, DAY],
  ['a day, when it expired a minute ago', { referral: expiring(START - MINUTE) }, DAY],
  [
    'half a day, when its owner is reminded then',
    { referral: expiring(START + DAY + DAY / 2) },
    DAY / 2,
  ],
  ['a day, when its owner is reminded now', { referral: expiring(START + DAY) }, DAY],
  [
    'a day, when it is closed before it could expire',
    { referral: expiring(START + HOUR, { status: 'Closed', substatus: 'Declined' }) },
    DAY,
  ],
  ['the end of a hold', { held: heldUntil(START + 7 * MINUTE) }, 7 * MINUTE],
  ['a day, when a hold is over', { held: heldUntil(START) }, DAY],
  ['a day, when a close is put off for good', { held: heldUntil(Date.UTC(4000, 11, 31)) }, DAY],
  [
    'the earliest of all',
    {
      referral: expiring(START + 20 * MINUTE),
      microsoft: microsoftFixture(),
      held: heldUntil(START + 30 * MINUTE),
    },
    21 * MINUTE,
  ],
];

describe('the next look', () => {
  it.each(LOOKS)('is after %s', (_when, seen, after) => {
    const pair = { held: {}, referral: referralFixture(), microsoft: null, ...seen };
    expect(nextLook(START, pair, TIMES, 0.5)).toBe(START + after);
  });

  it.each<[what: string, seen: Partial<Seen>]>([
    ['a reminder', { referral: expiring(START + DAY - MINUTE) }],
    ['the end of a hold', { held: heldUntil(START - MINUTE) }],
  ])('is at once for %s that came while the visit was under way', (_what, seen) => {
    const pair = { held: {}, referral: referralFixture(), microsoft: null, ...seen };
    expect(nextLook(START, pair, TIMES, 0.5, START - 2 * MINUTE)).toBe(START + 1);
  });

  it.each([
    [0, 0.9],
    [1, 1.1],
  ])('is spread by a tenth: %d gives %d days', (jitter, days) => {
    const pair = { held: {}, referral: null, microsoft: null };
    expect(nextLook(START, pair, TIMES, jitter)).toBeCloseTo(START + days * DAY, -1);
  });

  it('is always in the future and never later than the regular one', () => {
    const time = fc.integer({ min: START - 3 * DAY, max: START + 3 * DAY });
    fc.assert(
      fc.property(time, time, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, jitter) => {
        const pair = { held: heldUntil(a), referral: expiring(b), microsoft: microsoftFixture() };
        const look = nextLook(START, pair, TIMES, jitter);
        expect(look).toBeGreaterThan(START);
        expect(look).toBeLessThanOrEqual(START + 1.1 * DAY);
      }),
      runs(100),
    );
  });
});

const ORDER: [string, string, number][] = [
  ['2026-03-07T09:18:01.6076542Z', '2026-03-07T09:18:01.6076543Z', -1],
  ['2026-03-07T09:18:01.6076542Z', '2026-03-07T09:18:01.607654Z', 1],
  ['2026-03-07T05:08:23.810144Z', '2026-03-07T05:08:23.8101440Z', 0],
  ['2026-03-07T05:08:23Z', '2026-03-07T05:08:23.0000000Z', 0],
  ['2026-03-07T05:08:23.9Z', '2026-03-07T05:08:23.10Z', 1],
  ['2026-03-07T09:18:01.000+0000', '2026-03-07T09:18:01.000Z', 0],
  ['2026-03-07T10:18:01.000+0100', '2026-03-07T09:18:01.000+0000', 0],
  ['2026-03-07T09:18:01.5485487+00:00', '2026-03-07T09:18:01.5485487Z', 0],
  ['2026-03-07T09:18:01.000+0000', '2026-03-07T09:18:02.000+0000', -1],
  ['2026-03-07T09:18:01.0000001+0000', '2026-03-07T09:18:01.000Z', 1],
  ['2026-03-07T09:18:01.60765421Z', '2026-03-07T09:18:01.6076543Z', -1],
];

describe('of two versions', () => {
  it.each(ORDER)(
    '%s and %s the order is %d, and the reverse the other way round',
    (a, b, order) => {
      expect(compareVersions(a, b)).toBe(order);
      expect(compareVersions(b, a) + order).toBe(0);
    },
  );

  it('the one with more of seven fraction digits is the newer one', () => {
    const ticks = fc.integer({ min: 0, max: 9_999_999 });
    const at = (n: number) => `2026-03-07T09:18:01.${String(n).padStart(7, '0')}Z`;
    fc.assert(
      fc.property(ticks, ticks, (a, b) => {
        expect(compareVersions(at(a), at(b))).toBe(Math.sign(a - b));
      }),
      runs(200),
    );
  });

  it('the time without a zone is UTC, and what is no time is no number', () => {
    expect(millisOf('2026-03-07T09:18:01')).toBe(Date.UTC(2026, 2, 7, 9, 18, 1));
    expect(millisOf('yesterday')).toBeNaN();
  });
});
