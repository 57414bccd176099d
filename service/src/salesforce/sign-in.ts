/** The bridge's session in the org, as the integration user. */
import { HostFault } from '../errors.ts';
import type { ConnectionState, ConnectionStatus, SignIn } from '../sync/connection.ts';
import type { Clock } from '../sync/ports.ts';
import { instanceOrigin } from './instance-url.ts';
import { readPrivateKey } from './sign-in-key.ts';
import { requestToken } from './sign-in-request.ts';

export type SalesforceSignInOptions = {
  /** The org's own address (My Domain): the session is asked for there and must be for there. */
  loginUrl: string;
  /** 18 characters. A session of any other org is not used. */
  orgId: string;
  /** `https://login.salesforce.com`, for a sandbox `https://test.salesforce.com`. */
  audience: string;
  /** Consumer key of the org's External Client App. */
  clientId: string;
  /** Of the integration user. */
  username: string;
  /** Its certificate is the app's. */
  privateKeyPem: string;
  requestTimeoutMs: number;
  clock: Clock;
  fetch?: typeof fetch;
};

export type SalesforceSignIn = SignIn & {
  /**
   * The session that all requests share; the first to need one signs in. `renew`: the org refused the last one (401).
   * After a refusal every call asks anew: how often is for the host's gate to say. @throws HostFault
   */
  accessToken(options?: { renew?: boolean }): Promise<string>;
};

/** @throws CannotStart for an address or a key that cannot be used */
export function createSalesforceSignIn(options: SalesforceSignInOptions): SalesforceSignIn {
  const request = {
    ...options,
    origin: instanceOrigin(options.loginUrl),
    key: readPrivateKey(options.privateKeyPem),
    fetch: options.fetch ?? fetch,
  };
  const connection = createConnection(options.clock);
  let token: string | undefined;
  let asking: Promise<string> | undefined;

  const ask = async (): Promise<string> => {
    try {
      const answer = await requestToken(request);
      if (answer.kind === 'session') {
        connection.became('connected', null);
        return (token = answer.token);
      }
      throw new SignInRefused(answer.code, answer.detail);
    } catch (error) {
      if (error instanceof SignInRefused) connection.became('needs-reconnect', error.code);
      else if (error instanceof HostFault) connection.isHeldUpBy(error.code);
      throw error;
    }
  };

  return {
    async accessToken({ renew = false } = {}) {
      // What is being asked for now is newer than any session that was refused before.
      if (asking) return asking;
      if (token !== undefined && !renew) return token;
      token = undefined;
      asking = ask().finally(() => (asking = undefined));
      return asking;
    },
    status: () => Promise.resolve(connection.status()),
  };
}

class SignInRefused extends HostFault {
  constructor(code: string, detail: string) {
    super('salesforce', code, { detail });
  }
}

function createConnection(clock: Clock) {
  let status: ConnectionStatus = {
    side: 'salesforce',
    state: 'not-connected',
    reason: null,
    since: null,
    // A session ends when the org says so, and is renewed without a person.
    expiresAt: null,
  };
  return {
    status: () => status,
    became(state: ConnectionState, reason: string | null) {
      const isNew = status.state !== state;
      const since = isNew ? new Date(clock.now()).toISOString() : status.since;
      status = { ...status, state, reason, since };
    },
    /** An outage says nothing about the sign-in: what was known of it stays. */
    isHeldUpBy(reason: string) {
      if (status.state !== 'needs-reconnect') status = { ...status, reason };
    },
  };
}
