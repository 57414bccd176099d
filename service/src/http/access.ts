import { createHash, timingSafeEqual } from 'node:crypto';
import type { onRequestAsyncHookHandler } from 'fastify';
import { Problem } from './problem.ts';

/** `records`: what the org may call. `operations`: what administrators may call. */
export type Scope = 'records' | 'operations';
export type Caller = { scope: Scope; /** Which of the scope's keys, from 0. */ key: number };
export type Keyring = { identify(authorization: string | undefined): Caller | undefined };

/** Knows whose key a request carries. One or two keys a scope are valid, so that they can be rotated. */
export function createKeyring(keys: { [scope in Scope]: readonly string[] }): Keyring {
  const known = (['records', 'operations'] as const).flatMap((scope) =>
    keys[scope].map((text, key) => ({ caller: { scope, key }, digest: digestOf(text) })),
  );
  return {
    identify(authorization) {
      const presented = bearerOf(authorization);
      if (presented === undefined) return undefined;
      const digest = digestOf(presented);
      // Digests have one length, and all are compared: the time taken tells nothing about any key.
      const matches = known.filter((candidate) => timingSafeEqual(candidate.digest, digest));
      return matches[0]?.caller;
    },
  };
}

const CHALLENGE = { 'www-authenticate': 'Bearer realm="co-sell-bridge"' };

/**
 * A hook that lets only this scope's keys in. 401 says "I do not know you" (no key, or one that opens
 * nothing); 403 says "I know you, but this is the other door": an administrator who pasted the wrong one of
 * two keys sees which mistake it was, and a stranger learns nothing from it.
 */
export function requireScope(keyring: Keyring, scope: Scope): onRequestAsyncHookHandler {
  return async (request) => {
    const { authorization } = request.headers;
    const caller = keyring.identify(authorization);
    if (!caller) throw authorization === undefined ? noKey() : unknownKey();
    if (caller.scope !== scope) throw wrongScope(scope, caller.scope);
  };
}

const noKey = () =>
  new Problem(401, 'no-key', 'Expected the header Authorization: Bearer <key>; got none.', {
    headers: CHALLENGE,
  });

const unknownKey = () =>
  new Problem(401, 'unknown-key', 'This key is not, or no longer, valid here.', {
    headers: CHALLENGE,
  });

const wrongScope = (expected: Scope, got: Scope) =>
  new Problem(403, 'wrong-scope', `Expected a key for ${expected}; got one for ${got}.`);

const bearerOf = (header: string | undefined): string | undefined =>
  /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
