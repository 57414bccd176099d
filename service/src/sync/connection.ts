/** How the bridge is signed in at the two hosts, as health and the set-up pages show it. */
import type { Side } from '../domain/values.ts';

/**
 * `expiring`: works, but a person should reconnect soon. `needs-reconnect`: refused until a person has
 * reconnected. `not-connected`: nobody ever signed in (Partner Center), or no sign-in was tried yet (Salesforce).
 */
export type ConnectionState = 'connected' | 'expiring' | 'needs-reconnect' | 'not-connected';

export type ConnectionStatus = {
  side: Side;
  state: ConnectionState;
  /** Code of the catalogue; null while nothing is wrong. */
  reason: string | null;
  /** ISO time the state began, where it is known. */
  since: string | null;
  /** ISO time after which a person is needed, where it is known. */
  expiresAt: string | null;
};

export interface SignIn {
  status(): Promise<ConnectionStatus>;
}

/** How a person signs the bridge in at Partner Center, with a browser. */
export interface ConsentFlow extends SignIn {
  /** Where the browser goes, and an opaque text it must bring back; the door keeps that in a sealed cookie. */
  begin(): Promise<{ url: string; state: string }>;
  /** `state`: that text. `query`: what the authority sent back with the browser. `code`: of the catalogue. */
  finish(answer: {
    state: string;
    query: Readonly<Record<string, string>>;
  }): Promise<{ kind: 'connected' } | { kind: 'refused'; code: string }>;
}

/** Named texts that are unreadable in the store. A version counts the writes of one name. */
export interface Secrets {
  /** @throws SecretUnreadable when the row was changed, swapped or sealed with a key this process does not have */
  read(name: string): Promise<{ text: string; version: number } | undefined>;
  /** Writes if the row still has this version (null: if there is none); false when somebody else was first. */
  write(name: string, text: string, expected: number | null): Promise<boolean>;
  /** Removes if the row still has this version; false when somebody else was first. */
  remove(name: string, expected: number): Promise<boolean>;
}
