/** The simulator's own authority for its https listener, and certificates for clients that sign assertions. */
import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

export type Listener = { ca: string; key: string; cert: string };
export type ClientCertificate = { certificatePem: string; privateKeyPem: string };

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};
const YEAR_MS = 365 * 86_400_000;

/** For 127.0.0.1 and localhost. TLS is judged by the machine's clock, whatever the simulator's says. */
export async function createListener(): Promise<Listener> {
  const [caKeys, keys] = await Promise.all([generate(EC), generate(EC)]);
  const valid = {
    notBefore: new Date(Date.now() - YEAR_MS / 12),
    notAfter: new Date(Date.now() + YEAR_MS),
  };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'C=US, O=Co-Sell Sandbox, CN=Sandbox Sign-in Root',
    ...valid,
    keys: caKeys,
    signingAlgorithm: EC,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const leaf = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=127.0.0.1',
    issuer: ca.subject,
    ...valid,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: EC,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'dns', value: 'localhost' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  return {
    ca: ca.toString('pem'),
    key: await privateKeyPem(keys.privateKey),
    cert: leaf.toString('pem'),
  };
}

/** Self-signed, as people make one for an app registration. Its private key never reaches the simulator's state. */
export async function createClientCertificate(
  terms: { notBefore: Date; notAfter: Date } = {
    notBefore: new Date(Date.now() - YEAR_MS),
    notAfter: new Date(Date.now() + YEAR_MS),
  },
): Promise<ClientCertificate> {
  const keys = await generate(RSA);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=co-sell-bridge',
    ...terms,
    keys,
    signingAlgorithm: RSA,
  });
  return {
    certificatePem: certificate.toString('pem'),
    privateKeyPem: await privateKeyPem(keys.privateKey),
  };
}

const generate = (algorithm: typeof RSA | typeof EC): Promise<webcrypto.CryptoKeyPair> =>
  crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

// The first bit must not make it a negative number.
const serialNumber = (): string =>
  `1${Buffer.from(crypto.getRandomValues(new Uint8Array(9)))
    .toString('hex')
    .slice(1)}`;

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
  const lines = der.match(/.{1,64}/g)?.join('\n') ?? '';
  return `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
}
