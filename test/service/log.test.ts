import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostFault } from '../../service/src/errors.ts';
import { createLog, type Log } from '../../service/src/log.ts';
import { scrub } from '../../service/src/log/scrub.ts';

type Line = { [name: string]: unknown };

function logged(write: (log: Log) => void): Line {
  let line = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      line += String(chunk);
      done();
    },
  });
  write(createLog({ level: 'info', destination }));
  return JSON.parse(line) as Line;
}

const lineOf = (fields: object) => logged((log) => log.info(fields, 'event'));

describe('a log line', () => {
  it('carries ids, codes and durations as they are', () => {
    expect(lineOf({ pairId: 'p1', code: 'stale', ms: 5, codes: [1, null], ok: true })).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      ...{ pairId: 'p1', code: 'stale', ms: 5, codes: [1, null], ok: true },
      msg: 'event',
    });
  });

  it.each([
    { authorization: 'Bearer swordfish' },
    { request: { authorization: 'swordfish' } },
    { a: { b: { accessToken: 'swordfish' } } },
    { a: { b: { c: { d: { 'Set-Cookie': ['swordfish'] } } } } },
    { a: { b: { c: { d: { e: { f: { g: { h: 'swordfish' } } } } } } } },
    { config: { orgKeys: ['swordfish'] } },
    { SEALING_KEYS: 'one:swordfish' },
    { DATABASE_URL: 'swordfish' },
    { client_secret: 'swordfish' },
    { headers: { 'x-ms-signature': 'swordfish' } },
    { request: { body: { name: 'swordfish' } } },
    { record: { fields: { Name: 'swordfish' } } },
    { referral: { details: { notes: 'swordfish' } } },
    { req: { url: '/?name=swordfish' } },
    { url: '/records?name=swordfish' },
    { url: new URL('https://swordfish:swordfish@example.org/?q=swordfish#swordfish') },
    { list: [{ email: 'swordfish' }] },
    { bytes: Buffer.from('swordfish') },
    { account: { username: 'swordfish', claims: { oid: 'swordfish' } } },
  ])('never shows what is secret by its name: %j', (fields) => {
    expect(JSON.stringify(lineOf(fields))).not.toContain('swordfish');
  });

  it('redacts what belongs to a child of the log, too', () => {
    const line = logged((log) => log.child({ token: 'swordfish', pairId: 'p1' }).info('event'));
    expect(line).toMatchObject({ token: '[redacted]', pairId: 'p1' });
  });

  it('says that a secret is missing', () => {
    expect(lineOf({ token: null })).toMatchObject({ token: null });
  });

  it('takes no values for placeholders', () => {
    const line = logged((log) => log.info('hello %s', 'swordfish'));
    expect(line['msg']).toBe('hello %s');
  });

  it('can be made of anything', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 8, withBigInt: true, withDate: true }), (fields) => {
        expect(lineOf({ fields })).toHaveProperty('msg', 'event');
      }),
      { numRuns: 200 },
    );
  });
});

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzd29yZGZpc2gifQ.c3dvcmRmaXNo_swordfish-x';

describe('a text in the log', () => {
  it.each([
    ['a token', `said ${JWT} again`],
    ['an encrypted token', 'eyJhbGciOiJkaXIifQ..swordfish.swordfish.swordfish'],
    ['a bearer', 'header "Bearer swordfish", end'],
    ['a session of Salesforce', '00D000000000062EAA!AQ.swordfish_123'],
    ['a refresh token of Entra', `sent 1.AXoAswordfish${'a'.repeat(40)} to`],
    ['an e-mail address', 'for swordfish.o’neil+x@mail.example.co.uk'],
    ['user and password of an address', 'postgresql://me:swordfish@db.example:5432/cosell'],
    ['the query of an address', 'GET https://h.example/a?code=swordfish&state=1 failed'],
    ['the fragment of an address', 'https://h.example/a#swordfish'],
    ['a key', '-----BEGIN PRIVATE KEY-----\nswordfish\n-----END PRIVATE KEY-----'],
    ['half a key', '-----BEGIN RSA PRIVATE KEY-----\nswordfish'],
    ['content', `${'x'.repeat(1_000)}swordfish`],
  ])('loses %s', (_what, text) => {
    expect(scrub(text)).not.toContain('swordfish');
    expect(JSON.stringify(lineOf({ detail: [text] }))).not.toContain('swordfish');
    expect(JSON.stringify(logged((log) => log.info(text)))).not.toContain('swordfish');
    expect(JSON.stringify(logged((log) => log.info({}, text)))).not.toContain('swordfish');
  });

  it.each([
    'http://127.0.0.1:8080',
    'https://contoso.my.salesforce.com',
    '0061t00000ABCDEAA4',
    '7c1fa3d0-8c2b-4d2f-9a40-000000000001',
    'salesforce-daily-share',
    'v24.21.0',
  ])('keeps %s', (text) => {
    expect(scrub(text)).toBe(text);
  });
});

describe('an error in the log', () => {
  it('says class, code and place, down its causes, but not what a host wrote', () => {
    const cause = Object.assign(new Error('swordfish@example.com'), { code: 'ECONNRESET' });
    const fault = new HostFault('salesforce', 'salesforce-unavailable', {
      detail: 'swordfish',
      cause,
    });
    const line = lineOf({ err: fault });
    expect(line['err']).toMatchObject({
      type: 'HostFault',
      code: 'salesforce-unavailable',
      frames: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
      cause: { type: 'Error', code: 'ECONNRESET' },
    });
    expect(JSON.stringify(line)).not.toContain('swordfish');
  });

  it("keeps a programming error's own words", () => {
    const line = lineOf({ err: new TypeError('x is not a function') });
    expect(line['err']).toMatchObject({ type: 'TypeError', message: 'x is not a function' });
  });

  const failure = Object.assign(new Error('swordfish'), {
    errorMessage: 'swordfish',
    where: { parameters: ['swordfish'] },
  });
  it.each<[string, (log: Log) => void]>([
    ['alone', (log) => log.error(failure)],
    ['under its name', (log) => log.error({ err: failure })],
    ['with its own message', (log) => log.error({ err: failure }, failure.message)],
    ['under another name', (log) => log.error({ reason: failure }, 'event')],
    ['deeper', (log) => log.error({ a: [{ b: failure }] }, 'event')],
    ['of a child', (log) => log.child({ correlationId: 'c' }).error(failure)],
  ])('does not tell its message when it is logged %s', (_how, write) => {
    expect(JSON.stringify(logged(write))).not.toContain('swordfish');
  });

  it.each([
    ['a line that looks like a frame', 'bad\n    at swordfish (x.ts:1:1)'],
    ['its only line like one', '    at swordfish (x.ts:1:1)'],
  ])('does not take %s for a place', (_what, message) => {
    expect(JSON.stringify(lineOf({ err: new Error(message) }))).not.toContain('swordfish');
  });

  it('takes no sentence for a code or a class', () => {
    const odd = Object.assign(new Error('x'), { code: 'the swordfish', name: 'A swordfish' });
    expect(JSON.stringify(lineOf({ err: odd }))).not.toContain('swordfish');
  });
});

describe('a log whose reader is gone', () => {
  it('keeps nobody from ending', async () => {
    const code = `
      import { createLog } from ${JSON.stringify(new URL('../../service/src/log.ts', import.meta.url).href)};
      const log = createLog({ level: 'info' });
      process.stdin.once('data', () => {
        for (const line of ['stopping', 'stopped', 'over']) log.info(line);
        process.exit(7);
      });
    `;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdout.destroy();
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(20_000) });
    ended.catch(() => child.kill('SIGKILL'));
    child.stdin.write('now');
    expect(await ended).toEqual([7, null]);
  });
});
