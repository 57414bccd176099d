/** What a record shows of Microsoft's side, and what of it is told as news in Microsoft's name. */
import { describe, expect, it } from 'vitest';
import { compileMapping } from '../../../service/src/domain/mapping.ts';
import { microsoftMoves, mirrorMicrosoftHalf } from '../../../service/src/domain/microsoft-half.ts';
import { mirrorMicrosoft } from '../../../service/src/domain/mirror.ts';
import type { Json, JsonObject, ReferralDocument } from '../../../service/src/domain/values.ts';
import { opportunity } from './deals.ts';
import { inboundFixture, microsoftFixture, referralFixture } from './fixtures.ts';
import { orgProfile } from './org.ts';

const MAPPING = compileMapping(orgProfile());
const SCOPE = { pairId: 'p', rung: 3, now: '2026-03-08T09:00:00.000Z', correlationId: 'c' };
const person = (firstName: Json, lastName: Json, email: Json = null) => ({
  ...{ firstName, lastName, email, phoneNumber: null },
});

const theirs = (part: JsonObject = {}) => ({ ...microsoftFixture(), ...part }) as ReferralDocument;
const invited = (inviteContext: JsonObject) =>
  ({
    ...inboundFixture(),
    inviteContext: { invitedBy: { organizationId: 'msft' }, ...inviteContext },
  }) as ReferralDocument;

describe('what a record shows of Microsoft’s referral', () => {
  const ACCEPTED = { status: 'Active', substatus: 'Accepted' };

  it('is its status, value, date, notes and the moment it changed', () => {
    expect(mirrorMicrosoft(theirs(), referralFixture())).toEqual({
      Microsoft_Status__c: 'Pending',
      Microsoft_CRM_Identifier__c: null,
      Microsoft_Sellers__c: '',
      Microsoft_Notes__c: 'Pilot in two warehouses before summer.',
      Microsoft_Deal_Value__c: 50_000,
      Microsoft_Close_Date__c: '2026-06-29',
      Microsoft_Status_Reason__c: null,
      Microsoft_Changed__c: '2026-03-07T09:18:01.000Z',
    });
  });

  it('is null for what is not there', () => {
    const bare = theirs({
      ...{ details: {}, substatus: '', updatedDateTime: 'soon', statusReason: 'x'.repeat(300) },
    });
    expect(mirrorMicrosoft(bare, referralFixture())).toMatchObject({
      Microsoft_Status__c: 'New',
      Microsoft_Notes__c: null,
      Microsoft_Deal_Value__c: null,
      Microsoft_Close_Date__c: null,
      Microsoft_Changed__c: null,
      Microsoft_Status_Reason__c: 'x'.repeat(255),
    });
  });

  it('names its sellers, one a line, but not before one has accepted', () => {
    const team = [
      person('Lee', 'Ng', 'lee@microsoft.example'),
      person(null, 'Gu'),
      person('Al', null),
    ];
    const shown = (status: JsonObject) =>
      mirrorMicrosoft(theirs({ team, ...status }), referralFixture())['Microsoft_Sellers__c'];
    expect(shown(ACCEPTED)).toBe('Lee Ng, lee@microsoft.example\nGu\nAl');
    expect(shown({})).toBe('');
  });

  it('has the id in Microsoft’s CRM from its own referral, else from ours', () => {
    const tracked = (microsoftMsxId: Json) => ({ trackingInfo: { microsoftMsxId } });
    const ours = { ...referralFixture(), ...tracked('7-OURS') } as ReferralDocument;
    const shown = (microsoft: ReferralDocument) =>
      mirrorMicrosoft(microsoft, ours)['Microsoft_CRM_Identifier__c'];
    expect(shown(theirs(tracked('7-THEIRS')))).toBe('7-THEIRS');
    expect(shown(theirs(tracked('')))).toBe('7-OURS');
  });
});

describe('Microsoft’s half', () => {
  it('of a deal of our own is what its referral shows', () => {
    const own = referralFixture();
    expect(mirrorMicrosoftHalf(theirs(), own, MAPPING)).toEqual(mirrorMicrosoft(theirs(), own));
    expect(mirrorMicrosoftHalf(null, own, MAPPING)).toEqual({});
    const byPartner = invited({ notes: 'Hello', invitedBy: { organizationId: 'someone' } });
    expect(mirrorMicrosoftHalf(null, byPartner, MAPPING)).toEqual({});
  });

  it.each<[what: string, invitation: JsonObject, note: string | undefined]>([
    ['the note', { notes: 'Please call' }, 'Please call'],
    [
      'the help asked for, in the org’s words',
      { assistanceRequestCode: 'QuotesOrLicensing' },
      'Asked for: Quotes or licensing',
    ],
    ['a help the org has no words for', { assistanceRequestCode: 'Other' }, 'Asked for: Other'],
    [
      'both',
      { notes: 'Please call', assistanceRequestCode: 'Other' },
      'Asked for: Other\nPlease call',
    ],
    ['no empty line', { notes: '', assistanceRequestCode: 'Other' }, 'Asked for: Other'],
    ['no help where none is asked for', { notes: 'Hi', assistanceRequestCode: 'Unknown' }, 'Hi'],
    ['no help where its code is empty', { notes: 'Hi', assistanceRequestCode: '' }, 'Hi'],
    ['no help where its code is no text', { notes: 'Hi', assistanceRequestCode: 7 }, 'Hi'],
    ['nothing where nothing was written', { notes: '', assistanceRequestCode: null }, undefined],
  ])('of a deal that Microsoft sent has %s', (_what, invitation, note) => {
    const shown = mirrorMicrosoftHalf(null, invited(invitation), MAPPING);
    expect(shown).toEqual(note === undefined ? {} : { Microsoft_Notes__c: note });
  });

  it('has the note above the notes of Microsoft’s referral', () => {
    const notesOf = (notes: Json) =>
      mirrorMicrosoftHalf(theirs({ details: { notes } }), invited({ notes: 'Hi' }), MAPPING);
    expect(notesOf('Theirs')).toMatchObject({
      Microsoft_Notes__c: 'Hi\n\nTheirs',
      Microsoft_Status__c: 'Pending',
    });
    expect(notesOf('')['Microsoft_Notes__c']).toBe('Hi');
    expect(notesOf(null)['Microsoft_Notes__c']).toBe('Hi');
  });

  it('has the note also where the org maps no help', () => {
    const bare = { values: new Map() };
    const own = invited({ assistanceRequestCode: 'Other' });
    expect(mirrorMicrosoftHalf(null, own, bare)).toEqual({
      Microsoft_Notes__c: 'Asked for: Other',
    });
  });
});

describe('what Microsoft did', () => {
  const BLANK = {
    ...{ Microsoft_Status__c: null, Microsoft_Status_Reason__c: null, Microsoft_Notes__c: null },
    ...{
      Microsoft_CRM_Identifier__c: null,
      Microsoft_Sellers__c: null,
      Microsoft_Changed__c: null,
    },
    ...{ Microsoft_Deal_Value__c: null, Microsoft_Close_Date__c: null },
  };
  const moves = (shows: JsonObject, wanted: JsonObject, team: Json = []) =>
    microsoftMoves(opportunity({ ...BLANK, ...shows }), wanted, theirs({ team }), SCOPE);
  const SEEN = { Microsoft_Status__c: 'Received' };
  const ALL = {
    Microsoft_Status__c: 'Declined',
    Microsoft_Status_Reason__c: 'No capacity',
    Microsoft_CRM_Identifier__c: '7-ABC',
    Microsoft_Sellers__c: 'Lee Ng',
    Microsoft_Notes__c: 'Hi',
    Microsoft_Deal_Value__c: 2,
    Microsoft_Close_Date__c: '2026-07-01',
    Microsoft_Changed__c: '2026-07-01T00:00:00.000Z',
  };

  it('is told field by field, the status with its reason, and not when it changed', () => {
    const entry = { actor: 'Microsoft', side: 'partnerCenter', action: 'written', before: null };
    expect(moves(SEEN, ALL)).toMatchObject([
      {
        ...{ ...entry, field: 'microsoftStatus', before: 'Received', after: 'Declined' },
        reason: 'No capacity',
      },
      { ...entry, field: 'microsoftReason', after: 'No capacity', reason: null },
      { ...entry, field: 'microsoftCrmId', after: '7-ABC', reason: null },
      { ...entry, field: 'microsoftSellers', after: 'Lee Ng' },
      { ...entry, field: 'microsoftNotes', after: 'Hi' },
      { ...entry, field: 'microsoftDealValue', after: 2 },
      { ...entry, field: 'microsoftCloseDate', after: '2026-07-01' },
    ]);
    expect(moves(SEEN, ALL)).toHaveLength(7);
  });

  it('is the same entry for the same version of its referral, whatever rang', () => {
    const again = microsoftMoves(opportunity({ ...BLANK, ...SEEN }), ALL, theirs({ team: [] }), {
      ...SCOPE,
      rung: 99,
    });
    expect(again.map(({ entryKey }) => entryKey)).toEqual(
      moves(SEEN, ALL).map(({ entryKey }) => entryKey),
    );
    const newer = theirs({ team: [], updatedDateTime: '2026-03-09T00:00:00Z' });
    const next = microsoftMoves(opportunity({ ...BLANK, ...SEEN }), ALL, newer, SCOPE);
    expect(next[0]?.entryKey).not.toBe(again[0]?.entryKey);
  });

  it('is nothing where the record shows it', () => {
    expect(moves(ALL, ALL)).toEqual([]);
  });

  it('has no reason where Microsoft gave none', () => {
    for (const reason of ['', null, 3]) {
      const [first] = moves(SEEN, { ...ALL, Microsoft_Status_Reason__c: reason });
      expect(first).toMatchObject({ field: 'microsoftStatus', reason: null });
    }
  });

  it('is at first sight only what the invitation did not copy from our deal', () => {
    expect(moves({}, ALL).map(({ field }) => field)).toEqual([
      ...['microsoftStatus', 'microsoftCrmId', 'microsoftSellers'],
    ]);
    const nothing = { Microsoft_CRM_Identifier__c: null, Microsoft_Sellers__c: '' };
    for (const status of ['Pending', 'Received'])
      expect(moves({}, { ...ALL, ...nothing, Microsoft_Status__c: status })).toEqual([]);
    const shown = { Microsoft_CRM_Identifier__c: 'x', Microsoft_Sellers__c: 'y' };
    expect(moves(shown, { ...ALL, ...nothing, Microsoft_Status__c: 'Pending' })).toEqual([]);
  });

  it.each<[what: string, team: Json, actor: string]>([
    ['its seller', [person('Lee', 'Ng', 'lee@x.example')], 'Lee Ng (Microsoft)'],
    ['a seller with one name', [person(null, 'Ng')], 'Ng (Microsoft)'],
    ['a seller by the address', [person(null, null, 'lee@x.example')], 'lee@x.example (Microsoft)'],
    ['Microsoft, where several could have', [person('A', 'B'), person('C', 'D')], 'Microsoft'],
    ['Microsoft, where its seller has no name', [person(null, '')], 'Microsoft'],
    ['Microsoft, where nobody is named', [], 'Microsoft'],
    ['a long name as far as it fits', [person('A', 'b'.repeat(90))], `A ${'b'.repeat(78)}`],
  ])('was done by %s', (_what, team, actor) => {
    expect(moves(SEEN, ALL, team)[0]?.actor).toBe(actor);
  });
});
