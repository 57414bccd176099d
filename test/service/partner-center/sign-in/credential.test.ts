import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { CannotStart } from '../../../../service/src/errors.ts';
import {
  readClientCertificate,
  readCredential,
} from '../../../../service/src/partner-center/sign-in/credential.ts';
import { statusOf } from '../../../../service/src/partner-center/sign-in/status.ts';
import {
  createClientCertificate,
  type ClientCertificate,
} from '../../../sandbox/entra/certificates.ts';

const DAY = 86_400_000;
let one: ClientCertificate;
let other: ClientCertificate;
beforeAll(async () => {
  [one, other] = await Promise.all([createClientCertificate(), createClientCertificate()]);
});

describe('the file of a client certificate', () => {
  it('may hold the certificate and the key in any order, with others of a chain', () => {
    const { certificatePem, privateKeyPem } = one;
    for (const file of [
      `${certificatePem}\n${privateKeyPem}`,
      `${privateKeyPem}\n${other.certificatePem}\n${certificatePem}`,
    ]) {
      const read = readClientCertificate(file);
      expect(read.certificatePem.trim()).toBe(certificatePem.trim());
      expect(read.privateKeyPem).toContain('BEGIN PRIVATE KEY');
    }
  });

  const pem = { type: 'pkcs8', format: 'pem' } as const;
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pem);
  const MISTAKES: [what: string, file: () => string, says: RegExp][] = [
    ['nothing', () => '', /no private key/],
    ['no key', () => one.certificatePem, /no private key/],
    ['no certificate', () => one.privateKeyPem, /no certificate/],
    [
      'the key of another certificate',
      () => one.certificatePem + other.privateKeyPem,
      /not the one/,
    ],
    ['a key that is not RSA', () => one.certificatePem + String(elliptic), /not an RSA key/],
    [
      'a key that was cut',
      () => one.certificatePem + one.privateKeyPem.replace(/\n.{40}/, '\n'),
      /damaged/,
    ],
    [
      'a certificate that was cut',
      () => one.certificatePem.replace(/\n.{40}/, '\n') + one.privateKeyPem,
      /damaged/,
    ],
  ];
  it.each(MISTAKES)(
    'with %s is refused at start, and nothing of it is said',
    (_what, file, says) => {
      const failure = (() => {
        try {
          return readClientCertificate(file());
        } catch (error) {
          return error;
        }
      })();
      if (!(failure instanceof CannotStart)) throw new Error('Expected it to be refused.');
      expect(failure.message).toMatch(says);
      expect(failure.message).toContain('PARTNER_CENTER_CERTIFICATE_FILE');
      expect(failure.message).not.toContain(one.privateKeyPem.slice(60, 90));
      expect(failure.cause).toBeUndefined();
    },
  );
});

it('a certificate that ends within 14 days is warned of', () => {
  const credential = readCredential(one);
  const { expiresAt = 0 } = credential;
  const connectedAt = expiresAt - 20 * DAY;
  const grant = { cache: '{}', accountId: 'a' };
  const connection = { consentId: 'c', grant, connectedAt, renewedAt: connectedAt, lapses: {} };
  const at = (now: number) => statusOf({ version: 1, connection }, credential, now);
  expect(at(expiresAt - 14 * DAY - 1)).toMatchObject({ state: 'connected', reason: null });
  expect(at(expiresAt - 14 * DAY)).toMatchObject({
    state: 'expiring',
    reason: 'partner-center-certificate-ends',
    expiresAt: new Date(expiresAt).toISOString(),
  });
});
