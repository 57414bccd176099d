import { describe, expect, it } from 'vitest';
import { orgForEachTest } from './org-under-test.ts';

const held = orgForEachTest();
const anna = () => held.org.as('seller:anna');
const PERSON = {
  FirstName: 'Sue',
  LastName: 'Smith',
  Company: 'Fabrikam',
  Email: 'sue@fabrikam.example',
  City: 'Redmond',
  Sync_with_Partner_Center__c: true,
};

describe('converting a lead', () => {
  it('makes an account, a contact and an opportunity, and carries no field of the package over', () => {
    const id = anna().create('Lead', PERSON);
    anna().update('Lead', id, { Co_Sell_Request__c: 'Sync Now' });
    const made = anna().convertLead(id);
    expect(anna().get('Account', made.accountId)).toMatchObject({
      Name: 'Fabrikam',
      BillingCity: 'Redmond',
    });
    expect(anna().get('Contact', made.contactId)).toMatchObject({
      AccountId: made.accountId,
      Email: 'sue@fabrikam.example',
    });
    expect(anna().get('Opportunity', String(made.opportunityId))).toMatchObject({
      Name: 'Fabrikam-',
      StageName: 'Prospecting',
      AccountId: made.accountId,
      Amount: null,
      Sync_with_Partner_Center__c: false,
      Co_Sell_Request__c: null,
    });
    expect(anna().get('Lead', id)).toMatchObject({
      IsConverted: true,
      Status: 'Closed - Converted',
      ConvertedAccountId: made.accountId,
      ConvertedContactId: made.contactId,
      ConvertedOpportunityId: made.opportunityId,
    });
  });

  it('goes without an opportunity where none is wanted', () => {
    const id = anna().create('Lead', PERSON);
    expect(anna().convertLead(id, { createsOpportunity: false }).opportunityId).toBeNull();
  });

  it('is for good: nobody changes it or converts it again, but it can be deleted', () => {
    const id = anna().create('Lead', PERSON);
    anna().convertLead(id);
    const refusal = /cannot reference converted lead/;
    expect(() => anna().update('Lead', id, { City: 'Oslo' })).toThrow(refusal);
    expect(() => anna().convertLead(id)).toThrow(refusal);
    expect(() => anna().delete('Lead', id)).not.toThrow();
  });

  it('undoes everything when what it becomes is refused', () => {
    const id = anna().create('Lead', PERSON);
    const wish = { opportunity: { StageName: null } };
    expect(() => anna().convertLead(id, wish)).toThrow(/Required fields are missing/);
    expect(anna().get('Lead', id)).toMatchObject({ IsConverted: false });
    expect(held.org.query("SELECT Id FROM Account WHERE Name = 'Fabrikam'")).toEqual([]);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('runs the triggers of leads as the org is set up (%s)', async (runs, times) => {
    const id = anna().create('Lead', PERSON);
    await held.org.settleNudges();
    held.org.switches.convertRunsLeadTriggers = runs;
    const before = held.org.nudges().length;
    anna().convertLead(id);
    await held.org.settleNudges();
    expect(held.org.nudges().length - before).toBe(times);
  });
});
