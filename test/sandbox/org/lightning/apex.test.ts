/** Apex of the package, called as components call it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHARED } from '../org-under-test.ts';
import {
  lightningForAllTests,
  OPERATIONS_KEY,
  ORG_KEY,
  type Person,
  type UiAnswer,
} from './lightning-under-test.ts';

const held = lightningForAllTests();

type ApexBody = { exceptionType: string; isUserDefinedException: boolean; message: string };

const CARD = 'apex/CoSellCardController';
const OPERATIONS = 'apex/CoSellOperationsController';
const bodyOf = ({ body }: UiAnswer) => (body as { body: ApexBody }).body;
/** What our components read out of the message. */
const problemOf = (answer: UiAnswer) => JSON.parse(bodyOf(answer).message) as { code: string };
const dealOf = async (person: Person) =>
  ((await person.post('records/Opportunity', SHARED)).body as { id: string }).id;
const solution = (solutionId: string, more: object = {}) => ({
  ...{ solutionId, name: 'One', type: 'IP', quantity: 2.5, price: 10, currencyCode: 'USD' },
  ...more,
});

type Declared = { name: string; parameters: string[]; isVoid: boolean };

/** Read out of the sources, without the code under test. */
function methodsOfThePackage(): Declared[] {
  const folder = 'force-app/main/default/classes';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.cls'))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const className = /class (\w+)/.exec(text)?.[1] ?? '';
      const found = text.matchAll(
        /@AuraEnabled(?:\([^)]*\))?\s+public static ([\w<>, ]+?) (\w+)\(([^)]*)\)/g,
      );
      return [...found].map(([, type, method = '', list = '']) => ({
        name: `${className}/${method}`,
        parameters: list.split(',').flatMap((each) => each.trim().split(/\s+/).at(-1) || []),
        isVoid: type === 'void',
      }));
    });
}

describe('every @AuraEnabled method of the package', () => {
  const methods = methodsOfThePackage();

  it('is known here', () => {
    expect(methods.length).toBeGreaterThanOrEqual(10);
  });

  it.each(methods.map((one) => [one.name, one] as const))('%s can be called', async (name, one) => {
    const adam = await held.signIn('adam');
    const values: { [name: string]: unknown } = {
      recordId: await dealOf(adam),
      term: 'a',
      solutions: [solution('SOL-1')],
      shown: [],
      after: '',
      pairId: 'pair-1',
      rows: [{ line: 2, solutionId: 'SOL-1', name: 'Tidewater Planner' }],
    };
    const body = { kind: 'co-sell', ready: true, items: [], settled: true, state: 'open' };
    held.bridge.answer = { status: 200, body: { ...body, retried: 1, pairs: [], next: null } };
    expect(one.parameters.filter((each) => !(each in values))).toEqual([]);
    const given = Object.fromEntries(one.parameters.map((each) => [each, values[each]]));
    const answer = await adam.post(`apex/${name}`, given);
    expect([answer.status, answer.body === null]).toEqual([200, one.isVoid]);
  });
});

describe('solutions', () => {
  it('are saved as the user and come back property by property, without what is null', async () => {
    const anna = await held.signIn('anna');
    const recordId = await dealOf(anna);
    const solutions = [solution('SOL-1'), solution('SOL-2', { name: 'Two', price: null })];
    const saved = await anna.post(`${CARD}/saveSolutions`, { recordId, solutions, shown: [] });
    expect([saved.status, saved.body]).toEqual([200, null]);
    const { price: _none, ...withoutPrice } = solution('SOL-2', { name: 'Two' });
    expect((await anna.post(`${CARD}/getSolutions`, { recordId })).body).toEqual([
      solution('SOL-1'),
      withoutPrice,
    ]);
    const written = held.org.journal
      .entries()
      .filter(({ type }) => type === 'Microsoft_Solution__c');
    expect(written.slice(-2)).toMatchObject([{ actor: 'seller:anna' }, { actor: 'seller:anna' }]);
  });

  it('ring the bridge after the commit', async () => {
    const anna = await held.signIn('anna');
    const recordId = await dealOf(anna);
    await held.org.settleNudges();
    held.bridge.heard.length = 0;
    await anna.post(`${CARD}/saveSolutions`, {
      recordId,
      solutions: [solution('SOL-1')],
      shown: [],
    });
    await held.org.settleNudges();
    expect(held.bridge.heard.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { ids: [recordId], more: false },
    ]);
  });

  it('that are refused leave nothing behind', async () => {
    const anna = await held.signIn('anna');
    const recordId = await dealOf(anna);
    const solutions = [solution('SOL-1'), solution('SOL-1')];
    const answer = await anna.post(`${CARD}/saveSolutions`, { recordId, solutions, shown: [] });
    expect(problemOf(answer).code).toBe('unclear-solutions');
    expect((await anna.post(`${CARD}/getSolutions`, { recordId })).body).toEqual([]);
  });

  it.each([
    ['a property that the class does not have', { color: 'red' }, /no @AuraEnabled color/],
    ['a property in other letters', { Price: 1 }, /no @AuraEnabled Price/],
  ])('with %s are refused and name it', async (_what, more, said) => {
    const anna = await held.signIn('anna');
    const solutions = [solution('SOL-1', more)];
    const recordId = await dealOf(anna);
    const answer = await anna.post(`${CARD}/saveSolutions`, { recordId, solutions, shown: [] });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(said);
  });
});

describe('a callout of a method', () => {
  const READY = {
    kind: 'co-sell',
    ready: false,
    items: [{ code: 'consent', field: null, ok: false, message: 'Ask.' }],
  };

  it('goes to the bridge with the key of the org, and its answer comes back', async () => {
    const anna = await held.signIn('anna');
    const recordId = await dealOf(anna);
    await held.org.settleNudges();
    held.bridge.heard.length = 0;
    held.bridge.answer = { status: 200, body: READY };
    const answer = await anna.post(`${CARD}/checkBeforeSharing`, { recordId });
    expect([answer.status, answer.body]).toEqual([
      200,
      { ...READY, items: [{ code: 'consent', ok: false, message: 'Ask.' }] },
    ]);
    expect(held.bridge.heard).toMatchObject([
      {
        method: 'POST',
        path: `/v1/records/${recordId}/preflight`,
        headers: { authorization: `Bearer ${ORG_KEY}`, 'x-co-sell-org': held.org.orgId },
      },
    ]);
  });

  it('tells who asks', async () => {
    const mona = await held.signIn('mona');
    const { userId } = (await mona.get('me')).body as { userId: string };
    held.bridge.answer = {
      status: 200,
      body: { settled: true, state: 'open', syncStatus: 'Synced', error: null },
    };
    const recordId = await dealOf(mona);
    expect((await mona.post(`${CARD}/syncNow`, { recordId })).body).toEqual({
      settled: true,
      state: 'open',
      syncStatus: 'Synced',
    });
    expect(held.bridge.heard.at(-1)?.headers).toMatchObject({ 'x-co-sell-user': userId });
  });

  it('that the bridge refuses arrives with its code and its words', async () => {
    const anna = await held.signIn('anna');
    const recordId = await dealOf(anna);
    const problem = {
      code: 'not-linked',
      detail: 'Not shared yet.',
      who: 'seller',
      fix: 'Share it.',
    };
    held.bridge.answer = { status: 409, body: problem };
    const answer = await anna.post(`${CARD}/syncNow`, { recordId });
    expect(answer.status).toBe(500);
    expect(bodyOf(answer)).toMatchObject({
      exceptionType: 'System.AuraHandledException',
      isUserDefinedException: false,
    });
    expect(problemOf(answer)).toEqual({
      ...{ code: 'not-linked', message: 'Not shared yet.', who: 'seller', fix: 'Share it.' },
    });
  });

  it('to a bridge that is down says that it is', async () => {
    const anna = await held.signIn('anna');
    const recordId = await dealOf(anna);
    await held.org.settleNudges();
    held.org.setBridge({ url: 'http://127.0.0.1:1', key: ORG_KEY });
    const answer = await anna.post(`${CARD}/syncNow`, { recordId });
    held.org.setBridge(bridgeOf());
    expect(problemOf(answer).code).toBe('bridge-unreachable');
  });
});

const bridgeOf = () => ({
  url: held.bridge.url,
  key: ORG_KEY,
  operations: { url: held.bridge.url, key: OPERATIONS_KEY },
});

describe('the operations controller', () => {
  it('asks with the key of operations for the administrator', async () => {
    const adam = await held.signIn('adam');
    held.bridge.answer = {
      status: 200,
      body: { status: 'ok', queue: { waiting: 3, oldest: null } },
    };
    const answer = await adam.post(`${OPERATIONS}/getHealth`, {});
    expect([answer.status, answer.body]).toEqual([200, held.bridge.answer.body]);
    expect(held.bridge.heard).toMatchObject([
      {
        method: 'GET',
        path: '/v1/operations/health',
        headers: { authorization: `Bearer ${OPERATIONS_KEY}` },
      },
    ]);
    held.bridge.answer = { status: 200, body: { retried: 4 } };
    expect((await adam.post(`${OPERATIONS}/retryAll`, {})).body).toBe(4);
  });

  it.each(['anna', 'sam'] as const)('is closed to %s', async (name) => {
    const person = await held.signIn(name);
    const answer = await person.post(`${OPERATIONS}/retryAll`, {});
    expect(answer.status).toBe(500);
    expect(bodyOf(answer).message).toBe(
      "You do not have access to the Apex class named 'CoSellOperationsController'.",
    );
    expect(held.bridge.heard).toEqual([]);
  });

  it('is closed at once to whom the principal is taken from', async () => {
    const adam = await held.signIn('adam');
    const system = held.org.as('system');
    const { userId } = (await adam.get('me')).body as { userId: string };
    const rows = held.org.query(
      `SELECT Id, AssigneeId, PermissionSetId FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Co_Sell_Operations_Callout' AND AssigneeId = '${userId}'`,
    );
    expect(rows).toHaveLength(1);
    const { Id, AssigneeId, PermissionSetId } = rows[0] ?? {};
    system.delete('PermissionSetAssignment', String(Id));
    expect(problemOf(await adam.post(`${OPERATIONS}/getHealth`, {}))).toMatchObject({
      ...{ code: 'operations-not-permitted', who: 'salesforce-admin' },
      message: expect.stringContaining('Co-Sell Operations Callout'),
      fix: expect.stringContaining('Co-Sell Managers'),
    });
    expect(held.bridge.heard).toEqual([]);
    system.create('PermissionSetAssignment', { AssigneeId, PermissionSetId });
    held.bridge.answer = { status: 200, body: { status: 'ok' } };
    expect((await adam.post(`${OPERATIONS}/getHealth`, {})).status).toBe(200);
  });

  it('has no door where the org knows of none', async () => {
    held.org.setBridge({ url: held.bridge.url, key: ORG_KEY });
    const answer = await (await held.signIn('adam')).post(`${OPERATIONS}/getHealth`, {});
    held.org.setBridge(bridgeOf());
    expect(problemOf(answer).code).toBe('bridge-unreachable');
    expect(held.bridge.heard).toEqual([]);
  });
});

describe('a call', () => {
  it.each([
    ['a class that is not there', 'apex/CoSellNothing/get', 404, /CoSellNothing/],
    [
      'a class in other letters',
      'apex/cosellcardcontroller/getSolutions',
      404,
      /cosellcardcontroller/,
    ],
    ['a method that is not there', `${CARD}/getNothing`, 404, /getNothing/],
    ['a method that is not open', `${CARD}/withoutWildcards`, 404, /withoutWildcards/],
  ])('of %s is refused and names it', async (_what, path, status, said) => {
    const answer = await (await held.signIn('adam')).post(path, {});
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toMatch(said);
  });

  it('with a parameter that the method does not have is refused and names it', async () => {
    const adam = await held.signIn('adam');
    const answer = await adam.post(`${CARD}/searchCatalogue`, { term: 'a', limit: 5 });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(/searchCatalogue has no parameter limit/);
  });

  it('of a record that its user may not see says what it says of none', async () => {
    const anna = await held.signIn('anna');
    const answer = await anna.post(`${CARD}/getSolutions`, { recordId: '006001000009999AAA' });
    expect(problemOf(answer).code).toBe('no-such-record');
  });
});
