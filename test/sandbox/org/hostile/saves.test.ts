/** People save deals in an org full of other people's automation: it really bites, and the package refuses nothing. */
import { afterEach, describe, expect, it } from 'vitest';
import { orgForEachTest, refusal } from '../org-under-test.ts';
import { HOSTILE_DEAL, HOSTILE_SHARED, lastRefusal, refusedByUs, TOKEN } from './deals.ts';

const ORDERS = [{ firstTriggers: 'package' }, { firstTriggers: 'customer' }] as const;

describe.each(ORDERS)('where the triggers of the $firstTriggers run first', (order) => {
  const held = orgForEachTest({ kind: 'hostile', ...order });
  afterEach(() => expect(refusedByUs(held.org)).toEqual([]));
  const anna = () => held.org.as('seller:anna');
  const deal = (id: string) => anna().get('Opportunity', id) ?? {};
  const share = (fields: object = {}) =>
    anna().create('Opportunity', { ...HOSTILE_SHARED, Amount: 50_000, ...fields });

  it('a deal without the required field is not saved, and it is the customer who refuses it', () => {
    const { Sales_Region__c: _region, ...without } = HOSTILE_SHARED;
    expect(refusal(() => anna().create('Opportunity', without))).toMatchObject({
      statusCode: 'REQUIRED_FIELD_MISSING',
      fields: ['Sales_Region__c'],
    });
    expect(lastRefusal(held.org)).toMatchObject({
      actor: 'seller:anna',
      by: 'customer',
      what: 'field Opportunity.Sales_Region__c',
    });
  });

  it('a rule that looks at every save refuses the next one, and adding a solution goes on', () => {
    held.org.switches.inactive = ['Large_Deals_Need_A_Next_Step'];
    const id = share({ Amount: 2_000_000 });
    held.org.switches.inactive = [];
    const before = deal(id)[TOKEN];
    expect(refusal(() => anna().update('Opportunity', id, { Name: 'New' }))).toMatchObject({
      statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: 'Deals over 1,000,000 need a next step.',
      fields: ['NextStep'],
    });
    anna().create('Microsoft_Solution__c', { Opportunity__c: id, Solution_Id__c: 'SOL-1' });
    expect(held.org.query('SELECT Id FROM Microsoft_Solution__c')).toHaveLength(1);
    expect(deal(id)[TOKEN], 'the stamp was refused, and only the stamp').toBe(before);
    expect(held.org.refusals().map(({ by, what }) => [by, what])).toEqual([
      ['customer', 'rule Opportunity.Large_Deals_Need_A_Next_Step'],
      ['customer', 'rule Opportunity.Large_Deals_Need_A_Next_Step'],
    ]);
  });

  it('an amount is rounded, the close date follows, and one save has one token and one nudge', async () => {
    const id = share();
    await held.org.settleNudges();
    const nudged = held.org.nudges().length;
    anna().update('Opportunity', id, { Amount: 61_049.99 });
    await held.org.settleNudges();
    expect(deal(id)).toMatchObject({ Amount: 61_000, CloseDate: '2026-12-31' });
    expect(deal(id)[TOKEN]).not.toBeNull();
    expect(held.org.nudges().slice(nudged)).toMatchObject([{ ids: [id], more: false }]);
    const writes = held.org.journal
      .entries()
      .filter(({ changed }) => changed.includes('CloseDate'));
    expect(writes.at(-1)).toMatchObject({ actor: 'automation:MonthEnds' });
  });

  it('a record type has a rule in Apex, and is every deal without one of the first', () => {
    const types = held.org.query('SELECT Id, DeveloperName FROM RecordType ORDER BY DeveloperName');
    const [product, service] = types.map(({ Id }) => Id);
    const id = share();
    expect(deal(id)['RecordTypeId']).toBe(product);
    const asService = { RecordTypeId: service };
    expect(refusal(() => anna().update('Opportunity', id, asService))).toMatchObject({
      fields: ['Description'],
    });
    expect(lastRefusal(held.org)).toMatchObject({
      by: 'customer',
      what: 'trigger CheckServiceDeals',
    });
    anna().update('Opportunity', id, { ...asService, Description: 'Two days of training' });
    expect(deal(id)).toMatchObject(asService);
  });

  it('somebody without any permission of ours edits a shared deal, which is marked all the same', async () => {
    const id = share();
    const before = deal(id)[TOKEN];
    await held.org.settleNudges();
    const nudged = held.org.nudges().length;
    held.org.switches.actorsWithoutPermissions = ['seller:olga'];
    expect(() =>
      held.org.execute(
        'seller:olga',
        `update as user new Opportunity(Id = '${id}', Co_Sell_Notes__c = 'x');`,
      ),
    ).toThrow(/inaccessible/);
    held.org
      .as('seller:olga')
      .update('Opportunity', id, { Amount: 70_000, StageName: 'Closed Won' });
    held.org
      .as('seller:olga')
      .create('Microsoft_Solution__c', { Opportunity__c: id, Solution_Id__c: 'SOL-1' });
    expect(deal(id)).toMatchObject({ Amount: 70_000, Co_Sell_Sync_Status__c: 'Queued' });
    expect(deal(id)[TOKEN]).not.toBe(before);
    expect(deal(id)['Co_Sell_Close_Sends_At__c']).not.toBeNull();
    await held.org.settleNudges();
    expect(held.org.nudges()).toHaveLength(nudged);
  });

  it('somebody without the principal saves, and only the callout fails', async () => {
    held.org.switches.actorsWithoutPrincipal = ['seller:anna'];
    held.org.setBridge({ url: 'http://127.0.0.1:1', key: 'never used' });
    const id = share();
    await held.org.settleNudges();
    expect(deal(id)[TOKEN]).not.toBeNull();
    expect(held.org.nudges()).toEqual([]);
  });

  it('products own the amount, and whoever writes it is not told off', () => {
    const id = share();
    anna().create('OpportunityLineItem', { OpportunityId: id, Quantity: 3, UnitPrice: 1_111 });
    anna().update('Opportunity', id, { Amount: 5, NextStep: 'call' });
    expect(deal(id)).toMatchObject({ NextStep: 'call', HasOpportunityLineItem: true });
    expect(deal(id)['Amount']).not.toBe(5);
  });

  it('a clone keeps what the customer requires and starts unshared', () => {
    held.org.switches.actorsBypassing = ['seller:loader'];
    const id = held.org
      .as('seller:loader')
      .create('Opportunity', { ...HOSTILE_SHARED, Referral_Identifier__c: 'ref-1' });
    const copy = anna().clone(id, { Name: 'Copy' });
    expect(deal(copy)).toMatchObject({
      Sales_Region__c: 'North',
      Sync_with_Partner_Center__c: false,
      Referral_Identifier__c: null,
    });
  });

  it('a thousand rows are saved in chunks of 200 with one nudge that says there is more', async () => {
    const ids = Array.from({ length: 1_000 }, () => share());
    await held.org.settleNudges();
    const nudged = held.org.nudges().length;
    anna().updateMany(
      'Opportunity',
      ids.map((id) => ({ id, fields: { Amount: 70_010 } })),
    );
    await held.org.settleNudges();
    const rows = held.org.query(`SELECT Amount, CloseDate, ${TOKEN} FROM Opportunity`);
    expect(new Set(rows.map((row) => `${row['Amount']} ${row['CloseDate']}`))).toEqual(
      new Set(['70000 2026-12-31']),
    );
    expect(new Set(rows.map((row) => row[TOKEN])).size).toBe(1_000);
    expect(held.org.nudges().slice(nudged)).toEqual([
      expect.objectContaining({ ids: ids.slice(0, 200), more: true }),
    ]);
  });

  it('a batch keeps the one job it may start', async () => {
    const ids = Array.from({ length: 3 }, () => share());
    await held.org.settleNudges();
    const [before, nudged] = [ids.map((id) => deal(id)[TOKEN]), held.org.nudges().length];
    held.org.execute('seller:finance', 'Database.executeBatch(new RepriceDeals(), 2);');
    await held.org.settleNudges();
    for (const [n, id] of ids.entries()) {
      expect(deal(id)).toMatchObject({
        Amount: 51_000,
        NextStep: 'Tell the customer about the new price',
      });
      expect(deal(id)[TOKEN]).not.toBe(before[n]);
    }
    expect(held.org.nudges()).toHaveLength(nudged);
    expect(held.org.refusals()).toEqual([]);
  });

  it('a deal of somebody who left can be edited, and given to nobody who left', () => {
    const id = share();
    const ownerId = String(deal(id)['OwnerId']);
    held.org.as('system').update('User', ownerId, { IsActive: false });
    held.org.as('seller:ben').update('Opportunity', id, { Amount: 60_000 });
    expect(deal(id)).toMatchObject({ Amount: 60_000, OwnerId: ownerId });
    const other = held.org.as('seller:ben').create('Opportunity', HOSTILE_DEAL);
    const give = () => held.org.as('seller:ben').update('Opportunity', other, { OwnerId: ownerId });
    expect(refusal(give).statusCode).toBe('INACTIVE_OWNER_OR_USER');
    expect(lastRefusal(held.org)).toMatchObject({ by: 'platform' });
  });

  it('an approval locks a deal for everybody, and the lock is the platform’s word', () => {
    const id = share();
    held.org.switches.lockedRecords = [id];
    expect(refusal(() => anna().update('Opportunity', id, { Amount: 1 })).statusCode).toBe(
      'ENTITY_IS_LOCKED',
    );
    expect(lastRefusal(held.org)).toMatchObject({ by: 'platform', what: 'platform' });
    held.org.switches.lockedRecords = [];
    anna().update('Opportunity', id, { Amount: 100 });
  });

  it('a transaction of eight minutes is stamped at its beginning and seen, and told, at its end', async () => {
    held.org.switches.lateVisibleMs = 480_000;
    const id = share();
    await held.org.settleNudges();
    const [before, nudged] = [deal(id), held.org.nudges().length];
    anna().updateLate('Opportunity', id, { Amount: 80_000 });
    await held.org.clock.advance(479_000);
    expect(deal(id)).toEqual(before);
    expect(
      refusal(() => held.org.as('seller:ben').update('Opportunity', id, { Name: 'x' })).statusCode,
    ).toBe('UNABLE_TO_LOCK_ROW');
    await held.org.clock.advance(1_000);
    await held.org.settleNudges();
    expect(deal(id)).toMatchObject({ Amount: 80_000, SystemModstamp: before['SystemModstamp'] });
    expect(deal(id)[TOKEN]).not.toBe(before[TOKEN]);
    expect(held.org.nudges().slice(nudged)).toMatchObject([{ ids: [id] }]);
  });
});

describe('with several currencies', () => {
  const held = orgForEachTest({ kind: 'hostile', features: { multiCurrency: true } });

  it('a shared deal is saved in any of them, and its own is news', () => {
    const anna = held.org.as('seller:anna');
    const id = anna.create('Opportunity', { ...HOSTILE_SHARED, Amount: 9, CurrencyIsoCode: 'EUR' });
    const before = anna.get('Opportunity', id)?.[TOKEN];
    anna.update('Opportunity', id, { CurrencyIsoCode: 'GBP' });
    expect(anna.get('Opportunity', id)).toMatchObject({ CurrencyIsoCode: 'GBP' });
    expect(anna.get('Opportunity', id)?.[TOKEN]).not.toBe(before);
    expect(refusal(() => anna.update('Opportunity', id, { CurrencyIsoCode: 'XXX' }))).toMatchObject(
      {
        statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      },
    );
    expect(refusedByUs(held.org)).toEqual([]);
  });
});

describe('with country picklists', () => {
  const held = orgForEachTest({ kind: 'hostile', features: { countryPicklists: true } });

  it('an address is one of the lists, by its code or by its name', () => {
    const anna = held.org.as('seller:anna');
    const id = anna.create('Account', {
      Name: 'A',
      BillingCountryCode: 'US',
      BillingState: 'washington',
    });
    expect(anna.get('Account', id)).toMatchObject({
      BillingCountry: 'United States',
      BillingState: 'Washington',
      BillingStateCode: 'WA',
    });
    for (const wrong of [{ BillingCountry: 'US' }, { BillingState: 'WA' }])
      expect(refusal(() => anna.update('Account', id, wrong)).statusCode).toBe(
        'FIELD_INTEGRITY_EXCEPTION',
      );
    anna.update('Account', id, { BillingCountry: 'Germany', BillingState: null });
    expect(anna.get('Account', id)).toMatchObject({ BillingCountryCode: 'DE' });
    anna.create('Opportunity', { ...HOSTILE_SHARED, AccountId: id });
    expect(refusedByUs(held.org)).toEqual([]);
  });
});
