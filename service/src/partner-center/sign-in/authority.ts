/** Microsoft's sign-in service, through Microsoft's client library. Knows nothing of the store. */
import {
  AuthError,
  ConfidentialClientApplication,
  LogLevel,
  type AuthenticationResult,
  type Configuration,
} from '@azure/msal-node';
import type { Dispatcher } from 'undici';
import { CannotStart } from '../../errors.ts';
import type { Clock } from '../../sync/ports.ts';
import type { TokenAudience } from '../request.ts';
import type { Credential } from './credential.ts';
import { createSignInNetwork, type LastAnswer } from './network.ts';
import { openOutcome, type SignInOutcome } from './outcome.ts';

export type AuthorityOptions = {
  /** Origin, e.g. `https://login.microsoftonline.com`. */
  authority: string;
  tenantId: string;
  clientId: string;
  credential: Credential;
  redirectUri: string;
  resources: Readonly<Record<TokenAudience, string>>;
  requestTimeoutMs: number;
  clock: Clock;
  dispatcher?: Dispatcher | undefined;
};

/** What only this tenant's sign-in is known by, as MSAL keeps it: account and refresh token, no access tokens. */
export type Grant = { cache: string; accountId: string };

export type ConsentUrlRequest = { state: string; nonce: string; codeChallenge: string };
export type CodeRequest = { code: string; state: string; nonce: string; codeVerifier: string };

export type Authority = {
  consentUrl(request: ConsentUrlRequest): Promise<string>;
  /** @throws HostFault when the service could not be asked; a refusal is an outcome */
  redeemCode(request: CodeRequest): Promise<SignInOutcome>;
  /** @throws HostFault when the service could not be asked; a refusal is an outcome */
  renew(grant: Grant, audience: TokenAudience): Promise<SignInOutcome>;
};

/** @throws CannotStart for an authority that is not https, or not an origin */
export function createAuthority(options: AuthorityOptions): Authority {
  const { redirectUri, resources, clock } = options;
  const origin = requireOrigin(options.authority);
  const configuration = configurationOf(options, origin);

  /**
   * A new application for each request: MSAL keeps refusals, tokens and their times in it, by the machine's clock and
   * for this process alone; what counts here is what the store says now.
   */
  async function ask(
    cache: string | undefined,
    call: (app: ConfidentialClientApplication) => Promise<AuthenticationResult>,
  ): Promise<SignInOutcome> {
    const network = createSignInNetwork({ ...options, origin });
    const app = new ConfidentialClientApplication({
      ...configuration,
      system: { ...SILENT, networkClient: network.module },
    });
    if (cache !== undefined) app.getTokenCache().deserialize(cache);
    const askedAt = clock.now();
    const seen = (answer: Answered, last = network.last()) =>
      openOutcome({ ...answer, last, askedAt }, { ...options, uses: options.credential.uses });
    try {
      const result = await call(app);
      return seen({ result, cache: withoutTokens(app.getTokenCache().serialize()) });
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      return seen({ error });
    }
  }

  return {
    async consentUrl({ state, nonce, codeChallenge }) {
      const app = new ConfidentialClientApplication({ ...configuration, system: SILENT });
      return app.getAuthCodeUrl({
        scopes: [scopeOf(resources.referrals)],
        redirectUri,
        state,
        nonce,
        codeChallenge,
        codeChallengeMethod: 'S256',
        // Whoever is signed in to this browser is seldom the user that the bridge is to be.
        prompt: 'select_account',
      });
    },

    redeemCode: ({ code, state, nonce, codeVerifier }) =>
      ask(undefined, (app) =>
        app.acquireTokenByCode(
          { scopes: [scopeOf(resources.referrals)], redirectUri, code, state, nonce, codeVerifier },
          { code, state },
        ),
      ),

    renew: ({ cache, accountId }, audience) =>
      ask(cache, async (app) => {
        const accounts = await app.getTokenCache().getAllAccounts();
        const account = accounts.find(({ homeAccountId }) => homeAccountId === accountId);
        if (!account) throw new AuthError('no_tokens_found', '');
        const scopes = [scopeOf(resources[audience])];
        return app.acquireTokenSilent({ account, scopes, forceRefresh: true });
      }),
  };
}

type Answered = { result: AuthenticationResult; cache: string } | { error: AuthError };
export type Seen = Answered & { last: LastAnswer | undefined; askedAt: number };

/** Its lines hold names of people; what matters of a refusal is logged by us. */
const SILENT = {
  loggerOptions: {
    loggerCallback: () => undefined,
    logLevel: LogLevel.Error,
    piiLoggingEnabled: false,
  },
};

const scopeOf = (resource: string): string => `${resource}/.default`;

/** The end points are documented and the same for every tenant: nothing is discovered, so nobody can say otherwise. */
function configurationOf(
  { tenantId, clientId, credential }: AuthorityOptions,
  origin: string,
): Configuration {
  const authority = `${origin}/${tenantId}`;
  return {
    auth: {
      clientId,
      authority,
      knownAuthorities: [new URL(origin).host],
      authorityMetadata: JSON.stringify({
        issuer: `${authority}/v2.0`,
        authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
        token_endpoint: `${authority}/oauth2/v2.0/token`,
        jwks_uri: `${authority}/discovery/v2.0/keys`,
      }),
      ...credential.forMsal,
    },
  };
}

function requireOrigin(authority: string): string {
  const url = URL.parse(authority);
  if (url?.protocol === 'https:' && `${url.origin}/` === url.href) return url.origin;
  throw new CannotStart(
    'partner-center-authority',
    'PARTNER_CENTER_AUTHORITY must be https and a host only, like https://login.microsoftonline.com',
  );
}

/** Access tokens stay in memory; an id token is of no use later, and full of a person's data. */
function withoutTokens(serialized: string): string {
  const kept = JSON.parse(serialized) as Record<string, unknown>;
  return JSON.stringify({ ...kept, AccessToken: {}, IdToken: {} });
}
