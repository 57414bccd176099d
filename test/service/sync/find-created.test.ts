/** The referral of a create whose answer was lost, among the newest ones. */
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../service/src/domain/pair.ts';
import type { ReferralDocument } from '../../../service/src/domain/values.ts';
import { findCreated } from '../../../service/src/sync/find-created.ts';
import type { Visit } from '../../../service/src/sync/visit.ts';
import { referralFixture, US } from '../domain/fixtures.ts';
import { DEAL } from './rig/records.ts';
import { MINUTE } from './rig/rig.ts';

const SENT = Date.parse('2026-03-08T09:00:00Z');
const SINCE = SENT - 15 * MINUTE;
const attempt = { kind: 'create', startedAt: new Date(SENT).toISOString() } as never as Attempt;

const row = (createdAt: number, reference: string | null = null): ReferralDocument => ({
  ...referralFixture(),
  externalReferenceId: reference,
  createdDateTime: new Date(createdAt).toISOString(),
});

async function find(pages: ReferralDocument[][], owner?: object) {
  let read = 0;
  const visit = {
    pair: { id: 'ours' },
    deps: { config: { organizationId: US }, store: { findByReferral: async () => owner } },
    outside: {
      partnerCenter: {
        async *listNewest() {
          for (const page of pages) {
            read += 1;
            yield page;
          }
        },
      },
    },
  };
  const found = await findCreated(visit as never as Visit, DEAL, attempt);
  return { found, read };
}

describe('a referral that was made from the record', () => {
  it.each([
    ['nobody', undefined, true],
    ['this very pair', { id: 'ours', state: 'open' }, true],
    ['a stub', { id: 'another', state: 'stub' }, true],
    ['another pair', { id: 'another', state: 'open' }, false],
  ])('and belongs to %s', async (_name, owner, isFound) => {
    const { found } = await find([[row(SENT, DEAL)]], owner);
    expect(found !== undefined).toBe(isFound);
  });
});

describe('the search', () => {
  it('goes on while a page ends no earlier than the sending, less what clocks may differ', async () => {
    const { found, read } = await find([[row(SENT), row(SINCE)], [row(SINCE, DEAL)]]);
    expect(found?.externalReferenceId).toBe(DEAL);
    expect(read).toBe(2);
  });

  it('ends with the page whose last row is older', async () => {
    const { found, read } = await find([[row(SENT), row(SENT), row(SINCE - 1)], [row(SENT, DEAL)]]);
    expect(found).toBeUndefined();
    expect(read).toBe(1);
  });

  it('ends with a page of nothing', async () => {
    expect(await find([[], [row(SENT, DEAL)]])).toEqual({ found: undefined, read: 1 });
  });
});
