/** What rings in the owner's bell, and what does not. */
import { describe, expect, it } from 'vitest';
import {
  bellFor,
  bellForReceived,
  bellForRefusal,
  type Scene,
} from '../../../service/src/domain/bell.ts';
import { reminderOf, reminderTimes } from '../../../service/src/domain/reminders.ts';
import type { JsonObject, ReferralDocument } from '../../../service/src/domain/values.ts';
import { inboundFixture } from './fixtures.ts';

const DAY = 86_400_000;

function scene(news: JsonObject, more: Partial<Scene> = {}): Scene {
  return {
    before: { Name: 'ERP', Microsoft_Status__c: 'Pending', ...more.before },
    news,
    isInbound: false,
    stage: 'accepted',
    isRefused: false,
    reminder: undefined,
    ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== 'before')),
  };
}
const tiles = (...hashes: string[]) => JSON.stringify(hashes.map((hash) => ({ hash })));
const NEEDS = { Co_Sell_Sync_Status__c: 'Needs Attention', Co_Sell_Sync_Message__c: 'No.' };

const RINGS: [string, Scene, title: string, text?: string][] = [
  [
    'a colleague who won it in the portal',
    scene({ Referral_Substatus__c: 'Won' }),
    'This deal was closed as won in Partner Center',
  ],
  [
    'a colleague who lost it in the portal, though our seller once declined another',
    scene({ Referral_Substatus__c: 'Lost' }, { before: { Referral_Response__c: 'Decline' } }),
    'This deal was closed as lost in Partner Center',
  ],
  [
    'Microsoft’s answer on a deal it sent, once its half is known',
    scene({ Microsoft_Status__c: 'Accepted' }, { isInbound: true }),
    'Microsoft accepted your deal',
  ],
  [
    'a value that is refused again with other words',
    scene(
      { Co_Sell_Sync_Message__c: 'No.' },
      { before: { Co_Sell_Sync_Status__c: 'Needs Attention' } },
    ),
    'Something needs your attention',
    'No.',
  ],
  [
    'the reminder of the last day',
    scene({}, { reminder: { key: 'k', days: 1, expires: '2026-06-12T00:00:00Z' } }),
    'A deal from Microsoft is about to expire',
    'It expires in one day, on 2026-06-12.',
  ],
  [
    'sellers who are new, with blanks between them',
    scene({ Microsoft_Sellers__c: ' Ada \r\nBo' }),
    'Microsoft assigned sellers',
    'Microsoft’s sellers: Ada; Bo.',
  ],
  ['an acceptance', scene({ Microsoft_Status__c: 'Accepted' }), 'Microsoft accepted your deal'],
  ['a refusal of help', scene({ Microsoft_Status__c: 'Declined' }), 'Microsoft declined your deal'],
  ['no answer', scene({ Microsoft_Status__c: 'Expired' }), 'Microsoft did not answer in time'],
  ['their win', scene({ Microsoft_Status__c: 'Won' }), 'Microsoft closed its half as won'],
  ['their loss', scene({ Microsoft_Status__c: 'Lost' }), 'Microsoft closed its half as lost'],
  [
    'a colleague who declined in the portal',
    scene({ Referral_Substatus__c: 'Declined', Referral_Status_Reason__c: 'Others' }),
    'This deal was declined in Partner Center',
    'Reason: Others.',
  ],
  ['our expiry', scene({ Referral_Substatus__c: 'Expired' }), 'This deal has expired'],
  [
    'a seller who is new',
    scene({ Microsoft_Sellers__c: 'Ada\nBo' }, { before: { Microsoft_Sellers__c: 'Ada' } }),
    'Microsoft assigned sellers',
    'Microsoft’s sellers: Bo.',
  ],
  [
    'a note',
    scene({ Microsoft_Notes__c: 'Hi' }),
    'New note from Microsoft',
    'Microsoft writes: Hi',
  ],
  [
    'one question more',
    scene(
      { Co_Sell_Conflicts__c: tiles('aa', 'bb'), Co_Sell_Sync_Message__c: 'Choose.' },
      { before: { Co_Sell_Conflicts__c: tiles('aa') } },
    ),
    'You and Microsoft changed the same field',
    'Choose.',
  ],
  ['a refused value', scene(NEEDS), 'Something needs your attention', 'No.'],
  [
    'a refused wish',
    scene({ Co_Sell_Sync_Message__c: 'Too late' }, { isRefused: true }),
    'Something needs your attention',
    'Too late',
  ],
  [
    'a reminder',
    scene({}, { reminder: { key: 'k', days: 3, expires: '2026-06-12T00:00:00Z' } }),
    'A deal from Microsoft is about to expire',
    'It expires in 3 days, on 2026-06-12.',
  ],
];

const SILENT: [string, Scene][] = [
  [
    'what our seller wrote as a note to Microsoft',
    scene({ Microsoft_Notes__c: 'Call us' }, { before: { Note_to_Microsoft__c: 'Call us' } }),
  ],
  ['a message while all is well', scene({ Co_Sell_Sync_Message__c: 'So you know' })],
  ['attention without a message', scene({ ...NEEDS, Co_Sell_Sync_Message__c: '' })],
  ['what our seller won', scene({ Referral_Substatus__c: 'Won' }, { stage: 'won' })],
  ['nothing new', scene({})],
  ['a question that is answered', scene({ Co_Sell_Conflicts__c: null })],
  [
    'a question that is known, when another is answered',
    scene(
      { Co_Sell_Conflicts__c: tiles('aa'), Co_Sell_Sync_Message__c: 'Choose.' },
      { before: { Co_Sell_Conflicts__c: tiles('aa', 'bb') } },
    ),
  ],
  [
    'a checklist that is known',
    scene(
      { Co_Sell_Sync_Message__c: 'More is missing' },
      { before: { Co_Sell_Sync_Status__c: 'Needs Attention', Co_Sell_Checklist__c: '[{}]' } },
    ),
  ],
  [
    'Microsoft’s half of a deal it sent, seen for the first time',
    scene(
      { Microsoft_Status__c: 'Accepted', Microsoft_Sellers__c: 'Ada', Microsoft_Notes__c: 'Hi' },
      { isInbound: true, before: { Microsoft_Status__c: null } },
    ),
  ],
  [
    'what our seller declined',
    scene(
      { Referral_Substatus__c: 'Declined' },
      { stage: 'pending', before: { Referral_Response__c: 'Decline' } },
    ),
  ],
  ['what our seller closed', scene({ Referral_Substatus__c: 'Lost' }, { stage: 'lost' })],
  [
    'a seller who left',
    scene({ Microsoft_Sellers__c: '' }, { before: { Microsoft_Sellers__c: 'A' } }),
  ],
  [
    'our own notes in Microsoft’s half',
    scene(
      { Microsoft_Notes__c: 'Pilot first.' },
      { before: { Co_Sell_Notes__c: 'Pilot first. ' } },
    ),
  ],
  [
    'a note that is gone',
    scene(
      { Microsoft_Notes__c: null },
      { before: { Co_Sell_Notes__c: 'Pilot first.', Note_to_Microsoft__c: 'Call us' } },
    ),
  ],
  ['a checklist', scene({ ...NEEDS, Co_Sell_Checklist__c: '[{}]' })],
  ['a message that is taken back', scene({ Co_Sell_Sync_Message__c: null })],
];

describe('the bell', () => {
  it.each(RINGS)('rings for %s', (_what, seen, title, text = '') => {
    expect(bellFor(seen)).toMatchObject({ title });
    const body = text === '' ? 'ERP' : `ERP\n${text}`;
    expect(bellFor(seen)?.body.slice(0, text === '' ? undefined : body.length)).toBe(body);
  });

  it.each(SILENT)('does not ring for %s', (_what, seen) => {
    expect(bellFor(seen)).toBeUndefined();
  });

  it('says the deal and nothing else where there is no reason', () => {
    expect(bellFor(scene({ Referral_Substatus__c: 'Expired' }))?.body).toBe('ERP');
  });

  it('rings for a refusal with the deal and what is wrong', () => {
    expect(bellForRefusal({ Name: 'ERP' }, 'No.')).toEqual({
      ...{ title: 'Something needs your attention', body: 'ERP\nNo.' },
    });
  });

  it('rings for what came in with its deadline, where it has one', () => {
    expect(bellForReceived({ Name: 'ERP', Referral_Expires__c: '2026-06-12T00:00:00Z' }).body).toBe(
      'ERP\nAccept or decline it before 2026-06-12.',
    );
    expect(bellForReceived({ Name: 'ERP' }).body).toBe('ERP');
  });

  it('cuts what does not fit, and nothing that fits', () => {
    const body = (name: string) => bellForReceived({ Name: name }).body;
    expect(body('x'.repeat(750))).toBe('x'.repeat(750));
    expect(body('x'.repeat(751))).toBe(`${'x'.repeat(749)}…`);
  });

  it('says everything of one change at once, and never more than Salesforce takes', () => {
    const bell = bellFor(
      scene({
        Microsoft_Status__c: 'Accepted',
        Microsoft_Sellers__c: 'Ada',
        Microsoft_Notes__c: '😀'.repeat(900),
      }),
    );
    expect(bell?.title).toBe('Microsoft accepted your deal');
    expect(bell?.body).toContain('Ada');
    expect(bell?.body.length).toBeLessThanOrEqual(750);
    expect(bell?.body.isWellFormed()).toBe(true);
  });

  it('always has words', () => {
    expect(bellForReceived({}).body).toBe('New deal from Microsoft');
    expect(bellForReceived({ Name: 'ERP', Referral_Expires__c: '2026-06-12T08:00:00Z' }).body).toBe(
      'ERP\nAccept or decline it before 2026-06-12.',
    );
    expect(bellForRefusal({}, 'No.').body).toBe('No.');
  });

  it('calls a lead a lead, by its company', () => {
    const lead = { LastName: 'Smith', Company: 'Fabrikam' };
    expect(bellForReceived(lead)).toEqual({ title: 'New lead from Microsoft', body: 'Fabrikam' });
  });
});

describe('a reminder', () => {
  const at = Date.parse('2026-06-20T00:00:00Z');
  const pending = (some: Partial<ReferralDocument> = {}): ReferralDocument => ({
    ...inboundFixture(),
    expirationDateTime: new Date(at).toISOString(),
    ...some,
  });

  it.each([
    [7 * DAY + 1, undefined],
    [7 * DAY, 7],
    [3 * DAY + 1, 4],
    [3 * DAY, 3],
    [DAY, 1],
    [1, 1],
    [0, undefined],
  ])('with %d ms left counts %s days', (left, days) => {
    expect(reminderOf(pending(), at - left)?.days).toBe(days);
  });

  it('is another one only from the next day of the three on', () => {
    const keys = [7, 6, 4, 3, 2, 1].map((days) => reminderOf(pending(), at - days * DAY)?.key);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(new Set(keys).size).toBe(3);
  });

  it('is for deals that wait for an answer', () => {
    const accepted = pending({ status: 'Active', substatus: 'Accepted' });
    expect(reminderOf(accepted, at - DAY)).toBeUndefined();
    expect(reminderTimes(accepted)).toEqual([]);
    expect(reminderTimes(pending())).toEqual([7, 3, 1].map((days) => at - days * DAY));
    expect(reminderTimes(pending({ expirationDateTime: null }))).toEqual([]);
  });
});
