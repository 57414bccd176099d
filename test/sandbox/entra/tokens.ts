/** The tokens themselves. Access tokens are of version 1, as both resources want them; id tokens of version 2. */
import type { Claims } from '../kit/jwt.ts';
import type { Client, Directory, User } from './directory.ts';
import type { Session } from './sessions.ts';
import type { SigningKeys } from './signing-keys.ts';

export type TokenTerms = {
  now: () => number;
  guid: () => string;
  keys: SigningKeys;
  directory: Directory;
  accessTokenMs: () => number;
  /** The simulator's own address, for the issuer of id tokens. */
  url: () => string;
};

export type Tokens = {
  issuer: string;
  forUser(session: Session, user: User, resource: string): string;
  forApp(client: Client, resource: string): string;
  idToken(session: Session, user: User, nonce: string | undefined): string;
};

// Entra dates its tokens five minutes back, for receivers whose clock is behind.
const BACKDATED_S = 300;

export function createTokens(terms: TokenTerms): Tokens {
  const { keys, directory, guid } = terms;
  const { tenantId } = directory;
  const issuer = `https://sts.windows.net/${tenantId}/`;

  const times = (): Claims => {
    const now = Math.floor(terms.now() / 1_000);
    const lifetime = Math.floor(terms.accessTokenMs() / 1_000);
    return { iat: now - BACKDATED_S, nbf: now - BACKDATED_S, exp: now + lifetime };
  };
  const common = (resource: string): Claims => ({
    aud: resource,
    iss: issuer,
    ...times(),
    idtyp: 'user',
    tid: tenantId,
    uti: guid(),
    ver: '1.0',
  });

  return {
    issuer,
    forUser: (session, user, resource) =>
      keys.sign({
        ...common(resource),
        amr: session.mfa ? ['pwd', 'mfa'] : ['pwd'],
        appid: session.clientId,
        name: user.name,
        oid: user.oid,
        scp: 'user_impersonation',
        sid: session.sid,
        sub: user.oid,
        unique_name: user.upn,
        upn: user.upn,
      }),
    forApp: (client, resource) =>
      keys.sign({
        ...common(resource),
        idtyp: 'app',
        appid: client.clientId,
        oid: client.clientId,
        sub: client.clientId,
        roles: client.appRoles[resource] ?? [],
      }),
    idToken: (session, user, nonce) =>
      keys.sign({
        aud: session.clientId,
        iss: `${terms.url()}/${tenantId}/v2.0`,
        ...times(),
        name: user.name,
        ...(nonce !== undefined && { nonce }),
        oid: user.oid,
        preferred_username: user.upn,
        sid: session.sid,
        sub: user.oid,
        tid: tenantId,
        uti: guid(),
        ver: '2.0',
      }),
  };
}
