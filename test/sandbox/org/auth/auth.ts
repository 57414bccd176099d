/** Who may sign in, with which app, and which sessions are open. */
import type { Schema } from '../schema/types.ts';
import { accessOf, everything, type Access } from '../access/access.ts';
import type { PermissionSet } from '../access/read-permission-sets.ts';
import type { Switches } from '../switches.ts';
import type { SimClock } from '../../kit/clock.ts';

/** An External Client App with the JWT bearer flow. Its members may be changed while the org runs. */
export type OauthClient = {
  clientId: string;
  /** PEM. */
  certificate: string;
  /** `self-authorized`: nobody ever did, so nobody gets in. */
  approval: 'admin-approved' | 'self-authorized';
  /** Whoever holds one of these permission sets is approved by the admin. */
  approvedSets: string[];
};
export type OauthUser = { username: string; permissionSets: string[] };

/**
 * `static`: one token of an administrator, for tests that are not about access. `jwt`: sessions of real users, who
 * may do what their permission sets say.
 */
export type AuthOptions =
  { kind: 'static' } | { kind: 'jwt'; clients: OauthClient[]; users: OauthUser[] };

/** Whose call it is. */
export type Session = { actor: string; access: Access };

export type Auth = {
  clients: OauthClient[];
  /** The session of a token; undefined when it is none, or has ended. */
  session(token: string): Session | undefined;
  openSession(token: string, username: string, lifetimeMs: number): void;
  endSession(token: string): void;
  revokeSessions(username: string): void;
  /** @throws Error for a permission set that the package does not have */
  assign(username: string, permissionSet: string): void;
  unassign(username: string, permissionSet: string): void;
  holdsAny(username: string, permissionSets: readonly string[]): boolean;
};

export type AuthDeps = {
  options: AuthOptions;
  clock: SimClock;
  schema: Schema;
  sets: Map<string, PermissionSet>;
  switches: Switches;
  isActive: (username: string) => boolean;
};

/** The name before the `@`: the actor `bridge` is bridge@partner.example, and so in the journal. */
const actorOf = (username: string) => username.split('@')[0] ?? username;

export function createAuth({ options, clock, schema, sets, switches, isActive }: AuthDeps): Auth {
  const sessions = new Map<string, { username: string; endsAt: number }>();
  const assigned = new Map<string, Set<string>>();
  const setsOf = (username: string) => assigned.get(username) ?? new Set<string>();
  const access = createAccessCache(schema, sets);

  const auth: Auth = {
    clients: options.kind === 'jwt' ? options.clients : [],
    session(token) {
      if (switches.acceptedTokens.includes(token))
        return { actor: 'bridge', access: access.ofAdmin };
      const open = sessions.get(token);
      // Stricter than the platform, where every call puts the end off, and a deactivated user's session lives a while.
      if (!open || open.endsAt <= clock.now() || !isActive(open.username)) return undefined;
      return { actor: actorOf(open.username), access: access.ofSets(setsOf(open.username)) };
    },
    openSession: (token, username, lifetimeMs) =>
      void sessions.set(token, { username, endsAt: clock.now() + lifetimeMs }),
    endSession: (token) => void sessions.delete(token),
    revokeSessions(username) {
      for (const [token, open] of sessions) if (open.username === username) sessions.delete(token);
    },
    assign(username, permissionSet) {
      if (!sets.has(permissionSet))
        throw new Error(
          `The package has no permission set ${permissionSet}; there are ${[...sets.keys()].join(', ')}`,
        );
      assigned.set(username, setsOf(username).add(permissionSet));
    },
    unassign: (username, permissionSet) => void setsOf(username).delete(permissionSet),
    holdsAny: (username, names) => names.some((name) => setsOf(username).has(name)),
  };
  const users = options.kind === 'jwt' ? options.users : [];
  for (const { username, permissionSets } of users)
    for (const name of permissionSets) auth.assign(username, name);
  return auth;
}

/** Working out a schema for every call would take longer than the call. */
function createAccessCache(schema: Schema, sets: Map<string, PermissionSet>) {
  const known = new Map<string, Access>();
  return {
    ofAdmin: everything(schema),
    ofSets(names: Set<string>): Access {
      const key = [...names].sort().join();
      const found = known.get(key);
      if (found) return found;
      const made = accessOf(
        [...names].flatMap((name) => sets.get(name) ?? []),
        schema,
      );
      known.set(key, made);
      return made;
    },
  };
}
