/** Who gets in, and how refusals look. */
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { callUi, lightningForAllTests } from './lightning-under-test.ts';

const held = lightningForAllTests();

const codeOf = (body: unknown) =>
  (body as { body: { errorCode: string; message: string }[] }).body[0]?.errorCode;
const sentenceOf = (body: unknown) => (body as { body: { message: string }[] }).body[0]?.message;

describe('signing in', () => {
  it('is offered to four people, with what they may do in a sentence', async () => {
    const { status, body } = await callUi(held.org.url, 'GET', 'users');
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { username: 'anna@partner.example', name: 'Anna Seller', role: 'Seller' },
      { username: 'mona@partner.example', name: 'Mona Manager' },
      { username: 'adam@partner.example', name: 'Adam Admin' },
      { username: 'sam@partner.example', name: 'Sam Without' },
    ]);
    for (const { description } of body as { description: string }[]) {
      expect(description).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await callUi(held.org.url, 'POST', 'session', {
      body: { username: 'anna@partner.example' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^lightning_session=[\w-]{43}; Path=\/lightning; HttpOnly; SameSite=Strict$/,
    );
  });

  it('ends with signing out', async () => {
    const anna = await held.signIn('anna');
    expect((await anna.get('me')).status).toBe(200);
    expect((await anna.delete('session')).status).toBe(204);
    expect((await anna.get('me')).status).toBe(401);
  });

  it('ends for a user who is deactivated', async () => {
    const sam = await held.signIn('sam');
    const { userId } = (await sam.get('me')).body as { userId: string };
    held.org.as('system').update('User', userId, { IsActive: false });
    expect((await sam.get('me')).status).toBe(401);
    held.org.as('system').update('User', userId, { IsActive: true });
    expect((await sam.get('me')).status).toBe(200);
  });

  it.each([
    ['who is no user of the pages', { username: 'bridge@partner.example' }],
    ['without a name', {}],
  ])('is refused to somebody %s', async (_who, body) => {
    const answer = await callUi(held.org.url, 'POST', 'session', { body });
    expect([answer.status, codeOf(answer.body)]).toEqual([401, 'INVALID_LOGIN']);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});

describe('me', () => {
  const OF_OPERATIONS = ['Co_Sell_Nudge', 'Co_Sell_Operations_Access'];
  it.each([
    ['anna', { isAdmin: false, operations: false, customPermissions: ['Co_Sell_Nudge'] }],
    ['mona', { isAdmin: false, operations: true, customPermissions: OF_OPERATIONS }],
    ['adam', { isAdmin: true, operations: true, customPermissions: OF_OPERATIONS }],
    ['sam', { isAdmin: false, operations: false, customPermissions: [], apps: [] }],
  ] as const)('says what is open to %s', async (name, expected) => {
    const { body } = await (await held.signIn(name)).get('me');
    expect(body).toMatchObject({ username: `${name}@partner.example`, ...expected });
    const { userId } = body as { userId: string };
    expect(held.org.as('system').get('User', userId)).toMatchObject({ Alias: name });
  });
});

describe('refusals have a status, a code and a sentence:', () => {
  const CASES: [what: string, method: string, path: string, status: number, code: string][] = [
    ['a call without a session', 'GET', 'me', 401, 'INVALID_SESSION_ID'],
    ['a save without a session', 'PATCH', 'records/006001000000001AAA', 401, 'INVALID_SESSION_ID'],
    ['an address that is not there', 'GET', 'nothing/here', 404, 'NOT_FOUND'],
    ['a verb that is not there', 'PUT', 'me', 404, 'NOT_FOUND'],
  ];
  it.each(CASES)('%s', async (_what, method, path, status, code) => {
    const answer = await callUi(held.org.url, method, path);
    expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
    expect(answer.body).toMatchObject({ status });
    expect(sentenceOf(answer.body)).toMatch(/^[A-Z].*\.$/);
  });

  it.each(['POST', 'PATCH', 'DELETE'])(
    '%s without the header that sites cannot send',
    async (method) => {
      const path = method === 'POST' ? 'session' : 'records/006001000000001AAA';
      const body = { username: 'anna@partner.example' };
      const answer = await callUi(held.org.url, method, path, { body, headers: {} });
      expect([answer.status, codeOf(answer.body)]).toEqual([403, 'FORBIDDEN']);
      expect(answer.headers.get('set-cookie')).toBeNull();
    },
  );

  it.each(['{"Name":', '[]', '"text"', ''])('a body that is no JSON object: %s', async (text) => {
    const anna = await held.signIn('anna');
    const answer = await anna.post('records/Opportunity', text);
    expect([answer.status, codeOf(answer.body)]).toEqual([400, 'JSON_PARSER_ERROR']);
    const apex = await anna.post('apex/CoSellCardController/getSolutions', text);
    expect([apex.status, codeOf(apex.body)]).toEqual([400, 'JSON_PARSER_ERROR']);
  });

  it('a name that somebody else gave to this machine', async () => {
    const { port } = new URL(held.org.url);
    const statusAs = (host: string) =>
      new Promise<number>((done, fail) => {
        const call = request({
          port,
          host: '127.0.0.1',
          path: '/lightning/api/users',
          headers: { host },
        });
        call.on('response', (response) => {
          response.resume();
          done(response.statusCode ?? 0);
        });
        call.on('error', fail);
        call.end();
      });
    expect(await statusAs(`evil.example:${port}`)).toBe(403);
    expect(await statusAs(`localhost:${port}`)).toBe(200);
  });

  it.each([
    ['no id', 'not-an-id', 400, 'MALFORMED_ID'],
    ['an id with a wrong check', '006001000000001AAB', 400, 'MALFORMED_ID'],
    ['an id of no object', 'zzz001000000001AAA', 404, 'NOT_FOUND'],
    ['an id of no record', '006001000009999AAA', 404, 'NOT_FOUND'],
  ])('%s', async (_what, id, status, code) => {
    const anna = await held.signIn('anna');
    for (const answer of [
      await anna.get(`records/${id}`),
      await anna.patch(`records/${id}`, {}),
      await anna.delete(`records/${id}`),
      await anna.post(`records/${id}/clone`),
      await anna.get(`related/${id}`),
    ]) {
      expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
    }
  });
});
