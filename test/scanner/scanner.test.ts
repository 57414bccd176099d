import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  collectOutput,
  collectPeople,
  collectSecrets,
  collectSettings,
  FOLDER_NAME,
} from './collection.ts';
import { scanFolder } from './find-leaks.ts';
import { createFinder } from './find-values.ts';
import { setup } from './global-setup.ts';

const SECRET = 'swordfish-0123456789/abc+def';
const PRIVATE_LINE = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ';
const CERTIFICATE_LINE = 'MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBa';

let outer: string | undefined;
let folder: string;
beforeEach(() => {
  outer = process.env[FOLDER_NAME];
  folder = mkdtempSync(join(tmpdir(), 'scanner-'));
  process.env[FOLDER_NAME] = folder;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  if (outer === undefined) Reflect.deleteProperty(process.env, FOLDER_NAME);
  else process.env[FOLDER_NAME] = outer;
});

const whatOf = () => scanFolder(folder).leaks.map(({ what }) => what);

describe('a planted secret', () => {
  it.each([
    ['as it is', SECRET],
    ['in an address', `/?q=${encodeURIComponent(SECRET)}`],
    ['in base64', `Basic-ish ${Buffer.from(SECRET).toString('base64')}`],
    ['inside a longer word', `xx${SECRET}yy`],
  ])('is found %s', (_how, text) => {
    collectSecrets('ORG_KEYS', [SECRET]);
    collectOutput('bridge-1', 'stdout', `{"msg":"fine"}\n{"msg":${JSON.stringify(text)}}\n`);
    expect(scanFolder(folder).leaks).toContainEqual({
      ...{ file: 'bridge-1.stdout', line: 2, what: 'ORG_KEYS' },
    });
  });

  it('is found in metrics and on standard error, and is not repeated by the finding', () => {
    collectSecrets('ORG_KEYS', [SECRET]);
    collectOutput('bridge-1', 'metrics', `x{label="${SECRET}"} 1\n`);
    collectOutput('bridge-1', 'stderr', `cannot start: ${SECRET}\n`);
    const { leaks } = scanFolder(folder);
    expect(leaks).toHaveLength(2);
    expect(JSON.stringify(leaks)).not.toContain('swordfish');
  });

  it('is not found where it is not', () => {
    collectSecrets('ORG_KEYS', [SECRET]);
    collectOutput('bridge-1', 'stdout', `{"msg":"listening","address":"http://127.0.0.1:8080"}\n`);
    expect(whatOf()).toEqual([]);
  });
});

describe('the secrets among settings', () => {
  const settings = (): Record<string, string> => {
    const keyFile = join(folder, 'key.pem');
    writeFileSync(
      keyFile,
      [
        `-----BEGIN CERTIFICATE-----\n${CERTIFICATE_LINE}\n-----END CERTIFICATE-----`,
        `-----BEGIN PRIVATE KEY-----\n${PRIVATE_LINE}\n-----END PRIVATE KEY-----\n`,
      ].join('\n'),
    );
    return {
      ORG_KEYS: 'first-key-0123,second-key-0123',
      SEALING_KEYS: 'new:c2VhbGluZ2tleQ==,old:b2xkc2VhbGluZw==',
      DATABASE_URL: 'postgresql://me:pass%2Fword@db.example:5432/cosell',
      PARTNER_CENTER_CLIENT_SECRET: 'client-secret-1',
      SALESFORCE_KEY_FILE: keyFile,
      SALESFORCE_URL: 'https://contoso.my.salesforce.com',
      PORT: '8080',
    };
  };

  it.each([
    ['first-key-0123', 'ORG_KEYS'],
    ['second-key-0123', 'ORG_KEYS'],
    ['c2VhbGluZ2tleQ==', 'SEALING_KEYS'],
    ['b2xkc2VhbGluZw==', 'SEALING_KEYS'],
    ['pass/word', 'DATABASE_URL'],
    ['client-secret-1', 'PARTNER_CENTER_CLIENT_SECRET'],
    [PRIVATE_LINE, 'SALESFORCE_KEY_FILE'],
  ])('are known: %s', (value, where) => {
    collectSettings(settings());
    collectOutput('bridge-1', 'stdout', `{"odd":"${value}"}\n`);
    expect(whatOf()).toContain(where);
  });

  it.each([CERTIFICATE_LINE, 'https://contoso.my.salesforce.com', '8080'])(
    'are not taken for more: %s',
    (value) => {
      collectSettings(settings());
      collectOutput('bridge-1', 'stdout', `{"odd":"${value}"}\n`);
      expect(whatOf()).toEqual([]);
    },
  );
});

describe('somebody’s data', () => {
  it.each([
    ['{"name":"Anna"}', true],
    ['{"said":"dear Anna, hello"}', true],
    ['{"name":"Annabel"}', false],
    ['{"deal":"Fabrikam \\"blue\\""}', true],
  ])('in %s is found as a word of its own: %s', (line, isFound) => {
    collectPeople('Contact', ['Anna', 'Fabrikam "blue"']);
    collectOutput('bridge-1', 'stdout', line);
    expect(whatOf()).toEqual(isFound ? ["somebody's Contact"] : []);
  });
});

describe('what looks like a secret', () => {
  it.each([
    ['a token (JWT)', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln'],
    ['an authorization', 'authorization: Bearer abcdefgh12345'],
    ['an e-mail address', 'anna@customer.example'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----'],
    ['a session of Salesforce', '00D000000000062EAA!AQ12345678'],
    ['user and password of an address', 'postgresql://me:pw@db:5432/x'],
    ['a cookie', '"set-cookie": "a=b"'],
  ])('%s is found', (what, text) => {
    collectOutput('bridge-1', 'stdout', text);
    expect(whatOf()).toContain(what);
  });

  it.each([
    '"authorization":"[redacted]"',
    '    at x (file:///app/node_modules/@azure/msal-node/lib/index.mjs:1:2)',
    'postgresql://[redacted]@db:5432/x',
    'WWW-Authenticate: Bearer realm',
    'http://127.0.0.1:8080/webhooks/partner-center',
  ])('but not %s', (text) => {
    collectOutput('bridge-1', 'stdout', text);
    expect(whatOf()).toEqual([]);
  });
});

describe('the set-up token', () => {
  const announcement = [
    'Co-Sell Bridge: to connect Partner Center, open http://127.0.0.1:1/setup',
    'and sign in with this token, once, before 2030-01-01T00:15:00Z:',
    'SETUP-TOKEN-1234',
    '',
  ].join('\n');

  it('may stand in its announcement on standard error', () => {
    collectOutput('bridge-1', 'stderr', announcement);
    expect(whatOf()).toEqual([]);
  });

  it('must not stand in the log', () => {
    collectOutput('bridge-1', 'stderr', announcement);
    collectOutput('bridge-1', 'stdout', '{"code":"SETUP-TOKEN-1234"}');
    expect(whatOf()).toEqual(['set-up token of bridge-1.stderr']);
  });
});

describe('a test run', () => {
  const run = () => {
    Reflect.deleteProperty(process.env, FOLDER_NAME);
    return setup();
  };

  it('fails when something was found, with the place and not the secret', () => {
    const end = run();
    collectSecrets('ORG_KEYS', [SECRET]);
    collectOutput('bridge-1', 'stdout', `x\n${SECRET}\n`);
    expect(end).toThrow('bridge-1.stdout:2: ORG_KEYS');
  });

  it('passes when nothing was', () => {
    const end = run();
    collectOutput('bridge-1', 'stdout', 'fine\n');
    expect(end).not.toThrow();
  });

  it('of several projects is searched once', () => {
    const end = run();
    const [second, third] = [setup(), setup()];
    collectSecrets('ORG_KEYS', [SECRET]);
    collectOutput('bridge-1', 'stdout', SECRET);
    expect(second).not.toThrow();
    expect(third).not.toThrow();
    expect(end).toThrow('ORG_KEYS');
  });

  it('without a folder collects nothing', () => {
    Reflect.deleteProperty(process.env, FOLDER_NAME);
    collectOutput('bridge-1', 'stdout', SECRET);
    collectSettings({ ORG_KEYS: SECRET });
    process.env[FOLDER_NAME] = folder;
    expect(scanFolder(folder)).toEqual({ leaks: [], files: 0, characters: 0, wanted: 0 });
  });
});

describe('the finder', () => {
  it('finds exactly what a plain search finds', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', 'é'),
      minLength: 4,
      maxLength: 7,
    });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '\n'), maxLength: 200 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 20 }), text, (values, inside) => {
        const plain = values.flatMap((value) =>
          [...Array(inside.length).keys()]
            .filter((at) => inside.startsWith(value, at))
            .map((at) => `${at}:${value}`),
        );
        const found = createFinder(values)(inside).map(({ at, value }) => `${at}:${value}`);
        expect(found.toSorted()).toEqual(plain.toSorted());
      }),
    );
  });

  it('refuses what is found by chance', () => {
    expect(() => createFinder(['abc'])).toThrow('at least 4 characters, got one of 3');
  });
});
