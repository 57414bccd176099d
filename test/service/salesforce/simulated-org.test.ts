/** The client against the simulated org: real queries over the package's own metadata, real saves. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordUpdate } from '../../../service/src/domain/changes.ts';
import { createSalesforceClient } from '../../../service/src/salesforce/client.ts';
import {
  DEFAULT_TIMINGS,
  type Salesforce,
  type SweptRecord,
} from '../../../service/src/sync/ports.ts';
import { createClock, type SimClock } from '../../sandbox/kit/clock.ts';
import { startOrg, type OrgSim } from '../../sandbox/org/server.ts';
import type { Features } from '../../sandbox/org/standard-objects/index.ts';

const GUID = '3f2b1c00-0000-4000-8000-000000000001';

let org: OrgSim;
let clock: SimClock;
let client: Salesforce;
let token: string;
const logs: unknown[] = [];

async function open(features: Partial<Features> = {}) {
  clock = createClock({ mode: 'manual', start: Date.parse('2026-11-22T10:00:00Z') });
  org = await startOrg({ clock, features });
  token = org.accessToken;
  logs.length = 0;
  client = createSalesforceClient({
    instanceUrl: org.url,
    apiVersion: '65.0',
    accessToken: (options) => Promise.resolve(options?.renew ? org.accessToken : token),
    timings: DEFAULT_TIMINGS,
    clock: {
      now: () => clock.now(),
      // Never ends by itself: nothing here is about time-outs.
      sleep: (_ms, signal) =>
        new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
    },
    log: { warn: (details) => void logs.push(details) },
  });
}

beforeEach(() => open());
afterEach(async () => {
  await org.stop();
  clock.stop();
});

const seller = () => org.as('seller:anna');
const deal = (fields: object = {}) =>
  seller().create('Opportunity', {
    Name: 'Contoso rollout',
    StageName: 'Qualification',
    CloseDate: '2026-12-01',
    Amount: 50000,
    ...fields,
  });
const shared = (fields: object = {}) => deal({ Sync_with_Partner_Center__c: true, ...fields });

const update = (id: string, members: Partial<RecordUpdate> = {}): RecordUpdate => ({
  object: 'Opportunity',
  id,
  token: null,
  expect: {},
  set: {},
  bookkeeping: {},
  clearToken: false,
  audit: [],
  ...members,
});

async function swept(since: string): Promise<SweptRecord[]> {
  const rows = [];
  for await (const page of client.sweepModified(since)) rows.push(...page.rows);
  return rows;
}

describe('in a simulated org', () => {
  test('the profile is what the package brings', async () => {
    const profile = await client.profile();
    expect(profile.orgId).toBe(org.orgId);
    expect(profile.settings.onHoldStage).toBe('Qualification');
    expect(profile.stages.map(({ name }) => name)).toContain('Closed Won');
    expect(profile.stages.find(({ name }) => name === 'Closed Won')).toMatchObject({
      isClosed: true,
      isWon: true,
    });
  });

  test('a deal is read with its account, owner, solutions and contacts, the primary one first', async () => {
    const account = seller().create('Account', { Name: 'Contoso', BillingCity: 'Zürich' });
    const id = shared({ AccountId: account });
    for (const [lastName, isPrimary] of [
      ['Second', false],
      ['First', true],
    ] as const) {
      const contact = seller().create('Contact', { LastName: lastName, AccountId: account });
      seller().create('OpportunityContactRole', {
        OpportunityId: id,
        ContactId: contact,
        IsPrimary: isPrimary,
      });
    }
    const gone = seller().create('Microsoft_Solution__c', {
      Opportunity__c: id,
      Solution_Id__c: 'SOL-0',
    });
    seller().create('Microsoft_Solution__c', {
      Opportunity__c: id,
      Solution_Id__c: 'SOL-1',
      Quantity__c: 2,
    });
    seller().delete('Microsoft_Solution__c', gone);

    const record = await client.read(id);
    expect(record).toMatchObject({
      id,
      deleted: false,
      fields: { Amount: 50000, 'Account.BillingCity': 'Zürich', 'Owner.FirstName': 'Anna' },
      solutions: [{ id: 'SOL-1', quantity: 2 }],
    });
    expect(record?.contacts.map(({ lastName }) => lastName)).toEqual(['First', 'Second']);
    expect(record?.token).toMatch(/^[0-9a-f-]{36}$/);
    expect(record?.version).toBe(org.as('system').get('Opportunity', id)?.['SystemModstamp']);
  });

  test('every field of the package on Opportunity is there; only the currency is left out', async () => {
    await client.read(deal());
    expect(logs).toEqual([{ fields: ['CurrencyIsoCode'] }]);
  });

  test('the currency is read where the org has several', async () => {
    await org.stop();
    await open({ multiCurrency: true });
    expect((await client.read(deal()))?.fields).toHaveProperty('CurrencyIsoCode');
    expect(logs).toEqual([]);
  });

  test('codes of country and state are read only where the org has them', async () => {
    const customer = { Name: 'Contoso', BillingCountry: 'United States', BillingState: 'Texas' };
    const names = {
      'Account.BillingCountry': 'United States',
      'Account.BillingState': 'Texas',
    };
    const codes = { 'Account.BillingCountryCode': 'US', 'Account.BillingStateCode': 'TX' };
    const dealOf = () => deal({ AccountId: seller().create('Account', customer) });
    const without = (await client.read(dealOf()))?.fields;
    expect(without).toMatchObject(names);
    for (const code of Object.keys(codes)) expect(without).not.toHaveProperty([code]);
    await org.stop();
    await open({ countryPicklists: true });
    expect((await client.read(dealOf()))?.fields).toMatchObject({ ...names, ...codes });
    expect(logs).toEqual([{ fields: ['CurrencyIsoCode'] }]);
  });

  test('fifty reads of one tick cost one query', async () => {
    const ids = Array.from({ length: 50 }, () => deal());
    await client.read(ids[0] ?? '');
    const before = org.faults.calls().length;
    const records = await Promise.all(ids.map((id) => client.read(id)));
    expect(records.map((record) => record?.id)).toEqual(ids);
    expect(org.faults.calls().length - before).toBe(1);
  });

  test('a deleted deal is seen as deleted, one that never was not at all', async () => {
    const id = deal();
    seller().delete('Opportunity', id);
    expect(await client.read(id)).toMatchObject({ id, deleted: true });
    expect(await client.read('006000000000000AAA')).toBeUndefined();
  });

  test('a deal is found by its referral, also in the recycle bin', async () => {
    const id = shared();
    await client.change(update(id, { set: { Referral_Identifier__c: GUID } }));
    expect(await client.findByReferral(GUID.toUpperCase())).toEqual([id]);
    seller().delete('Opportunity', id);
    expect(await client.findByReferral(GUID)).toEqual([id]);
  });

  test('a change is written, its answer has the version the next read shows, the token is cleared', async () => {
    const id = shared();
    const before = await client.read(id);
    await clock.advance(5_000);
    const result = await client.change(
      update(id, {
        token: before?.token ?? null,
        expect: { Amount: 50000, CloseDate: '2026-12-01', 'Owner.FirstName': 'Anna' },
        set: { Amount: 52000 },
        bookkeeping: { Co_Sell_Sync_Status__c: 'Synced' },
        clearToken: true,
        solutions: {
          expect: [],
          upsert: [{ id: 'SOL-1', name: null, quantity: 1, price: null, currency: null }],
          remove: [],
        },
        audit: [
          {
            entryKey: 'p1/1/dealValue',
            occurred: '2026-11-22T10:00:00.000Z',
            actor: 'Microsoft',
            side: 'partnerCenter',
            action: 'written',
            field: 'dealValue',
            before: 50000,
            after: 52000,
            reason: null,
            correlationId: 'corr-1',
          },
        ],
      }),
    );
    const after = await client.read(id);
    expect(result).toMatchObject({
      outcome: 'written',
      id,
      values: { Amount: 52000, Co_Sell_Change_Token__c: null, SystemModstamp: after?.version },
    });
    expect(result.values['Microsoft_Solutions__r']).toMatchObject([{ id: 'SOL-1', quantity: 1 }]);
    expect(after?.fields).toMatchObject({ Amount: 52000, Co_Sell_Sync_Status__c: 'Synced' });
    const [entry] = org.query('SELECT After__c, Record_Id__c FROM Co_Sell_Audit_Entry__c');
    expect(entry).toMatchObject({ After__c: '52000', Record_Id__c: id });
  });

  test('a change made from an older state is stale, one of a locked record is locked', async () => {
    const id = shared();
    expect(
      await client.change(update(id, { expect: { Amount: 1 }, set: { Amount: 2 } })),
    ).toMatchObject({
      outcome: 'stale',
    });
    seller().updateLate('Opportunity', id, { NextStep: 'Call' });
    expect(await client.change(update(id, { set: { Amount: 2 } }))).toMatchObject({
      outcome: 'locked',
    });
  });

  test('an inbound deal is created once with all that belongs to it', async () => {
    const create = {
      object: 'Opportunity' as const,
      create: {
        record: {
          Name: 'From Microsoft',
          StageName: 'Qualification',
          CloseDate: '2027-01-31',
          Referral_Identifier__c: GUID,
          Sync_with_Partner_Center__c: true,
        },
        account: { match: { Name: 'Fabrikam' }, fields: { Name: 'Fabrikam' } },
        contacts: [{ fields: { LastName: 'Lovelace' }, role: 'Decision Maker' }],
        solutions: [{ id: 'SOL-1', name: null, quantity: 1, price: null, currency: null }],
        team: ['anna@partner.example'],
      },
      audit: [],
    };
    const first = await client.change(create);
    expect(first.outcome).toBe('written');
    const again = await client.change(create);
    expect(again).toMatchObject({ outcome: 'exists', id: first.id });
    expect(await client.read(first.id ?? '')).toMatchObject({
      fields: { Name: 'From Microsoft', 'Account.Name': 'Fabrikam' },
      solutions: [{ id: 'SOL-1' }],
      contacts: [{ lastName: 'Lovelace' }],
    });
  });

  test('the record that makes Apex throw fails alone; the others of its call are written', async () => {
    const ids = Array.from({ length: 12 }, () => shared());
    const poison = ids[7] ?? '';
    org.switches.poisonedRecords = [poison];
    const outcomes = await Promise.allSettled(
      ids.map((id) => client.change(update(id, { set: { Amount: 77 } }))),
    );
    const failed = ids.filter((_, n) => outcomes[n]?.status === 'rejected');
    expect(failed).toEqual([poison]);
    expect(outcomes[7]).toMatchObject({ reason: { code: 'salesforce-apex-error' } });
    expect(org.query('SELECT Id FROM Opportunity WHERE Amount = 77')).toHaveLength(11);
  });

  test('a change whose answer is lost was perhaps written, and says so', async () => {
    const id = shared();
    org.faults.add({ path: '/cosell/v1/changes', do: 'commit-then-drop' });
    await expect(client.change(update(id, { set: { Amount: 78 } }))).rejects.toMatchObject({
      code: 'salesforce-connection-lost',
      outcomeUnknown: true,
    });
    expect(org.as('system').get('Opportunity', id)).toMatchObject({ Amount: 78 });
  });

  test('the token sweep finds edited deals until their token is cleared', async () => {
    const id = shared();
    deal();
    const carried = async () => {
      const rows = [];
      for await (const page of client.sweepTokens()) rows.push(...page);
      return rows;
    };
    const [row, ...others] = await carried();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ id, deleted: false });
    await client.change(update(id, { token: row?.token ?? null, clearToken: true }));
    expect(await carried()).toEqual([]);
  });

  test('more deals than fit on a page are all swept', async () => {
    const ids = Array.from({ length: 2_050 }, () => shared());
    const rows = await swept('2026-11-22T09:00:00.000Z');
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(ids));
  });

  test('the sweep by time finds edits, deletions, and changes of solutions and accounts', async () => {
    const account = seller().create('Account', { Name: 'Contoso' });
    const [edited, deleted, withSolution, ofAccount, untouched] = [
      shared(),
      shared(),
      shared(),
      shared({ AccountId: account }),
      shared(),
    ];
    const solution = seller().create('Microsoft_Solution__c', {
      Opportunity__c: withSolution,
      Solution_Id__c: 'SOL-1',
    });
    await swept('2026-11-22T09:00:00.000Z');
    await clock.advance(3_600_000);
    seller().update('Opportunity', edited, { NextStep: 'Call' });
    seller().delete('Opportunity', deleted);
    seller().update('Microsoft_Solution__c', solution, { Quantity__c: 5 });
    seller().update('Account', account, { BillingCity: 'Bern' });
    deal();

    const rows = await swept(new Date(clock.now() - 60_000).toISOString());
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set([edited, deleted, withSolution, ofAccount]));
    expect(ids).not.toContain(untouched);
    expect(rows.find(({ id }) => id === deleted)?.deleted).toBe(true);
  });

  test('the sweep by time finds the deal of a contact that was added, or whose phone was filled in', async () => {
    const [added, filled, untouched] = [shared(), shared(), shared()];
    const contactOf = (opportunity: string) => {
      const contact = seller().create('Contact', { LastName: 'Smith' });
      seller().create('OpportunityContactRole', { OpportunityId: opportunity, ContactId: contact });
      return contact;
    };
    const contact = contactOf(filled);
    contactOf(untouched);
    await swept('2026-11-22T09:00:00.000Z');
    await clock.advance(3_600_000);
    contactOf(added);
    seller().update('Contact', contact, { Phone: '1231231234' });

    const since = new Date(clock.now() - 60_000).toISOString();
    expect((await swept(since)).map(({ id }) => id).sort()).toEqual([added, filled].sort());
    expect(await swept(since)).toEqual([]);
  });

  test("the sweep's time is the org's, and rows stamped before it are never newer", async () => {
    shared();
    await clock.advance(60_000);
    shared();
    const since = '2026-11-22T09:00:00.000Z';
    for await (const { serverTime } of client.sweepModified(since))
      expect(serverTime).toBe('2026-11-22T10:01:00.000Z');
    expect.hasAssertions();
  });

  test('a lapsed session is renewed unnoticed', async () => {
    token = 'lapsed';
    expect((await client.profile()).orgId).toBe(org.orgId);
  });

  test('the daily limit is a fault of the host, and its share is known before', async () => {
    org.switches.dailyApiRequests = 4;
    await client.findByReferral(GUID);
    expect(client.dailyShareUsed()).toBe(0.25);
    org.switches.dailyApiRequests = 0;
    await expect(client.findByReferral(GUID)).rejects.toMatchObject({
      name: 'HostFault',
      code: 'salesforce-limit-exceeded',
    });
  });
});
