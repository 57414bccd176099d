/** What a Lead says of its referral, and where its pair goes on when it is no Lead any more. */
import { describe, expect, it } from 'vitest';
import { isLeadId, leadStatus, successorOf } from '../../../service/src/domain/lead-status.ts';
import type { JsonObject, RecordSnapshot } from '../../../service/src/domain/values.ts';
import { opportunity } from './deals.ts';
import { orgProfile } from './org.ts';

const lead = (fields: JsonObject, deleted = false): RecordSnapshot => ({
  ...opportunity(),
  ...{ object: 'Lead', deleted, fields, solutions: [] },
});

describe('a Lead', () => {
  it.each<[what: string, fields: JsonObject, lostLeadStatus: string | null, status: string | null]>(
    [
      ['is lost in the status the org names', { Status: 'Gone' }, 'Gone', 'lost'],
      [
        'is lost so while it is not converted',
        { Status: 'Gone', IsConverted: false },
        'Gone',
        'lost',
      ],
      ['is not lost once it was converted', { Status: 'Gone', IsConverted: true }, 'Gone', null],
      ['is open in another status', { Status: 'Working' }, 'Gone', null],
      ['is open without a status', { Status: null }, null, null],
      ['is open where no status means lost', { Status: 'Working' }, null, null],
    ],
  )('%s', (_what, fields, lostLeadStatus, status) => {
    expect(leadStatus({ fields }, orgProfile({ lostLeadStatus }))).toBe(status);
  });

  it('is told from a deal by its id', () => {
    expect(isLeadId('00QDn00000AbCdEMAV')).toBe(true);
    expect(isLeadId('006Dn00000B3xYz00Q')).toBe(false);
  });
});

describe('the record on which a pair goes on', () => {
  const deal = { ConvertedOpportunityId: '006A', MasterRecordId: '00QB' };
  it.each<[what: string, record: RecordSnapshot, successor: unknown]>([
    ['is the deal that a Lead became', lead({ ...deal, IsConverted: true }), { id: '006A' }],
    [
      'is none for a Lead that became no deal',
      lead({ ...deal, ConvertedOpportunityId: null, IsConverted: true }),
      'none',
    ],
    [
      'is none where the name of the deal is empty',
      lead({ ...deal, ConvertedOpportunityId: '', IsConverted: true }),
      'none',
    ],
    ['is the winner of a merge', lead({ ...deal, IsConverted: false }, true), { id: '00QB' }],
    ['is nowhere for a Lead that was deleted', lead({ MasterRecordId: null }, true), undefined],
    ['is the Lead itself while it lives', lead({ ...deal, IsConverted: false }), undefined],
    [
      'is the deal itself',
      { ...opportunity({ ...deal, IsConverted: true }), deleted: true },
      undefined,
    ],
  ])('%s', (_what, record, successor) => {
    expect(successorOf(record)).toEqual(successor);
  });
});
