import { describe, expect, it } from 'vitest';
import { DEAL, orgForEachTest, SHARED } from './org-under-test.ts';

const held = orgForEachTest();
const anna = () => held.org.as('seller:anna');
const deal = (id: string) => anna().get('Opportunity', id) ?? {};
const TOKEN = 'Co_Sell_Change_Token__c';

const makeDeal = (more: object = {}) =>
  anna().create('Opportunity', { ...SHARED, Amount: 50_000, ...more });
const update = (id: string, more: object) => ({ key: 'a', object: 'Opportunity', id, ...more });
const change = async (one: object) => {
  const { a } = await held.org.change(one);
  if (!a) throw new Error('No result for key a');
  return a;
};

describe('an update', () => {
  it('writes values, keeps the books, clears the token it read and re-reads what is there now', async () => {
    const id = makeDeal();
    await held.org.clock.advance(5_000);
    const result = await change(
      update(id, {
        token: deal(id)[TOKEN],
        expect: { Amount: 50_000.004, CloseDate: '2026-12-15', NextStep: '' },
        set: { Amount: 52_000.129 },
        bookkeeping: {
          Co_Sell_Sync_Status__c: 'Synced',
          Co_Sell_Last_Synced__c: '2026-11-22T10:00:05Z',
        },
        clearToken: true,
      }),
    );
    expect(result).toEqual({
      key: 'a',
      outcome: 'written',
      id,
      errors: [],
      values: {
        Amount: 52_000.13,
        Co_Sell_Sync_Status__c: 'Synced',
        Co_Sell_Last_Synced__c: '2026-11-22T10:00:05.000+0000',
        [TOKEN]: null,
        SystemModstamp: '2026-11-22T10:00:05.000+0000',
      },
    });
    expect(held.org.nudges()).toHaveLength(1);
    const writes = held.org.journal.entries().filter((entry) => entry.actor === 'bridge');
    expect(writes.map((entry) => entry.changed)).toEqual([
      ['Amount', 'ExpectedRevenue'],
      [
        'Co_Sell_Change_Token__c',
        'Co_Sell_Last_Synced__c',
        'Co_Sell_Sync_Indicator__c',
        'Co_Sell_Sync_Status__c',
      ],
    ]);
  });

  it('keeps a token that is newer than the one that was read, and still writes', async () => {
    const id = makeDeal();
    const read = deal(id)[TOKEN];
    anna().update('Opportunity', id, { Name: 'Newer' });
    const result = await change(update(id, { token: read, set: { Amount: 1 }, clearToken: true }));
    expect(result.outcome).toBe('written');
    expect(result.values[TOKEN]).toBe(deal(id)[TOKEN]);
    expect(result.values[TOKEN]).not.toBe(read);
  });

  it.each([
    ['another number', { Amount: 50_001 }],
    ['text in another case', { Name: 'deal' }],
    ['a value where none is', { NextStep: 'call' }],
    ['the parent of the record', { 'Owner.Email': 'bert@partner.example' }],
  ])('is stale at %s and writes nothing', async (_what, expected) => {
    const id = makeDeal();
    const result = await change(
      update(id, {
        expect: expected,
        set: { Amount: 1 },
        bookkeeping: { Co_Sell_Sync_Status__c: 'Synced' },
      }),
    );
    expect(result.outcome).toBe('stale');
    expect(deal(id)).toMatchObject({ Amount: 50_000, Co_Sell_Sync_Status__c: 'Queued' });
  });

  it('is rejected alone when it expects something of a field that is not there', async () => {
    const id = makeDeal();
    const result = await change(update(id, { expect: { Frob__c: 1 }, set: { Amount: 1 } }));
    expect(result).toMatchObject({
      outcome: 'rejected',
      errors: [{ statusCode: 'INVALID_FIELD' }],
      values: { Amount: 50_000 },
    });
  });

  it('stays written when only its bookkeeping fails, and the audit entry arrives even if nothing else can', async () => {
    const id = makeDeal({ NextStep: 'x' });
    const tooLong = { Co_Sell_Sync_Message__c: 'm'.repeat(256) };
    const written = await change(update(id, { set: { Amount: 1 }, bookkeeping: tooLong }));
    expect(written).toMatchObject({
      outcome: 'written',
      errors: [{ statusCode: 'STRING_TOO_LONG' }],
    });
    const rejected = await change(
      update(id, { bookkeeping: tooLong, audit: [{ entryKey: 'k2' }] }),
    );
    expect(rejected.outcome).toBe('rejected');
    expect(
      held.org.query('SELECT Entry_Key__c, Opportunity__c FROM Co_Sell_Audit_Entry__c'),
    ).toMatchObject([{ Entry_Key__c: 'k2', Opportunity__c: id }]);
  });

  it('says nothing twice: books the record shows already leave it untouched, "last synced" included', async () => {
    const id = makeDeal();
    const books = { Co_Sell_Sync_Status__c: 'Synced', Co_Sell_Sync_Message__c: '' };
    const at = (time: string) => ({
      ...books,
      Co_Sell_Last_Synced__c: `2026-11-22T10:00:${time}Z`,
    });
    await change(update(id, { token: deal(id)[TOKEN], clearToken: true, bookkeeping: at('05') }));
    const written = held.org.journal.entries().length;
    await held.org.clock.advance(10_000);

    const again = await change(update(id, { bookkeeping: at('15') }));

    expect(again).toMatchObject({
      outcome: 'written',
      values: { Co_Sell_Sync_Status__c: 'Synced' },
    });
    expect(held.org.journal.entries()).toHaveLength(written);
    expect(deal(id)['Co_Sell_Last_Synced__c']).toBe('2026-11-22T10:00:05.000+0000');
    expect(held.org.idleChanges()).toEqual([{ at: held.org.clock.iso(), recordId: id }]);
    const other = { ...at('15'), Co_Sell_Sync_Message__c: 'Something new' };
    await change(update(id, { bookkeeping: other }));
    expect(deal(id)).toMatchObject({ Co_Sell_Last_Synced__c: '2026-11-22T10:00:15.000+0000' });
  });

  it('inserts an audit entry once, however often it is sent', async () => {
    const id = makeDeal();
    const entry = { entryKey: 'pair|1|dealValue', action: 'written', before: '1', after: '2' };
    await change(update(id, { audit: [entry] }));
    await change(update(id, { audit: [entry] }));
    expect(held.org.query('SELECT Name, After__c FROM Co_Sell_Audit_Entry__c')).toMatchObject([
      { Name: 'AE-00000001', After__c: '2' },
    ]);
  });

  it('names a field that is not on the allow-list, or not in this org', async () => {
    const id = makeDeal();
    for (const field of ['NextStep', TOKEN, 'CurrencyIsoCode', 'OwnerId']) {
      const result = await change(update(id, { set: { Amount: 1, [field]: 'x' } }));
      expect(result).toMatchObject({ outcome: 'forbidden', errors: [{ fields: [field] }] });
    }
    expect(deal(id)['Amount']).toBe(50_000);
  });

  it('says missing for a record that is deleted or never was', async () => {
    const id = makeDeal();
    anna().delete('Opportunity', id);
    expect((await change(update(id, { set: { Amount: 1 } }))).outcome).toBe('missing');
    expect((await change(update('006001000000999AAA', {}))).outcome).toBe('missing');
  });

  it('ignores Amount on a deal with products and shows what is there', async () => {
    const id = makeDeal();
    anna().create('OpportunityLineItem', { OpportunityId: id, Quantity: 2, UnitPrice: 10.5 });
    const result = await change(update(id, { set: { Amount: 99 } }));
    expect(result).toMatchObject({ outcome: 'written', values: { Amount: 21 } });
  });
});

describe('solutions of an update', () => {
  const line = { id: 'SOL-1', name: 'Cloud', quantity: 2, price: 10.555, currency: 'EUR' };

  it('are compared, written and shown without stamping the deal', async () => {
    const id = makeDeal();
    const before = deal(id)[TOKEN];
    const added = await change(
      update(id, { solutions: { expect: [], upsert: [line, { id: 'SOL-2' }], remove: [] } }),
    );
    expect(added.values['Microsoft_Solutions__r']).toEqual([
      { ...line, price: 10.56 },
      { id: 'SOL-2', name: null, quantity: null, price: null, currency: null },
    ]);
    const changed = await change(
      update(id, {
        solutions: {
          expect: [{ ...line, price: 10.56 }, { id: 'SOL-2' }],
          upsert: [{ id: 'SOL-1', quantity: 3 }],
          remove: ['SOL-2'],
        },
      }),
    );
    expect(changed.values['Microsoft_Solutions__r']).toEqual([
      { ...line, price: 10.56, quantity: 3 },
    ]);
    expect(deal(id)[TOKEN]).toBe(before);
  });

  it('make the change stale when others are there', async () => {
    const id = makeDeal();
    anna().create('Microsoft_Solution__c', { Opportunity__c: id, Solution_Id__c: 'SOL-9' });
    const result = await change(
      update(id, { set: { Amount: 1 }, solutions: { expect: [], upsert: [], remove: [] } }),
    );
    expect(result.outcome).toBe('stale');
    expect(deal(id)['Amount']).toBe(50_000);
  });
});

describe('a create', () => {
  const record = {
    ...SHARED,
    Amount: 10,
    Referral_Identifier__c: 'ref-7',
    Referral_Status__c: 'New',
  };
  const create = (more: object = {}, audit: object[] = []) => ({
    key: 'a',
    object: 'Opportunity',
    create: {
      record,
      account: {
        match: { Name: 'contoso' },
        fields: { Name: 'Contoso', BillingCountry: 'France' },
      },
      contacts: [
        { fields: { LastName: 'Roy', Email: 'roy@contoso.example' }, role: 'Decision Maker' },
        { fields: { LastName: 'Ray' }, role: 'Other' },
      ],
      solutions: [{ id: 'SOL-1', quantity: 1 }],
      ...more,
    },
    audit,
  });

  it('makes the record with account, contacts, roles and solutions, without a token or a nudge', async () => {
    const result = await change(create({}, [{ entryKey: 'k' }]));
    expect(result).toMatchObject({
      outcome: 'written',
      values: { Amount: 10, [TOKEN]: null, Microsoft_Solutions__r: [{ id: 'SOL-1' }] },
    });
    const [row] = held.org.query(
      'SELECT Account.Name, Owner.Username, Sync_with_Partner_Center__c, (SELECT Contact.LastName, IsPrimary FROM OpportunityContactRoles) FROM Opportunity',
    );
    expect(row).toMatchObject({
      Account: { Name: 'Contoso' },
      Owner: { Username: 'bridge@partner.example' },
      Sync_with_Partner_Center__c: true,
      OpportunityContactRoles: {
        records: [
          { Contact: { LastName: 'Roy' }, IsPrimary: true },
          { Contact: { LastName: 'Ray' }, IsPrimary: false },
        ],
      },
    });
    expect(held.org.nudges()).toEqual([]);
    expect(held.org.query('SELECT Id FROM Co_Sell_Audit_Entry__c')).toHaveLength(1);
  });

  it('uses the account that matches and gives the deal to the active user of our team', async () => {
    const account = anna().create('Account', { Name: 'CONTOSO' });
    held.org.as('seller:bert').create('Opportunity', DEAL);
    const team = ['nobody@partner.example', 'bert@partner.example'];
    const { id } = await change(create({ team }));
    expect(deal(String(id))['AccountId']).toBe(account);
    const [row] = held.org.query(`SELECT Owner.FirstName FROM Opportunity WHERE Id = '${id}'`);
    expect(row).toMatchObject({ Owner: { FirstName: 'Bert' } });
  });

  it('exists by its identifier in any case, also in the recycle bin', async () => {
    const { id } = await change(create());
    const again = create({ record: { ...record, Referral_Identifier__c: 'REF-7' } });
    expect(await change(again)).toMatchObject({ outcome: 'exists', id });
    anna().delete('Opportunity', String(id));
    expect(await change(again)).toMatchObject({ outcome: 'exists', id });
  });

  it('exists as a deal, also where a lead is to be made', async () => {
    const { id } = await change(create());
    const lead = {
      key: 'a',
      object: 'Lead',
      create: { record: { LastName: 'Roy', Company: 'Contoso', Referral_Identifier__c: 'REF-7' } },
    };
    expect(await change(lead)).toMatchObject({ outcome: 'exists', id });
    expect(held.org.query('SELECT Id FROM Lead')).toEqual([]);
  });

  it('leaves nothing behind when a part of it fails', async () => {
    const result = await change(create({ solutions: [{ id: 'SOL-1', price: 1e17 }] }));
    expect(result).toMatchObject({
      outcome: 'rejected',
      errors: [{ statusCode: 'NUMBER_OUTSIDE_VALID_RANGE' }],
    });
    for (const type of ['Opportunity', 'Account', 'Contact', 'Microsoft_Solution__c']) {
      expect(held.org.query(`SELECT Id FROM ${type}`), type).toEqual([]);
    }
    expect(held.org.journal.entries().filter((entry) => entry.actor === 'bridge')).toEqual([]);
  });
});

describe('the call', () => {
  it('answers each change alone and limits updates and creates', async () => {
    const id = makeDeal();
    const results = await held.org.change(
      { ...update(id, { set: { Amount: 1 } }), key: 'good' },
      { ...update(makeDeal(), { set: { Amount: -1e17 } }), key: 'bad' },
    );
    expect([results['good']?.outcome, results['bad']?.outcome]).toEqual(['written', 'rejected']);
    const many = (count: number, one: object) =>
      Array.from({ length: count }, (_, i) => ({ ...one, key: `k${i}` }));
    await expect(held.org.change(...many(201, update(id, {})))).rejects.toThrow(/200 updates/);
    const one = { object: 'Opportunity', create: { record: SHARED } };
    await expect(held.org.change(...many(11, one))).rejects.toThrow(/10 creates/);
  });

  it('takes one change of a record at a time: the second one is sent again later', async () => {
    const id = makeDeal();
    const results = await held.org.change(
      { ...update(id, { set: { Amount: 1 } }), key: 'first' },
      { ...update(id, { set: { Amount: 2 } }), key: 'second' },
    );
    expect([results['first']?.outcome, results['second']?.outcome]).toEqual(['written', 'locked']);
    expect(deal(id)['Amount']).toBe(1);
  });

  it.each([
    [{ typo: 1 }, /no property typo/],
    [{ object: 'Account' }, /Opportunity or Lead/],
    [{ audit: [{ entryKey: 'k', typo: 1 }] }, /no property typo/],
  ])('refuses what the contract does not have: %j', async (more, message) => {
    const id = makeDeal();
    await expect(held.org.change(update(id, more))).rejects.toThrow(message);
  });

  it('is locked for all when one row is held, and at random when told so', async () => {
    const id = makeDeal();
    const other = makeDeal();
    anna().updateLate('Opportunity', id, { Amount: 7 });
    const results = await held.org.change(
      { ...update(id, { set: { Amount: 1 } }), key: 'x' },
      { ...update(other, { set: { Amount: 1 } }), key: 'y' },
    );
    expect([results['x']?.outcome, results['y']?.outcome]).toEqual(['locked', 'locked']);
    held.org.switches.lockChance = 1;
    expect((await change(update(other, { set: { Amount: 1 } }))).outcome).toBe('locked');
    expect(deal(other)['Amount']).toBe(50_000);
  });

  it('throws as Apex does for a poisoned record', async () => {
    const id = makeDeal();
    held.org.switches.poisonedRecords = [id];
    const { status, body } = await held.org.call('POST', '/services/apexrest/cosell/v1/changes', {
      changes: [update(id, { set: { Amount: 1 } })],
    });
    expect([status, body]).toMatchObject([500, [{ errorCode: 'APEX_ERROR' }]]);
    expect(deal(id)['Amount']).toBe(50_000);
  });
});

it('tells what kind of org it is', async () => {
  const { body } = await held.org.call('GET', '/services/apexrest/cosell/v1/org');
  expect(body).toEqual({
    orgId: held.org.orgId,
    isSandbox: false,
    isMultiCurrency: false,
    defaultCurrency: 'USD',
    features: { multiCurrency: false, notes: false, teams: false },
    packageVersion: '0.1.0',
    hasDefaultOwner: false,
  });
});
