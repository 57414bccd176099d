import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type Read<T> = { value?: T; problems: string[] };

const LEAST_BITS = 2048;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;
const PRIVATE_KEY = /-----BEGIN (?:RSA )?PRIVATE KEY-----[^-]+-----END (?:RSA )?PRIVATE KEY-----/;

/** An RSA private key, as PEM text. Nothing of the file's content is ever in a problem. */
export function readPrivateKeyFile(setting: string, path: string): Read<string> {
  const read = readPem(setting, path);
  if (read.value === undefined) return { problems: read.problems };
  const pem = PRIVATE_KEY.exec(read.value)?.[0];
  const key = pem === undefined ? undefined : parse(() => createPrivateKey(pem));
  if (pem === undefined || !key) return refused(setting, path, 'an unencrypted private key in PEM');
  if (!isStrongRsa(key)) return refused(setting, path, `an RSA key of at least ${LEAST_BITS} bits`);
  return { value: pem, problems: [] };
}

/** A certificate and its private key in one PEM file. */
export function readCertificateFile(
  setting: string,
  path: string,
): Read<{ certificatePem: string; privateKeyPem: string }> {
  const key = readPrivateKeyFile(setting, path);
  if (key.value === undefined) return { problems: key.problems };
  const certificatePem = CERTIFICATE.exec(readFileSync(path, 'utf8'))?.[0];
  const certificate = parse(() => new X509Certificate(certificatePem ?? ''));
  if (certificatePem === undefined || !certificate)
    return refused(setting, path, 'a certificate beside the private key');
  if (!certificate.checkPrivateKey(createPrivateKey(key.value)))
    return refused(setting, path, 'the private key of this very certificate');
  return { value: { certificatePem, privateKeyPem: key.value }, problems: [] };
}

function readPem(setting: string, path: string): Read<string> {
  try {
    return { value: readFileSync(path, 'utf8'), problems: [] };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    return {
      problems: [`${setting}: expected ${shownPath(path)} to be a readable PEM file; got ${code}`],
    };
  }
}

/** Whoever pastes the key itself must not find it in a log. */
const shownPath = (path: string): string =>
  path.includes('\n') || path.includes('-----') ? 'the path (not the text of the file)' : path;

const refused = (setting: string, path: string, expected: string): Read<never> => ({
  problems: [`${setting}: expected ${expected} in ${shownPath(path)}; it is not there`],
});

function isStrongRsa(key: KeyObject): boolean {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return key.asymmetricKeyType === 'rsa' && bits >= LEAST_BITS;
}

function parse<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    // The reason quotes the file; what was expected is said instead.
    return undefined;
  }
}
