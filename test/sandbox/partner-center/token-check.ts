/** Judges the bearer token of a call: who calls, or the refusal. What the caller may do is in access.ts. */
import { createPublicKey } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { isSignedBy, readJwt } from '../kit/jwt.ts';
import type { Claims, Jwt } from '../kit/jwt.ts';
import type { HostName } from './http-app.ts';
import type { PartnerUser, PartnerUsers } from './partner-users.ts';
import type { Switches } from './switches.ts';

/** What the simulator needs from whoever issues the tokens. */
export type TokenIssuer = {
  issuer: string;
  tenantId: string;
  keys(): (JsonWebKey & { kid: string })[];
  isRevoked(claims: Claims): boolean;
};

/** `static`: the one token of simulators without sign-in. `app`: an application without a user. */
export type Caller =
  | { kind: 'static' }
  | { kind: 'app' }
  | { kind: 'user'; upn: string; mfa: boolean; user: PartnerUser | undefined };

export type TokenCheck = (authorization: string | undefined) => Caller;

/** 401 for everything that is no good token of this host. */
export class TokenRefused extends Error {}

export const AUDIENCES: Readonly<Record<HostName, string>> = {
  referrals: 'https://api.partner.microsoft.com',
  webhooks: 'https://api.partnercenter.microsoft.com',
};

export type TokenTerms = {
  host: HostName;
  issuer: TokenIssuer;
  users: PartnerUsers;
  switches: Switches;
  /** Simulated time in milliseconds. No tolerance: the real hosts allow some minutes. */
  now: () => number;
};

export function checkStaticToken(accessToken: string, host: HostName): TokenCheck {
  return (authorization) => {
    if (authorization === `Bearer ${accessToken}`) return { kind: 'static' };
    throw new TokenRefused(`The bearer token is missing or not the one of the ${host} host.`);
  };
}

export function checkIssuedToken(terms: TokenTerms): TokenCheck {
  return (authorization) => {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new TokenRefused('The bearer token is missing.');
    const jwt = readJwt(token);
    if (!jwt) throw new TokenRefused('The bearer token is malformed.');
    if (!isSigned(jwt, terms.issuer)) {
      throw new TokenRefused('The signature of the token is not valid.');
    }
    const problem = problemOf(jwt.claims, terms);
    if (problem !== undefined) throw new TokenRefused(problem);
    return callerOf(jwt.claims, terms.users);
  };
}

function isSigned(jwt: Jwt, issuer: TokenIssuer): boolean {
  const key = issuer.keys().find(({ kid }) => kid === jwt.header['kid']);
  return key !== undefined && isSignedBy(jwt, createPublicKey({ key, format: 'jwk' }), 'RS256');
}

function problemOf(
  claims: Claims,
  { host, issuer, switches, now }: TokenTerms,
): string | undefined {
  const { aud, iss, tid, nbf, exp } = claims;
  const seconds = now() / 1_000;
  if (iss !== issuer.issuer) return `The token was issued by ${String(iss)}.`;
  if (tid !== issuer.tenantId) return `The token is of tenant ${String(tid)}.`;
  if (aud !== AUDIENCES[host]) return `The token is for ${String(aud)}, not ${AUDIENCES[host]}.`;
  if (typeof exp !== 'number' || exp <= seconds) return 'The token is expired.';
  if (typeof nbf !== 'number' || nbf > seconds) return 'The token is not valid yet.';
  if (switches.tokensDieWithSession && issuer.isRevoked(claims)) {
    return 'The session of the token was ended.';
  }
  return undefined;
}

function callerOf({ scp, upn, roles, amr }: Claims, users: PartnerUsers): Caller {
  if (typeof upn === 'string' && scp === 'user_impersonation') {
    const mfa = Array.isArray(amr) && amr.includes('mfa');
    return { kind: 'user', upn, mfa, user: users.get(upn) };
  }
  if (upn === undefined && scp === undefined && Array.isArray(roles)) return { kind: 'app' };
  throw new TokenRefused('The token is neither of a user with user_impersonation nor of an app.');
}
