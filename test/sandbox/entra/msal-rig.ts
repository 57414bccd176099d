/** For tests: the simulator on a standing clock, and Microsoft's own client library in front of it. */
import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';
import type {
  AuthenticationResult,
  Configuration,
  INetworkModule,
  NetworkRequestOptions,
} from '@azure/msal-node';
import { X509Certificate } from 'node:crypto';
import { Agent, fetch } from 'undici';
import { createClock } from '../kit/clock.ts';
import type { SimClock } from '../kit/clock.ts';
import { startEntra } from './server.ts';
import type { EntraOptions, EntraSim } from './server.ts';

export const START = Date.parse('2026-03-02T09:00:00.000Z');
export const REDIRECT = 'https://bridge.example/setup/partner-center/return';
export const SCOPES = {
  referrals: ['https://api.partner.microsoft.com/.default'],
  webhooks: ['https://api.partnercenter.microsoft.com/.default'],
};

export type Credential = Pick<
  Configuration['auth'],
  'clientSecret' | 'clientCertificate' | 'clientAssertion'
>;
export type MsalRig = {
  sim: EntraSim;
  clock: SimClock;
  app(
    credential?: Credential,
    changes?: Partial<Configuration['auth']>,
  ): ConfidentialClientApplication;
  /** The whole way of a person: ask, approve, redeem. */
  signIn(
    app: ConfidentialClientApplication,
    options?: SignInOptions,
  ): Promise<AuthenticationResult>;
  /** Any call of the simulator, trusted as MSAL trusts it. */
  call(path: string, init?: Call): Promise<Called>;
  stop(): Promise<void>;
};
export type SignInOptions = {
  user?: string;
  mfa?: boolean;
  scopes?: string[];
  /** What is sent instead of the right verifier, code or redirect URI. */
  verifier?: string;
  code?: string;
  redirectUri?: string;
};
type Call = { method?: string; form?: Record<string, string>; json?: unknown };
export type Called = { status: number; headers: Headers; text: string };

const crypto = new CryptoProvider();

export async function startMsalRig(options: Partial<EntraOptions> = {}): Promise<MsalRig> {
  const clock = createClock({ mode: 'manual', start: START });
  const sim = await startEntra({ clock, redirectUris: [REDIRECT], ...options });
  const dispatcher = new Agent({ connect: { ca: sim.ca } });

  return {
    sim,
    clock,
    app: (credential = { clientSecret: sim.clientSecret }, changes = {}) =>
      new ConfidentialClientApplication({
        auth: {
          clientId: sim.clientId,
          authority: sim.authority,
          knownAuthorities: [new URL(sim.url).host],
          ...credential,
          ...changes,
        },
        system: { networkClient: createNetwork(dispatcher) },
      }),
    async signIn(app, { user, mfa, scopes = SCOPES.referrals, ...sent } = {}) {
      const { verifier, challenge } = await crypto.generatePkceCodes();
      const url = await app.getAuthCodeUrl({
        scopes,
        redirectUri: REDIRECT,
        codeChallenge: challenge,
        codeChallengeMethod: 'S256',
        state: 'state-1',
        nonce: 'nonce-1',
      });
      const decision = { ...(user !== undefined && { user }), ...(mfa !== undefined && { mfa }) };
      const { searchParams } = new URL(sim.approve(url, decision));
      const code = sent.code ?? searchParams.get('code') ?? '';
      // The nonce belongs in the request: MSAL refuses an id token whose nonce it was not told.
      return app.acquireTokenByCode(
        {
          scopes,
          redirectUri: sent.redirectUri ?? REDIRECT,
          code,
          codeVerifier: sent.verifier ?? verifier,
          nonce: 'nonce-1',
          state: 'state-1',
        },
        { code, state: searchParams.get('state') ?? '' },
      );
    },
    async call(path, { method = 'GET', form, json } = {}) {
      const response = await fetch(path.startsWith('http') ? path : sim.url + path, {
        method,
        dispatcher,
        redirect: 'manual',
        ...(form && { body: new URLSearchParams(form) }),
        ...(json !== undefined && {
          body: JSON.stringify(json),
          headers: { 'Content-Type': 'application/json' },
        }),
      });
      const headers = new Headers([...response.headers]);
      return { status: response.status, headers, text: await response.text() };
    },
    async stop() {
      await dispatcher.destroy();
      await sim.stop();
      clock.stop();
    },
  };
}

export function certificateOf({ certificatePem, privateKeyPem }: EntraSim['clientCertificate']) {
  const { fingerprint256 } = new X509Certificate(certificatePem);
  return {
    clientCertificate: {
      thumbprintSha256: fingerprint256.replaceAll(':', '').toLowerCase(),
      privateKey: privateKeyPem,
    },
  };
}

function createNetwork(dispatcher: Agent): INetworkModule {
  const send = async (method: string, url: string, options?: NetworkRequestOptions) => {
    const { headers = {}, body = null } = options ?? {};
    const response = await fetch(url, { method, headers, body, dispatcher, redirect: 'error' });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.json(),
    };
  };
  return {
    sendGetRequestAsync: async <T>(url: string, options?: NetworkRequestOptions) => {
      const { body, ...rest } = await send('GET', url, options);
      return { ...rest, body: body as T };
    },
    sendPostRequestAsync: async <T>(url: string, options?: NetworkRequestOptions) => {
      const { body, ...rest } = await send('POST', url, options);
      return { ...rest, body: body as T };
    },
  };
}
