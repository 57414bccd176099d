import { describe, expect, it } from 'vitest';
import { DEAL, orgForEachTest, refusal } from '../org-under-test.ts';

const held = orgForEachTest();
const anna = () => held.org.as('seller:anna');
const create = (fields: object) => anna().create('Opportunity', { ...DEAL, ...fields });
const get = (id: string) => anna().get('Opportunity', id) ?? {};

describe('a value is refused', () => {
  it.each([
    [{ NextStep: 'x'.repeat(256) }, 'STRING_TOO_LONG', ['NextStep']],
    [
      { Referral_Visibility__c: 'Public' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      ['Referral_Visibility__c'],
    ],
    [{ IsPrivate: null }, 'INVALID_TYPE_ON_FIELD_IN_RECORD', ['IsPrivate']],
    [{ IsPrivate: 'true' }, 'JSON_PARSER_ERROR', undefined],
    [{ Amount: '5' }, 'JSON_PARSER_ERROR', undefined],
    [{ Amount: 1e17 }, 'NUMBER_OUTSIDE_VALID_RANGE', ['Amount']],
    [{ CloseDate: '2026-02-30' }, 'JSON_PARSER_ERROR', undefined],
    [{ CloseDate: null }, 'REQUIRED_FIELD_MISSING', ['CloseDate']],
    [{ Name: '' }, 'REQUIRED_FIELD_MISSING', ['Name']],
    [{ AccountId: '001000000000999AAA' }, 'INVALID_CROSS_REFERENCE_KEY', []],
    [{ AccountId: '003000000000001AAA' }, 'FIELD_INTEGRITY_EXCEPTION', ['AccountId']],
    [{ AccountId: 'x' }, 'MALFORMED_ID', ['AccountId']],
    [{ IsWon: true }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['IsWon']],
    [
      { Co_Sell_Sync_Indicator__c: '✔' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      ['Co_Sell_Sync_Indicator__c'],
    ],
    [{ Nope__c: 1 }, 'INVALID_FIELD', undefined],
    [{ CurrencyIsoCode: 'EUR' }, 'INVALID_FIELD', undefined],
  ])('%j: %s', (fields, code, names) => {
    const refused = refusal(() => create(fields));
    expect([refused.statusCode, refused.fields]).toEqual([code, names]);
    expect(held.org.query('SELECT Id FROM Opportunity')).toEqual([]);
  });

  it('when an e-mail address is none', () => {
    expect(refusal(() => anna().create('Contact', { LastName: 'x', Email: 'x' })).statusCode).toBe(
      'INVALID_EMAIL_ADDRESS',
    );
  });
});

describe('a value is stored', () => {
  it('rounded half away from zero at the scale of its field, in whole seconds, without blanks when switched on', () => {
    held.org.switches.trimText = true;
    const id = create({ Amount: 1.005, Name: '  Deal\n', Microsoft_Deal_Value__c: null });
    expect(get(id)).toMatchObject({ Amount: 1.01, Name: 'Deal' });
    held.org.switches.trimText = false;
    anna().update('Opportunity', id, {
      Name: ' Deal ',
      Amount: -2.345,
      Referral_Expires__c: '2026-12-01T12:00:00.999+02:00',
    });
    expect(get(id)).toMatchObject({
      Name: ' Deal ',
      Amount: -2.35,
      Referral_Expires__c: '2026-12-01T10:00:00.000+0000',
    });
  });

  it('as null when it is empty text, and an unrestricted picklist takes anything', () => {
    const id = create({ NextStep: '', StageName: 'Our own stage' });
    expect(get(id)).toMatchObject({ NextStep: null, StageName: 'Our own stage', IsClosed: false });
  });
});

it('keeps unique values unique without regard to case, among rows that are not deleted', () => {
  const one = create({});
  anna().update('Opportunity', one, { Referral_Identifier__c: 'abc' });
  const two = create({});
  const refused = refusal(() =>
    anna().update('Opportunity', two, { Referral_Identifier__c: 'ABC' }),
  );
  expect(refused).toMatchObject({
    statusCode: 'DUPLICATE_VALUE',
    message: `duplicate value found: Referral_Identifier__c duplicates value on record with id: ${one}`,
  });
  anna().delete('Opportunity', one);
  anna().update('Opportunity', two, { Referral_Identifier__c: 'ABC' });
  expect(refusal(() => anna().undelete('Opportunity', one)).statusCode).toBe('DUPLICATE_VALUE');
});

describe('validation rules', () => {
  it('ask for a reason when a referral is declined, and only when the response changes', () => {
    const id = create({ Referral_Response__c: 'Decline' });
    anna().update('Opportunity', id, { Amount: 5, Referral_Response__c: null });
    expect(
      refusal(() => anna().update('Opportunity', id, { Referral_Response__c: 'Decline' })),
    ).toMatchObject({
      statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      fields: ['Referral_Response_Reason__c'],
    });
  });

  it('keep a shared deal visible', () => {
    const id = create({ Referral_Visibility__c: 'Visible to Microsoft' });
    anna().update('Opportunity', id, { Referral_Visibility__c: 'Private' });
    anna().update('Opportunity', id, {
      Referral_Visibility__c: 'Visible to Microsoft',
      Sync_with_Partner_Center__c: true,
    });
    expect(
      refusal(() => anna().update('Opportunity', id, { Referral_Visibility__c: null })).fields,
    ).toEqual(['Referral_Visibility__c']);
  });
});

describe('products on a deal', () => {
  it('own its Amount and raise no token, whoever writes it', () => {
    const id = create({ Amount: 5, Sync_with_Partner_Center__c: true });
    const token = get(id)['Co_Sell_Change_Token__c'];
    const item = anna().create('OpportunityLineItem', {
      OpportunityId: id,
      Quantity: 2,
      UnitPrice: 50,
    });
    anna().update('Opportunity', id, { Amount: 7 });
    expect(get(id)).toMatchObject({
      Amount: 100,
      HasOpportunityLineItem: true,
      Co_Sell_Change_Token__c: token,
    });
    anna().delete('OpportunityLineItem', item);
    anna().update('Opportunity', id, { Amount: 8 });
    expect(get(id)).toMatchObject({ Amount: 8, HasOpportunityLineItem: false });
  });
});

describe('deletion', () => {
  it('takes children along and brings back those that went with it', () => {
    const account = anna().create('Account', { Name: 'Contoso' });
    const id = create({ AccountId: account });
    const [kept, gone] = ['S1', 'S2'].map((one) =>
      anna().create('Microsoft_Solution__c', { Opportunity__c: id, Solution_Id__c: one }),
    );
    anna().delete('Microsoft_Solution__c', String(gone));
    anna().delete('Account', account);
    expect(get(id)['IsDeleted']).toBe(true);
    expect(refusal(() => anna().update('Opportunity', id, { Amount: 1 })).statusCode).toBe(
      'ENTITY_IS_DELETED',
    );
    anna().undelete('Account', account);
    expect(held.org.query('SELECT Id FROM Microsoft_Solution__c')).toMatchObject([{ Id: kept }]);
  });

  it('empties the lookup of audit entries, which stay', () => {
    const id = create({});
    anna().create('Co_Sell_Audit_Entry__c', {
      Entry_Key__c: 'k',
      Opportunity__c: id,
      Record_Id__c: id,
    });
    anna().delete('Opportunity', id);
    expect(
      held.org.query('SELECT Opportunity__c, Record_Id__c FROM Co_Sell_Audit_Entry__c'),
    ).toMatchObject([{ Opportunity__c: null, Record_Id__c: id }]);
  });
});

describe('locks', () => {
  it('of an approval stop everybody but the system', () => {
    const id = create({});
    held.org.switches.lockedRecords = [id];
    expect(refusal(() => anna().update('Opportunity', id, { Amount: 1 })).statusCode).toBe(
      'ENTITY_IS_LOCKED',
    );
    held.org.as('system').update('Opportunity', id, { Amount: 1 });
  });

  it('of a long transaction hold until it commits: stamped early, seen late', async () => {
    const id = create({ Sync_with_Partner_Center__c: true });
    const before = get(id);
    await held.org.clock.advance(60_000);
    held.org.switches.lateVisibleMs = 480_000;
    anna().updateLate('Opportunity', id, { Amount: 9 });
    expect(get(id)).toEqual(before);
    expect(refusal(() => anna().update('Opportunity', id, { Amount: 1 })).statusCode).toBe(
      'UNABLE_TO_LOCK_ROW',
    );
    expect(refusal(() => anna().delete('Opportunity', id)).statusCode).toBe('UNABLE_TO_LOCK_ROW');
    const item = { OpportunityId: id, Quantity: 1, UnitPrice: 1 };
    expect(refusal(() => anna().create('OpportunityLineItem', item)).statusCode).toBe(
      'UNABLE_TO_LOCK_ROW',
    );
    expect(held.org.nudges()).toHaveLength(1);
    await held.org.clock.advance(480_000);
    expect(get(id)).toMatchObject({ Amount: 9, SystemModstamp: '2026-11-22T10:01:00.000+0000' });
    expect(get(id)['Co_Sell_Change_Token__c']).not.toBe(before['Co_Sell_Change_Token__c']);
    expect(held.org.nudges()).toHaveLength(2);
    expect(held.org.journal.entries().at(-1)).toMatchObject({
      actor: 'seller:anna',
      at: '2026-11-22T10:09:00.000Z',
    });
  });
});

it('lets nobody but a deployment change setup data', () => {
  expect(
    refusal(() => anna().create('Co_Sell_Setting__mdt', { DeveloperName: 'Org' })).statusCode,
  ).toBe('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
});

it('journals who changed what, with the row before and after', () => {
  const id = create({ Amount: 1 });
  anna().update('Opportunity', id, { Amount: 2 });
  const [, updated] = held.org.journal.entries();
  expect(updated).toMatchObject({
    actor: 'seller:anna',
    kind: 'update',
    type: 'Opportunity',
    id,
    before: { Amount: 1, Name: 'Deal' },
    after: { Amount: 2, Name: 'Deal' },
    changed: ['Amount', 'ExpectedRevenue'],
  });
});

describe('features', () => {
  const rich = orgForEachTest({ features: { multiCurrency: true, teams: true, notes: true } });

  it('add their objects and fields', () => {
    const someone = rich.org.as('seller:anna');
    const id = someone.create('Opportunity', { ...DEAL, CurrencyIsoCode: 'GBP' });
    someone.create('OpportunityTeamMember', {
      OpportunityId: id,
      UserId: String(someone.get('Opportunity', id)?.['OwnerId']),
    });
    expect(rich.org.query('SELECT CurrencyIsoCode FROM Opportunity')).toMatchObject([
      { CurrencyIsoCode: 'GBP' },
    ]);
    expect(
      refusal(() => someone.create('Opportunity', { ...DEAL, CurrencyIsoCode: 'XYZ' })).statusCode,
    ).toBe('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
  });

  it('put the note of an inbound deal beside it', async () => {
    const note = { title: 'From Microsoft', content: 'Hello & <welcome>' };
    await rich.org.change({ key: 'a', object: 'Opportunity', create: { record: DEAL, note } });
    expect(
      rich.org.query('SELECT LinkedEntity.Name, ContentDocument.Content FROM ContentDocumentLink'),
    ).toMatchObject([
      {
        ContentDocument: {
          Content: Buffer.from('Hello &amp; &lt;welcome&gt;').toString('base64'),
        },
      },
    ]);
  });
});
