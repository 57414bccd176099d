/** Sessions of the org's own pages: a cookie that scripts cannot read and other sites cannot send. */
import { randomBytes } from 'node:crypto';

const COOKIE = 'lightning_session';
const ATTRIBUTES = 'Path=/lightning; HttpOnly; SameSite=Strict';

export type Sessions = {
  /** @returns the Set-Cookie header */
  open(username: string): string;
  /** Of a Cookie header; undefined when there is no such session. */
  usernameOf(cookies: string | undefined): string | undefined;
  /** @returns the Set-Cookie header */
  end(cookies: string | undefined): string;
};

export function createSessions(): Sessions {
  const open = new Map<string, string>();
  return {
    open(username) {
      // Really random: a session of an earlier run must not open this one.
      const token = randomBytes(32).toString('base64url');
      open.set(token, username);
      return `${COOKIE}=${token}; ${ATTRIBUTES}`;
    },
    usernameOf: (cookies) => open.get(tokenIn(cookies)),
    end(cookies) {
      open.delete(tokenIn(cookies));
      return `${COOKIE}=; ${ATTRIBUTES}; Max-Age=0`;
    },
  };
}

const tokenIn = (cookies = ''): string =>
  cookies
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === COOKIE)?.[1] ?? '';
