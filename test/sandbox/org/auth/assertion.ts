/** The signed statement of the JWT bearer flow, judged as salesforce-rest.md section 2 has it. */
import { X509Certificate } from 'node:crypto';
import { isSignedBy, readJwt, type Claims } from '../../kit/jwt.ts';
import type { OauthClient } from './auth.ts';

export type OauthRefusal = { error: string; error_description: string };
export type Judged = { username: string; client: OauthClient } | OauthRefusal;

export type Judge = { clients: readonly OauthClient[]; audiences: readonly string[]; now: number };

const refuse = (error: string, error_description: string): OauthRefusal => ({
  error,
  error_description,
});

/** Three minutes; clients that give milliseconds are taken at their word up to five, as the platform's own CLI needs. */
const MOST_SECONDS = 180;
const MOST_SECONDS_OF_MS = 300;

export function judgeAssertion(assertion: string, { clients, audiences, now }: Judge): Judged {
  const jwt = readJwt(assertion);
  if (!jwt) return refuse('invalid_grant', 'invalid assertion');
  const { iss, sub, aud } = jwt.claims;
  const client = clients.find(({ clientId }) => clientId === iss);
  if (!client) return refuse('invalid_client_id', 'client identifier invalid');
  const key = new X509Certificate(client.certificate).publicKey;
  if (!isSignedBy(jwt, key, 'RS256')) return refuse('invalid_grant', 'invalid assertion');
  const seconds = secondsLeft(jwt.claims, now);
  if (seconds === undefined) return refuse('invalid_grant', 'invalid assertion');
  if (seconds <= 0) return refuse('invalid_grant', 'expired authorization code');
  if (typeof aud !== 'string' || !audiences.includes(aud.replace(/\/$/, '')))
    return refuse('invalid_grant', 'audience is invalid');
  if (typeof sub !== 'string' || sub === '') return refuse('invalid_grant', 'invalid assertion');
  return { username: sub, client };
}

/** `exp` comes as a number or as text, in seconds or in milliseconds; undefined when it is none, or too far ahead. */
function secondsLeft({ exp }: Claims, now: number): number | undefined {
  const given = typeof exp === 'string' && /^\d+$/.test(exp) ? Number(exp) : exp;
  if (typeof given !== 'number' || !Number.isFinite(given)) return undefined;
  const isMs = given > 1e11;
  const left = (isMs ? given : given * 1000) / 1000 - now / 1000;
  return left > (isMs ? MOST_SECONDS_OF_MS : MOST_SECONDS) ? undefined : left;
}
