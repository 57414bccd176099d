import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { HostFault } from '../../service/src/errors.ts';
import { createLog } from '../../service/src/log.ts';

function lineOf(fields: object): { [name: string]: unknown } {
  let line = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      line += String(chunk);
      done();
    },
  });
  createLog({ level: 'info', destination }).info(fields, 'event');
  return JSON.parse(line);
}

describe('a log line', () => {
  it('carries ids, codes and durations as they are', () => {
    expect(lineOf({ pairId: 'p1', code: 'stale', ms: 5 })).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      pairId: 'p1',
      code: 'stale',
      ms: 5,
      msg: 'event',
    });
  });

  it.each([
    { authorization: 'Bearer swordfish' },
    { request: { authorization: 'swordfish' } },
    { a: { b: { accessToken: 'swordfish' } } },
    { config: { orgKeys: ['swordfish'] } },
    { headers: { 'x-ms-signature': 'swordfish' } },
    { request: { body: { name: 'swordfish' } } },
    { record: { fields: { Name: 'swordfish' } } },
    { req: { url: '/?name=swordfish' } },
  ])('never shows %j', (fields) => {
    expect(JSON.stringify(lineOf(fields))).not.toContain('swordfish');
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
});
