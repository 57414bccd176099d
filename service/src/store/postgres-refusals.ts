import { DatabaseError } from 'pg';
import { CannotStart } from '../errors.ts';

const EXPECTED = 'Expected postgresql://user:password@host:port/database';

/** What a person has to change, by SQLSTATE or by the code of Node. The URL itself is never shown: it holds the password. */
const SENTENCES: Readonly<Record<string, (at: Address) => string>> = {
  '28P01': ({ user, where }) =>
    `The database server at ${where} refuses the password of the user ${user}.`,
  '28000': ({ user, where }) =>
    `The database server at ${where} does not let the user ${user} in from here, or not without TLS.`,
  '3D000': ({ database, where }) =>
    `There is no database ${database} on the server at ${where}. Create it; the bridge makes its own tables.`,
  '42501': ({ user, database }) =>
    `The user ${user} may not make tables in the database ${database}. Make this user its owner.`,
  '53300': ({ where }) => `The database server at ${where} has no connection left for the bridge.`,
  '25006': ({ where }) => `The database server at ${where} is a standby that takes no writes.`,
  ENOTFOUND: ({ where }) => `Nobody knows the host of ${where}.`,
  EAI_AGAIN: ({ where }) => `The host of ${where} could not be looked up.`,
  ECONNREFUSED: ({ where }) => `No database server answers at ${where}.`,
  ETIMEDOUT: ({ where }) => `No database server answers at ${where}.`,
  ERR_INVALID_URL: () => `It cannot be read. ${EXPECTED}`,
  ENOENT: () => 'A file it names (sslrootcert, sslcert, sslkey or a socket) is not there.',
  EACCES: () => 'A file it names (sslrootcert, sslcert, sslkey or a socket) may not be read.',
};

/** Codes of Node's TLS for a certificate that is not what it should be. */
const CERTIFICATE = /^(ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_SSL_)/;

/** Waiting changes nothing: a wrong password, no such database, a certificate nobody trusts. */
const FOR_A_PERSON = new Set([
  '28P01',
  '28000',
  '3D000',
  '42501',
  'ERR_INVALID_URL',
  'ENOENT',
  'EACCES',
]);

type Address = { where: string; user: string; database: string };

export function isForAPerson(refusal: unknown): boolean {
  const code = codeOf(refusal);
  return FOR_A_PERSON.has(code) || CERTIFICATE.test(code);
}

/** Why the process cannot start, without anything of the URL that is secret. */
export function cannotUse(url: string, refusal: unknown): CannotStart {
  const address = addressOf(url);
  const code = codeOf(refusal);
  const sentence = CERTIFICATE.test(code)
    ? `The certificate of the database server at ${address.where} is not trusted (${code}). Name its authority with sslrootcert.`
    : (SENTENCES[code]?.(address) ??
      `The database at ${address.where} could not be used${code ? ` (${code})` : ''}.`);
  return new CannotStart('store-unusable', `DATABASE_URL cannot be used. ${sentence}`, {
    cause: refusal instanceof DatabaseError ? refusal : undefined,
  });
}

/** An address that resolves to several fails with all of their errors at once. */
function codeOf(refusal: unknown): string {
  if (refusal instanceof AggregateError) return codeOf(refusal.errors[0]);
  if (!(refusal instanceof Error)) return '';
  if ('code' in refusal && typeof refusal.code === 'string') return refusal.code;
  return refusal.cause === undefined ? '' : codeOf(refusal.cause);
}

function addressOf(url: string): Address {
  const parsed = URL.parse(url);
  const name = parsed?.pathname.slice(1) ?? '';
  return {
    where: parsed?.host || parsed?.searchParams.get('host') || 'this machine',
    user: parsed?.username ? decodeURIComponent(parsed.username) : '(none given)',
    database: name || '(none given)',
  };
}
