/** The deals that tests begin with are settled: a look finds nothing to say. */
import { expect, it } from 'vitest';
import { INBOUND, invitedDeal, receivedDeal, sharedDeal } from './rig/deals.ts';
import { DEAL } from './rig/records.ts';

const LEAD = {
  ...{ type: 'Independent', qualification: 'SalesQualified' },
  inviteContext: { invitedBy: { organizationId: 'msft' } },
};

it.each([
  ['shared', () => sharedDeal(), DEAL],
  ['shared with help', () => invitedDeal(), DEAL],
  ['received', () => receivedDeal(), INBOUND],
  ['received as a lead', () => receivedDeal(LEAD), INBOUND],
])('a deal that was %s', async (_name, begin, id) => {
  const rig = await begin();
  await rig.expectQuiet(id);
  expect(await rig.pair(id)).toMatchObject({ state: 'open', held: {}, failures: 0 });
});
