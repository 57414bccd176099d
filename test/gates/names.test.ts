import { describe, expect, it } from 'vitest';
import { checkNames } from './check-names.ts';
import { copyTree } from './copied-tree.ts';
import { readMetadata } from './package-files.ts';
import { modelOf } from './package-model.ts';
import { namesUsedIn } from './salesforce-names.ts';

const model = modelOf(readMetadata('force-app/main/default'));

describe('the Salesforce names in the service', () => {
  const used = namesUsedIn('service/src');

  it('all exist in the package and are taken for what they are', () => {
    expect(checkNames(used, model)).toEqual([]);
  });

  it('are really found, with the values that meet them', () => {
    const names = new Set(used.names.map(({ name }) => name));
    expect(names).toContain('Referral_Identifier__c');
    expect(names).toContain('Co_Sell_Change_Token__c');
    expect(used.uses.length).toBeGreaterThan(0);
  });
});

const MISTAKES: [title: string, code: string, said: string][] = [
  [
    'a field that is spelt wrong in a string',
    "const token = row['Co_Sell_Change_Tokens__c'];",
    'x.ts:2: the package has no Co_Sell_Change_Tokens__c',
  ],
  [
    'a field that is spelt wrong as a property',
    'const token = row.Co_Sell_Change_Tokens__c;',
    'x.ts:2: the package has no Co_Sell_Change_Tokens__c',
  ],
  [
    'a field in the wrong case',
    'const token = row.Co_sell_Change_Token__c;',
    'x.ts:2: the package has no Co_sell_Change_Token__c',
  ],
  [
    'a field in the middle of a query',
    "const soql = `SELECT Id,Referral_Id__c FROM Opportunity WHERE Id='${id}'`;",
    'x.ts:2: the package has no Referral_Id__c',
  ],
  [
    'a field behind a value in a query',
    "const soql = `SELECT Id FROM Opportunity WHERE Id='${id}' AND Referral_Id__c=null`;",
    'x.ts:2: the package has no Referral_Id__c',
  ],
  [
    'an object that is not there',
    "const soql = 'SELECT Id FROM Co_Sell_Settings__mdt';",
    'x.ts:2: the package has no Co_Sell_Settings__mdt',
  ],
  [
    'a relationship that is not there',
    "const soql = 'SELECT Id,(SELECT Id FROM Solutions__r) FROM Opportunity';",
    'x.ts:2: the package has no Solutions__r',
  ],
  [
    'a query from a field',
    "const soql = 'SELECT Id FROM Solution_Id__c';",
    'x.ts:2: Solution_Id__c is a field, a query reads FROM an object',
  ],
  [
    'a query from a parent',
    "const soql = 'SELECT Id,(SELECT Id FROM Opportunity__r) FROM Account';",
    'x.ts:2: Opportunity__r leads to a parent, a query reads FROM children',
  ],
  [
    'a field of another object behind a relationship',
    "const soql = 'SELECT Opportunity__r.Solution_Id__c FROM Microsoft_Solution__c';",
    'x.ts:2: Opportunity, to which Opportunity__r leads, has no Solution_Id__c',
  ],
  [
    'a name put together at run time',
    'const field = `Co_Sell_${id}__c`;',
    'x.ts:2: a name is built from parts; write it whole',
  ],
  [
    'text written to a checkbox',
    "const set = { Sync_with_Partner_Center__c: 'true' };",
    'x.ts:2: Sync_with_Partner_Center__c is a Checkbox, the code takes it for a string',
  ],
  [
    'a number written to a date-time',
    "row['Co_Sell_Last_Synced__c'] = Date.now();",
    'x.ts:2: Co_Sell_Last_Synced__c is a DateTime, the code takes it for a number',
  ],
  [
    'a text compared with a number',
    "const isOne = row.Quantity__c === '1';",
    'x.ts:2: Quantity__c is a Number, the code takes it for a string',
  ],
  [
    'a text read as a number',
    "const name = numberOrNull(row, 'Solution_Name__c');",
    'x.ts:2: Solution_Name__c is a Text, the code takes it for a number',
  ],
  [
    'a picklist value that is spelt wrong',
    "const set = { Co_Sell_Sync_Status__c: 'Needs Atention' };",
    'x.ts:2: Co_Sell_Sync_Status__c has no value Needs Atention',
  ],
  [
    'a wish that nobody can choose',
    "const isYes = row['Referral_Response__c'] === 'Accepted';",
    'x.ts:2: Referral_Response__c has no value Accepted',
  ],
];

const PRELUDE =
  'declare const row: Record<string, unknown>; declare const id: string; declare function numberOrNull(row: unknown, name: string): number | null;\n';

describe('a mistake in a name is noticed:', () => {
  it.each(MISTAKES)('%s', (_title, code, said) => {
    using tree = copyTree();
    tree.write('x.ts', PRELUDE + code);
    expect(checkNames(namesUsedIn(tree.folder), model)).toEqual([said]);
  });

  it('and what is right, or only in a comment, is not', () => {
    using tree = copyTree();
    tree.write(
      'x.ts',
      `${PRELUDE}// Nobody has Wrong_Name__c.
      const soql = \`SELECT Id,Opportunity__r.Referral_Identifier__c FROM Microsoft_Solution__c WHERE Id='\${id}'\`;
      const isCustom = id.endsWith('__c');
      const set = { Sync_with_Partner_Center__c: true, Microsoft_Deal_Value__c: 5, Co_Sell_Sync_Status__c: null };
      const wants = row.Referral_Response__c === 'Decline';
      const solutions = row.microsoft_solutions__r;`,
    );
    expect(checkNames(namesUsedIn(tree.folder), model)).toEqual([]);
  });

  it('and so is a field that the package loses', () => {
    using tree = copyTree('force-app/main/default');
    tree.remove('objects/Opportunity/fields/Co_Sell_Change_Token__c.field-meta.xml');
    tree.remove('objects/Lead/fields/Co_Sell_Change_Token__c.field-meta.xml');
    using code = copyTree();
    code.write('x.ts', `${PRELUDE}const token = row.Co_Sell_Change_Token__c;`);
    expect(checkNames(namesUsedIn(code.folder), modelOf(readMetadata(tree.folder)))).toEqual([
      'x.ts:2: the package has no Co_Sell_Change_Token__c',
    ]);
  });
});
