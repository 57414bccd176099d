import { describe, expect, it } from 'vitest';
import { DEAL, orgForEachTest, refusal } from '../org-under-test.ts';

const held = orgForEachTest();
const names = (where: string, all = false) =>
  held.org.query(`SELECT Name FROM Opportunity ${where}`, { all }).map((row) => row['Name']);

/** Three deals: Alpha 10, beta 20.5 with account and solutions, Gamma without amount, closed. */
function seed() {
  const anna = held.org.as('seller:anna');
  const account = anna.create('Account', { Name: 'Contoso', BillingCity: 'Lyon' });
  const alpha = anna.create('Opportunity', { ...DEAL, Name: 'Alpha', Amount: 10 });
  const beta = anna.create('Opportunity', {
    ...DEAL,
    Name: 'beta',
    Amount: 20.5,
    AccountId: account,
    CloseDate: '2027-01-31',
  });
  const gamma = anna.create('Opportunity', { ...DEAL, Name: "Gam'ma", StageName: 'Closed Won' });
  for (const id of ['S1', 'S2'])
    anna.create('Microsoft_Solution__c', { Opportunity__c: beta, Solution_Id__c: id });
  return { account, alpha, beta, gamma };
}

describe('WHERE', () => {
  it.each([
    ["WHERE Name = 'ALPHA'", ['Alpha']],
    ["WHERE Name != 'alpha'", ['beta', "Gam'ma"]],
    ["WHERE Name LIKE '%m\\'m_'", ["Gam'ma"]],
    ["WHERE Name LIKE '%\\_%'", []],
    ['WHERE Amount > 10', ['beta']],
    ['WHERE Amount <= 20.5', ['Alpha', 'beta']],
    ['WHERE Amount = null', ["Gam'ma"]],
    ['WHERE Amount != null AND IsClosed = false', ['Alpha', 'beta']],
    ["WHERE (Amount > 15 AND IsWon = false) OR StageName IN ('Closed Won')", ['beta', "Gam'ma"]],
    ["WHERE (NOT Name LIKE 'b%') AND IsWon = false", ['Alpha']],
    ['WHERE CloseDate >= 2027-01-01', ['beta']],
    ['WHERE SystemModstamp >= 2026-11-22T11:00:00+01:00', ['Alpha', 'beta', "Gam'ma"]],
    ['WHERE CreatedDate > 2026-11-22T10:00:00Z', []],
    ["WHERE Account.BillingCity = 'lyon'", ['beta']],
    ["WHERE Name NOT IN ('alpha', 'beta')", ["Gam'ma"]],
  ])('%s', (where, expected) => {
    seed();
    expect(names(where)).toEqual(expected);
  });

  it('knows ids of 15 and of 18 characters, and refuses anything else', () => {
    const { alpha } = seed();
    expect(names(`WHERE Id = '${alpha.slice(0, 15)}'`)).toEqual(['Alpha']);
    expect(names(`WHERE Id IN ('${alpha}')`)).toEqual(['Alpha']);
    expect(refusal(() => names("WHERE Id = 'ZZZ'")).statusCode).toBe(
      'INVALID_QUERY_FILTER_OPERATOR',
    );
  });
});

it('sorts with nulls first, limits and skips', () => {
  seed();
  expect(names('ORDER BY Amount')).toEqual(["Gam'ma", 'Alpha', 'beta']);
  expect(names('ORDER BY Amount DESC NULLS LAST LIMIT 1')).toEqual(['beta']);
  expect(names('ORDER BY Name LIMIT 2 OFFSET 1')).toEqual(['beta', "Gam'ma"]);
});

it('selects parents and children in the order asked, null where there are none', async () => {
  seed();
  const soql =
    "SELECT Account.Name, Amount, Account.BillingCity, (SELECT Solution_Id__c FROM Microsoft_Solutions__r WHERE Solution_Id__c != 'S2') FROM Opportunity WHERE Name IN ('Alpha','beta') ORDER BY Name";
  const { body } = await held.org.call(
    'GET',
    `/services/data/v65.0/query?q=${encodeURIComponent(soql)}`,
  );
  const { records } = body as { records: Record<string, unknown>[] };
  expect(records[0]).toMatchObject({ Account: null, Amount: 10, Microsoft_Solutions__r: null });
  expect(records[1]).toMatchObject({
    Account: { attributes: { type: 'Account' }, Name: 'Contoso', BillingCity: 'Lyon' },
    Microsoft_Solutions__r: { totalSize: 1, done: true, records: [{ Solution_Id__c: 'S1' }] },
  });
  expect(Object.keys(records[1] ?? {})).toEqual([
    'attributes',
    'Account',
    'Amount',
    'Microsoft_Solutions__r',
  ]);
});

it('prints decimals with a fraction, as the platform does', async () => {
  seed();
  const response = await fetch(
    `${held.org.url}/services/data/v65.0/query?q=SELECT+Amount+FROM+Opportunity+LIMIT+1`,
    {
      headers: { Authorization: `Bearer ${held.org.accessToken}` },
    },
  );
  expect(await response.text()).toContain('"Amount":10.0');
});

it('counts', async () => {
  seed();
  const { body } = await held.org.call(
    'GET',
    '/services/data/v65.0/query?q=SELECT+COUNT()+FROM+Opportunity+WHERE+Amount+!=+null',
  );
  expect(body).toEqual({ totalSize: 2, done: true, records: [] });
});

it('reads deleted rows and their children when all are asked', () => {
  const { beta } = seed();
  held.org.as('seller:anna').delete('Opportunity', beta);
  expect(names('')).toEqual(['Alpha', "Gam'ma"]);
  expect(names('WHERE IsDeleted = true', true)).toEqual(['beta']);
  expect(held.org.query('SELECT Id FROM Microsoft_Solution__c')).toEqual([]);
  held.org.as('seller:anna').undelete('Opportunity', beta);
  expect(held.org.query('SELECT Id FROM Microsoft_Solution__c')).toHaveLength(2);
});

it('reads settings and mapping rows', () => {
  const rows = held.org.query(
    "SELECT DeveloperName, Field__c, On_Update__c FROM Co_Sell_Field_Mapping__mdt WHERE Canonical_Field__c = 'dealValue'",
  );
  expect(rows).toMatchObject([
    { DeveloperName: 'Default_DealValue', Field__c: 'Amount', On_Update__c: true },
  ]);
  expect(
    held.org.query('SELECT ApiName FROM OpportunityStage WHERE IsActive = true ORDER BY SortOrder'),
  ).toHaveLength(10);
});

describe('a query is refused', () => {
  it.each([
    ['SELEKT Id FROM Opportunity', 'MALFORMED_QUERY', /unexpected token: SELEKT/],
    ['SELECT Id, FROM Opportunity', 'MALFORMED_QUERY', /unexpected token/],
    [
      'SELECT Bacon__c FROM Account LIMIT 2',
      'INVALID_FIELD',
      /\nSELECT Bacon__c FROM Account LIMIT 2\n {7}\^\nERROR at Row:1:Column:8\nNo such column 'Bacon__c' on entity 'Account'/,
    ],
    ['SELECT Nope.Name FROM Opportunity', 'INVALID_FIELD', /Didn't understand relationship 'Nope'/],
    [
      'SELECT Id FROM XYZZY',
      'INVALID_TYPE',
      /ERROR at Row:1:Column:16\nsObject type 'XYZZY' is not supported/,
    ],
    ['SELECT Id, (SELECT Id FROM Nopes__r) FROM Opportunity', 'INVALID_FIELD', /Nopes__r/],
    [
      "SELECT Id FROM Opportunity WHERE Name = 'a' AND Amount = 1 OR Amount = 2",
      'MALFORMED_QUERY',
      /unexpected token: 'OR'/,
    ],
    [
      "SELECT Id FROM Opportunity WHERE Amount = 1 AND NOT Name = 'a'",
      'MALFORMED_QUERY',
      /unexpected token: 'NOT'/,
    ],
    ["SELECT Id FROM Opportunity WHERE Amount = '1'", 'INVALID_FIELD', /must be of type double/],
    ['SELECT Id FROM Opportunity WHERE Name = 1', 'INVALID_FIELD', /must be of type string/],
    [
      'SELECT Id FROM Opportunity WHERE SystemModstamp > 2026-01-01',
      'INVALID_FIELD',
      /must be of type dateTime/,
    ],
    ["SELECT Id FROM Opportunity WHERE Audit__c = 'x'", 'MALFORMED_QUERY', /can not be filtered/],
    ['SELECT Id FROM Opportunity WHERE CloseDate = TODAY', 'MALFORMED_QUERY', /date literal TODAY/],
    [
      'SELECT Id FROM Opportunity WHERE Id IN (SELECT OpportunityId FROM OpportunityContactRole)',
      'MALFORMED_QUERY',
      /sub-query in WHERE/,
    ],
    ['SELECT StageName FROM Opportunity GROUP BY StageName', 'MALFORMED_QUERY', /GROUP BY/],
    ['SELECT COUNT(Id) FROM Opportunity', 'MALFORMED_QUERY', /COUNT\(Id\)/],
    ['SELECT Id FROM Opportunity FOR UPDATE', 'MALFORMED_QUERY', /FOR VIEW, REFERENCE or UPDATE/],
    ['SELECT Id FROM Opportunity WITH SECURITY_ENFORCED', 'MALFORMED_QUERY', /SECURITY_ENFORCED/],
    ['SELECT Id, Id FROM Opportunity', 'MALFORMED_QUERY', /duplicate field selected: Id/],
  ])('%s', (soql, code, message) => {
    const refused = refusal(() => held.org.query(soql));
    expect(refused.statusCode).toBe(code);
    expect(refused.message).toMatch(message);
  });
});
