/** Amounts, which mean nothing without their currency, and visibility, which only grows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../service/src/domain/values.ts';
import { anyWorld } from './any-world.ts';
import { setDealValue, setDetails } from './asked-deal.ts';
import { sharedDeal } from './deals.ts';
import { stamped } from './partner-center-side.ts';
import { runs } from './runs.ts';
import { createWorld, isQuiet, planNow, reconcile, saveRecord, shownBy } from './world.ts';

describe('an amount', () => {
  it('of a deal with products is left alone and says so, but is sent', () => {
    const world = sharedDeal();
    world.record.fields['HasOpportunityLineItem'] = true;
    setDealValue(world, 7);
    reconcile(world);
    expect(world.held.dealValue?.reason).toBe('products');
    world.record = { ...world.record, fields: { ...world.record.fields, Amount: 8 } };
    reconcile(world);
    expect(shownBy(world).partnerCenter.dealValue).toBe(8);
  });

  it('in a currency Salesforce may not take is held', () => {
    const world = sharedDeal();
    setDetails(world, { dealValue: 7, currency: 'USD' });
    reconcile(world);
    expect(world.held).toMatchObject({
      dealValue: { reason: 'currency' },
      currency: { reason: 'direction' },
    });
    expect(world.record.fields['Amount']).toBe(50_000);
  });

  it('of ours takes its currency along', () => {
    const world = sharedDeal();
    setDetails(world, { dealValue: 7, currency: 'USD' });
    reconcile(world);
    saveRecord(world, { set: { Amount: 51_000 } });
    reconcile(world);
    expect(shownBy(world).partnerCenter).toMatchObject({ dealValue: 51_000, currency: 'EUR' });
    expect(world.held).toEqual({});
  });

  it('is never written in another currency than it is meant in, and no field goes both ways', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const plan = planNow(world);
        const { partnerCenter, salesforce } = plan.shown;
        const [there, here] = [plan.toPartnerCenter, plan.toSalesforce];
        expect([...there.keys()].filter((field) => here.has(field))).toEqual([]);
        if (here.has('dealValue')) {
          expect(here.get('currency') ?? salesforce.currency).toBe(partnerCenter.currency);
        }
        if (there.has('dealValue')) {
          expect(there.get('currency') ?? partnerCenter.currency).toBe(salesforce.currency);
        }
      }),
      runs(300),
    );
  });
});

describe('the visibility of a deal', () => {
  const hidden = () => {
    const world = sharedDeal();
    const consent = { ...(world.referral['consent'] as JsonObject) };
    consent['consentToShareReferralWithMicrosoftSellers'] = false;
    world.referral = stamped({ ...world.referral, consent });
    saveRecord(world, { set: { Referral_Visibility__c: 'Private' } });
    return createWorld({ ...world, base: shownBy(world) });
  };

  it('grows from either side', () => {
    const bySeller = hidden();
    saveRecord(bySeller, { set: { Referral_Visibility__c: 'Visible to Microsoft' } });
    const inPortal = hidden();
    inPortal.referral = sharedDeal().referral;
    for (const world of [bySeller, inPortal]) {
      reconcile(world);
      expect(shownBy(world).partnerCenter.visibility).toBe(true);
      expect(shownBy(world).salesforce.visibility).toBe(true);
      expect(isQuiet(reconcile(world))).toBe(true);
    }
  });

  it.each(['Private', null])(
    'is never taken back: %j is held until it is visible again',
    (value) => {
      const world = sharedDeal();
      saveRecord(world, { set: { Referral_Visibility__c: value } });
      expect(reconcile(world)).toMatchObject({ operations: [], set: {} });
      expect(world.held.visibility?.reason).toBe('one-way');
      expect(world.record.fields['Referral_Visibility__c']).toBe(value);
      expect(isQuiet(reconcile(world))).toBe(true);
      saveRecord(world, { set: { Referral_Visibility__c: 'Visible to Microsoft' } });
      expect(isQuiet(reconcile(world))).toBe(true);
      expect(world.held).toEqual({});
    },
  );
});
