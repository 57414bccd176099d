import { describe, expect, it } from 'vitest';
import { DEAL, orgForEachTest, refusal } from '../org-under-test.ts';

const held = orgForEachTest();
const anna = () => held.org.as('seller:anna');
const account = (Name: string, fields: object = {}) =>
  anna().create('Account', { Name, ...fields });
const get = (type: string, id: string) => anna().get(type, id) ?? {};
const touched = (since: number) =>
  held.org.journal.entries(since).map(({ kind, type, id }) => `${kind} ${type} ${id}`);

describe('a merge of accounts', () => {
  it('gives what belongs to the losers to the winner, deletes them and changes the winner', async () => {
    const winner = account('Fabrikam');
    const loser = account('Fabrikam Inc');
    const other = account('Fabrikam Ltd');
    const deal = anna().create('Opportunity', { ...DEAL, AccountId: loser });
    const contact = anna().create('Contact', { LastName: 'Smith', AccountId: other });
    const child = account('Branch', { ParentId: loser });
    const { SystemModstamp: before } = get('Opportunity', deal);
    await held.org.clock.advance(5_000);
    anna().merge('Account', winner, [loser, other], { Phone: '123' });
    expect(get('Opportunity', deal)).toMatchObject({ AccountId: winner, IsDeleted: false });
    expect(get('Opportunity', deal)['SystemModstamp']).not.toBe(before);
    expect(get('Contact', contact)).toMatchObject({ AccountId: winner, IsDeleted: false });
    expect(get('Account', child)).toMatchObject({ ParentId: winner });
    for (const id of [loser, other]) {
      expect(get('Account', id)).toMatchObject({ IsDeleted: true, MasterRecordId: winner });
    }
    expect(get('Account', winner)).toMatchObject({ Phone: '123', MasterRecordId: null });
  });

  it('fires no trigger of what moves: a shared deal gets no change token', () => {
    const winner = account('Fabrikam');
    const loser = account('Fabrikam Inc');
    const deal = anna().create('Opportunity', {
      ...DEAL,
      AccountId: loser,
      Sync_with_Partner_Center__c: true,
    });
    const { Co_Sell_Change_Token__c: token } = get('Opportunity', deal);
    anna().merge('Account', winner, [loser]);
    expect(get('Opportunity', deal)).toMatchObject({
      AccountId: winner,
      Co_Sell_Change_Token__c: token,
    });
  });

  it('leaves a loser that is restored without what it lost', () => {
    const winner = account('Fabrikam');
    const loser = account('Fabrikam Inc');
    const deal = anna().create('Opportunity', { ...DEAL, AccountId: loser });
    anna().merge('Account', winner, [loser]);
    anna().undelete('Account', loser);
    expect(get('Opportunity', deal)).toMatchObject({ AccountId: winner });
  });
});

describe('a merge of contacts', () => {
  it('keeps the roles of both', () => {
    const fabrikam = account('Fabrikam');
    const [sue, susan] = ['Sue', 'Susan'].map((FirstName) =>
      anna().create('Contact', { FirstName, LastName: 'Smith', AccountId: fabrikam }),
    );
    const deal = anna().create('Opportunity', { ...DEAL, AccountId: fabrikam });
    anna().create('OpportunityContactRole', { OpportunityId: deal, ContactId: susan });
    anna().merge('Contact', String(sue), [String(susan)]);
    expect(
      held.org.query(
        `SELECT ContactId FROM OpportunityContactRole WHERE OpportunityId = '${deal}'`,
      ),
    ).toMatchObject([{ ContactId: sue }]);
  });
});

describe('a merge', () => {
  it.each([
    ['without a loser', (id: string) => [id, []], 'INVALID_ARGUMENT_TYPE'],
    ['with itself', (id: string) => [id, [id]], 'DUPLICATE_VALUE'],
    ['of more than three', (id: string, more: string[]) => [id, more], 'INVALID_ARGUMENT_TYPE'],
    [
      'with one that is gone',
      (id: string, [gone = '']: string[]) => {
        anna().delete('Account', gone);
        return [id, [gone]];
      },
      'ENTITY_IS_DELETED',
    ],
  ] as [string, (id: string, more: string[]) => [string, string[]], string][])(
    '%s is refused, and nothing of it happens',
    (_what, make, code) => {
      const ids = ['A', 'B', 'C', 'D'].map((name) => account(name));
      const [winner, losers] = make(String(ids[0]), ids.slice(1));
      const since = held.org.journal.entries().at(-1)?.seq ?? 0;
      expect(refusal(() => anna().merge('Account', winner, losers)).statusCode).toBe(code);
      expect(touched(since)).toEqual([]);
    },
  );

  it('of deals is refused: the platform merges accounts, contacts and leads', () => {
    const ids = [1, 2].map(() => anna().create('Opportunity', DEAL));
    const merge = () => anna().merge('Opportunity', String(ids[0]), [String(ids[1])]);
    expect(refusal(merge).statusCode).toBe('INVALID_TYPE');
  });

  it('that fails at the winner takes the losers back', () => {
    const winner = account('Fabrikam');
    const loser = account('Fabrikam Inc');
    const merge = () => anna().merge('Account', winner, [loser], { Name: '' });
    expect(refusal(merge).statusCode).toBe('REQUIRED_FIELD_MISSING');
    expect(get('Account', loser)).toMatchObject({ IsDeleted: false, MasterRecordId: null });
  });

  it('goes by Apex as well', () => {
    const winner = account('Fabrikam');
    const loser = account('Fabrikam Inc');
    held.org.execute(
      'seller:anna',
      `merge as system new Account(Id = '${winner}', Phone = '42') new Account(Id = '${loser}');`,
    );
    expect(get('Account', winner)).toMatchObject({ Phone: '42' });
    expect(get('Account', loser)).toMatchObject({ IsDeleted: true, MasterRecordId: winner });
  });

  it('goes by the control API', async () => {
    const winner = account('Fabrikam');
    const loser = account('Fabrikam Inc');
    const path = `/_control/merge/Account/${winner}?actor=seller:anna`;
    expect((await held.org.call('POST', path, { losers: 'all' })).status).toBe(400);
    expect((await held.org.call('POST', path, { losers: [loser] })).status).toBe(200);
    expect(get('Account', loser)).toMatchObject({ IsDeleted: true });
  });
});
