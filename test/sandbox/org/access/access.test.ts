/** What a user sees and may do: only what a permission set opens. */
import { createPrivateKey } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { copyTree } from '../../../gates/copied-tree.ts';
import { createClock } from '../../kit/clock.ts';
import { writeJwt } from '../../kit/jwt.ts';
import { newClient } from '../auth/new-client.ts';
import { DEAL, orgForEachTest, SHARED, START } from '../org-under-test.ts';
import { startOrg } from '../server.ts';

const PACKAGE = 'force-app/main/default';
const SET = 'permissionsets/Co_Sell_Bridge.permissionset-meta.xml';
const { client, privateKeyPem } = await newClient();
const held = orgForEachTest({
  auth: {
    kind: 'jwt',
    clients: [client],
    users: [{ username: 'bridge@partner.example', permissionSets: ['Co_Sell_Bridge'] }],
  },
});

let token: string;
beforeEach(async () => {
  const claims = {
    iss: client.clientId,
    sub: 'bridge@partner.example',
    aud: held.org.url,
    exp: START / 1000 + 60,
  };
  const assertion = writeJwt({}, claims, createPrivateKey(privateKeyPem));
  const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const response = await fetch(`${held.org.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type, assertion }),
  });
  token = ((await response.json()) as { access_token: string }).access_token;
});

const call = (method: string, path: string, body?: unknown) =>
  held.org.call(method, path, body, { Authorization: `Bearer ${token}` });
const data = (method: string, path: string, body?: unknown) =>
  call(method, `/services/data/v65.0${path}`, body);
const query = (soql: string) => data('GET', `/query?q=${encodeURIComponent(soql)}`);
const codeOf = ({ body }: { body: unknown }) => (body as { errorCode: string }[])[0]?.errorCode;

describe('what no set opens is hidden:', () => {
  it.each([
    ['an object', 'SELECT Id FROM Co_Sell_Audit_Entry__c', 'INVALID_TYPE'],
    ['a field', 'SELECT Description FROM Opportunity', 'INVALID_FIELD'],
    ['a field in a filter', "SELECT Id FROM Opportunity WHERE NextStep = 'x'", 'INVALID_FIELD'],
    ['a field in the order', 'SELECT Id FROM Opportunity ORDER BY NextStep', 'INVALID_FIELD'],
    ['a field of a parent', 'SELECT Account.Website FROM Opportunity', 'INVALID_FIELD'],
    [
      'a field of children',
      'SELECT (SELECT Solution_Key__c FROM Microsoft_Solutions__r) FROM Opportunity',
      'INVALID_FIELD',
    ],
    [
      'children',
      'SELECT (SELECT Id FROM Co_Sell_Audit_Entries__r) FROM Opportunity',
      'INVALID_FIELD',
    ],
  ])('%s in a query', async (_what, soql, code) => {
    const answer = await query(soql);
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
  });

  it('objects and fields in the descriptions', async () => {
    const all = (await data('GET', '/sobjects')).body as { sobjects: { name: string }[] };
    const names = all.sobjects.map(({ name }) => name);
    expect(names).toContain('Opportunity');
    expect(names).not.toContain('Co_Sell_Audit_Entry__c');
    expect((await data('GET', '/sobjects/Co_Sell_Audit_Entry__c/describe')).status).toBe(404);
    const { body } = await data('GET', '/sobjects/Opportunity/describe');
    const { fields, childRelationships } = body as {
      fields: { name: string; updateable: boolean }[];
      childRelationships: { childSObject: string }[];
    };
    const updateable = Object.fromEntries(fields.map((one) => [one.name, one.updateable]));
    expect(updateable).toMatchObject({
      StageName: true,
      Amount: true,
      Co_Sell_Customer_Consent__c: false,
      SystemModstamp: false,
    });
    expect(updateable).not.toHaveProperty('NextStep');
    expect(childRelationships.map((one) => one.childSObject)).not.toContain(
      'Co_Sell_Audit_Entry__c',
    );
  });

  it('fields in a whole record', async () => {
    const id = held.org.as('system').create('Opportunity', { ...DEAL, NextStep: 'Secret' });
    const { body } = await data('GET', `/sobjects/Opportunity/${id}`);
    expect(body).toMatchObject({ Name: 'Deal' });
    expect(body).not.toHaveProperty('NextStep');
  });
});

describe('what a set opens for reading only is closed for saving:', () => {
  const CASES: [string, object, number, string][] = [
    [
      'a field that may be read',
      { Co_Sell_Customer_Consent__c: true },
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
    ],
    ['a field that is hidden', { NextStep: 'x' }, 400, 'INVALID_FIELD'],
  ];
  it.each(CASES)('%s', async (_what, fields, status, code) => {
    const id = held.org.as('system').create('Opportunity', DEAL);
    const answer = await data('PATCH', `/sobjects/Opportunity/${id}`, fields);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    const records = [{ attributes: { type: 'Opportunity' }, id, ...fields }];
    const rows = (await data('PATCH', '/composite/sobjects', { records })).body;
    expect(rows).toMatchObject([{ success: false, errors: [{ statusCode: code }] }]);
  });

  it('an object that may only be read, and a row that may not be deleted', async () => {
    const id = held.org.as('system').create('Opportunity', DEAL);
    const solution = { Opportunity__c: id, Solution_Id__c: 'SOL-1' };
    for (const answer of [
      await data('POST', '/sobjects/Microsoft_Solution__c', solution),
      await data('DELETE', `/sobjects/Opportunity/${id}`),
    ])
      expect([answer.status, codeOf(answer)]).toEqual([403, 'INSUFFICIENT_ACCESS_OR_READONLY']);
    expect((await data('PATCH', `/sobjects/Opportunity/${id}`, { Amount: 5 })).status).toBe(204);
    expect(held.org.journal.entries().at(-1)).toMatchObject({ actor: 'bridge' });
  });
});

describe('without any set', () => {
  it('a running session has no API at all, and has it back with the set', async () => {
    held.org.unassign('bridge@partner.example', 'Co_Sell_Bridge');
    const answer = await query('SELECT Id FROM Opportunity');
    expect([answer.status, codeOf(answer)]).toEqual([403, 'API_DISABLED_FOR_ORG']);
    held.org.assign('bridge@partner.example', 'Co_Sell_Bridge');
    expect((await query('SELECT Id FROM Opportunity')).status).toBe(200);
  });

  it('that exists nobody can be given', () => {
    expect(() => held.org.assign('bridge@partner.example', 'Nope')).toThrow(
      /no permission set Nope/,
    );
  });
});

describe('the triggers of the package', () => {
  it('write fields their user does not see', async () => {
    const id = held.org.as('system').create('Opportunity', SHARED);
    await data('PATCH', `/sobjects/Opportunity/${id}`, { Amount: 5 });
    expect(held.org.as('system').get('Opportunity', id)?.['Co_Sell_Change_Token__c']).toBeTruthy();
  });
});

/** A set as it stands in the package, with one mistake. */
const MISTAKES: [what: string, from: string, to: string, said: RegExp][] = [
  ['a required field', 'Opportunity.Amount', 'Microsoft_Solution__c.Solution_Id__c', /is required/],
  ['a master', 'Opportunity.Amount', 'Microsoft_Solution__c.Opportunity__c', /a master/],
  ['a name', 'Opportunity.Amount', 'Account.Name', /a name/],
  ['a system field', 'Opportunity.Amount', 'Opportunity.IsClosed', /a system field/],
  ['a part of an address', 'Account.BillingAddress', 'Account.BillingCity', /or not there/],
  ['a field nobody knows', 'Opportunity.Amount', 'Opportunity.Amounts', /or not there/],
  [
    'a formula to be edited',
    'Opportunity.Amount',
    'Opportunity.Co_Sell_Sync_Indicator__c',
    /formula/,
  ],
  ['editing without reading', '<allowRead>true', '<allowRead>false', /depends on read/],
  ['deals without contacts', '<object>Contact<', '<object>Lead<', /depends on permission.*Contact/],
  ['a permission that is not there', '>Co_Sell_Bridge_Access<', '>Nope<', /no custom permission/],
  ['a type that is not there', 'Co_Sell_Setting__mdt', 'Nope__mdt', /no type Nope__mdt/],
  ['an element that is not simulated', '<label>', '<flowAccesses/><label>', /flowAccesses/],
];

describe('a permission set that the platform would not deploy stops the start:', () => {
  it.each(MISTAKES)('%s', async (_what, from, to, said) => {
    using tree = copyTree(PACKAGE);
    tree.replace(SET, from, to);
    const clock = createClock({ mode: 'manual', start: START });
    await expect(startOrg({ clock, metadataDir: tree.folder })).rejects.toThrow(said);
    clock.stop();
  });
});
