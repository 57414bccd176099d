/** A deal as both sides show it once it was shared, and one that came from Microsoft. */
import type { RecordSnapshot, ReferralDocument } from '../../../service/src/domain/values.ts';
import { inboundFixture, referralFixture } from './fixtures.ts';
import { orgProfile } from './org.ts';
import { createWorld, shownBy, type World, type WorldStart } from './world.ts';

export function opportunity(fields: RecordSnapshot['fields'] = {}): RecordSnapshot {
  return {
    id: '006Dn00000B3xYzIAJ',
    object: 'Opportunity',
    deleted: false,
    version: '2026-03-07T09:18:00.000+0000',
    token: null,
    fields: {
      Name: 'Warehouse planning for Nordlicht',
      StageName: 'Negotiation',
      IsClosed: false,
      IsWon: false,
      Amount: 50_000,
      CurrencyIsoCode: 'EUR',
      CloseDate: '2026-06-29',
      HasOpportunityLineItem: false,
      Sync_with_Partner_Center__c: true,
      Co_Sell_Customer_Consent__c: true,
      Co_Sell_Notes__c: 'Pilot in two warehouses before summer.',
      Referral_Visibility__c: 'Visible to Microsoft',
      Referral_Status__c: 'Active',
      Referral_Response__c: null,
      Referral_Response_Reason__c: null,
      Co_Sell_Request__c: null,
      Co_Sell_Conflict_Choices__c: null,
      Co_Sell_Close_Sends_At__c: null,
      ...fields,
    },
    solutions: [
      {
        id: 'SOL-40718-TWP',
        name: 'Tidewater Planner',
        quantity: 3,
        price: 1200.5,
        currency: 'EUR',
      },
    ],
    contacts: [],
  };
}

/** Shared by us and settled: both sides show the same, and the base says so. */
export function sharedDeal(start: Partial<WorldStart> = {}): World {
  return settled({
    profile: orgProfile(),
    record: opportunity(),
    referral: referralFixture(),
    ...start,
  });
}

/** Received from Microsoft and not accepted yet. */
export function pendingDeal(start: Partial<WorldStart> = {}): World {
  const referral: ReferralDocument = inboundFixture();
  const record = opportunity({
    StageName: 'Microsoft Review',
    Referral_Status__c: 'New',
  });
  return settled({
    profile: orgProfile(),
    record: {
      ...record,
      solutions: record.solutions.map((line) => ({
        ...line,
        quantity: null,
        price: null,
        currency: null,
      })),
    },
    referral,
    ...start,
  });
}

export function settled(start: WorldStart): World {
  const world = createWorld(start);
  return start.base === undefined ? { ...world, base: structuredClone(shownBy(world)) } : world;
}
