/** What passes the preflight is never refused by Partner Center, and what is refused there has its sentence here. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { invitationShown, inviteBody, shareBody } from '../../../service/src/domain/share.ts';
import type {
  JsonObject,
  RecordSnapshot,
  ReferralDocument,
} from '../../../service/src/domain/values.ts';
import { replace, startRig, type Answer, type Rig } from '../../sandbox/partner-center/rig.ts';
import {
  anyDeal,
  checkIn,
  colleagues,
  INES,
  readyDeal,
  sharingOrg,
  shownIn,
  type SharingOrg,
} from '../domain/shareable-deals.ts';
import { runs } from '../domain/runs.ts';

const VISIBLE = '/consent/consentToShareReferralWithMicrosoftSellers';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterEach(() => {
  rig.sim.switches.locationNeeded = false;
});
afterAll(() => rig.stop());

const today = () => new Date(rig.clock.now()).toISOString().slice(0, 10);
const orgWith = (needsLocation: boolean): SharingOrg => {
  rig.sim.switches.locationNeeded = needsLocation;
  return sharingOrg({ needsLocation });
};

const create = (org: SharingOrg, record: RecordSnapshot): Promise<Answer> =>
  rig.create(shareBody(record, shownIn(org, record), org.profile));

/** Our own referral as the deal was shared: privately, with nothing missing. */
async function sharedBefore(org: SharingOrg): Promise<ReferralDocument> {
  const record = readyDeal({ How_can_Microsoft_help__c: null, Referral_Visibility__c: null });
  const { status, body } = await create(
    { ...org, profile: sharingOrg(locationOf()).profile },
    record,
  );
  expect(status).toBe(200);
  return body as unknown as ReferralDocument;
}
const locationOf = () => ({ partnerLocation: '1234567' });

async function invite(
  org: SharingOrg,
  record: RecordSnapshot,
  referral: ReferralDocument,
): Promise<Answer> {
  expect((await rig.patch(referral.id, [replace(VISIBLE, true)])).status).toBe(204);
  return rig.create(inviteBody(record, shownIn(org, record), referral));
}

const sentence = ({ body }: Answer): string | undefined => body?.error?.message;

describe('nothing that Partner Center refuses passes', () => {
  it('when a deal is shared', async () => {
    let ready = 0;
    await fc.assert(
      fc.asyncProperty(anyDeal(today()), fc.boolean(), async (record, needsLocation) => {
        const org = orgWith(needsLocation);
        const isReady = checkIn(org, record, rig.clock.now()).ready;
        if (!isReady) return;
        ready += 1;
        const answer = await create(org, record);
        expect([answer.status, sentence(answer)]).toEqual([200, undefined]);
      }),
      runs(400),
    );
    expect(ready).toBeGreaterThan(20);
  });

  it('when Microsoft is invited to a deal that was shared before', async () => {
    let ready = 0;
    await fc.assert(
      fc.asyncProperty(anyDeal(today()), async (record) => {
        const org = orgWith(false);
        const shown = shownIn(org, record);
        if (!shown.help) return;
        const referral = await sharedBefore(org);
        const told = invitationShown(shown, referral);
        if (!checkIn(org, record, rig.clock.now(), told).ready) return;
        ready += 1;
        const answer = await invite(org, record, referral);
        expect([answer.status, sentence(answer)]).toEqual([200, undefined]);
      }),
      runs(300),
    );
    expect(ready).toBeGreaterThan(10);
  });
});

/** What the simulator says, how a deal comes to it, and the check that says it first. */
const REFUSALS: [says: RegExp, code: string, spoil: (record: RecordSnapshot) => RecordSnapshot][] =
  [
    [/field name is missing/, 'name', fields({ Name: null })],
    [/customerProfile\.name/, 'customer-name', fields({ 'Account.Name': null })],
    [/addressLine1/, 'customer-street', fields({ 'Account.BillingStreet': null })],
    [/address\.city/, 'customer-city', fields({ 'Account.BillingCity': null })],
    [/address\.country is missing/, 'customer-country', fields({ 'Account.BillingCountry': null })],
    [/country must be an ISO/, 'customer-country', fields({ 'Account.BillingCountry': 'UK' })],
    [/dealValue is missing/, 'value', fields({ Amount: null })],
    [/dealValue must be a number of 0/, 'value-negative', fields({ Amount: -5 })],
    [/details\.currency must be/, 'currency', fields({ CurrencyIsoCode: 'ABCD' })],
    [/closingDateTime must be/, 'close-date', fields({ CloseDate: null })],
    [/is in the past/, 'close-date-past', fields({ CloseDate: '2026-03-01' })],
    [/Solution 1 missing/, 'solution', (record) => ({ ...record, solutions: [] })],
    [/at most 50 entries/, 'solutions-limit', (record) => withSolutions(record, 51)],
    [
      /quantity must be/,
      'solution-amounts',
      (record) => withSolutions(record, 1, { quantity: -1 }),
    ],
    [
      /currency must be/,
      'solution-currency',
      (record) => withSolutions(record, 1, { currency: 'X' }),
    ],
    [/team may have at most 50/, 'team-limit', (record) => ({ ...record, team: colleagues(50) })],
    [
      /team may have at most 50/,
      'contacts-limit',
      (record) => ({ ...record, contacts: Array.from({ length: 51 }, () => INES) }),
    ],
    [/field team is missing/, 'team-member', fields({ 'Owner.Phone': null })],
    [/must be an e-mail/, 'team-member', fields({ 'Owner.Email': 'tomas' })],
    [
      /attribute CustomerMarketplaceIntent/,
      'marketplace-intent',
      fields({ Co_Sell_Marketplace_Intent__c: 'Perhaps' }),
    ],
    [
      /attribute PartnerRole is missing/,
      'partner-role',
      fields({ Co_Sell_Solution_Area__c: 'a', Co_Sell_Solution_Play__c: 'p' }),
    ],
    [
      /attribute SolutionArea is missing/,
      'solution-area',
      fields({ Co_Sell_Partner_Role__c: 'r', Co_Sell_Solution_Play__c: 'p' }),
    ],
    [
      /attribute SolutionPlay is missing/,
      'solution-play',
      fields({ Co_Sell_Partner_Role__c: 'r', Co_Sell_Solution_Area__c: 'a' }),
    ],
    [/mpnId/, 'location', fields({ Co_Sell_Partner_Location__c: ' ' })],
    [
      /help needs a complete customer contact/,
      'customer-contact',
      (record) => ({ ...record, contacts: [{ ...INES, phoneNumber: ' ' }] }),
    ],
  ];

describe('what Partner Center refuses has its sentence', () => {
  it.each(REFUSALS)('%s is said before as %s', async (says, code, spoil) => {
    const org = orgWith(true);
    const deal = spoil(readyDeal({ Co_Sell_Partner_Location__c: '1234567' }));
    const answer = await create(org, deal);
    expect(answer.status).toBe(400);
    expect(sentence(answer)).toMatch(says);
    const failed = checkIn(org, deal, rig.clock.now()).items.filter(({ ok }) => !ok);
    expect(failed.map((item) => item.code)).toEqual([code]);
  });

  it('in other words for each check', () => {
    const said = REFUSALS.map(([, code, spoil]) => {
      const deal = spoil(readyDeal({ Co_Sell_Partner_Location__c: '1234567' }));
      const { items } = checkIn(orgWith(true), deal, rig.clock.now());
      return [code, items.find((item) => item.code === code)?.message] as const;
    });
    expect(new Set(said.map(([, message]) => message)).size).toBe(
      new Set(said.map(([code]) => code)).size,
    );
  });
});

function fields(some: JsonObject) {
  return (record: RecordSnapshot): RecordSnapshot => ({
    ...record,
    fields: { ...record.fields, ...some },
  });
}

function withSolutions(
  record: RecordSnapshot,
  count: number,
  some: JsonObject = {},
): RecordSnapshot {
  const [first] = record.solutions;
  return {
    ...record,
    solutions: Array.from({ length: count }, (_, n) => ({ ...first, id: `SOL-${n}-ABC`, ...some })),
  } as RecordSnapshot;
}
