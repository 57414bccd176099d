/** Records as each of the four users sees and saves them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEAL, SHARED } from '../org-under-test.ts';
import {
  lightningForAllTests,
  ORG_KEY,
  type Person,
  type UiAnswer,
} from './lightning-under-test.ts';

const held = lightningForAllTests();

type Shown = { value: unknown; display: string | null };
type Refusal = {
  statusCode: number;
  output: { errors: object[]; fieldErrors: { [field: string]: object[] } };
};

const fieldsOf = ({ body }: UiAnswer) => (body as { fields: { [name: string]: Shown } }).fields;
const refusalOf = ({ body }: UiAnswer) => (body as { body: Refusal }).body;
const idOf = ({ body }: UiAnswer) => (body as { id: string }).id;
const newDeal = async (person: Person, more: object = {}) =>
  idOf(await person.post('records/Opportunity', { ...DEAL, ...more }));
const rowOf = (id: string) => held.org.as('system').get('Opportunity', id);

/** `Field → editable` of a set's own text, read without the code under test. */
function grantsOf(...sets: string[]): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const set of sets) {
    const path = `force-app/main/default/permissionsets/${set}.permissionset-meta.xml`;
    const text = readFileSync(path, 'utf8');
    const grants = text.matchAll(
      /<editable>(\w+)<\/editable>\s*<field>Opportunity\.(\w+__c)<\/field>\s*<readable>true/g,
    );
    for (const [, editable, field = ''] of grants) {
      found.set(field, found.get(field) === true || editable === 'true');
    }
  }
  return found;
}

describe('field-level security:', () => {
  const USERS = [
    ['anna', grantsOf('Co_Sell_Seller')],
    ['mona', grantsOf('Co_Sell_Manager')],
    ['sam', new Map<string, boolean>()],
  ] as const;

  it.each(USERS)('%s sees the fields that the sets open, and no other', async (name, grants) => {
    const person = await held.signIn(name);
    const id = await newDeal(await held.signIn('adam'));
    const own = (names: string[]) => names.filter((one) => one.endsWith('__c')).sort();
    const expected = [...grants.keys()].sort();
    expect(own(Object.keys(fieldsOf(await person.get(`records/${id}`))))).toEqual(expected);
    const info = (await person.get('objects/Opportunity')).body as {
      fields: { [name: string]: { updateable: boolean } };
    };
    expect(own(Object.keys(info.fields))).toEqual(expected);
    for (const [field, isEditable] of grants) {
      expect([field, info.fields[field]?.updateable]).toEqual([field, isEditable]);
    }
  });

  it('an administrator sees every field of the package', async () => {
    const adam = await held.signIn('adam');
    const fields = fieldsOf(await adam.get(`records/${await newDeal(adam)}`));
    for (const field of grantsOf('Co_Sell_Seller', 'Co_Sell_Manager').keys()) {
      expect(fields).toHaveProperty(field);
    }
  });

  it('a field that is asked for and hidden is absent; one that nobody has is refused', async () => {
    const sam = await held.signIn('sam');
    const id = await newDeal(sam);
    const answer = await sam.get(`records/${id}?fields=Name,Co_Sell_Sync_Status__c,Owner.Name`);
    expect(fieldsOf(answer)).toEqual({
      Name: { value: 'Deal', display: null },
      'Owner.Name': { value: 'Sam Without', display: null },
    });
    const wrong = await sam.get(`records/${id}?fields=Nmae`);
    expect(wrong).toMatchObject({
      status: 400,
      body: { body: [{ errorCode: 'INVALID_FIELD', message: /Nmae/ }] },
    } as object);
  });

  it.each([
    ['a field that may only be read', 'anna', { Co_Sell_Change_Token__c: 'x' }],
    ['a formula', 'adam', { Co_Sell_Sync_Indicator__c: 'x' }],
    ['a field of the system', 'adam', { IsWon: true }],
  ] as const)('%s is refused in a save and named', async (_what, name, fields) => {
    const person = await held.signIn(name);
    const id = await newDeal(person);
    const answer = await person.patch(`records/${id}`, { ...fields, NextStep: 'Call' });
    const [field = ''] = Object.keys(fields);
    expect(answer.status).toBe(400);
    expect(refusalOf(answer).output.fieldErrors[field]).toMatchObject([
      { errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', field },
    ]);
    expect(rowOf(id)).toMatchObject({ NextStep: null });
  });

  it('a field that is hidden is refused in a save as one that is not there', async () => {
    const sam = await held.signIn('sam');
    for (const answer of [
      await sam.patch(`records/${await newDeal(sam)}`, { Sync_with_Partner_Center__c: true }),
      await sam.post('records/Opportunity', SHARED),
    ]) {
      expect(answer).toMatchObject({
        status: 400,
        body: { body: [{ errorCode: 'INVALID_FIELD' }] },
      });
    }
  });

  it('objects that no set opens are not there', async () => {
    const sam = await held.signIn('sam');
    for (const path of ['objects/Microsoft_Solution__c', 'lists/Co_Sell_Audit_Entry__c']) {
      expect((await sam.get(path)).status).toBe(404);
    }
    expect((await sam.post('records/Microsoft_Solution__c', {})).status).toBe(404);
  });

  it('a record that may only be read is neither made, changed nor deleted', async () => {
    const row = { Solution_Id__c: 'SOL-9', Solution_Name__c: 'Nine', Is_Active__c: true };
    const id = held.org.as('system').create('Microsoft_Solution_Detail__c', row);
    const anna = await held.signIn('anna');
    expect((await anna.get(`records/${id}`)).status).toBe(200);
    for (const answer of [
      await anna.patch(`records/${id}`, { Solution_Name__c: 'Ten' }),
      await anna.post('records/Microsoft_Solution_Detail__c', row),
      await anna.delete(`records/${id}`),
    ]) {
      expect(answer.status).toBe(403);
      expect(refusalOf(answer).output.errors).toMatchObject([
        { errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' },
      ]);
    }
    const mona = await held.signIn('mona');
    expect((await mona.patch(`records/${id}`, { Solution_Name__c: 'Ten' })).status).toBe(200);
  });

  it('nobody saves setup here', async () => {
    const adam = await held.signIn('adam');
    const { userId } = (await adam.get('me')).body as { userId: string };
    const answer = await adam.patch(`records/${userId}`, { Title: 'Chief' });
    expect(refusalOf(answer).output.errors).toMatchObject([
      { errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' },
    ]);
  });
});

describe('values are shown as in US English:', () => {
  it('money, dates, moments, choices, names; text and checkboxes as they are', async () => {
    const adam = await held.signIn('adam');
    const account = idOf(
      await adam.post('records/Account', { Name: 'Fabrikam', AnnualRevenue: 5e6 }),
    );
    const id = await newDeal(adam, {
      AccountId: account,
      Amount: 1234567.5,
      Referral_Response__c: 'Accept',
      IsPrivate: true,
    });
    expect(fieldsOf(await adam.get(`records/${id}`))).toMatchObject({
      Amount: { value: 1234567.5, display: '$1,234,567.50' },
      Probability: { value: 10, display: '10%' },
      CloseDate: { value: '2026-12-15', display: '12/15/2026' },
      CreatedDate: { value: '2026-11-22T10:00:00.000Z', display: '11/22/2026, 2:00 AM' },
      AccountId: { value: account, display: 'Fabrikam' },
      OwnerId: { display: 'Adam Admin' },
      Name: { value: 'Deal', display: null },
      IsPrivate: { value: true, display: null },
      NextStep: { value: null, display: null },
    });
    expect(fieldsOf(await adam.get(`records/${account}`))).toMatchObject({
      AnnualRevenue: { value: 5e6, display: '$5,000,000' },
    });
    expect(
      fieldsOf(await adam.get(`records/${id}?fields=Account.Name,Account.AnnualRevenue`)),
    ).toEqual({
      'Account.Name': { value: 'Fabrikam', display: null },
      'Account.AnnualRevenue': { value: 5e6, display: '$5,000,000' },
    });
  });

  it('a choice is shown by its label, and offered with it', async () => {
    const anna = await held.signIn('anna');
    const { fields } = (await anna.get('objects/Opportunity')).body as {
      fields: {
        [name: string]: { picklist: { value: string; label: string }[]; helpText: string };
      };
    };
    const { picklist = [], helpText } = fields['Referral_Response__c'] ?? {};
    const [first] = picklist;
    const id = await newDeal(await held.signIn('adam'), { Referral_Response__c: first?.value });
    expect(fieldsOf(await anna.get(`records/${id}`))['Referral_Response__c']).toEqual({
      value: first?.value,
      display: first?.label,
    });
    expect(helpText).toMatch(/\w/);
  });
});

describe('a save', () => {
  it('of a seller is hers, stamps the token and rings the bridge', async () => {
    const anna = await held.signIn('anna');
    const id = idOf(await anna.post('records/Opportunity', SHARED));
    await held.org.settleNudges();
    const token = rowOf(id)?.['Co_Sell_Change_Token__c'];
    held.bridge.heard.length = 0;
    const answer = await anna.patch(`records/${id}`, { Amount: 5000 });
    expect([answer.status, answer.body]).toEqual([200, {}]);
    await held.org.settleNudges();
    expect(rowOf(id)?.['Co_Sell_Change_Token__c']).not.toBe(token);
    expect(held.org.journal.entries().at(-1)).toMatchObject({ actor: 'seller:anna', id });
    expect(held.bridge.heard).toMatchObject([
      {
        method: 'POST',
        path: '/v1/records/changed',
        headers: { authorization: `Bearer ${ORG_KEY}` },
        body: JSON.stringify({ ids: [id], more: false }),
      },
    ]);
  });

  it('of somebody without co-sell works, and rings nobody', async () => {
    const adam = await held.signIn('adam');
    const id = idOf(await adam.post('records/Opportunity', SHARED));
    await held.org.settleNudges();
    held.bridge.heard.length = 0;
    const sam = await held.signIn('sam');
    expect((await sam.patch(`records/${id}`, { Amount: 7 })).status).toBe(200);
    await held.org.settleNudges();
    expect(rowOf(id)).toMatchObject({ Amount: 7 });
    expect(held.org.journal.entries().at(-1)).toMatchObject({ actor: 'seller:sam' });
    expect(held.bridge.heard).toEqual([]);
  });

  it('that a validation rule refuses says so at the field, and saves nothing', async () => {
    const anna = await held.signIn('anna');
    const id = await newDeal(anna);
    const answer = await anna.patch(`records/${id}`, {
      Referral_Response__c: 'Decline',
      Amount: 1,
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ status: 400, statusText: 'Bad Request' });
    expect(refusalOf(answer)).toMatchObject({
      message: 'An error occurred while trying to update the record. Please try again.',
      statusCode: 400,
      enhancedErrorType: 'RecordError',
      output: {
        errors: [],
        fieldErrors: {
          Referral_Response_Reason__c: [
            {
              errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
              field: 'Referral_Response_Reason__c',
              message: 'Choose a reason for declining. Microsoft sees it in Partner Center.',
            },
          ],
        },
      },
    });
    expect(rowOf(id)).toMatchObject({ Amount: null });
  });

  it('that fails at a field its user does not see says so at the record', async () => {
    const sam = await held.signIn('sam');
    const id = await newDeal(await held.signIn('adam'));
    held.org.switches.lockedRecords.push(id);
    const answer = await sam.patch(`records/${id}`, { Amount: 1 });
    expect(refusalOf(answer).output).toMatchObject({
      errors: [{ errorCode: 'ENTITY_IS_LOCKED' }],
      fieldErrors: {},
    });
  });

  it('of a new record names what is missing', async () => {
    const anna = await held.signIn('anna');
    const answer = await anna.post('records/Opportunity', { Name: 'Half' });
    expect(answer.status).toBe(400);
    expect(Object.keys(refusalOf(answer).output.fieldErrors)).toEqual(['StageName', 'CloseDate']);
  });

  it('of a wrong type is refused, never converted', async () => {
    const anna = await held.signIn('anna');
    const id = await newDeal(anna);
    expect((await anna.patch(`records/${id}`, { Amount: '5' })).status).toBe(400);
    expect((await anna.patch(`records/${id}`, { CloseDate: '12/15/2026' })).status).toBe(400);
  });
});

describe('a record', () => {
  it('that is deleted is not there any more', async () => {
    const anna = await held.signIn('anna');
    const id = await newDeal(anna);
    expect((await anna.delete(`records/${id}`)).status).toBe(204);
    expect((await anna.get(`records/${id}`)).status).toBe(404);
    expect(rowOf(id)).toMatchObject({ IsDeleted: true });
  });

  it('that is cloned shares nothing and belongs to who clones', async () => {
    const adam = await held.signIn('adam');
    const consent = { Co_Sell_Customer_Consent__c: true, Referral_Identifier__c: 'ref-1' };
    const id = idOf(await adam.post('records/Opportunity', { ...SHARED, Amount: 9 }));
    held.org.as('bridge').update('Opportunity', id, consent);
    const anna = await held.signIn('anna');
    const { status, body } = await anna.post(`records/${id}/clone`);
    expect(status).toBe(201);
    const { userId } = (await anna.get('me')).body as { userId: string };
    expect(rowOf((body as { id: string }).id)).toMatchObject({
      Name: 'Deal',
      Amount: 9,
      OwnerId: userId,
      Sync_with_Partner_Center__c: false,
      Co_Sell_Customer_Consent__c: false,
      Referral_Identifier__c: null,
    });
  });
});

describe('a lead that is converted', () => {
  const LEAD = { FirstName: 'Sue', LastName: 'Smith', Company: 'Fabrikam' };
  type Made = { accountId: string; contactId: string; opportunityId: string | null };
  const newLead = async (person: Person) => idOf(await person.post('records/Lead', LEAD));
  const get = (type: string, id: string | null) => held.org.as('system').get(type, String(id));

  it('becomes an account, a contact and a deal of the name that was typed, by its user', async () => {
    const anna = await held.signIn('anna');
    const id = await newLead(anna);
    const answer = await anna.post(`records/${id}/convert`, { opportunityName: 'Robots' });
    expect(answer.status).toBe(201);
    const made = answer.body as Made;
    expect(get('Account', made.accountId)).toMatchObject({ Name: 'Fabrikam' });
    expect(get('Contact', made.contactId)).toMatchObject({ LastName: 'Smith' });
    const { userId } = (await anna.get('me')).body as { userId: string };
    expect(get('Opportunity', made.opportunityId)).toMatchObject({
      ...{ Name: 'Robots', AccountId: made.accountId, CreatedById: userId },
    });
    expect(get('Lead', id)).toMatchObject({ IsConverted: true });
    const again = await anna.post(`records/${id}/convert`, { opportunityName: 'Robots' });
    expect(again.text).toContain('cannot reference converted lead');
  });

  it('becomes no deal where none is wanted', async () => {
    const anna = await held.signIn('anna');
    const answer = await anna.post(`records/${await newLead(anna)}/convert`, {
      opportunityName: null,
    });
    expect(answer.body).toMatchObject({ opportunityId: null });
  });

  it.each([
    ['a deal', (person: Person) => newDeal(person), { opportunityName: 'Robots' }, 'is no lead'],
    ['nothing said', newLead, {}, 'opportunityName'],
  ] as const)('is refused: %s', async (_what, make, body, words) => {
    const anna = await held.signIn('anna');
    const answer = await anna.post(`records/${await make(anna)}/convert`, body);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(words);
  });
});
