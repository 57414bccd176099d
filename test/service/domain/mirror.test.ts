/** What the bridge tells the record beside the merged values. */
import { describe, expect, it } from 'vitest';
import { conflictHash } from '../../../service/src/domain/conflict-choices.ts';
import {
  differing,
  mirrorChecklist,
  mirrorConflicts,
  mirrorHeld,
  mirrorReferral,
  mirrorSolutions,
} from '../../../service/src/domain/mirror.ts';
import type { HeldMove, HoldReason } from '../../../service/src/domain/pair.ts';
import type { CheckItem } from '../../../service/src/domain/preflight.ts';
import type { Json, JsonObject, ReferralDocument } from '../../../service/src/domain/values.ts';
import { opportunity } from './deals.ts';
import { referralFixture } from './fixtures.ts';

const SINCE = '2026-03-08T09:00:00.000Z';
const held = (reason: HoldReason, part: Partial<HeldMove> = {}): HeldMove => ({
  ...{ reason, partnerCenter: 'theirs', salesforce: 'ours', since: SINCE, ...part },
});
const ours = (part: JsonObject = {}) => ({ ...referralFixture(), ...part }) as ReferralDocument;

describe('what a record shows of our referral', () => {
  it('is who it is, how it stands, and since when', () => {
    const referral = ours({
      ...{ status: 'Closed', substatus: 'Lost', statusReason: 'x'.repeat(300) },
      ...{ expirationDateTime: '2026-03-21T00:00:00Z', closedDateTime: '2026-03-10T08:00:00.5Z' },
      acceptedDateTime: null,
    });
    expect(mirrorReferral(referral)).toEqual({
      Referral_Identifier__c: referral.id,
      Referral_Link__c: `https://partner.microsoft.com/dashboard/v2/referrals/cosell/${referral.id}`,
      Referral_Status__c: 'Closed',
      Referral_Substatus__c: 'Lost',
      Referral_Status_Reason__c: 'x'.repeat(255),
      Referral_Expires__c: '2026-03-21T00:00:00.000Z',
      Referral_Registration__c: null,
      Co_Sell_Received__c: '2026-03-07T05:08:23.000Z',
      Co_Sell_Answered__c: '2026-03-10T08:00:00.000Z',
      Products__c: 'Tidewater Planner (SOL-40718-TWP) – 3 × 1200.5 EUR',
    });
  });

  it('was answered when it was accepted, even if it is closed by now', () => {
    const referral = ours({
      ...{ acceptedDateTime: '2026-03-08T00:00:00Z', closedDateTime: '2026-03-10T00:00:00Z' },
    });
    expect(mirrorReferral(referral)['Co_Sell_Answered__c']).toBe('2026-03-08T00:00:00.000Z');
  });

  it('is null where nothing is said, or nothing that can be read', () => {
    const referral = ours({
      ...{ status: 3, substatus: '', statusReason: null, expirationDateTime: 'never' },
      registrationStatus: null,
    });
    expect(mirrorReferral(referral)).toMatchObject({
      ...{ Referral_Status__c: null, Referral_Substatus__c: null },
      ...{ Referral_Status_Reason__c: null, Referral_Expires__c: null },
      Referral_Registration__c: null,
    });
  });

  it('has a registration that fits its field', () => {
    const long = mirrorReferral(ours({ registrations: [], registrationStatus: 'y'.repeat(300) }));
    expect(long['Referral_Registration__c']).toBe('y'.repeat(255));
  });
});

describe('the solutions as text', () => {
  const one = { id: 'S', name: null, quantity: null, price: null, currency: null };
  it.each([
    ['its id', one, 'S'],
    ['its name on one line', { ...one, name: ' A\n  name ' }, 'A name (S)'],
    ['how many', { ...one, quantity: 2 }, 'S – 2 ×'],
    ['the price', { ...one, price: 10.505, currency: 'USD' }, 'S – 10.51 USD'],
    ['the price without a currency', { ...one, price: 0, currency: '' }, 'S – 0'],
    ['no currency without a price', { ...one, currency: 'USD' }, 'S'],
    [
      'all of it',
      { ...one, name: 'N', quantity: 1.005, price: 3, currency: 'EUR' },
      'N (S) – 1.01 × 3 EUR',
    ],
  ])('say of one %s', (_what, solution, text) => {
    expect(mirrorSolutions([solution])).toBe(text);
  });

  it('are whole lines, as many as the field takes', () => {
    const named = (length: number) => ({ ...one, id: 'x'.repeat(length) });
    expect(mirrorSolutions([one, named(2)])).toBe('S\nxx');
    const full = mirrorSolutions([named(16_383), named(16_383)]);
    expect(full).toHaveLength(32_767);
    expect(mirrorSolutions([named(16_383), named(16_384), named(1)])).toHaveLength(16_383);
    expect(mirrorSolutions([])).toBe('');
  });
});

describe('the state of the sync', () => {
  it('is in sync without a word when nothing is held', () => {
    expect(mirrorHeld({})).toEqual({ status: 'Synced', message: null });
    expect(mirrorHeld({ status: held('undo'), notes: held('closed-is-final') })).toEqual({
      ...{ status: 'Synced', message: null },
    });
  });

  it('is a conflict as long as somebody has to choose, whatever else is held', () => {
    const { status, message } = mirrorHeld({
      ...{ currency: held('currency'), notes: held('ask'), dealValue: held('ask') },
    });
    expect(status).toBe('Conflict');
    expect(message).toContain('differently: notes, deal value. Choose');
  });

  it('tells with a question what else needs somebody, in as much as the field holds', () => {
    const asked = { closingDate: held('ask'), status: held('closed-differently') };
    expect(mirrorHeld(asked)).toEqual({
      status: 'Conflict',
      message:
        'Microsoft closed this referral differently from this opportunity. Both were left as they are. ' +
        'You and Microsoft changed the same field differently: close date. Choose which value to keep.',
    });
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, n) => [`contacts:person${String(n)}@x.example`, held('ask')]),
    );
    const { message } = mirrorHeld({ ...asked, ...many });
    expect(message).toMatch(/^Microsoft closed this referral .*…$/);
    expect(message).toHaveLength(255);
  });

  it('needs attention for the first reason, with all fields it is about', () => {
    const { status, message } = mirrorHeld({
      ...{ customerName: held('customer-fixed'), dealValue: held('refused') },
      ...{ currency: held('currency'), closingDate: held('refused') },
    });
    expect(status).toBe('Needs Attention');
    expect(message).toContain('by the other side: deal value, close date.');
  });

  it('needs attention for a deal that was reopened here after its end', () => {
    expect(mirrorHeld({ status: held('closed-is-final') }).status).toBe('Needs Attention');
  });

  it('informs of what nobody has to do anything about', () => {
    const message = (part: Partial<HeldMove>) =>
      mirrorHeld({ customerName: held('customer-fixed', part) }).message;
    expect(message({})).toContain('ours / theirs');
    expect(message({ salesforce: '', partnerCenter: null })).toContain('– / –');
    const incomplete = mirrorHeld({
      ...{ 'contacts:a@x.example': held('incomplete'), 'contacts:b@x.example': held('incomplete') },
      'team:c@x.example': held('too-many'),
    });
    expect(incomplete.status).toBe('Synced');
    expect(incomplete.message).toContain('a@x.example, b@x.example');
    expect(incomplete.message).not.toContain('c@x.example');
  });
});

describe('the questions', () => {
  it('have both values, since when, and the hash a choice must name', () => {
    const notes = held('ask');
    const dealValue = held('ask', { again: true });
    const text = mirrorConflicts({ notes, dealValue, currency: held('currency') });
    const tile = { salesforce: 'ours', partnerCenter: 'theirs', since: SINCE };
    expect(JSON.parse(text ?? '')).toEqual([
      { field: 'notes', ...tile, hash: conflictHash(notes) },
      { field: 'dealValue', ...tile, hash: conflictHash(dealValue), again: true },
    ]);
  });

  it('are none where nothing is asked', () => {
    expect(mirrorConflicts({ currency: held('currency') })).toBeNull();
    expect(mirrorConflicts({ notes: undefined } as never)).toBeNull();
  });
});

it('the checklist is there as long as something is missing', () => {
  const items = [{ ok: true }, { ok: false }] as CheckItem[];
  expect(mirrorChecklist(items)).toBe(JSON.stringify(items));
  expect(mirrorChecklist([{ ok: true }] as CheckItem[])).toBeNull();
});

describe('a wanted field', () => {
  it.each<[what: string, shows: Json, wanted: Json, isWritten: boolean]>([
    ['that is shown is not written', 'a', 'a', false],
    ['that is another is written', 'a', 'b', true],
    ['with blanks around it is shown already', ' a ', 'a', false],
    ['that is empty is shown by null', null, '', false],
    ['that is null is shown by an empty text', '', null, false],
    [
      'in the same second is shown already',
      '2026-03-08T09:00:00.000+0000',
      '2026-03-08T09:00:00.900Z',
      false,
    ],
    [
      'in another second is written',
      '2026-03-08T09:00:00.000+0000',
      '2026-03-08T09:00:01.000Z',
      true,
    ],
    [
      'that is a time beside a text is written',
      'x2026-03-08T09:00:00Z',
      '2026-03-08T09:00:00Z',
      true,
    ],
    [
      'that is a text beside a time is written',
      '2026-03-08T09:00:00Z',
      'x2026-03-08T09:00:00Z',
      true,
    ],
    ['that is a day in another form is written', '2026-03-08', '2026-03-08T00:00:00Z', true],
    [
      'that is no time but looks alike is written',
      '2026-99-08T09:00:00Z',
      '2026-99-08T09:00:01Z',
      true,
    ],
    ['that is the same number is not written', 1, 1, false],
    ['that is another number is written', 1, 2, true],
    ['that is a number for a text is written', '1', 1, true],
    ['that is set is written over nothing', null, 0, true],
    ['that is true is written over false', false, true, true],
    ['that is true as shown is not written', true, true, false],
    ['that has blanks around it is shown already', 'a', ' a ', false],
    ['that is a text for a number is written', 1, '1', true],
  ])('%s', (_what, shows, wanted, isWritten) => {
    const record = opportunity({ Field__c: shows });
    expect(differing(record, { Field__c: wanted })).toEqual(isWritten ? { Field__c: wanted } : {});
  });

  it('the record was read without is left out', () => {
    expect(differing(opportunity(), { Field__c: 'a' })).toEqual({});
  });
});
