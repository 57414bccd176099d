/** A small certificate authority for tests: everything Microsoft's might do, and everything an attacker would. */
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';
import { webcrypto, KeyObject, sign } from 'node:crypto';

export const NOW = Date.parse('2026-03-01T12:00:00Z');
const DAY = 86_400_000;
const MICROSOFT = 'C=US, O=Microsoft Corporation';
export const SUBJECT = 'pcnotifications-dispatch.microsoft.com';

export type Keys = webcrypto.CryptoKeyPair;
export type Issued = { name: string; keys: Keys; certificate: X509Certificate; pem: string };

export async function makeKeys(options: { bits?: number; hash?: string } = {}): Promise<Keys> {
  return webcrypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      hash: options.hash ?? 'SHA-256',
      publicExponent: new Uint8Array([1, 0, 1]),
      modulusLength: options.bits ?? 2048,
    },
    true,
    ['sign', 'verify'],
  );
}

export const makeEcKeys = (): Promise<Keys> =>
  webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);

type Wanted = {
  name?: string;
  keys: Keys;
  issuer?: Issued | undefined;
  days?: [from: number, to: number];
  extensions?: Extension[];
};

/** Issues a certificate; without an issuer it signs itself. `days` are relative to NOW. */
export async function issue({ name, keys, issuer, days = [-10, 10], extensions }: Wanted) {
  const subject = name ?? `${MICROSOFT}, CN=${SUBJECT}`;
  const algorithm = (issuer?.keys ?? keys).privateKey.algorithm as { name: string; hash?: object };
  const certificate = await X509CertificateGenerator.create(
    {
      subject,
      issuer: issuer?.name ?? subject,
      notBefore: new Date(NOW + days[0] * DAY),
      notAfter: new Date(NOW + days[1] * DAY),
      publicKey: keys.publicKey,
      signingKey: (issuer?.keys ?? keys).privateKey,
      signingAlgorithm: {
        name: algorithm.name,
        hash: algorithm.hash ?? 'SHA-256',
      } as webcrypto.Algorithm,
      extensions: extensions ?? [signingOnly()],
    },
    webcrypto as webcrypto.Crypto,
  );
  return { name: subject, keys, certificate, pem: `${certificate.toString('pem')}\n` };
}

export const authority = (pathLength?: number): Extension[] => [
  new BasicConstraintsExtension(true, pathLength, true),
  new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
];
export const notAuthority = () => new BasicConstraintsExtension(false, undefined, true);
export const signingOnly = () => new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true);
export const encipheringOnly = () => new KeyUsagesExtension(KeyUsageFlags.keyEncipherment, true);
export const crlOnly = () => new KeyUsagesExtension(KeyUsageFlags.cRLSign, true);
/** A critical extension nobody knows (an OID of documentation's example arc). */
export const unknownCritical = () =>
  new Extension('2.999.1', true, new Uint8Array([0x05, 0x00]).buffer);
export const tlsServer = (ip: string): Extension[] => [
  notAuthority(),
  new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
  new SubjectAlternativeNameExtension([{ type: 'ip', value: ip }]),
];

export function signatureOf(body: Buffer, keys: Keys, hash = 'RSA-SHA256'): string {
  return sign(hash, body, KeyObject.from(keys.privateKey)).toString('base64');
}

export function pemOfKey(keys: Keys): string {
  return KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** Root → issuing authority (O=Microsoft Corporation) → signing certificate, as Partner Center has it. */
export async function makeChain() {
  const [rootKeys, issuerKeys, leafKeys] = await Promise.all([makeKeys(), makeKeys(), makeKeys()]);
  const root = await issue({
    name: 'C=US, O=Root Trust, CN=Test Root',
    keys: rootKeys,
    days: [-100, 1000],
    extensions: authority(),
  });
  const issuer = await issue({
    name: `${MICROSOFT}, CN=Test Issuing CA 01`,
    keys: issuerKeys,
    issuer: root,
    days: [-50, 500],
    extensions: authority(0),
  });
  const leaf = await issue({ keys: leafKeys, issuer });
  return { root, issuer, leaf };
}
