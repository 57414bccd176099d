/** Sign-ins and what came of them: one-time codes, rotating refresh tokens, and why a session is over. */
import { randomBytes } from 'node:crypto';
import type { Client, Directory, User } from './directory.ts';
import { EntraError } from './entra-error.ts';

/** One sign-in of one user at one application. */
export type Session = {
  sid: string;
  /** Counted, because on a standing clock a sign-in and a reset happen at the same moment. */
  n: number;
  oid: string;
  clientId: string;
  startedAt: number;
  mfa: boolean;
};

export type Code = {
  session: Session;
  redirectUri: string;
  resource: string;
  challenge: string | undefined;
  nonce: string | undefined;
  offline: boolean;
  issuedAt: number;
  redeemed: boolean;
};

type RefreshToken = { session: Session; issuedAt: number; used: boolean };

export type Sessions = {
  begin(user: User, client: Client, mfa: boolean): Session;
  find(sid: string): Session | undefined;
  /** Ends what this user began until now: every session, or only the worth of their second factors. */
  endAll(user: User): void;
  expireMfa(user: User): void;
  addCode(code: Omit<Code, 'redeemed' | 'issuedAt'>): string;
  /** @throws EntraError 70000, 54005 or 70008 */
  redeem(code: string, client: Client): Code;
  addRefreshToken(session: Session): string;
  /** @throws EntraError 70000, 700082 or why the session is over */
  useRefreshToken(token: string, client: Client, resource: string): Session;
  /** Why the session is over; undefined while it lives. */
  endOf(session: Session, resource?: string): EntraError | undefined;
};

export type SessionTerms = {
  now: () => number;
  guid: () => string;
  directory: Directory;
  /** Whether a refresh token works once only. Entra's do not: the old one stays good until it expires. */
  refreshTokensOnce: () => boolean;
  refreshTokenMs: () => number;
};

const CODE_MS = 10 * 60_000;

export function createSessions(terms: SessionTerms): Sessions {
  const { now, guid, directory } = terms;
  const sessions = new Map<string, Session>();
  const codes = new Map<string, Code>();
  const refreshTokens = new Map<string, RefreshToken>();

  const endOf = (session: Session, resource = 'this resource') =>
    endOfSession(session, directory, resource);

  return {
    begin(user, client, mfa) {
      const startedAt = now();
      const { clientId } = client;
      const session = { sid: guid(), n: sessions.size, oid: user.oid, clientId, startedAt, mfa };
      sessions.set(session.sid, session);
      return session;
    },
    find: (sid) => sessions.get(sid),
    endAll(user) {
      user.tokensValidFrom = now();
      user.firstGoodSession = sessions.size;
    },
    expireMfa(user) {
      user.firstGoodMfa = sessions.size;
    },
    addCode(code) {
      const text = secretText('1.AAAA');
      codes.set(text, { ...code, redeemed: false, issuedAt: now() });
      return text;
    },
    redeem(text, client) {
      const code = codes.get(text);
      if (code?.session.clientId !== client.clientId) throw new EntraError(70000, { name: 'code' });
      if (code.redeemed) throw new EntraError(54005);
      // Spent before anything else is looked at: a second guess at the verifier needs a second sign-in.
      code.redeemed = true;
      if (now() - code.issuedAt > CODE_MS) throw new EntraError(70008);
      return code;
    },
    addRefreshToken(session) {
      const text = secretText('1.AQAA');
      refreshTokens.set(text, { session, issuedAt: now(), used: false });
      return text;
    },
    useRefreshToken(text, client, resource) {
      const token = refreshTokens.get(text);
      const isTheirs = token?.session.clientId === client.clientId;
      if (!isTheirs || (token.used && terms.refreshTokensOnce())) {
        throw new EntraError(70000, { name: 'refresh_token' });
      }
      if (now() - token.issuedAt >= terms.refreshTokenMs()) {
        throw new EntraError(700082, { issuedAt: iso(token.issuedAt) });
      }
      const end = endOf(token.session, resource);
      if (end) throw end;
      token.used = true;
      return token.session;
    },
    endOf,
  };
}

function endOfSession(
  session: Session,
  directory: Directory,
  resource: string,
): EntraError | undefined {
  const user = directory.userByOid(session.oid);
  const client = directory.clients.find(({ clientId }) => clientId === session.clientId);
  if (!client) {
    return new EntraError(700016, { clientId: session.clientId, tenant: directory.tenantId });
  }
  if (!user?.enabled) return new EntraError(50057);
  if (session.n < user.firstGoodSession) {
    const validFrom = iso(user.tokensValidFrom);
    return new EntraError(50173, { issuedAt: iso(session.startedAt), validFrom });
  }
  if (!client.consented) return new EntraError(65001, { clientId: client.clientId });
  if (user.mfaRequired && !session.mfa) return new EntraError(50076, { resource });
  if (session.mfa && session.n < user.firstGoodMfa) {
    return new EntraError(50078, { resource });
  }
  return undefined;
}

/** As long and as opaque as the real ones; from real randomness, because such texts must not be guessable even here. */
const secretText = (prefix: string): string => `${prefix}${randomBytes(96).toString('base64url')}`;
const iso = (ms: number): string => new Date(ms).toISOString();
