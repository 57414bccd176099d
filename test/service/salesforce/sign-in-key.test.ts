import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CannotStart } from '../../../service/src/errors.ts';
import { createSalesforceSignIn } from '../../../service/src/salesforce/sign-in.ts';
import { readPrivateKey } from '../../../service/src/salesforce/sign-in-key.ts';
import { newClient } from '../../sandbox/org/auth/new-client.ts';
import { AUDIENCE } from './sign-in-rig.ts';

const PKCS8 = { type: 'pkcs8', format: 'pem' } as const;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = rsa.privateKey.export(PKCS8).toString();
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const locked = { cipher: 'aes-256-cbc', passphrase: 'secret' };
const { client, privateKeyPem } = await newClient();

describe('the key to sign in with', () => {
  test.each([
    ['in PKCS #8', pem],
    ['in PKCS #1', rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['behind its certificate', `${client.certificate}\n${privateKeyPem}`],
    ['with the line ends of Windows', pem.replaceAll('\n', '\r\n')],
  ])('is read %s', (_how, text) => {
    expect(readPrivateKey(text).asymmetricKeyType).toBe('rsa');
  });

  const WRONG: [what: string, text: string, said: RegExp][] = [
    ['nothing', ' \n', /^The file is empty/],
    ['something else', 'SALESFORCE_KEY=abc', /^The file holds no RSA key in PEM form/],
    ['only the certificate', client.certificate, /^The file holds only the certificate/],
    [
      'a public key',
      rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      /^The file holds a public key/,
    ],
    [
      'a key behind a passphrase',
      rsa.privateKey.export({ ...PKCS8, ...locked }).toString(),
      /^The key is locked with a passphrase/,
    ],
    [
      'a key of the old form behind a passphrase',
      rsa.privateKey.export({ type: 'pkcs1', format: 'pem', ...locked }).toString(),
      /^The key is locked with a passphrase/,
    ],
    ['a key of another kind', ec.export(PKCS8).toString(), /^The key is of the type ec/],
    ['a key that is too short', short.export(PKCS8).toString(), /^The key has 1024 bits/],
    ['half a key', pem.slice(0, 400) + pem.slice(700), /^The key in the file is damaged/],
  ];
  test.each(WRONG)(
    'that is %s stops the start with a sentence, and stays out of it',
    (_what, text, said) => {
      const error = failureOf(() => readPrivateKey(text));
      expect(error).toBeInstanceOf(CannotStart);
      expect(error.message).toMatch(said);
      expect(error.message).toContain('SALESFORCE_KEY_FILE');
      const shown = JSON.stringify({ ...error, message: error.message, stack: error.stack });
      const secrets = text.split('\n').filter((line) => /^[\w+/=]{40,}$/.test(line));
      expect(secrets.filter((line) => shown.includes(line))).toEqual([]);
      expect(error.cause).toBeUndefined();
    },
  );

  test('is looked at before anything else happens', () => {
    const options = {
      orgId: '00D000000000001AAA',
      audience: AUDIENCE,
      clientId: 'app',
      username: 'bridge@partner.example',
      requestTimeoutMs: 1,
      clock: { now: () => 0, sleep: () => Promise.resolve() },
      privateKeyPem: pem,
      loginUrl: 'https://acme.my.salesforce.com',
    };
    expect(createSalesforceSignIn(options)).toBeDefined();
    for (const wrong of [{ privateKeyPem: 'x' }, { loginUrl: 'http://acme.my.salesforce.com' }])
      expect(() => createSalesforceSignIn({ ...options, ...wrong })).toThrow(CannotStart);
  });
});

function failureOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Expected a failure');
}
