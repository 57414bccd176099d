/** An application proves who it is: by a secret, or by an assertion signed with a registered certificate. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import { isSignedBy, readJwt } from '../kit/jwt.ts';
import type { Jwt } from '../kit/jwt.ts';
import type { Client } from './directory.ts';
import { EntraError } from './entra-error.ts';
import type { Parameters } from './parameters.ts';

export type ProofTerms = {
  /** The simulator's time: expiry of secrets and certificates. */
  now: number;
  /** The time assertions are judged by: MSAL stamps them with the machine's clock. */
  assertionNow: number;
  /** Who an assertion may be meant for. */
  audiences: readonly string[];
};

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const SKEW_S = 300;

/** @throws EntraError saying what the proof lacks */
export function authenticateClient(client: Client, form: Parameters, terms: ProofTerms): void {
  const { client_secret: secret, client_assertion: assertion } = form;
  if (secret !== undefined && assertion !== undefined) {
    throw new EntraError(9002313, { what: 'Both client_secret and client_assertion are given.' });
  }
  if (secret !== undefined) return checkSecret(client, secret, terms.now);
  if (assertion === undefined) throw new EntraError(7000218);
  if (form['client_assertion_type'] !== ASSERTION_TYPE) {
    throw new EntraError(9002313, { what: `client_assertion_type must be ${ASSERTION_TYPE}.` });
  }
  checkAssertion(client, assertion, terms);
}

function checkSecret({ clientId, secrets }: Client, given: string, now: number): void {
  const secret = secrets.find(({ value }) => isSame(value, given));
  if (!secret) throw new EntraError(7000215, { clientId });
  if (secret.expiresAt !== undefined && secret.expiresAt <= now) {
    throw new EntraError(7000222, { clientId });
  }
}

function checkAssertion(client: Client, assertion: string, terms: ProofTerms): void {
  const jwt = readJwt(assertion);
  if (!jwt) throw new EntraError(50027);
  const certificate = registeredFor(client, jwt);
  const algorithm = jwt.header['alg'];
  if (algorithm !== 'RS256' && algorithm !== 'PS256') {
    throw new EntraError(50027, { what: `alg must be RS256 or PS256, not ${String(algorithm)}.` });
  }
  if (!isSignedBy(jwt, certificate.publicKey, algorithm)) {
    throw new EntraError(700027, { what: 'Client assertion contains an invalid signature.' });
  }
  if (certificate.validToDate.getTime() <= terms.now) {
    const what =
      'Client assertion contains an invalid signature. [Reason - The key used is expired.]';
    throw new EntraError(700027, { what });
  }
  checkClaims(client, jwt, terms);
}

/** Certificates are named by their SHA-1 (x5t) or SHA-256 (x5t#S256) thumbprint. */
function registeredFor({ certificates }: Client, { header }: Jwt): X509Certificate {
  const certificate = certificates.find(
    ({ raw }) =>
      header['x5t#S256'] === thumbprint('sha256', raw) ||
      (header['x5t#S256'] === undefined && header['x5t'] === thumbprint('sha1', raw)),
  );
  if (certificate) return certificate;
  throw new EntraError(700027, {
    what: 'The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found.]',
  });
}

function checkClaims({ clientId }: Client, { claims }: Jwt, terms: ProofTerms): void {
  const { iss, sub, aud, exp, nbf, jti } = claims;
  if (iss !== clientId || sub !== clientId) throw new EntraError(700021);
  if (typeof aud !== 'string' || !terms.audiences.includes(aud)) {
    throw new EntraError(700023, { audience: String(aud) });
  }
  // Not remembered: MSAL sends one assertion for ten minutes, and Entra takes it.
  if (typeof jti !== 'string' || jti === '')
    throw new EntraError(50027, { what: 'jti is missing.' });
  const now = terms.assertionNow / 1_000;
  const isTimely =
    typeof exp === 'number' &&
    exp > now &&
    (nbf === undefined || (typeof nbf === 'number' && nbf <= now + SKEW_S));
  if (!isTimely) throw new EntraError(700024);
}

const thumbprint = (hash: string, der: Buffer): string =>
  createHash(hash).update(der).digest('base64url');

const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
