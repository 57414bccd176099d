/** List views and related lists, as their user sees them. */
import { describe, expect, it } from 'vitest';
import { copyTree } from '../../../gates/copied-tree.ts';
import { createClock } from '../../kit/clock.ts';
import { DEAL, SHARED, START } from '../org-under-test.ts';
import { startOrg } from '../server.ts';
import { lightningForAllTests, type Person, type UiAnswer } from './lightning-under-test.ts';

const held = lightningForAllTests();

type Cell = { value: unknown; display: string | null; recordId?: string };
type List = {
  columns: { field: string; label: string; type: string }[];
  rows: { id: string; cells: { [field: string]: Cell } }[];
};

const listOf = ({ body }: UiAnswer) => body as List;
const idsIn = (answer: UiAnswer) => listOf(answer).rows.map(({ id }) => id);
const idOf = ({ body }: UiAnswer) => (body as { id: string }).id;
const asBridge = (id: string, fields: object) =>
  held.org.as('bridge').update('Opportunity', id, { ...fields });
const dealOf = async (person: Person, fields: object) =>
  idOf(await person.post('records/Opportunity', { ...DEAL, ...fields }));

describe('the list views', () => {
  it('of an object are those of the package after the standard ones', async () => {
    const anna = await held.signIn('anna');
    expect((await anna.get('lists/Opportunity')).body).toEqual([
      { name: 'AllOpportunities', label: 'All Opportunities' },
      { name: 'MyOpportunities', label: 'My Opportunities' },
      { name: 'Co_Sell_Expiring_Soon', label: 'Co-Sell: Expiring Soon' },
      { name: 'Co_Sell_Incoming', label: 'Co-Sell: Incoming' },
      { name: 'Co_Sell_My_Deals', label: 'Co-Sell: My Deals' },
      { name: 'Co_Sell_Needs_Attention', label: 'Co-Sell: Needs Attention' },
    ]);
  });

  it('that filter by a hidden field are not offered, and refused when asked for', async () => {
    const sam = await held.signIn('sam');
    expect((await sam.get('lists/Opportunity')).body).toMatchObject([
      { name: 'AllOpportunities' },
      { name: 'MyOpportunities' },
    ]);
    expect((await sam.get('lists/Opportunity/Co_Sell_Incoming')).status).toBe(403);
    expect((await sam.get('lists/Opportunity/Nothing')).status).toBe(404);
  });

  it('have the words of their columns, and cells that lead to other records', async () => {
    const anna = await held.signIn('anna');
    const account = idOf(await anna.post('records/Account', { Name: 'Fabrikam' }));
    const id = await dealOf(anna, { Name: 'Led', AccountId: account, Amount: 12 });
    const list = listOf(await anna.get('lists/Opportunity/AllOpportunities'));
    expect(list.columns).toEqual([
      { field: 'Name', label: 'Opportunity Name', type: 'string' },
      { field: 'Account.Name', label: 'Account Name', type: 'string' },
      { field: 'StageName', label: 'Stage', type: 'picklist' },
      { field: 'Amount', label: 'Amount', type: 'currency' },
      { field: 'CloseDate', label: 'Close Date', type: 'date' },
      { field: 'Owner.Alias', label: 'Owner Alias', type: 'string' },
    ]);
    const row = list.rows.find((one) => one.id === id);
    expect(row?.cells).toMatchObject({
      Name: { value: 'Led' },
      'Account.Name': { value: 'Fabrikam', recordId: account },
      Amount: { value: 12, display: '$12.00' },
      'Owner.Alias': { value: 'anna' },
    });
  });

  it('of the user show what the user owns', async () => {
    const [anna, mona] = [await held.signIn('anna'), await held.signIn('mona')];
    const hers = await dealOf(anna, SHARED);
    const unshared = await dealOf(anna, {});
    const other = await dealOf(mona, SHARED);
    const shown = idsIn(await anna.get('lists/Opportunity/Co_Sell_My_Deals'));
    expect(shown).toContain(hers);
    expect(shown).not.toContain(unshared);
    expect(shown).not.toContain(other);
    expect(idsIn(await mona.get('lists/Opportunity/Co_Sell_My_Deals'))).toEqual([other]);
  });

  it('filter by a status', async () => {
    const anna = await held.signIn('anna');
    const ids = await Promise.all([
      dealOf(anna, SHARED),
      dealOf(anna, SHARED),
      dealOf(anna, SHARED),
    ]);
    const [conflict = '', failed = '', fine = ''] = ids;
    asBridge(conflict, { Co_Sell_Sync_Status__c: 'Conflict' });
    asBridge(failed, { Co_Sell_Sync_Status__c: 'Failed' });
    asBridge(fine, { Co_Sell_Sync_Status__c: 'Synced' });
    const shown = idsIn(await anna.get('lists/Opportunity/Co_Sell_Needs_Attention'));
    expect(shown.sort()).toEqual([conflict, failed].sort());
  });

  it.each([
    ['yesterday', '2026-11-21T12:00:00Z', false],
    ['today', '2026-11-22T23:59:59Z', false],
    ['tomorrow', '2026-11-23T00:00:00Z', true],
    ['the seventh day', '2026-11-29T23:59:59Z', true],
    ['the eighth day', '2026-11-30T00:00:00Z', false],
  ])('of the next seven days: %s', async (_when, expires, isShown) => {
    const anna = await held.signIn('anna');
    const id = await dealOf(anna, SHARED);
    asBridge(id, { Referral_Status__c: 'New', Referral_Expires__c: expires });
    const shown = idsIn(await anna.get('lists/Opportunity/Co_Sell_Expiring_Soon'));
    expect(shown.includes(id)).toBe(isShown);
  });

  it('follow a record that is changed, and leave one that is deleted', async () => {
    const anna = await held.signIn('anna');
    const id = await dealOf(anna, SHARED);
    const list = 'lists/Opportunity/Co_Sell_Incoming';
    expect(idsIn(await anna.get(list))).not.toContain(id);
    asBridge(id, { Referral_Status__c: 'New' });
    expect(idsIn(await anna.get(list))).toContain(id);
    await anna.delete(`records/${id}`);
    expect(idsIn(await anna.get(list))).not.toContain(id);
  });
});

describe('every list view of every object', () => {
  it('can be shown to the administrator', async () => {
    const adam = await held.signIn('adam');
    const objects = [
      'Opportunity',
      'Lead',
      'Account',
      'Contact',
      'Co_Sell_Audit_Entry__c',
      'Microsoft_Solution_Detail__c',
    ];
    for (const object of objects) {
      const offered = (await adam.get(`lists/${object}`)).body as { name: string }[];
      expect(offered.length).toBeGreaterThan(0);
      for (const { name } of offered) {
        const answer = await adam.get(`lists/${object}/${name}`);
        expect([name, answer.status]).toEqual([name, 200]);
        expect(listOf(answer).columns.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('a list view that is not simulated stops the start:', () => {
  const FILE = 'objects/Opportunity/listViews/Co_Sell_Incoming.listView-meta.xml';
  it.each([
    [
      'an operation',
      '<operation>equals',
      '<operation>within',
      /Co_Sell_Incoming.*operation within/,
    ],
    ['a scope', '<filterScope>Everything', '<filterScope>Team', /scope Team/],
    ['a column', '<columns>ACCOUNT.NAME', '<columns>ACCOUNT.SIC', /no field ACCOUNT.SIC/],
    ['an element', '<label>', '<sharedTo/><label>', /<sharedTo>/],
    [
      'a date that is none of its words',
      '<field>Referral_Status__c</field>\n        <operation>equals</operation>\n        <value>New',
      '<field>Referral_Expires__c</field>\n        <operation>equals</operation>\n        <value>NEXT_FORTNIGHT',
      /NEXT_FORTNIGHT/,
    ],
  ])('%s', async (_what, from, to, said) => {
    using tree = copyTree('force-app/main/default');
    tree.replace(FILE, from, to);
    const clock = createClock({ mode: 'manual', start: START });
    await expect(startOrg({ clock, lightning: {}, metadataDir: tree.folder })).rejects.toThrow(
      said,
    );
    clock.stop();
  });
});

describe('the related lists of a deal', () => {
  it('are what its user may see', async () => {
    const adam = await held.signIn('adam');
    const account = idOf(await adam.post('records/Account', { Name: 'Contoso' }));
    const contact = idOf(
      await adam.post('records/Contact', {
        LastName: 'Ortiz',
        FirstName: 'Lena',
        AccountId: account,
      }),
    );
    const deal = await dealOf(adam, { ...SHARED, AccountId: account });
    for (const [object, fields] of [
      ['OpportunityContactRole', { OpportunityId: deal, ContactId: contact, Role: 'Evaluator' }],
      ['Microsoft_Solution__c', { Opportunity__c: deal, Solution_Id__c: 'SOL-1', Quantity__c: 2 }],
    ] as const) {
      expect((await adam.post(`records/${object}`, fields)).status).toBe(201);
    }
    await adam.patch(`records/${deal}`, { Co_Sell_Request__c: 'Sync Now' });
    const shown = (await adam.get(`related/${deal}`)).body as (List & { relationship: string })[];
    expect(shown.map(({ relationship, rows }) => [relationship, rows.length])).toEqual([
      ['OpportunityLineItems', 0],
      ['OpportunityContactRoles', 1],
      ['Microsoft_Solutions__r', 1],
      ['Co_Sell_Audit_Entries__r', 1],
    ]);
    expect(shown[1]).toMatchObject({
      label: 'Contact Roles',
      object: 'OpportunityContactRole',
      columns: [
        { field: 'ContactId', label: 'Contact' },
        { field: 'Role' },
        { field: 'IsPrimary' },
      ],
      rows: [
        { cells: { ContactId: { value: contact, display: 'Lena Ortiz', recordId: contact } } },
      ],
    });
    expect(shown[3]?.rows[0]?.cells).toMatchObject({
      Actor__c: { value: 'Adam Admin' },
      Action__c: { value: 'requested' },
    });
    const sams = (await (await held.signIn('sam')).get(`related/${deal}`)).body;
    expect((sams as { relationship: string }[]).map(({ relationship }) => relationship)).toEqual([
      'OpportunityLineItems',
      'OpportunityContactRoles',
    ]);
  });

  it('are none for what has none', async () => {
    const adam = await held.signIn('adam');
    const { userId } = (await adam.get('me')).body as { userId: string };
    expect((await adam.get(`related/${userId}`)).body).toEqual([]);
  });
});

describe('the bell', () => {
  it('rings for whom Apex told, and nobody else, newest first', async () => {
    const [anna, mona] = [await held.signIn('anna'), await held.signIn('mona')];
    const deal = await dealOf(anna, SHARED);
    for (const title of ['Microsoft accepted', 'Microsoft wrote']) {
      await held.clock.advance(60_000);
      const notify = { title, body: 'Look at the deal.' };
      const changes = [{ key: 'a', object: 'Opportunity', id: deal, notify }];
      const response = await fetch(`${held.org.url}/services/apexrest/cosell/v1/changes`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${held.org.accessToken}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ changes }),
      });
      expect(response.status).toBe(200);
    }
    expect((await anna.get('notifications')).body).toMatchObject([
      { title: 'Microsoft wrote', body: 'Look at the deal.', targetId: deal, isRead: false },
      { title: 'Microsoft accepted', at: '2026-11-22T10:01:00.000Z', targetId: deal },
    ]);
    expect((await mona.get('notifications')).body).toEqual([]);
  });
});
