/** Values and exceptions between components and Apex, with a class made for it. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { copyTree } from '../../../gates/copied-tree.ts';
import { DEAL } from '../org-under-test.ts';
import { lightningForAllTests, type UiAnswer } from './lightning-under-test.ts';

const PROBE = `
public with sharing class Probe {
  public class Part {
    @AuraEnabled public String word { get; set; }
    @AuraEnabled public Integer many { get; set; }
    @AuraEnabled public List<Part> parts { get; set; }
    @AuraEnabled public String plainField;
    @AuraEnabled public String closed { get; private set; }
    public String hidden { get; set; }
  }
  public class Mine extends Exception {}
  public class Later implements Queueable {
    private Id recordId;
    public Later(Id recordId) { this.recordId = recordId; }
    public void execute(QueueableContext context) {
      update as user new Opportunity(Id = recordId, NextStep = UserInfo.getName());
    }
  }
  @AuraEnabled public static void saveLater(Id recordId) { System.enqueueJob(new Later(recordId)); }

  @AuraEnabled public static Integer plusOne(Integer n) { return n + 1; }
  @AuraEnabled public static Boolean negate(Boolean b) { return !b; }
  @AuraEnabled public static String echo(String text) { return text; }
  @AuraEnabled public static Id sameId(Id recordId) { return recordId; }
  @AuraEnabled public static Decimal half(Decimal amount) { return amount / 2; }
  @AuraEnabled public static Date nextDay(Date day) { return day.addDays(1); }
  @AuraEnabled public static Datetime nextHour(Datetime moment) { return moment.addHours(1); }
  @AuraEnabled public static List<String> reversed(List<String> words) {
    List<String> result = new List<String>();
    for (Integer i = words.size() - 1; i >= 0; i--) result.add(words[i]);
    return result;
  }
  @AuraEnabled public static Map<String, Object> keep(Map<String, Object> given) { return given; }
  @AuraEnabled public static Part samePart(Part part) { part.hidden = 'secret'; return part; }
  @AuraEnabled public static Boolean isNull(String text) { return text == null; }
  @AuraEnabled public static Set<String> aSet() { return new Set<String>{ 'a' }; }
  @AuraEnabled(cacheable=true) public static Opportunity read(Id recordId) {
    return [SELECT Name, Amount, NextStep, CloseDate, CreatedDate, Owner.Name FROM Opportunity WHERE Id = :recordId];
  }
  @AuraEnabled(cacheable=true) public static void saveInCacheable() {
    insert new Account(Name = 'never');
  }
  @AuraEnabled public static void saveThenFail() {
    insert new Account(Name = 'undone');
    throw new Mine('after the save');
  }
  @AuraEnabled public static void handled() { throw new AuraHandledException('for people'); }
  @AuraEnabled public static void nullPointer() { String none; none.length(); }
  @AuraEnabled public static void noRows() { Account one = [SELECT Id FROM Account WHERE Name = 'nobody']; }
  @AuraEnabled public static void badSave() { insert new Opportunity(Name = 'half'); }
  @AuraEnabled public static void lockedSave(Id recordId) { update new Opportunity(Id = recordId, Amount = 1); }
  @AuraEnabled public static void calloutAfterSave() {
    insert new Account(Name = 'before');
    HttpRequest request = new HttpRequest();
    request.setMethod('GET');
    request.setEndpoint('callout:Co_Sell_Bridge/x');
    new Http().send(request);
  }
  @AuraEnabled public static String elsewhere(String credential) {
    HttpRequest request = new HttpRequest();
    request.setMethod('GET');
    request.setEndpoint('callout:' + credential + '/x');
    return new Http().send(request).getBody();
  }
  @AuraEnabled public static List<String> twoCallouts() {
    List<String> heard = new List<String>();
    for (String path : new List<String>{ '/one', '/two' }) {
      HttpRequest request = new HttpRequest();
      request.setMethod('GET');
      request.setEndpoint('callout:Co_Sell_Bridge' + path);
      heard.add(path + new Http().send(request).getStatusCode());
    }
    insert new Account(Name = 'after two callouts');
    return heard;
  }
}`;

const tree = copyTree('force-app/main/default');
tree.write('classes/Probe.cls', PROBE);
afterAll(() => tree[Symbol.dispose]());
const held = lightningForAllTests({ metadataDir: tree.folder });

/** Administrators may call every class. */
const call = async (method: string, parameters: unknown = {}) =>
  (await held.signIn('adam')).post(`apex/Probe/${method}`, parameters);
const failure = ({ body }: UiAnswer) => (body as { body: unknown }).body;

describe('values', () => {
  const SAME: [method: string, parameters: object, result: unknown][] = [
    ['plusOne', { n: 2_147_483_646 }, 2_147_483_647],
    ['negate', { b: false }, true],
    ['echo', { text: 'Ünï "quoted" \n' }, 'Ünï "quoted" \n'],
    ['echo', { text: '' }, ''],
    ['half', { amount: 25.5 }, 12.75],
    ['nextDay', { day: '2026-12-31' }, '2027-01-01'],
    ['nextHour', { moment: '2026-12-31T23:30:00.000Z' }, '2027-01-01T00:30:00.000Z'],
    ['sameId', { recordId: '001001000000001' }, '001001000000001AAA'],
    ['reversed', { words: ['a', 'b', null] }, [null, 'b', 'a']],
    [
      'keep',
      { given: { a: 1, b: [true, 'x', { c: null }], d: 1.5 } },
      { a: 1, b: [true, 'x', { c: null }], d: 1.5 },
    ],
    [
      'samePart',
      { part: { word: 'w', parts: [{ many: 2 }] } },
      { word: 'w', parts: [{ many: 2 }] },
    ],
    ['isNull', {}, true],
    ['isNull', { text: null }, true],
  ];
  it.each(SAME)('%s(%j)', async (method, parameters, result) => {
    const answer = await call(method, parameters);
    expect([answer.status, answer.body]).toEqual([200, result]);
  });

  it('text and data of any kind come back as they went', async () => {
    const adam = await held.signIn('adam');
    const text = fc.string({ unit: 'grapheme' });
    const number = fc.oneof(fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true }));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        number,
        text,
        fc.array(tie('value')),
        fc.dictionary(text, tie('value'), { noNullPrototype: true }),
      ),
    }));
    const given = fc.dictionary(text, value, { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(given, async (data) => {
        const { status, body } = await adam.post('apex/Probe/keep', { given: data });
        expect([status, body]).toEqual([200, JSON.parse(JSON.stringify(data))]);
      }),
      { numRuns: 60 },
    );
  });

  it('numbers keep the digits that a double would lose', async () => {
    const adam = await held.signIn('adam');
    const digits = '12345678901234567890.123456789';
    const response = await adam.post('apex/Probe/half', `{"amount": ${digits}}`);
    expect(response.text).toBe('6172839450617283945.0617283945');
  });

  it.each([
    ['plusOne', { n: '1' }, 'n', 'Integer'],
    ['plusOne', { n: 1.5 }, 'n', 'Integer'],
    ['plusOne', { n: 2_147_483_648 }, 'n', 'Integer'],
    ['negate', { b: 'true' }, 'b', 'Boolean'],
    ['echo', { text: 5 }, 'text', 'String'],
    ['sameId', { recordId: 'none' }, 'recordId', 'Id'],
    ['nextDay', { day: 'today' }, 'day', 'Date'],
    ['reversed', { words: 'a' }, 'words', 'List<String>'],
    ['samePart', { part: [] }, 'part', 'Probe.Part'],
  ])('%s refuses %j in the words of the platform', async (method, parameters, name, type) => {
    const answer = await call(method, parameters);
    expect(answer.status).toBe(400);
    expect(failure(answer)).toEqual({
      message: `Value provided is invalid for action parameter '${name}' of type '${type}'`,
    });
  });

  it.each(['plainField', 'closed', 'hidden'])(
    'a property that the platform would leave null is named: %s',
    async (name) => {
      const answer = await call('samePart', { part: { [name]: 'x' } });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).toContain(name);
    },
  );

  it('a record comes without attributes and without what is null', async () => {
    const adam = await held.signIn('adam');
    const { id } = (await adam.post('records/Opportunity', { ...DEAL, Amount: 5 })).body as {
      id: string;
    };
    const { body } = await call('read', { recordId: id });
    const { userId } = (await adam.get('me')).body as { userId: string };
    expect(body).toEqual({
      Id: id,
      Name: 'Deal',
      Amount: 5,
      CloseDate: '2026-12-15',
      CreatedDate: '2026-11-22T10:00:00.000Z',
      OwnerId: userId,
      Owner: { Id: userId, Name: 'Adam Admin' },
    });
  });

  it('what components do not get is named', async () => {
    const answer = await call('aSet');
    expect(answer.status).toBe(500);
    expect(failure(answer)).toMatchObject([
      { errorCode: 'NOT_SIMULATED', message: /Set<String>/ },
    ] as object[]);
  });
});

describe('exceptions', () => {
  it.each([
    ['handled', 'System.AuraHandledException', false, 'for people'],
    ['nullPointer', 'System.NullPointerException', false, 'Attempt to de-reference a null object'],
    ['noRows', 'System.QueryException', false, 'List has no rows for assignment to SObject'],
    ['saveThenFail', 'Probe.Mine', true, 'after the save'],
    ['saveInCacheable', 'System.LimitException', false, 'Too many DML statements: 1'],
    [
      'calloutAfterSave',
      'System.CalloutException',
      false,
      'You have uncommitted work pending. Please commit or rollback before calling out',
    ],
  ])('%s', async (method, exceptionType, isUserDefinedException, message) => {
    const answer = await call(method);
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ status: 500, statusText: 'Server Error' });
    expect(failure(answer)).toMatchObject({ exceptionType, isUserDefinedException, message });
    expect((failure(answer) as { stackTrace: string }).stackTrace).toMatch(/^Class\.Probe\./);
  });

  it('undo what was saved before', async () => {
    await call('saveThenFail');
    await call('saveInCacheable');
    await call('calloutAfterSave');
    expect(
      held.org.query("SELECT Name FROM Account WHERE Name IN ('undone', 'never', 'before')"),
    ).toEqual([]);
  });

  it('of a save tell what was wrong at which field', async () => {
    expect(failure(await call('badSave'))).toMatchObject({
      fieldErrors: {
        StageName: [{ statusCode: 'REQUIRED_FIELD_MISSING' }],
        CloseDate: [{ statusCode: 'REQUIRED_FIELD_MISSING' }],
      },
      pageErrors: [],
      index: 0,
    });
  });

  it('of a save that fails at no field tell it of the page', async () => {
    const adam = await held.signIn('adam');
    const { id } = (await adam.post('records/Opportunity', DEAL)).body as { id: string };
    held.org.switches.lockedRecords.push(id);
    expect(failure(await call('lockedSave', { recordId: id }))).toMatchObject({
      fieldErrors: {},
      pageErrors: [{ statusCode: 'ENTITY_IS_LOCKED' }],
    });
  });
});

describe('a job that a method starts', () => {
  it('runs after the commit, as the user and in the name of the user', async () => {
    const adam = await held.signIn('adam');
    const { id } = (await adam.post('records/Opportunity', DEAL)).body as { id: string };
    expect((await call('saveLater', { recordId: id })).body).toBeNull();
    await held.org.settleNudges();
    expect(held.org.journal.entries().at(-1)).toMatchObject({
      actor: 'admin:adam',
      id,
      after: { NextStep: 'Adam Admin' },
    });
  });
});

describe('callouts', () => {
  it('come back one after the other, and what is saved then is saved once', async () => {
    held.bridge.answer = { status: 204, body: '' };
    expect((await call('twoCallouts')).body).toEqual(['/one204', '/two204']);
    expect(held.bridge.heard.map(({ path }) => path)).toEqual(['/one', '/two']);
    expect(held.org.query("SELECT Id FROM Account WHERE Name = 'after two callouts'")).toHaveLength(
      1,
    );
  });

  it('through a named credential that there is not fail in the words of the platform', async () => {
    const { message } = failure(await call('elsewhere', { credential: 'Nope' })) as {
      message: string;
    };
    expect(message).toMatch(/named credential "Nope" might not exist/);
  });
});
