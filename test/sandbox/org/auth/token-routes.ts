/** `POST /services/oauth2/token` with the JWT bearer flow, and `revoke`. Forms only. */
import { randomBytes } from 'node:crypto';
import type { Answer, RestRequest, Route } from '../rest/answer.ts';
import { actorUserId, findUser } from '../store/actors.ts';
import type { Org } from '../store/org.ts';
import { judgeAssertion, type OauthRefusal } from './assertion.ts';
import type { OauthClient } from './auth.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const LOGIN = 'https://login.salesforce.com';
const TEST = 'https://test.salesforce.com';

export const tokenRoutes: Route[] = [
  { pattern: /^\/services\/oauth2\/token$/, methods: { POST: token } },
  { pattern: /^\/services\/oauth2\/revoke$/, methods: { POST: revoke } },
];

function token(request: RestRequest): Answer {
  const { org, origin } = request;
  const form = formOf(request);
  // A JSON body ends here as well: it holds no form, so no grant type.
  if (form?.get('grant_type') !== GRANT)
    return refused({
      error: 'unsupported_grant_type',
      error_description: 'grant type not supported',
    });
  const login = isSandbox(org) ? TEST : LOGIN;
  const judged = judgeAssertion(form.get('assertion') ?? '', {
    clients: org.auth.clients,
    audiences: [login, origin],
    now: org.clock.now(),
  });
  if ('error' in judged) return refused(judged);
  const refusal = refusalOfUser(org, judged.username, judged.client);
  if (refusal) return refused(refusal);
  const access_token = newToken(org);
  org.auth.openSession(access_token, judged.username, org.switches.sessionMinutes * 60_000);
  const userId = String(findUser(org, judged.username)?.['Id']);
  return {
    status: 200,
    body: {
      access_token,
      scope: 'api id',
      instance_url: origin,
      id: `${login}/id/${org.orgId}/${userId}`,
      token_type: 'Bearer',
    },
  };
}

/** The platform does not tell a user who is not there from one who never approved. */
function refusalOfUser(org: Org, username: string, client: OauthClient): OauthRefusal | undefined {
  const user = findUser(org, username);
  if (!user || client.approval === 'self-authorized')
    return { error: 'invalid_grant', error_description: "user hasn't approved this consumer" };
  if (user['IsActive'] !== true)
    return { error: 'inactive_user', error_description: 'user is inactive' };
  if (!org.auth.holdsAny(username, client.approvedSets))
    return {
      error: 'invalid_app_access',
      error_description: 'user is not admin approved to access this app',
    };
  return undefined;
}

function revoke(request: RestRequest): Answer {
  const given = formOf(request)?.get('token');
  if (given) request.org.auth.endSession(given);
  return { status: 200 };
}

const refused = (refusal: OauthRefusal): Answer => ({ status: 400, body: refusal });

function formOf({ headers, text }: RestRequest): URLSearchParams | undefined {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/x-www-form-urlencoded' ? new URLSearchParams(text) : undefined;
}

const isSandbox = (org: Org) => org.tables.get('Organization', org.orgId)?.['IsSandbox'] === true;

/** Really random: a session of an earlier run with the same seed must not open this one. */
function newToken({ orgId }: Org): string {
  return `${orgId.slice(0, 15)}!AQ${randomBytes(66).toString('base64url').replaceAll('-', '.')}`;
}

/** Users who may sign in exist from the start, whether they ever did or not. */
export function addUsers(org: Org, usernames: readonly string[]): void {
  for (const username of usernames) {
    if (!/^[a-z0-9-]+@partner\.example$/.test(username))
      throw new Error(`A user of the simulated org is name@partner.example, not ${username}`);
    actorUserId(org, username.split('@')[0] ?? '');
  }
}
