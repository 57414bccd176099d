/** The bridge writes into an org full of other people's automation, through the changes resource. */
import { afterEach, describe, expect, it } from 'vitest';
import { orgForEachTest } from '../org-under-test.ts';
import { HOSTILE_SHARED, refusedByUs, REGION, TOKEN } from './deals.ts';

const ORDERS = [{ firstTriggers: 'package' }, { firstTriggers: 'customer' }] as const;
const INBOUND = {
  Name: 'Inbound',
  StageName: 'Qualification',
  CloseDate: '2026-12-15',
  Amount: 50_049,
  Referral_Identifier__c: 'ref-1',
  Sync_with_Partner_Center__c: true,
};
describe.each(ORDERS)('where the triggers of the $firstTriggers run first', (order) => {
  const held = orgForEachTest({ kind: 'hostile', ...order });
  afterEach(() => expect(refusedByUs(held.org)).toEqual([]));
  const anna = () => held.org.as('seller:anna');
  const deal = (id: string) => anna().get('Opportunity', id) ?? {};
  const share = () => anna().create('Opportunity', { ...HOSTILE_SHARED, Amount: 50_000 });
  const change = async (id: string, more: object) => {
    const one = { key: 'a', object: 'Opportunity', id, token: deal(id)[TOKEN], clearToken: true };
    const { a } = await held.org.change({ ...one, ...more });
    if (!a) throw new Error('no result');
    return a;
  };
  const receive = async (record: object, more: object = {}) => {
    const create = { record, contacts: [], solutions: [], ...more };
    const { a } = await held.org.change({ key: 'a', object: 'Opportunity', create, audit: [] });
    if (!a) throw new Error('no result');
    return a;
  };

  it('a change that a rule refuses is rejected whole, with the rule’s own words', async () => {
    const id = share();
    const result = await change(id, {
      set: { Amount: 3_000_000 },
      bookkeeping: { Co_Sell_Sync_Status__c: 'Synced' },
      solutions: { expect: [], upsert: [{ id: 'SOL-1' }], remove: [] },
      audit: [{ entryKey: 'k1' }],
    });
    expect(result).toMatchObject({
      outcome: 'rejected',
      errors: [
        {
          statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          message: 'Deals over 1,000,000 need a next step.',
          fields: ['NextStep'],
        },
      ],
    });
    expect(deal(id)).toMatchObject({ Amount: 50_000, Co_Sell_Sync_Status__c: 'Queued' });
    expect(held.org.query('SELECT Id FROM Microsoft_Solution__c')).toEqual([]);
  });

  it('a stamp that was rolled back nudges nobody', async () => {
    const id = share();
    await held.org.settleNudges();
    const nudged = held.org.nudges().length;
    const bad = { expect: [], upsert: [{ id: 'SOL-1', price: 1e17 }], remove: [] };
    expect(await change(id, { set: { Amount: 1_010 }, solutions: bad })).toMatchObject({
      outcome: 'rejected',
    });
    await held.org.settleNudges();
    expect(held.org.nudges()).toHaveLength(nudged);
  });

  it('a value that a trigger rounds is answered as it is stored', async () => {
    held.org.switches.inactive = ['MoveCloseDate'];
    const id = share();
    const { outcome, values } = await change(id, { set: { Amount: 61_020 } });
    expect(outcome).toBe('written');
    expect([values['Amount'], deal(id)['Amount']]).toEqual([61_000, 61_000]);
    // Our trigger sees the rounded value only where the customer's came first: then it is news.
    expect(deal(id)[TOKEN] !== null).toBe(order.firstTriggers === 'customer');
    expect(values[TOKEN]).toBe(deal(id)[TOKEN]);
  });

  it('a date that an automation moves afterwards is news, and so is the deal', async () => {
    const id = share();
    const { values } = await change(id, { set: { Amount: 61_000 } });
    expect(deal(id)).toMatchObject({ Amount: 61_000, CloseDate: '2026-12-31' });
    expect(values[TOKEN]).toBe(deal(id)[TOKEN]);
    expect(values[TOKEN]).not.toBeNull();
    await held.org.settleNudges();
    expect(held.org.nudges().at(-1)?.ids).toEqual([id]);
    const moved = held.org.journal.entries().filter(({ changed }) => changed.includes('CloseDate'));
    expect(moved.at(-1)).toMatchObject({ actor: 'automation:MonthEnds' });
  });

  it('a deal that an approval holds is left alone', async () => {
    const id = share();
    held.org.switches.lockedRecords = [id];
    expect(await change(id, { set: { Amount: 1 } })).toMatchObject({
      outcome: 'rejected',
      errors: [{ statusCode: 'ENTITY_IS_LOCKED' }],
    });
  });

  it('an inbound deal needs the required field, which an admin maps', async () => {
    const [row] = held.org.query(
      "SELECT Id FROM Co_Sell_Field_Mapping__mdt WHERE DeveloperName = 'Sales_Region'",
    );
    const mapIt = (isActive: boolean) =>
      held.org
        .as('system')
        .update('Co_Sell_Field_Mapping__mdt', String(row?.['Id']), { Is_Active__c: isActive });
    mapIt(false);
    expect(await receive(INBOUND)).toMatchObject({
      outcome: 'rejected',
      errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['Sales_Region__c'] }],
    });
    expect((await receive({ ...INBOUND, ...REGION })).outcome).toBe('forbidden');
    mapIt(true);
    const { outcome, id, values } = await receive({ ...INBOUND, ...REGION });
    expect([outcome, values['Amount'], values['Sales_Region__c']]).toEqual([
      'written',
      50_000,
      'North',
    ]);
    expect(deal(String(id))['RecordTypeId']).not.toBeNull();
  });

  it('an inbound deal goes to nobody who left', async () => {
    const [gone, there] = ['gone', 'there'].map((name) => {
      const account = held.org.as(`seller:${name}`).create('Account', { Name: name });
      return String(anna().get('Account', account)?.['OwnerId']);
    });
    held.org.as('system').update('User', String(gone), { IsActive: false });
    const team = ['gone@partner.example', 'there@partner.example'];
    const { id } = await receive({ ...INBOUND, ...REGION }, { team });
    expect(deal(String(id))['OwnerId']).toBe(there);
  });
});
