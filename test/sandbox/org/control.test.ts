import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../kit/clock.ts';
import { DEAL, orgForEachTest, SHARED } from './org-under-test.ts';
import { startOrg } from './server.ts';

const held = orgForEachTest();
const control = async (method: string, path: string, body?: unknown) => {
  const answer = await held.org.call(method, `/_control${path}`, body);
  return { status: answer.status, body: answer.body as Record<string, unknown> & unknown[] };
};

describe('the control API', () => {
  it('acts as anybody, and the journal says who', async () => {
    const { body } = await control('POST', '/records/Opportunity?actor=seller:anna', SHARED);
    const id = String(body['id']);
    await control('PATCH', `/records/Opportunity/${id}?actor=automation:flow`, { Amount: 3 });
    await control('POST', `/clone/${id}?actor=seller:bert`, { Name: 'Copy' });
    await control('DELETE', `/records/Opportunity/${id}?actor=seller:anna`);
    const journal = (await control('GET', '/journal?since=0')).body as unknown as {
      actor: string;
      kind: string;
    }[];
    expect(journal.map((entry) => `${entry.actor} ${entry.kind}`)).toEqual([
      'seller:anna create',
      'automation:flow update',
      'seller:bert create',
      'seller:anna delete',
    ]);
    expect((await control('GET', '/records/Opportunity')).body).toHaveLength(2);
    expect((await control('GET', '/nudges')).body).toHaveLength(3);
  });

  it('answers a failed save with its code, message and fields', async () => {
    const answer = await control('POST', '/records/Opportunity?actor=seller:anna', { Name: 'x' });
    expect(answer).toMatchObject({
      status: 400,
      body: { statusCode: 'REQUIRED_FIELD_MISSING', fields: ['StageName', 'CloseDate'] },
    });
  });

  it('changes switches, and names one that is not there or of another type', async () => {
    expect((await control('PATCH', '/switches', { trimText: true })).body['trimText']).toBe(true);
    expect((await control('PATCH', '/switches', { typo: true })).body['message']).toMatch(
      /No switch typo/,
    );
    expect((await control('PATCH', '/switches', { lockChance: 'x' })).body['message']).toMatch(
      /lockChance is a number/,
    );
  });

  it('moves the clock and keeps its own calls out of the count', async () => {
    expect((await control('POST', '/clock', { advanceMs: 60_000 })).body).toEqual({
      now: '2026-11-22T10:01:00.000Z',
    });
    await held.org.call('GET', '/services/data');
    expect((await control('GET', '/calls')).body).toMatchObject([
      { method: 'GET', url: '/services/data' },
    ]);
  });
});

describe('faults', () => {
  const create = () => held.org.call('POST', '/services/data/v65.0/sobjects/Opportunity', DEAL);
  const count = () => held.org.query('SELECT Id FROM Opportunity').length;

  it('commit late: the connection is cut, the write arrives afterwards', async () => {
    await control('POST', '/faults', {
      method: 'POST',
      path: 'sobjects',
      do: 'late-commit',
      lateMs: 30_000,
    });
    await expect(create()).rejects.toThrow();
    expect(count()).toBe(0);
    await held.org.clock.advance(30_000);
    expect(count()).toBe(1);
  });

  it('commit and then drop, or answer without carrying out', async () => {
    held.org.faults.add({ path: 'sobjects', do: 'commit-then-drop' });
    await expect(create()).rejects.toThrow();
    expect(count()).toBe(1);
    held.org.faults.add({ path: 'sobjects', do: 'status', status: 503, retryAfter: 7 });
    const answer = await create();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '7']);
    expect(count()).toBe(1);
  });
});

describe('an unkind org', () => {
  const unkind = orgForEachTest({ unkind: true });

  it('trims text and meets locked rows', () => {
    expect(unkind.org.switches).toMatchObject({
      trimText: true,
      lockChance: 0.01,
      lateVisibleMs: 480_000,
    });
  });
});

describe('metadata that is not understood stops the start and is named', () => {
  let dir: string;
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'org-metadata-'))));
  afterEach(() => rmSync(dir, { recursive: true }));
  const write = (path: string, xml: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), xml);
  };
  const field = (inner: string) =>
    write(
      'objects/Opportunity/fields/A__c.field-meta.xml',
      `<CustomField><fullName>A__c</fullName>${inner}</CustomField>`,
    );

  it.each([
    [
      'a field type',
      () => field('<type>Location</type>'),
      /A__c\.field-meta\.xml: field type Location/,
    ],
    [
      'a formula',
      () => field('<type>Text</type><formula>NOW()</formula>'),
      /Opportunity\.A__c: its formula is not simulated: the function NOW is not known/,
    ],
    [
      'a default',
      () => field('<type>Date</type><defaultValue>TODAY()</defaultValue>'),
      /default TODAY\(\)/,
    ],
    [
      'a lookup',
      () => field('<type>Lookup</type><referenceTo>Case</referenceTo>'),
      /refers to Case/,
    ],
    [
      'a validation rule',
      () =>
        write(
          'objects/Opportunity/validationRules/New.validationRule-meta.xml',
          '<ValidationRule><fullName>New</fullName><active>true</active></ValidationRule>',
        ),
      /Validation rule Opportunity\.New is not simulated/,
    ],
    [
      'an object',
      () =>
        write(
          'objects/Case/fields/B__c.field-meta.xml',
          '<CustomField><fullName>B__c</fullName><type>Text</type></CustomField>',
        ),
      /objects\/Case/,
    ],
    [
      'a row',
      () =>
        write(
          'customMetadata/X.Y.md-meta.xml',
          '<CustomMetadata><label>Y</label></CustomMetadata>',
        ),
      /no type X__mdt/,
    ],
  ])('%s', async (_what, prepare, message) => {
    prepare();
    await expect(
      startOrg({ clock: createClock({ mode: 'manual' }), metadataDir: dir }),
    ).rejects.toThrow(message);
  });
});
