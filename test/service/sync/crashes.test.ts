/**
 * Whatever happens to one request, and wherever a visit stops, both sides end as if nothing had happened: nothing twice,
 * nothing lost, no question that nobody has to answer.
 */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../service/src/domain/values.ts';
import { StoreUnavailable } from '../../../service/src/errors.ts';
import { HELP, inbound, INBOUND, invitedDeal, receivedDeal, sharedDeal } from './rig/deals.ts';
import { away, lost, refusal } from './rig/faults.ts';
import { DEAL, dealRecord } from './rig/records.ts';
import { createRig, HOUR, type Rig } from './rig/rig.ts';

type Story = { id: string; begin(): Promise<Rig>; act(rig: Rig): void };

const ours = (rig: Rig) => rig.partnerCenter.ours()[0]?.id ?? '';

const STORIES: Record<string, Story> = {
  'a deal is shared': {
    id: DEAL,
    begin: () => createRig(),
    act: (rig) => void rig.salesforce.add(dealRecord({}, { token: 'first' })),
  },
  'a deal is shared with help': {
    id: DEAL,
    begin: () => createRig(),
    act: (rig) => void rig.salesforce.add(dealRecord(HELP, { token: 'first' })),
  },
  'a deal of Microsoft’s comes in': {
    id: INBOUND,
    begin: () => createRig(),
    act: (rig) => void rig.partnerCenter.add(inbound()),
  },
  'both sides edit': {
    id: DEAL,
    begin: () => sharedDeal(),
    act: (rig) => {
      rig.salesforce.edit(DEAL, { Amount: 60_000 });
      rig.partnerCenter.edit(ours(rig), { '/details/closingDateTime': '2026-08-01T00:00:00Z' });
    },
  },
  'a deal is accepted': {
    id: INBOUND,
    begin: () => receivedDeal(),
    act: (rig) => {
      const [record] = rig.salesforce.records.keys();
      rig.salesforce.edit(String(record), { Referral_Response__c: 'Accept' });
    },
  },
  'a deal is unlinked': {
    id: DEAL,
    begin: () => sharedDeal(),
    act: (rig) => rig.salesforce.edit(DEAL, { Co_Sell_Request__c: 'Unlink' }),
  },
  'Microsoft closes its half': {
    id: DEAL,
    begin: () => invitedDeal(),
    act: (rig) => {
      const [half] = rig.partnerCenter.microsofts();
      rig.partnerCenter.edit(String(half?.id), { '/status': 'Closed', '/substatus': 'Declined' });
    },
  },
};

type Meets = (rig: Rig) => void;

async function told(story: Story, meets: Meets = () => undefined) {
  const rig = await story.begin();
  rig.partnerCenter.weather.calls.length = 0;
  rig.salesforce.weather.calls.length = 0;
  story.act(rig);
  meets(rig);
  await rig.ring(story.id);
  await rig.pass(2 * HOUR);
  return rig;
}

/** What people see of both sides, and what the bridge remembers; not when. */
function ending(rig: Rig) {
  const isTime = /Last_Synced|Received|Answered|Changed|Audit__c|Expires/;
  const records = [...rig.salesforce.records.values()].map(({ id, fields, token, ...record }) => ({
    ...{ id: id.slice(0, 3), token, solutions: record.solutions, contacts: record.contacts },
    fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !isTime.test(name))),
  }));
  const referrals = rig.partnerCenter.all().map((referral) => ({
    ...pick(referral, ['status', 'substatus', 'organizationId', 'details', 'consent', 'team']),
    named: typeof referral['externalReferenceId'],
  }));
  return { records, referrals };
}

const pick = (from: JsonObject, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, from[name]]));

async function pairsOf(rig: Rig) {
  const pairs = (
    await Promise.all(
      (['open', 'closed', 'paused', 'tombstone', 'failed'] as const).map((state) =>
        rig.store.list({ state, limit: 10 }),
      ),
    )
  ).flat();
  return pairs.map(({ state, held, attempt, failures, recordId, referralId }) => ({
    ...{ state, held, attempt, failures },
    ids: [recordId !== null, referralId !== null],
  }));
}

/** The call after which the request meets its fate, counted over both hosts. */
const nth = (at: number, fate: (side: 'partnerCenter' | 'salesforce') => object): Meets => {
  return (rig) => {
    let writes = 0;
    for (const side of ['partnerCenter', 'salesforce'] as const)
      rig[side].weather.onWrite = () => ((writes += 1) === at ? fate(side) : undefined);
  };
};

const writesOf = (rig: Rig) => [
  ...rig.partnerCenter.weather.writes(),
  ...rig.salesforce.weather.writes(),
];

const FATES: Record<string, (side: 'partnerCenter' | 'salesforce') => object> = {
  'is lost on its way': (side) => ({ instead: lost(side) }),
  'is carried out, and its answer lost': (side) => ({ afterwards: lost(side) }),
  'finds the host away': (side) => ({ instead: away(side) }),
  'is refused once': (side) => ({ instead: refusal(side) }),
};

describe.each(Object.entries(STORIES))('%s', (_name, story) => {
  it.each(Object.entries(FATES))('and any one request %s', async (_fate, fate) => {
    const plain = await told(story);
    const wanted = ending(plain);
    const pairs = await pairsOf(plain);
    const most = writesOf(plain).length;
    expect(most).toBeGreaterThan(0);
    for (let at = 1; at <= most; at++) {
      const rig = await told(story, nth(at, fate));
      expect(ending(rig), `request ${at}`).toEqual(wanted);
      expect(await pairsOf(rig), `request ${at}`).toEqual(pairs);
    }
  });

  it('and the store is away for a moment, anywhere', async () => {
    const plain = await told(story);
    const wanted = ending(plain);
    const pairs = await pairsOf(plain);
    for (let at = 1; at <= 8; at++) {
      let commits = 0;
      const rig = await told(story, (one) => {
        const { store } = one;
        one.deps.store = {
          ...store,
          commit: async (claim, change) => {
            commits += 1;
            if (commits === at) throw new StoreUnavailable('away');
            await store.commit(claim, change);
          },
        };
      });
      expect(ending(rig), `commit ${at}`).toEqual(wanted);
      expect(await pairsOf(rig), `commit ${at}`).toEqual(pairs);
      if (commits < at) break;
    }
  });
});
