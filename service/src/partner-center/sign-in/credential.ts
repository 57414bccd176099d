/** What the bridge proves its own identity with at Microsoft: a client secret, or a certificate with its key. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { NodeAuthOptions } from '@azure/msal-node';
import { CannotStart } from '../../errors.ts';

export type ClientCredential =
  | {
      secret: string;
      /** ISO time, where somebody told us: Microsoft does not. */
      expiresAt?: string;
    }
  | { certificatePem: string; privateKeyPem: string };

export type Credential = {
  uses: 'secret' | 'certificate';
  /** Milliseconds since 1970, where it is known. */
  expiresAt: number | undefined;
  forMsal: Pick<NodeAuthOptions, 'clientSecret' | 'clientCertificate'>;
};

/** @throws CannotStart for a certificate or a key that cannot be used */
export function readCredential(credential: ClientCredential): Credential {
  if ('secret' in credential) {
    const { secret: clientSecret, expiresAt } = credential;
    return {
      uses: 'secret',
      expiresAt: expiresAt === undefined ? undefined : Date.parse(expiresAt),
      forMsal: { clientSecret },
    };
  }
  const { certificatePem, privateKeyPem } = credential;
  const certificate = new X509Certificate(certificatePem);
  return {
    uses: 'certificate',
    expiresAt: certificate.validToDate.getTime(),
    forMsal: {
      clientCertificate: {
        thumbprintSha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
        privateKey: privateKeyPem,
      },
    },
  };
}

/** Splits a PEM file into the client certificate and its key. @throws CannotStart with nothing of the file in it */
export function readClientCertificate(pemText: string): {
  certificatePem: string;
  privateKeyPem: string;
} {
  const key = readKey(pemText);
  const certificates = pemText.match(CERTIFICATES) ?? [];
  if (certificates.length === 0) throw unusable('The file holds no certificate');
  const certificatePem = certificates.find((pem) => belongsTo(pem, key));
  if (certificatePem === undefined) throw unusable('The certificate is not the one of the key');
  return { certificatePem, privateKeyPem: String(key.export({ format: 'pem', type: 'pkcs8' })) };
}
const CERTIFICATES = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

function readKey(pemText: string): KeyObject {
  // Cut out: files put together by hand often lack the line break in between, which OpenSSL insists on.
  const pem = PRIVATE_KEY.exec(pemText)?.[0];
  if (pem === undefined) throw unusable('The file holds no private key without a passphrase');
  const key = orUnusable(() => createPrivateKey(pem), 'The key in the file is damaged');
  // Entra takes RSA alone.
  if (key.asymmetricKeyType !== 'rsa') throw unusable('The key is not an RSA key');
  return key;
}

const PRIVATE_KEY = /-----BEGIN (RSA )?PRIVATE KEY-----[\s\S]*?-----END (RSA )?PRIVATE KEY-----/;

const belongsTo = (pem: string, key: KeyObject): boolean =>
  orUnusable(() => new X509Certificate(pem), 'The certificate is damaged').checkPrivateKey(key);

function orUnusable<T>(read: () => T, problem: string): T {
  try {
    return read();
  } catch {
    // Without the cause: nobody promises that its text holds nothing of the key.
    throw unusable(problem);
  }
}

function unusable(problem: string): CannotStart {
  return new CannotStart(
    'partner-center-certificate',
    `${problem}. PARTNER_CENTER_CERTIFICATE_FILE must name a PEM file with the certificate of the app in Entra and its RSA private key`,
  );
}
