/** What the permission set opens, and what the bridge says where it is missing. */
import { describe, expect, test } from 'vitest';
import type { RecordCreate, RecordUpdate } from '../../../service/src/domain/changes.ts';
import { explain } from '../../../service/src/domain/catalogue.ts';
import { PROTOCOL_FIELDS } from '../../../service/src/salesforce/record-fields.ts';
import { copyTree, type CopiedTree } from '../../gates/copied-tree.ts';
import { BRIDGE_USER, signInRig } from './sign-in-rig.ts';

const GUID = '3f2b1c00-0000-4000-8000-000000000001';
const SET = 'Co_Sell_Bridge';

describe('with the permission set and nothing else the bridge', () => {
  test('reads every field it asks for, also of the customer, the solutions and the contacts', async () => {
    const { org, client, logs } = await signInRig();
    const id = dealWithEverything(org);
    const record = await client.read(id);
    const missing = PROTOCOL_FIELDS.filter((name) => !(name in (record?.fields ?? {})));
    expect(missing).toEqual([]);
    expect(record).toMatchObject({
      fields: { 'Account.BillingCity': 'Zürich', 'Owner.Email': 'anna@partner.example' },
      solutions: [{ id: 'SOL-1', name: 'Fabric', quantity: 2, price: 10, currency: 'USD' }],
      contacts: [{ lastName: 'Lovelace', email: 'ada@contoso.example', phoneNumber: '1' }],
    });
    // The org has one currency, so there is no such field for anybody.
    expect(logs.map(({ details }) => details)).toEqual([{ fields: ['CurrencyIsoCode'] }]);
  });

  test('reads the settings and the mapping, and sweeps all there is', async () => {
    const { org, client, logs } = await signInRig();
    const profile = await client.profile();
    expect(profile.mapping).toHaveLength(20);
    expect(profile.settings.active).toBe(true);
    const id = dealWithEverything(org);
    const tokens = [];
    for await (const rows of client.sweepTokens()) tokens.push(...rows);
    const modified = [];
    for await (const { rows } of client.sweepModified('2026-11-22T09:00:00.000Z'))
      modified.push(...rows);
    expect(tokens.map((row) => row.id)).toEqual([id]);
    // As itself, by its solution, by its account and by its contact.
    expect(modified.map((row) => row.id)).toEqual([id, id, id, id]);
    expect(await client.findByReferral(GUID)).toEqual([]);
    expect(logs).toEqual([]);
  });

  test('writes values, books, solutions and the token, and the trail says who', async () => {
    const { org, client } = await signInRig();
    const id = dealWithEverything(org);
    const token = (await client.read(id))?.token ?? null;
    const result = await client.change({ ...UPDATE, id, token });
    expect(result).toMatchObject({ outcome: 'written', errors: [] });
    expect(org.as('system').get('Opportunity', id)).toMatchObject({
      Amount: 7,
      Co_Sell_Change_Token__c: null,
      Co_Sell_Sync_Status__c: 'Synced',
    });
    expect(org.journal.entries().at(-1)).toMatchObject({ actor: 'bridge' });
  });

  test('receives a deal with its customer', async () => {
    const { org, client } = await signInRig();
    const result = await client.change(CREATE);
    // No default owner is set here, and nobody of the team or the country is there.
    expect(result).toMatchObject({ outcome: 'written', errors: [{ statusCode: 'NO_OWNER' }] });
    expect(org.query('SELECT BillingCity FROM Account')).toMatchObject([{ BillingCity: 'Bern' }]);
    expect(org.query('SELECT Email FROM Contact')).toMatchObject([{ Email: 'ada@x.example' }]);
  });
});

describe('without the permission set the bridge', () => {
  test('cannot even sign in where the app asks for it, and says what to assign', async () => {
    const { org, client, signIn } = await signInRig();
    org.unassign(BRIDGE_USER, SET);
    await expect(client.profile()).rejects.toMatchObject({ code: 'salesforce-app-access' });
    expect(explain((await signIn.status()).reason ?? '').fix).toContain(SET);
  });

  test('that loses it while signed in says the same until it is back', async () => {
    const { org, client } = await signInRig();
    await client.profile();
    const id = dealWithEverything(org);
    org.unassign(BRIDGE_USER, SET);
    for (const call of [
      () => client.read(id),
      () => client.findByReferral(GUID),
      () => client.change({ ...UPDATE, id }),
    ]) {
      const fault = (await call().catch((error: unknown) => error)) as { code: string };
      expect(fault).toMatchObject({ name: 'HostFault', code: 'salesforce-api-disabled' });
      expect(explain(fault.code).fix).toContain(SET);
    }
    org.assign(BRIDGE_USER, SET);
    expect((await client.read(id))?.id).toBe(id);
  });
});

/** One thing that an admin took out of the set, or never gave; what is tried then, and what is said. */
const LACKING: [what: string, from: string, to: string, code: string, calls: Call][] = [
  ['the custom permission', '>Co_Sell_Bridge_Access<', '>Other<', 'salesforce-no-access', profile],
  [
    'the custom metadata type of the mapping',
    '<name>Co_Sell_Field_Mapping__mdt',
    '<name>Co_Sell_Value_Mapping__mdt',
    'salesforce-package-missing',
    profile,
  ],
  [
    'the permission to see opportunities',
    '<object>Opportunity<',
    '<object>Lead<',
    'salesforce-no-access',
    read,
  ],
];

describe('a permission set that lacks', () => {
  test.each(LACKING)('%s is told as such', async (_what, from, to, code, call) => {
    using tree = packageWith(from, to);
    const rig = await signInRig({}, { metadataDir: tree.folder });
    await expect(call(rig)).rejects.toMatchObject({ name: 'HostFault', code });
    expect(explain(code)).toMatchObject({
      who: 'salesforce-admin',
      fix: expect.stringContaining(SET),
    });
  });

  test('a field is read without it, and the log names the field', async () => {
    using tree = packageWith('>Opportunity.Co_Sell_Notes__c<', '>Lead.Co_Sell_Request__c<');
    const { org, client, logs } = await signInRig({}, { metadataDir: tree.folder });
    const record = await client.read(dealWithEverything(org));
    expect(record?.fields).not.toHaveProperty('Co_Sell_Notes__c');
    expect(logs.map(({ details }) => details)).toContainEqual({
      fields: expect.arrayContaining(['Co_Sell_Notes__c']),
    });
  });

  test('the edit of a field is told with its name, and nothing is written', async () => {
    using tree = packageWith(
      '<editable>true</editable>\n        <field>Opportunity.Amount<',
      '<editable>false</editable>\n        <field>Opportunity.Amount<',
    );
    const { org, client } = await signInRig({}, { metadataDir: tree.folder });
    const id = dealWithEverything(org);
    const result = await client.change({ ...UPDATE, id });
    expect(result).toMatchObject({ outcome: 'forbidden', errors: [{ fields: ['Amount'] }] });
    expect(org.as('system').get('Opportunity', id)).toMatchObject({ Name: 'Contoso rollout' });
  });
});

type Call = (rig: Rig) => Promise<unknown>;
function profile({ client }: Rig) {
  return client.profile();
}
function read({ org, client }: Rig) {
  return client.read(dealWithEverything(org));
}

/** The package with another permission set of the bridge, which the platform would still deploy. */
function packageWith(from: string, to: string): CopiedTree {
  const tree = copyTree('force-app/main/default');
  tree.write('customPermissions/Other.customPermission-meta.xml', '<CustomPermission/>');
  tree.replace('permissionsets/Co_Sell_Bridge.permissionset-meta.xml', from, to);
  return tree;
}

type Rig = Awaited<ReturnType<typeof signInRig>>;

function dealWithEverything(org: Rig['org']): string {
  const anna = org.as('seller:anna');
  const account = anna.create('Account', { Name: 'Contoso', BillingCity: 'Zürich' });
  const contact = anna.create('Contact', {
    LastName: 'Lovelace',
    AccountId: account,
    Email: 'ada@contoso.example',
    Phone: '1',
  });
  const id = anna.create('Opportunity', {
    Name: 'Contoso rollout',
    StageName: 'Qualification',
    CloseDate: '2026-12-01',
    AccountId: account,
    Sync_with_Partner_Center__c: true,
  });
  anna.create('OpportunityContactRole', { OpportunityId: id, ContactId: contact });
  anna.create('Microsoft_Solution__c', {
    Opportunity__c: id,
    Solution_Id__c: 'SOL-1',
    Solution_Name__c: 'Fabric',
    Quantity__c: 2,
    Price__c: 10,
    Currency_Code__c: 'USD',
  });
  return id;
}

const UPDATE: RecordUpdate = {
  object: 'Opportunity',
  id: '',
  token: null,
  expect: {},
  set: { Amount: 7, StageName: 'Prospecting', Name: 'Renamed', CloseDate: '2026-12-24' },
  bookkeeping: { Co_Sell_Sync_Status__c: 'Synced', Audit__c: 'One line' },
  clearToken: true,
  solutions: {
    expect: [{ id: 'SOL-1', name: 'Fabric', quantity: 2, price: 10, currency: 'USD' }],
    upsert: [{ id: 'SOL-2', name: null, quantity: 1, price: null, currency: null }],
    remove: ['SOL-1'],
  },
  audit: [],
};

const CREATE: RecordCreate = {
  object: 'Opportunity',
  create: {
    record: {
      Name: 'From Microsoft',
      StageName: 'Qualification',
      CloseDate: '2027-01-31',
      Referral_Identifier__c: GUID,
      Sync_with_Partner_Center__c: true,
    },
    account: { match: { Name: 'Fabrikam' }, fields: { Name: 'Fabrikam', BillingCity: 'Bern' } },
    contacts: [
      {
        fields: { FirstName: 'Ada', LastName: 'Lovelace', Email: 'ada@x.example', Phone: '1' },
        role: 'Other',
      },
    ],
    solutions: [{ id: 'SOL-1', name: null, quantity: 1, price: null, currency: null }],
    team: [],
  },
  audit: [],
};
