import { describe, expect, it } from 'vitest';
import { DEAL, orgForEachTest, SHARED } from './org-under-test.ts';

const held = orgForEachTest();
const anna = () => held.org.as('seller:anna');
const deal = (id: string) => anna().get('Opportunity', id) ?? {};
const TOKEN = 'Co_Sell_Change_Token__c';
const REFERRAL = 'Referral_Identifier__c';
/** A referral id arrives, as the bridge would write it. */
const link = (id: string, more: object = {}) =>
  held.org.change({
    key: 'link',
    object: 'Opportunity',
    id,
    set: { [REFERRAL]: 'ref-1', ...more },
  });

describe('the change token', () => {
  it('stays away from deals that are not co-sell', () => {
    const id = anna().create('Opportunity', DEAL);
    anna().update('Opportunity', id, { Amount: 7, How_can_Microsoft_help__c: null });
    expect(deal(id)).toMatchObject({ [TOKEN]: null, Co_Sell_Sync_Status__c: null });
    expect(held.org.nudges()).toEqual([]);
  });

  it('is new at every edit of a watched field, and only then', () => {
    const id = anna().create('Opportunity', SHARED);
    const first = deal(id)[TOKEN];
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    anna().update('Opportunity', id, { NextStep: 'call', Amount: null });
    expect(deal(id)[TOKEN]).toBe(first);
    anna().update('Opportunity', id, { Name: 'deal' });
    expect(deal(id)[TOKEN]).not.toBe(first);
  });

  it('queues a synced deal and pauses it when Sync goes off', () => {
    const id = anna().create('Opportunity', SHARED);
    expect(deal(id)).toMatchObject({
      Co_Sell_Sync_Status__c: 'Queued',
      Co_Sell_Sync_Indicator__c: '⏳',
    });
    anna().update('Opportunity', id, { Sync_with_Partner_Center__c: false });
    expect(deal(id)['Co_Sell_Sync_Status__c']).toBe('Paused');
  });

  it('is not stamped for the value the resource writes, but for what automation makes of it', async () => {
    const id = anna().create('Opportunity', SHARED);
    const token = deal(id)[TOKEN];
    const change = { key: 'a', object: 'Opportunity', id, token, clearToken: true };
    await held.org.change({ ...change, set: { Amount: 52_010 } });
    expect(deal(id)).toMatchObject({ Amount: 52_010, [TOKEN]: null });

    held.org.switches.roundAmount = 'before-package';
    await held.org.change({ ...change, token: null, set: { Amount: 61_020 } });
    expect(deal(id)['Amount']).toBe(61_000);
    expect(deal(id)[TOKEN]).not.toBeNull();
    expect(held.org.nudges()).toHaveLength(2);
  });

  it('is stamped when an after-save automation moves a mapped field', async () => {
    held.org.switches.moveCloseDate = true;
    const id = anna().create('Opportunity', SHARED);
    const { a } = await held.org.change({
      key: 'a',
      object: 'Opportunity',
      id,
      token: deal(id)[TOKEN],
      set: { Amount: 9 },
      clearToken: true,
    });
    expect(deal(id)).toMatchObject({ Amount: 9, CloseDate: '2026-12-31' });
    expect(a?.values[TOKEN]).toBe(deal(id)[TOKEN]);
    expect(a?.values[TOKEN]).not.toBeNull();
    expect(held.org.journal.entries().map((entry) => entry.actor)).toContain(
      'automation:move-close-date',
    );
  });
});

describe('copies', () => {
  it('start unshared, without consent and without anything the bridge wrote', async () => {
    const id = anna().create('Opportunity', { ...SHARED, Co_Sell_Customer_Consent__c: true });
    await link(id, { Referral_Status__c: 'Active' });
    const copy = deal(anna().clone(id, { Name: 'Copy' }));
    expect(copy).toMatchObject({
      Name: 'Copy',
      Sync_with_Partner_Center__c: false,
      Co_Sell_Customer_Consent__c: false,
      [REFERRAL]: null,
      Referral_Status__c: null,
      [TOKEN]: null,
    });
  });

  it('are also recognised by a filled bridge field, and a new record keeps its Sync', () => {
    const copy = anna().create('Opportunity', { ...SHARED, Referral_Link__c: 'https://x.example' });
    expect(deal(copy)).toMatchObject({
      Sync_with_Partner_Center__c: false,
      Referral_Link__c: null,
    });
    const fresh = anna().create('Opportunity', SHARED);
    expect(deal(fresh)['Sync_with_Partner_Center__c']).toBe(true);
  });

  it('are left alone for a user who bypasses the automation, so the unique id blocks them', async () => {
    const id = anna().create('Opportunity', SHARED);
    await link(id);
    held.org.switches.actorsBypassing = ['seller:loader'];
    const loader = held.org.as('seller:loader');
    expect(() => loader.clone(id)).toThrow(/duplicate value found: Referral_Identifier__c/);
  });
});

describe('the undo window', () => {
  const DEADLINE = 'Co_Sell_Close_Sends_At__c';
  const inMinutes = (minutes: number) =>
    new Date(held.org.clock.now() + minutes * 60_000).toISOString().replace('Z', '+0000');

  it('opens at a final stage, restarts at another one and ends when the deal is reopened', async () => {
    const id = anna().create('Opportunity', SHARED);
    anna().update('Opportunity', id, { StageName: 'Closed Won' });
    expect(deal(id)[DEADLINE]).toBe(inMinutes(10));
    await held.org.clock.advance(60_000);
    anna().update('Opportunity', id, { StageName: 'Closed Lost' });
    expect(deal(id)[DEADLINE]).toBe(inMinutes(10));
    anna().update('Opportunity', id, { StageName: 'Negotiation/Review' });
    expect(deal(id)[DEADLINE]).toBeNull();
  });

  it('opens when a deal leaves the on-hold stage before it was accepted, and not after', async () => {
    const id = anna().create('Opportunity', { ...SHARED, StageName: 'Qualification' });
    await link(id, { Referral_Status__c: 'New' });
    anna().update('Opportunity', id, { StageName: 'Needs Analysis' });
    expect(deal(id)[DEADLINE]).toBe(inMinutes(10));
    await held.org.clock.advance(60_000);
    anna().update('Opportunity', id, { StageName: 'Value Proposition' });
    expect(deal(id)[DEADLINE]).toBe(inMinutes(9));
    await link(id, { Referral_Status__c: 'Active' });
    expect(deal(id)[DEADLINE]).toBeNull();
    anna().update('Opportunity', id, { StageName: 'Needs Analysis' });
    expect(deal(id)[DEADLINE]).toBeNull();
  });

  it('obeys Hold Close and Send Close Now', () => {
    const id = anna().create('Opportunity', { ...SHARED, StageName: 'Closed Won' });
    anna().update('Opportunity', id, { Co_Sell_Request__c: 'Hold Close' });
    expect(deal(id)[DEADLINE]).toBe('4000-12-31T00:00:00.000+0000');
    anna().update('Opportunity', id, { Co_Sell_Request__c: 'Send Close Now' });
    expect(deal(id)[DEADLINE]).toBe(inMinutes(0));
  });

  it('follows the setting of the org, and never opens for a stage the resource writes', async () => {
    held.org.as('system').create('Co_Sell_Setting__mdt', {
      DeveloperName: 'Org',
      MasterLabel: 'Org',
      Undo_Window_Minutes__c: 3,
    });
    const id = anna().create('Opportunity', { ...SHARED, StageName: 'Closed Won' });
    expect(deal(id)[DEADLINE]).toBe(inMinutes(3));
    await held.org.change({
      key: 'a',
      object: 'Opportunity',
      id,
      set: { StageName: 'Closed Lost' },
    });
    expect(deal(id)).toMatchObject({ StageName: 'Closed Lost', [DEADLINE]: null });
  });
});

describe('solutions', () => {
  const solution = (dealId: string, more: object = {}) => ({
    Opportunity__c: dealId,
    Solution_Id__c: 'SOL-1',
    Solution_Name__c: 'Cloud',
    ...more,
  });

  it('get their key, stamp a shared parent and nudge for it', () => {
    const id = anna().create('Opportunity', SHARED);
    const before = deal(id)[TOKEN];
    const child = anna().create('Microsoft_Solution__c', solution(id));
    expect(anna().get('Microsoft_Solution__c', child)?.['Solution_Key__c']).toBe(`${id}|SOL-1`);
    expect(deal(id)[TOKEN]).not.toBe(before);
    expect(held.org.nudges().at(-1)?.ids).toEqual([id]);
    const added = deal(id)[TOKEN];
    anna().delete('Microsoft_Solution__c', child);
    expect(deal(id)[TOKEN]).not.toBe(added);
  });

  it('are saved although a rule on the deal refuses the stamp', () => {
    const id = anna().create('Opportunity', { ...SHARED, Amount: 2_000_000 });
    held.org.switches.customerRule = true;
    const before = deal(id)[TOKEN];
    anna().create('Microsoft_Solution__c', solution(id));
    expect(deal(id)[TOKEN]).toBe(before);
    expect(held.org.query('SELECT Id FROM Microsoft_Solution__c')).toHaveLength(1);
  });

  it('stamp nothing on a deal that is not shared', () => {
    const id = anna().create('Opportunity', DEAL);
    anna().create('Microsoft_Solution__c', solution(id));
    expect(deal(id)[TOKEN]).toBeNull();
  });
});

describe('what a seller asks for', () => {
  it('is noted with the name of who asked', () => {
    const id = anna().create('Opportunity', SHARED);
    anna().update('Opportunity', id, { Co_Sell_Request__c: 'Sync Now' });
    expect(
      held.org.query('SELECT Actor__c, Action__c, After__c FROM Co_Sell_Audit_Entry__c'),
    ).toMatchObject([{ Actor__c: 'Anna Seller', Action__c: 'requested', After__c: 'Sync Now' }]);
  });
});
