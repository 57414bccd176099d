import type { Dispatcher } from 'undici';
import type { ConsentFlow } from '../../sync/connection.ts';
import type { Secrets } from '../../sync/connection.ts';
import type { Clock } from '../../sync/ports.ts';
import type { AccessToken, TokenAudience } from '../request.ts';
import { createAuthority } from './authority.ts';
import { createConsent } from './consent.ts';
import { readCredential, type ClientCredential } from './credential.ts';
import { createRenewal, noteLapse, type SignInLog } from './renew.ts';
import { createRenewalLoop } from './renewal-loop.ts';
import { lapseOf, statusOf } from './status.ts';
import { createStoredConnection, type Loaded } from './stored-connection.ts';
import { createTokens } from './tokens.ts';

export type PartnerCenterSignInOptions = {
  /** Origin of the sign-in service, e.g. `https://login.microsoftonline.com`. */
  authority: string;
  tenantId: string;
  clientId: string;
  credential: ClientCredential;
  /** Where Microsoft sends the browser back to; registered at the app, character for character. */
  redirectUri: string;
  secrets: Secrets;
  clock: Clock;
  log: SignInLog;
  requestTimeoutMs: number;
  /** The resources tokens are asked for; Microsoft's unless said otherwise. */
  resources?: Readonly<Record<TokenAudience, string>>;
  dispatcher?: Dispatcher;
};

export type PartnerCenterSignIn = ConsentFlow & {
  /** @throws HostFault whose code says why a person is needed, or that the sign-in service is unwell */
  accessToken: AccessToken;
  /** The API refused this token for want of a second factor (900421): only a new consent helps. */
  mfaRefused(audience: TokenAudience, token: string): Promise<void>;
  /** Called when a connection works that did not before, whoever connected it on whichever replica. */
  onReconnected(listener: () => void): void;
  /** Begins to renew tokens ahead of their end. */
  start(): void;
  stop(): Promise<void>;
};

const RESOURCES: Readonly<Record<TokenAudience, string>> = {
  referrals: 'https://api.partner.microsoft.com',
  webhooks: 'https://api.partnercenter.microsoft.com',
};

/**
 * The bridge's sign-in at Partner Center, by the Secure Application Model: a person consents once with a second
 * factor, from then on the grant is renewed, sealed in the store that all replicas share.
 * @throws CannotStart for an authority or a certificate that cannot be used
 */
export function createPartnerCenterSignIn(
  options: PartnerCenterSignInOptions,
): PartnerCenterSignIn {
  const { clock, log, secrets } = options;
  const credential = readCredential(options.credential);
  const resources = options.resources ?? RESOURCES;
  const authority = createAuthority({ ...options, credential, resources });
  const stored = createStoredConnection(secrets, options);
  const reconnected = createReconnectedNotice();
  const seen = (loaded: Loaded) => {
    // Sealed anew by a replica with a newer key: that says nothing about the tokens this one holds.
    if (loaded.unreadable) return;
    tokens.dropOthers(loaded.connection);
    reconnected.look(loaded);
  };
  const renew = inTurn(createRenewal({ authority, stored, clock, log, seen }));
  const tokens = createTokens(clock, renew);
  const loop = createRenewalLoop({ tokens, stored, clock, log, seen });
  const consent = createConsent({
    authority,
    clock,
    log,
    async connected(connection, given) {
      const loaded = await stored.replace(connection);
      const { consentId } = connection;
      if (given.referrals) tokens.keep('referrals', { ...given.referrals, consentId });
      if (given.webhooks) tokens.keep('webhooks', { ...given.webhooks, consentId });
      seen(loaded);
    },
  });

  return {
    ...consent,
    ...loop,
    accessToken: tokens.accessToken,
    status: async () => statusOf(await stored.load(), credential, clock.now()),
    onReconnected: reconnected.add,
    async mfaRefused(audience, token) {
      const held = tokens.held(audience);
      // A token that was replaced meanwhile says nothing about the one that is used now.
      if (held?.text !== token) return;
      tokens.drop(audience);
      const { consentId } = held;
      const lapse = {
        audience,
        reason: 'partner-center-mfa',
        consentId,
        now: clock.now(),
      } as const;
      seen(await noteLapse(stored, lapse));
    },
  };
}

/** One after the other: two renewals at once would use one grant twice, and one of the new grants would be lost. */
function inTurn<A, R>(act: (argument: A) => Promise<R>): (argument: A) => Promise<R> {
  let last: Promise<unknown> = Promise.resolve();
  return (argument) => {
    const mine = last.then(() => act(argument));
    last = mine.catch(() => undefined);
    return mine;
  };
}

function createReconnectedNotice() {
  const listeners: (() => void)[] = [];
  let before: string | undefined;
  return {
    add: (listener: () => void) => void listeners.push(listener),
    look({ connection }: Loaded) {
      const works = connection && !lapseOf(connection) ? connection.consentId : 'none';
      const isNew = before !== undefined && works !== 'none' && works !== before;
      before = works;
      if (isNew) for (const listener of listeners) listener();
    },
  };
}
