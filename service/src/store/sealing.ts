import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { CannotStart, SecretUnreadable } from '../errors.ts';

/** `name` stands in every sealed text, so that it is known which key opens it. */
export type SealingKey = { name: string; key: KeyObject };
/** The first seals; all open. */
export type SealingKeys = readonly [SealingKey, ...SealingKey[]];

/** What a sealed text is bound to: it opens in this row at this version, and nowhere else. */
export type SealedPlace = { name: string; version: number };

const FORMAT = 'v1';
const KEY_BYTES = 32;
/** NIST SP 800-38D: 96 random bits are safe for 2^32 texts of one key; a bridge writes some ten thousand a year. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_NAME = /^[A-Za-z0-9_-]{1,32}$/;

/** Seals with the first key: AES-256-GCM, as `v1.key name.nonce.ciphertext and tag`. */
export function seal(text: string, place: SealedPlace, [current]: SealingKeys): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', current.key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(place, current.name));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return [FORMAT, current.name, nonce.toString('base64url'), sealed.toString('base64url')].join(
    '.',
  );
}

/** @throws SecretUnreadable when the text was altered, comes from another row, or its key is not among these */
export function unseal(sealed: string, place: SealedPlace, keys: SealingKeys): string {
  const [format, keyName = '', nonceText = '', bodyText = '', ...rest] = sealed.split('.');
  if (format !== FORMAT || rest.length > 0) throw new SecretUnreadable(place, 'format');
  const key = keys.find(({ name }) => name === keyName);
  if (!key) throw new SecretUnreadable(place, KEY_NAME.test(keyName) ? 'unknown-key' : 'format');
  const nonce = strictBytes(nonceText);
  const body = strictBytes(bodyText);
  if (nonce?.length !== NONCE_BYTES || body === undefined || body.length < TAG_BYTES) {
    throw new SecretUnreadable(place, 'altered');
  }
  return decipher({ nonce, body }, place, key);
}

/** True when a later write would use another key than this text was sealed with. */
export function isSealedWithOlderKey(sealed: string, [current]: SealingKeys): boolean {
  return !sealed.startsWith(`${FORMAT}.${current.name}.`);
}

/**
 * Reads `name:base64 of 32 bytes[,…]`; the first key is the current one.
 * @throws CannotStart that says what was expected, and never what came
 */
export function parseSealingKeys(text: string): SealingKeys {
  const [first, ...others] = text.split(',').map((part, index) => parseKey(part.trim(), index));
  if (!first) throw unusableKeys('expected at least one key');
  const keys: SealingKeys = [first, ...others];
  if (new Set(keys.map(({ name }) => name)).size < keys.length) {
    throw unusableKeys('every key needs a name of its own');
  }
  return keys;
}

/** A key for another purpose than this store, from each sealing key: what one seals, the other cannot open. */
export function deriveKeys(keys: SealingKeys, purpose: string): Uint8Array[] {
  const info = `co-sell-bridge ${purpose}`;
  return keys.map(({ key }) => new Uint8Array(hkdfSync('sha256', key, '', info, KEY_BYTES)));
}

function decipher(
  { nonce, body }: { nonce: Buffer; body: Buffer },
  place: SealedPlace,
  { name, key }: SealingKey,
): string {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(place, name));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    const text = [decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()];
    return Buffer.concat(text).toString('utf8');
  } catch {
    // Node says only that it did not authenticate; nothing of that helps anybody.
    throw new SecretUnreadable(place, 'altered');
  }
}

/** JSON keeps the parts apart: `a` + `bc` must not be `ab` + `c`. */
function boundTo({ name, version }: SealedPlace, keyName: string): Buffer {
  return Buffer.from(JSON.stringify(['co-sell-bridge', FORMAT, keyName, name, version]));
}

/** Buffer.from skips what is no base64, so only a text that encodes back to itself is unaltered. */
function strictBytes(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

function parseKey(part: string, index: number): SealingKey {
  const [name = '', base64 = '', ...rest] = part.split(':');
  const bytes = Buffer.from(base64, 'base64');
  if (!KEY_NAME.test(name) || rest.length > 0 || bytes.toString('base64') !== base64) {
    throw unusableKeys(`key ${index + 1} is not "name:base64" (name: A-Z a-z 0-9 _ -)`);
  }
  if (bytes.length !== KEY_BYTES) throw unusableKeys(`key ${index + 1} is not of 32 bytes`);
  // An example from a document, not a secret.
  if (new Set(bytes).size < 8) throw unusableKeys(`key ${index + 1} is not random`);
  return { name, key: createSecretKey(bytes) };
}

function unusableKeys(problem: string): CannotStart {
  return new CannotStart(
    'sealing-keys',
    `SEALING_KEYS: ${problem}. Make one with "openssl rand -base64 32" and give it a name, like 2026a:…; ` +
      'separate several by commas, the current one first.',
  );
}
