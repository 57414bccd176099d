/** What a line may carry: known secrets are redacted by their name at any depth, texts are scrubbed by their looks. */
import { describeError } from './describe-error.ts';
import { scrub } from './scrub.ts';

const REDACTED = '[redacted]';
const DEEPEST = 6;
const MOST_ITEMS = 100;

/** Compared without case, `-` and `_`. */
const SECRET_NAMES: ReadonlySet<string> = new Set(
  [
    ['authorization', 'cookie', 'setcookie', 'headers', 'body', 'rawbody', 'payload'],
    ['token', 'accesstoken', 'refreshtoken', 'idtoken', 'assertion', 'clientassertion', 'session'],
    ['key', 'keys', 'orgkeys', 'operationskeys', 'sealingkeys', 'privatekey', 'privatekeypem'],
    ['secret', 'clientsecret', 'password', 'passphrase', 'codeverifier', 'nonce', 'csrf'],
    ['databaseurl', 'connectionstring', 'connection'],
    ['email', 'mail', 'upn', 'username', 'preferredusername', 'uniquename', 'phone', 'displayname'],
    ['firstname', 'lastname', 'customername', 'claims', 'account'],
  ].flat(),
);
/** A record's or a referral's own; at the top of a line the same words name fields, not their content. */
const RECORD_PARTS: ReadonlySet<string> = new Set(['fields', 'values', 'details', 'notes']);
/** Whole requests and answers: nothing of them is for a log. */
const LEFT_OUT: ReadonlySet<string> = new Set(['req', 'res', 'request', 'reply', 'response']);
const ADDRESSES: ReadonlySet<string> = new Set(['url', 'href', 'path', 'originalurl', 'location']);

/** The parts of a line, fit to be written. */
export function redact(parts: object): Record<string, unknown> {
  return redactObject(parts, 0);
}

function redactObject(parts: object, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parts)) {
    const plain = name.toLowerCase().replaceAll(/[-_]/g, '');
    if (LEFT_OUT.has(plain)) continue;
    const isSecret = SECRET_NAMES.has(plain) || (depth > 0 && RECORD_PARTS.has(plain));
    // "no token" is worth knowing and no secret.
    if (isSecret && value !== null && value !== undefined) kept[name] = REDACTED;
    else if (ADDRESSES.has(plain) && typeof value === 'string') kept[name] = addressOf(value);
    else kept[name] = redactValue(value, depth + 1);
  }
  return kept;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return describeError(value);
  if (value instanceof URL) return addressOf(value.href);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (depth >= DEEPEST) return '[deep]';
  if (Array.isArray(value))
    return value.slice(0, MOST_ITEMS).map((item) => redactValue(item, depth + 1));
  return redactObject(value, depth);
}

/** Without query and fragment, where names and codes stand. */
const addressOf = (text: string): string => scrub(text.replace(/[?#].*$/s, ''));
