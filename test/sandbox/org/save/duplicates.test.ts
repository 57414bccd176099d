import { describe, expect, it } from 'vitest';
import { DEAL, orgForEachTest, refusal } from '../org-under-test.ts';
import type { DuplicateRule } from './duplicates.ts';

const held = orgForEachTest();
const anna = () => held.org.as('seller:anna');
const ruled = (action: DuplicateRule['action']) => {
  held.org.switches.duplicateRules = [
    {
      name: 'One_Account_A_Name',
      object: 'Account',
      fields: ['Name', 'BillingCity'],
      action,
      message: 'Use one of these accounts?',
    },
  ];
};
const account = (fields: object = {}) =>
  anna().create('Account', { Name: 'Contoso', BillingCity: 'Bremen', ...fields });
/** As an Apex class of the org saves it. */
const inApex = (allowSave: boolean) =>
  held.org.execute(
    'seller:anna',
    `Database.DMLOptions options = new Database.DMLOptions();
    options.DuplicateRuleHeader.allowSave = ${String(allowSave)};
    Database.insert(new Account(Name = 'contoso', BillingCity = 'BREMEN'), options);`,
  );
const count = () => held.org.query('SELECT Id FROM Account').length;

describe('a duplicate rule', () => {
  it('refuses what has all of its values, in any case, and says which rule it was', () => {
    ruled('alert');
    account();
    const refused = refusal(() => account({ Name: 'CONTOSO ' }));
    expect(refused).toMatchObject({
      statusCode: 'DUPLICATES_DETECTED',
      message: 'Use one of these accounts?',
      fields: [],
      source: { by: 'customer', what: 'duplicate rule One_Account_A_Name' },
    });
    account({ BillingCity: 'Hamburg' });
    // Blanks are not alike.
    account({ BillingCity: null });
    account({ BillingCity: null });
    expect(count()).toBe(4);
  });

  it('looks at an update only when it changes one of its values, and not at deleted rows', () => {
    ruled('alert');
    const first = account();
    const other = account({ BillingCity: 'Hamburg' });
    anna().update('Account', first, { BillingStreet: '1 Main Street' });
    expect(
      refusal(() => anna().update('Account', other, { BillingCity: 'Bremen' })).statusCode,
    ).toBe('DUPLICATES_DETECTED');
    anna().delete('Account', first);
    anna().update('Account', other, { BillingCity: 'Bremen' });
  });

  it('that warns lets Apex through that says so, and no other', () => {
    ruled('alert');
    account();
    expect(() => inApex(false)).toThrow(/DUPLICATES_DETECTED/);
    inApex(true);
    expect(count()).toBe(2);
  });

  it('that blocks lets nobody through', () => {
    ruled('block');
    account();
    expect(() => inApex(true)).toThrow(/DUPLICATES_DETECTED, Use one of these accounts/);
    expect(count()).toBe(1);
  });

  it('is answered over REST with what was found, under the platform’s own misspelling', async () => {
    ruled('block');
    const id = account();
    const answer = await held.org.call('POST', '/services/data/v65.0/sobjects/Account', {
      Name: 'Contoso',
      BillingCity: 'Bremen',
    });
    expect(answer.status).toBe(400);
    const [error] = answer.body as Record<string, unknown>[];
    expect(Object.keys(error ?? {})).toEqual(['duplicateResut', 'message', 'errorCode']);
    expect(error).toMatchObject({
      errorCode: 'DUPLICATES_DETECTED',
      duplicateResut: {
        allowSave: false,
        duplicateRule: 'One_Account_A_Name',
        matchResults: [{ size: 1, matchRecords: [{ record: { Id: id } }] }],
      },
    });
  });

  it('leaves other objects alone, and one that names no field of its object is told', () => {
    ruled('alert');
    anna().create('Opportunity', DEAL);
    const [rule] = held.org.switches.duplicateRules;
    if (rule) rule.fields = ['Nope__c'];
    expect(() => account()).toThrow(/Account\.Nope__c, which is not there/);
  });
});
