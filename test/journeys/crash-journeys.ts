/** The journeys of the crash table: what is there before, what people do, and what must be true in the end. */
import { expect } from 'vitest';
import { nextYear } from '../sandbox/kit/days.ts';
import {
  bridgeWrites,
  deal,
  HELP,
  makeDeal,
  microsoftReferrals,
  recordsOf,
  referralOf,
  SELLER,
} from './deals.ts';
import { closedIn } from './customs.ts';
import type { Rig } from './rig.ts';

export type CrashJourney = {
  name: string;
  /** Makes the deal a row starts from; returns its record or referral id. */
  before(rig: Rig): string;
  /** What people do; returns the id to look at afterwards. */
  act(rig: Rig, id: string): string;
  /** @throws AssertionError */
  verify(rig: Rig, id: string): void;
};

const nothing = () => '';
const shared = (rig: Rig) => makeDeal(rig.org);
const coSell = (rig: Rig) =>
  makeDeal(rig.org, { contact: true, fields: { How_can_Microsoft_help__c: HELP } });

export const CRASH_JOURNEYS: readonly CrashJourney[] = [
  {
    name: '(a) share a deal',
    before: nothing,
    act: shared,
    verify: (rig, id) => {
      expect(deal(rig, id)).toMatchObject({
        Referral_Identifier__c: referralOf(rig, id).id,
        Referral_Status__c: 'Active',
        Co_Sell_Sync_Status__c: 'Synced',
      });
    },
  },
  {
    name: '(b) share with help',
    before: nothing,
    act: coSell,
    verify: (rig, id) => {
      expect(microsoftReferrals(rig, referralOf(rig, id).engagementId)).toHaveLength(1);
      expect(deal(rig, id)).toMatchObject({ Microsoft_Status__c: 'Pending' });
    },
  },
  {
    name: '(c) change value and date in Salesforce',
    before: shared,
    act: (rig, id) => {
      rig.org
        .as(SELLER)
        .update('Opportunity', id, { Amount: 61_100, CloseDate: nextYear('05-01') });
      return id;
    },
    verify: (rig, id) =>
      expectBoth(rig, id, { amount: 61_100, date: closedIn(rig, nextYear('05-01')) }),
  },
  {
    name: '(d) change value and date in Partner Center',
    before: shared,
    act: (rig, id) => {
      const { id: referralId } = referralOf(rig, id);
      rig.partnerCenter.asPartnerPortal(referralId, {
        dealValue: 72_100,
        closingDate: nextYear('06-15'),
      });
      return id;
    },
    verify: (rig, id) => {
      const [typed, moved] = [nextYear('06-15'), closedIn(rig, nextYear('06-15'))];
      const { dealValue, closingDateTime } = referralOf(rig, id).details;
      const there = String(closingDateTime).slice(0, 10);
      expect(dealValue).toBe(72_100);
      expect(deal(rig, id)).toMatchObject({ Amount: 72_100, CloseDate: moved });
      // What an automation makes of a date that came from there stays here and is told. Only whoever lost the answer
      // cannot tell it from a seller's: then it travels.
      expect([typed, moved]).toContain(there);
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: there === moved ? 'Synced' : 'Needs Attention',
      });
    },
  },
  {
    name: '(e) change different fields on both sides',
    before: shared,
    act: (rig, id) => {
      const { id: referralId } = referralOf(rig, id);
      rig.org.as(SELLER).update('Opportunity', id, { Amount: 81_100 });
      rig.partnerCenter.asPartnerPortal(referralId, { closingDate: nextYear('09-09') });
      return id;
    },
    verify: (rig, id) => expectBoth(rig, id, { amount: 81_100, date: nextYear('09-09') }),
  },
  {
    name: '(f) change the same field on both sides',
    before: shared,
    act: (rig, id) => {
      const { id: referralId } = referralOf(rig, id);
      rig.org.as(SELLER).update('Opportunity', id, { Amount: 91_100 });
      rig.partnerCenter.asPartnerPortal(referralId, { dealValue: 92_200 });
      return id;
    },
    verify: (rig, id) => {
      const amount = deal(rig, id)['Amount'];
      expect([91_100, 92_200]).toContain(amount);
      expect(referralOf(rig, id).details.dealValue).toBe(amount);
    },
  },
  {
    name: '(g) receive a deal',
    before: nothing,
    act: (rig) => rig.partnerCenter.createInbound().id,
    verify: (rig, referralId) => {
      const records = recordsOf(rig, referralId);
      expect(records).toHaveLength(1);
      expect(records[0]).toMatchObject({ StageName: 'Qualification', Amount: 50_000 });
    },
  },
  {
    name: '(h) Microsoft accepts',
    before: coSell,
    act: (rig, id) => {
      const [microsoft] = microsoftReferrals(rig, referralOf(rig, id).engagementId);
      rig.partnerCenter.asMicrosoft(String(microsoft?.id), {
        status: 'Active',
        substatus: 'Accepted',
        microsoftMsxId: '7-ABC123',
      });
      return id;
    },
    verify: (rig, id) => {
      expect(deal(rig, id)).toMatchObject({
        Microsoft_Status__c: 'Accepted',
        Microsoft_CRM_Identifier__c: '7-ABC123',
      });
    },
  },
  {
    name: '(i) our own write comes back as a webhook',
    before: shared,
    act: (rig, id) => {
      rig.partnerCenter.asPartnerPortal(referralOf(rig, id).id, { campaignId: 'nothing-we-map' });
      return id;
    },
    verify: (rig, id) => {
      const own = bridgeWrites(rig, 'partnerCenter').filter(
        (write) => write.id === referralOf(rig, id).id && write.kind === 'update',
      );
      expect(own).toEqual([]);
    },
  },
];

function expectBoth(rig: Rig, id: string, wanted: { amount: number; date: string }): void {
  expect(deal(rig, id)).toMatchObject({ Amount: wanted.amount, CloseDate: wanted.date });
  expect(referralOf(rig, id).details).toMatchObject({
    dealValue: wanted.amount,
    closingDateTime: `${wanted.date}T00:00:00Z`,
  });
}
