/** Who may call which host: by one fixed token each, or by tokens somebody issues. */
import type { HostName } from './http-app.ts';
import { createPartnerUsers } from './partner-users.ts';
import type { PartnerUser, PartnerUsers } from './partner-users.ts';
import type { Switches } from './switches.ts';
import { checkIssuedToken, checkStaticToken } from './token-check.ts';
import type { TokenCheck, TokenIssuer } from './token-check.ts';

export type EntraAuth = {
  kind: 'entra';
  issuer: TokenIssuer;
  /** By UPN; default: `connector@contoso.example` as Referrals admin of the whole company. */
  users?: Readonly<Record<string, PartnerUser>>;
};
export type Auth = { kind: 'static' } | EntraAuth;

export type SignIn = {
  users: PartnerUsers;
  /** The fixed tokens; empty where tokens are issued. */
  accessToken: string;
  webhooksAccessToken: string;
  check: Readonly<Record<HostName, TokenCheck>>;
};

const DEFAULT_USERS: Readonly<Record<string, PartnerUser>> = {
  'connector@contoso.example': { roles: ['Referrals admin'] },
};

type Terms = { accessToken: string; switches: Switches; now: () => number };

export function createSignIn(auth: Auth | undefined, terms: Terms): SignIn {
  if (auth?.kind === 'entra') return issuedTokens(auth, terms);
  const { accessToken } = terms;
  const webhooksAccessToken = `${accessToken}-webhooks`;
  return {
    users: createPartnerUsers({}),
    accessToken,
    webhooksAccessToken,
    check: {
      referrals: checkStaticToken(accessToken, 'referrals'),
      webhooks: checkStaticToken(webhooksAccessToken, 'webhooks'),
    },
  };
}

function issuedTokens({ issuer, users: seed }: EntraAuth, { switches, now }: Terms): SignIn {
  const users = createPartnerUsers(seed ?? DEFAULT_USERS);
  const check = (host: HostName) => checkIssuedToken({ host, issuer, users, switches, now });
  return {
    users,
    accessToken: '',
    webhooksAccessToken: '',
    check: { referrals: check('referrals'), webhooks: check('webhooks') },
  };
}
