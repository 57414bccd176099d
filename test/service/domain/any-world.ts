/** Any state at all of two sides and what is remembered of them. */
import fc from 'fast-check';
import type { HoldReason } from '../../../service/src/domain/pair.ts';
import type { Base, Json, JsonObject, Shown } from '../../../service/src/domain/values.ts';
import { opportunity } from './deals.ts';
import { inboundFixture, referralFixture } from './fixtures.ts';
import { createWorld, type World } from './world.ts';

import { partnerCenterHabits, profiles, salesforceHabits, stages } from './arbitraries.ts';
import { printable } from './printable.ts';

const amounts = fc.constantFrom(null, 100, 100.004, 100.005, 250.5, 99_999.99);
const dates = fc.constantFrom('2026-06-29', '2026-07-01');
const texts = fc.constantFrom(null, 'a', ' a ', 'b\r\nc', 'b\nc', 'd');
const currencies = fc.constantFrom('EUR', 'USD');
const statuses = fc.constantFrom<string[]>(
  ['New', 'Pending'],
  ['Active', 'Accepted'],
  ['Active', 'Accepted'],
  ['Closed', 'Won'],
  ['Closed', 'Lost'],
  ['Closed', 'Declined'],
  ['Closed', 'Expired'],
);
const deals = ['pending', 'accepted', 'won', 'lost', 'declined', 'expired'];

const portalLine = fc.record({
  id: fc.constantFrom('SOL-1', 'SOL-2', 'SOL-3'),
  quantity: fc.constantFrom<Json>(null, 1, '2', 2.004),
  price: fc.constantFrom<Json>(null, 10, '10.00'),
  currency: fc.constantFrom('EUR', 'eur'),
  publisherName: fc.constant('Alder & Finch Software'),
});
const line = fc.record({
  id: fc.constantFrom('SOL-1', 'SOL-2', 'SOL-3'),
  name: fc.constant('A name'),
  quantity: fc.constantFrom(null, 1, 2),
  price: fc.constantFrom(null, 10),
  currency: fc.constant('EUR'),
});
const byId = { selector: ({ id }: { id: string }) => id, maxLength: 3 };

const referrals = fc
  .record({
    isInbound: fc.boolean(),
    details: fc.record({
      dealValue: fc.oneof(amounts, fc.constantFrom('100', '250.50')),
      currency: currencies,
      closingDateTime: dates.chain((date) =>
        fc.constantFrom(`${date}T00:00:00Z`, `${date}T18:30:00.1234567Z`),
      ),
      notes: texts,
    }),
    solutions: fc.uniqueArray(portalLine, byId),
    status: statuses,
    isVisible: fc.boolean(),
  })
  .map(({ isInbound, details, solutions, status: [status = '', substatus = ''], isVisible }) => {
    const document = isInbound ? inboundFixture() : referralFixture();
    const old = document['details'] as JsonObject;
    const requirements = { ...(old['requirements'] as JsonObject), solutions };
    return {
      ...document,
      status,
      substatus,
      consent: {
        ...(document['consent'] as JsonObject),
        consentToShareReferralWithMicrosoftSellers: isVisible,
      },
      details: { ...old, ...details, requirements },
    };
  });

const records = fc
  .record({
    fields: fc.record({
      Amount: amounts.map((value) => (value === null ? null : Math.round(value * 100) / 100)),
      CloseDate: dates,
      Co_Sell_Notes__c: texts.map((text) => text?.trim() ?? null),
      CurrencyIsoCode: currencies,
      Referral_Visibility__c: fc.constantFrom(null, 'Private', 'Visible to Microsoft'),
      StageName: stages,
      HasOpportunityLineItem: fc.constantFrom(false, false, true),
      Referral_Response__c: fc.constantFrom(null, null, 'Accept', 'Decline'),
      Referral_Response_Reason__c: fc.constantFrom(null, 'Customer is elsewhere'),
      Co_Sell_Request__c: fc.constantFrom(null, 'Send Close Now'),
      Co_Sell_Close_Sends_At__c: fc.constantFrom(null, '4000-12-31T00:00:00.000+0000'),
    }),
    solutions: fc.uniqueArray(line, byId),
  })
  .map(({ fields, solutions }) => ({
    ...opportunity({
      ...fields,
      IsClosed: fields.StageName.startsWith('Closed'),
      IsWon: fields.StageName === 'Closed Won',
    }),
    solutions,
  }));

const shownOnce: fc.Arbitrary<Shown> = fc.record(
  {
    dealValue: amounts,
    currency: currencies,
    closingDate: dates,
    notes: texts,
    visibility: fc.boolean(),
    status: fc.constantFrom(...deals),
    'solutions:SOL-1': fc.constantFrom(
      { id: 'SOL-1', name: null, quantity: 1, price: 10, currency: 'EUR' },
      { id: 'SOL-1', name: null, quantity: 7, price: null, currency: 'EUR' },
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Shown>;
const bases: fc.Arbitrary<Base | null> = fc.oneof(
  fc.constant(null),
  fc.record({ partnerCenter: shownOnce, salesforce: shownOnce }),
);

const REASONS: HoldReason[] = ['ask', 'refused', 'on-hold', 'direction', 'looping', 'undo'];
const held = fc.dictionary(
  fc.constantFrom('dealValue', 'notes', 'status', 'solutions:SOL-1'),
  fc.record({
    reason: fc.constantFrom(...REASONS),
    partnerCenter: fc.oneof(amounts, texts),
    salesforce: fc.oneof(amounts, texts),
    since: fc.constant('2026-03-08T08:00:00.000Z'),
  }),
);

/** Any state at all, also ones no history leads to. */
export const anyWorld: fc.Arbitrary<World> = fc
  .record({
    profile: profiles,
    partnerCenterHabits,
    salesforceHabits,
    referral: referrals,
    record: records,
    base: bases,
    held,
  })
  .map((start) => {
    const fields = { ...start.record.fields, Referral_Status__c: start.referral.status };
    return printable(createWorld({ ...start, record: { ...start.record, fields } }));
  });
