/** Whose the referral of a deal's former lead is by now. */
import { expect, it } from 'vitest';
import { joinFormerLead } from '../../../service/src/sync/former-lead.ts';
import type { Visit } from '../../../service/src/sync/visit.ts';
import { INBOUND } from './rig/deals.ts';
import { dealRecord, LEAD } from './rig/records.ts';

async function join(owner: object) {
  const rung: unknown[] = [];
  const visit = {
    pair: { id: 'deal' },
    claim: { token: 1 },
    deps: {
      store: {
        findByReferral: async () => owner,
        commit: async () => undefined,
        ring: async (ring: unknown) => void rung.push(ring),
        dropStub: async () => undefined,
      },
    },
    outside: { salesforce: { findConverted: async () => ({ id: LEAD, referralId: INBOUND }) } },
  };
  return { former: await joinFormerLead(visit as never as Visit, dealRecord()), rung };
}

it('the pair of the lead takes the deal over, and is rung for it', async () => {
  const { former, rung } = await join({ recordId: LEAD, state: 'open' });
  expect(former).toEqual({ kind: 'gone', settlement: { state: 'gone' } });
  expect(rung).toEqual([{ id: { recordId: LEAD }, cause: 'adopted' }]);
});

it.each([
  ['is over', { recordId: LEAD, state: 'closed' }],
  ['went to another record', { recordId: '006Dn00000B3xYzIAK', state: 'open' }],
])('a pair that %s leaves the deal alone', async (_name, owner) => {
  expect(await join(owner)).toEqual({ former: undefined, rung: [] });
});
