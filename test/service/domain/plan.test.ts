/** What keeps a value from the other side, and what does not. */
import { describe, expect, it } from 'vitest';
import type { MappingRow, Settings } from '../../../service/src/domain/org.ts';
import type { MergedField } from '../../../service/src/domain/values.ts';
import { setDetails } from './asked-deal.ts';
import { opportunity, sharedDeal } from './deals.ts';
import { defaultRows, mappingRow, orgProfile } from './org.ts';
import { planNow, saveRecord, type World } from './world.ts';

const rowsWith = (canonical: string, row: Partial<MappingRow>): MappingRow[] =>
  defaultRows().map((each) => (each.canonicalField === canonical ? { ...each, ...row } : each));
const dealOf = (settings: Partial<Settings>, rows = defaultRows()): World =>
  sharedDeal({ profile: orgProfile(settings, rows) });
const notesTyped = (world: World) => {
  setDetails(world, { notes: 'theirs' });
  return world;
};

describe('a value is held that may not', () => {
  it.each<[why: string, settings: Partial<Settings>, row: Partial<MappingRow>]>([
    ['sharing is off', { share: false }, {}],
    ['the org is off', { active: false }, {}],
    ['its row goes the other way', {}, { direction: 'To Salesforce' }],
    ['its row is not for updates', {}, { onUpdate: false }],
  ])('be sent, as %s', (_why, settings, row) => {
    const world = dealOf(settings, rowsWith('notes', row));
    saveRecord(world, { set: { Co_Sell_Notes__c: 'ours' } });
    const { held, toPartnerCenter } = planNow(world);
    expect([held.notes?.reason, toPartnerCenter.size]).toEqual(['direction', 0]);
  });

  it.each<[why: string, settings: Partial<Settings>, row: Partial<MappingRow>]>([
    ['receiving is off', { receive: false }, {}],
    ['the org is off', { active: false }, {}],
    ['its row goes the other way', {}, { direction: 'To Partner Center' }],
    ['its row is not for updates', {}, { onUpdate: false }],
  ])('be written, as %s', (_why, settings, row) => {
    const { held, toSalesforce } = planNow(notesTyped(dealOf(settings, rowsWith('notes', row))));
    expect([held.notes?.reason, toSalesforce.size]).toEqual(['direction', 0]);
  });
});

it('a value that is asked about is asked about anew when it is emptied, and not filled', () => {
  const world = notesTyped(sharedDeal());
  saveRecord(world, { set: { Co_Sell_Notes__c: null } });
  delete world.base?.partnerCenter.notes;
  delete world.base?.salesforce.notes;
  expect(planNow(world).toSalesforce.get('notes')).toBe('theirs');
  const asked = { reason: 'ask', partnerCenter: 'theirs', salesforce: 'ours' } as const;
  const since = new Date(world.now).toISOString();
  const { held, toSalesforce } = planNow({ ...world, held: { notes: { ...asked, since } } });
  expect([held.notes, toSalesforce.size]).toMatchObject([{ reason: 'ask', salesforce: null }, 0]);
});

describe('a value goes', () => {
  it('whatever products the deal has, unless it is the amount', () => {
    const world = sharedDeal({ record: opportunity({ HasOpportunityLineItem: true }) });
    expect(planNow(notesTyped(world)).toSalesforce.get('notes')).toBe('theirs');
  });

  it('whatever its currency, unless it is the amount', () => {
    const world = sharedDeal();
    setDetails(world, { notes: 'theirs', currency: 'USD' });
    expect(planNow(world).toSalesforce.get('notes')).toBe('theirs');
  });

  it('and is no answer of the seller’s', () => {
    expect(planNow(notesTyped(sharedDeal())).followsAnswer).toBe(false);
  });
});

describe('an amount', () => {
  const bothWays = rowsWith('currency', { direction: 'Both' });
  const fieldsOf = (writes: ReadonlyMap<MergedField, unknown>) => Object.fromEntries(writes);

  it('is sent alone while the currency is the same', () => {
    const world = sharedDeal();
    saveRecord(world, { set: { Amount: 8 } });
    expect(fieldsOf(planNow(world).toPartnerCenter)).toEqual({ dealValue: 8 });
  });

  it('takes its currency along, and the other one is not written', () => {
    const world = dealOf({}, bothWays);
    saveRecord(world, { set: { Amount: 8 } });
    setDetails(world, { currency: 'USD' });
    const { toPartnerCenter, toSalesforce, held } = planNow(world);
    expect(fieldsOf(toPartnerCenter)).toEqual({ dealValue: 8, currency: 'EUR' });
    expect([toSalesforce.size, held]).toEqual([0, {}]);
  });

  it('is written together with its currency', () => {
    const world = dealOf({}, bothWays);
    setDetails(world, { dealValue: 7, currency: 'USD' });
    expect(fieldsOf(planNow(world).toSalesforce)).toEqual({ dealValue: 7, currency: 'USD' });
  });

  it('is not written in another currency than the one of the whole org', () => {
    const world = dealOf({}, [mappingRow('dealValue', 'Amount')]);
    setDetails(world, { dealValue: 7, currency: 'USD' });
    const { toSalesforce, held } = planNow(world);
    expect(toSalesforce.size).toBe(0);
    expect(held).toMatchObject({
      dealValue: { reason: 'currency' },
      currency: { reason: 'direction' },
    });
  });
});
