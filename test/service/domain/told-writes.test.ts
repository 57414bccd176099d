import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../service/src/domain/draft.ts';
import { sentEntries, writtenEntries } from '../../../service/src/domain/told-writes.ts';
import type { DealStatus, Json, MergedField } from '../../../service/src/domain/values.ts';

const SCOPE = { pairId: 'p', rung: 1, now: '2026-03-08T09:00:00Z', correlationId: 'c' };

function planOf(writes: [MergedField, Json][], more: Partial<Plan> = {}): Plan {
  const shown = { status: 'pending', dealValue: 1 };
  return {
    ...{ isInbound: true, statusReason: null, clear: {}, wishRefused: null, held: {}, audit: [] },
    ...{ followsAnswer: false, base: { partnerCenter: {}, salesforce: {} } },
    shown: { partnerCenter: shown, salesforce: shown },
    toPartnerCenter: new Map(writes),
    toSalesforce: new Map(writes),
    ...more,
  };
}

describe('what is told to Partner Center', () => {
  it.each<[DealStatus, string]>([
    ['accepted', 'accepted'],
    ['declined', 'declined'],
    ['won', 'closed'],
    ['lost', 'closed'],
  ])('%s has a line of its own, with who asked for it', (status, action) => {
    const plan = planOf([['status', status]], { statusReason: 'Not a customer' });
    expect(sentEntries(SCOPE, plan, 'Ana Silva')).toMatchObject([
      {
        ...{ action, side: 'partnerCenter', actor: 'Ana Silva', field: 'status' },
        ...{ before: 'pending', after: status, reason: 'Not a customer' },
      },
    ]);
  });

  it('any other value is sent, by whom is not known', () => {
    const plan = planOf([['dealValue', 2]], { statusReason: 'Not a customer' });
    expect(sentEntries(SCOPE, plan, 'Ana Silva')).toMatchObject([
      { action: 'sent', actor: 'Salesforce', before: 1, after: 2, reason: null },
    ]);
  });
});

it('a word of a status is one only in the status', () => {
  const plan = planOf([['notes', 'won']]);
  expect(sentEntries(SCOPE, plan, null)).toMatchObject([{ action: 'sent', reason: null }]);
  expect(writtenEntries(SCOPE, plan)).toMatchObject([{ action: 'written' }]);
});

describe('what is written on the record', () => {
  it.each<[DealStatus, string]>([
    ['accepted', 'accepted'],
    ['declined', 'declined'],
    ['expired', 'expired'],
    ['won', 'closed'],
    ['pending', 'written'],
  ])('%s in Partner Center is told as %s', (status, action) => {
    expect(writtenEntries(SCOPE, planOf([['status', status]]))).toMatchObject([
      { action, side: 'salesforce', actor: 'Partner Center', after: status },
    ]);
  });

  it('a stage that follows an answer of ours is no change in Partner Center', () => {
    const writes: [MergedField, Json][] = [
      ['status', 'accepted'],
      ['dealValue', 2],
    ];
    expect(writtenEntries(SCOPE, planOf(writes, { followsAnswer: true }))).toMatchObject([
      { action: 'followed', actor: 'Co-Sell Bridge', before: 'pending', after: 'accepted' },
      { action: 'written', actor: 'Partner Center', before: 1, after: 2 },
    ]);
  });
});
