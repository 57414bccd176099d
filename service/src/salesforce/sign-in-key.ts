/** The private key the bridge signs in with. No message here holds any of what was read: a wrong file may be a secret too. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { CannotStart } from '../errors.ts';

/** What Salesforce itself makes under Certificate and Key Management. */
const FEWEST_BITS = 2048;

const MISTAKES: readonly [pattern: RegExp, sentence: string][] = [
  [/^\s*$/, 'The file is empty'],
  [/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/, 'The key is locked with a passphrase'],
  [/BEGIN (RSA )?PUBLIC KEY/, 'The file holds a public key'],
];

/** The key of a PEM file, which may hold its certificate as well. @throws CannotStart saying what is wrong with it */
export function readPrivateKey(pemText: string): KeyObject {
  const mistake = MISTAKES.find(([pattern]) => pattern.test(pemText));
  if (mistake) throw wrongKey(mistake[1]);
  if (!/BEGIN (RSA )?PRIVATE KEY/.test(pemText))
    throw wrongKey(
      pemText.includes('BEGIN CERTIFICATE')
        ? 'The file holds only the certificate, which belongs into Salesforce'
        : 'The file holds no RSA key in PEM form',
    );
  const key = parsed(pemText);
  if (key.asymmetricKeyType !== 'rsa')
    throw wrongKey(`The key is of the type ${key.asymmetricKeyType ?? 'unknown'}`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < FEWEST_BITS) throw wrongKey(`The key has ${String(bits)} bits`);
  return key;
}

function parsed(pemText: string): KeyObject {
  try {
    return createPrivateKey(pemText);
  } catch {
    // Without the cause: nobody promises that its text holds nothing of the key.
    throw wrongKey('The key in the file is damaged');
  }
}

function wrongKey(found: string): CannotStart {
  return new CannotStart(
    'salesforce-key',
    `${found}. SALESFORCE_KEY_FILE must name a file with an RSA private key of at least ${String(FEWEST_BITS)} bits, in PEM form and without a passphrase ("-----BEGIN PRIVATE KEY-----")`,
  );
}
