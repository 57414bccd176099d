/** The simulator's own certificate authority: one for the webhook signature and for its https listener. */
import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

export const LEAF_NAME = 'pcnotifications-dispatch.microsoft.com';
export const ISSUER_ORGANIZATION = 'Microsoft Corporation';

export type Authority = {
  rootPem: string;
  intermediatePem: string;
  leaf: { pem: string; der: Buffer; sign(body: Buffer): Promise<string> };
  /** Key and chain of the https listener at 127.0.0.1. */
  tls: { key: string; cert: string };
};

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};
/** Of the https listener only: RSA keys take long to make. */
const EC = { name: 'ECDSA', namedCurve: 'P-256' };
const YEAR_MS = 365 * 86_400_000;

type Issuer = { subject: string; keys: webcrypto.CryptoKeyPair };

/** Root → intermediate (O=Microsoft Corporation) → leaf. Valid around both the machine's and the simulator's time. */
export async function createAuthority(now: number): Promise<Authority> {
  const [root, intermediate, leaf, tls] = await Promise.all([
    keys(RSA),
    keys(RSA),
    keys(RSA),
    keys(EC),
  ]);
  const valid = {
    notBefore: new Date(Math.min(now, Date.now()) - YEAR_MS / 12),
    notAfter: new Date(Math.max(now, Date.now()) + 2 * YEAR_MS),
  };
  const rootIssuer: Issuer = { subject: 'C=US, O=Co-Sell Sandbox, CN=Sandbox Root', keys: root };
  const issuer: Issuer = {
    subject: `C=US, O=${ISSUER_ORGANIZATION}, CN=Sandbox TLS Issuing CA`,
    keys: intermediate,
  };
  const subject = `C=US, ST=WA, L=Redmond, O=${ISSUER_ORGANIZATION}, CN=${LEAF_NAME}`;
  const [rootCert, intermediateCert, leafCert, tlsCert] = await Promise.all([
    certify(rootIssuer.subject, root, rootIssuer, { ...valid, ca: 1 }),
    certify(issuer.subject, intermediate, rootIssuer, { ...valid, ca: 0 }),
    certify(subject, leaf, issuer, { ...valid, names: [{ type: 'dns', value: LEAF_NAME }] }),
    certify('CN=127.0.0.1', tls, issuer, { ...valid, names: [{ type: 'ip', value: '127.0.0.1' }] }),
  ]);
  return {
    rootPem: rootCert.toString('pem'),
    intermediatePem: intermediateCert.toString('pem'),
    leaf: {
      pem: leafCert.toString('pem'),
      der: Buffer.from(leafCert.rawData),
      sign: (body) => sign(leaf.privateKey, body),
    },
    tls: {
      key: await privateKeyPem(tls.privateKey),
      cert: `${tlsCert.toString('pem')}\n${intermediateCert.toString('pem')}`,
    },
  };
}

type Terms = { notBefore: Date; notAfter: Date; ca?: number; names?: x509.JsonGeneralNames };

async function certify(
  subject: string,
  { publicKey }: webcrypto.CryptoKeyPair,
  issuer: Issuer,
  { notBefore, notAfter, ca, names }: Terms,
): Promise<x509.X509Certificate> {
  const usage = x509.KeyUsageFlags;
  return x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(crypto.getRandomValues(new Uint8Array(9))).toString('hex'),
    subject,
    issuer: issuer.subject,
    notBefore,
    notAfter,
    publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: RSA,
    extensions: [
      new x509.BasicConstraintsExtension(ca !== undefined, ca, true),
      new x509.KeyUsagesExtension(
        ca === undefined
          ? usage.digitalSignature | usage.keyEncipherment
          : usage.keyCertSign | usage.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
      ...(names
        ? [
            new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
            new x509.SubjectAlternativeNameExtension(names),
          ]
        : []),
    ],
  });
}

const keys = (algorithm: typeof RSA | typeof EC): Promise<webcrypto.CryptoKeyPair> =>
  crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

async function sign(key: webcrypto.CryptoKey, body: Buffer): Promise<string> {
  const signature = await crypto.subtle.sign(RSA.name, key, new Uint8Array(body));
  return Buffer.from(signature).toString('base64');
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
  const lines = der.match(/.{1,64}/g)?.join('\n') ?? '';
  return `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
}
