/** userinfo and identity: 403 with plain text for a bad token, unlike everything else. */
import type { Row } from '../schema/types.ts';
import { actorUserId } from '../store/actors.ts';
import { ok, type Answer, type RestRequest, type Route } from './answer.ts';

export const identityRoutes: Route[] = [
  { pattern: /^\/services\/oauth2\/userinfo$/, methods: { GET: withToken(userinfo) } },
  { pattern: /^\/id\/(00D\w{15})\/(005\w{15})$/, methods: { GET: withToken(identity) } },
];

type Describe = (request: RestRequest, user: Row) => Answer;

function withToken(describe: Describe): (request: RestRequest) => Answer {
  return (request) => {
    const { org, headers, query } = request;
    const bearer = /^(?:Bearer|OAuth) (\S+)$/.exec(headers['authorization'] ?? '')?.[1];
    const token = bearer ?? query.get('oauth_token') ?? undefined;
    if (!token) return plain('Missing_OAuth_Token');
    const session = org.auth.session(token);
    if (!session) return plain('Bad_OAuth_Token');
    const user = org.tables.get('User', actorUserId(org, session.actor));
    return user ? describe(request, user) : plain('Bad_OAuth_Token');
  };
}

const plain = (text: string): Answer => ({
  status: 403,
  body: text,
  headers: { 'Content-Type': 'text/plain' },
});

function userinfo({ org, origin }: RestRequest, user: Row): Answer {
  return ok({
    sub: `${origin}/id/${org.orgId}/${user['Id']}`,
    user_id: user['Id'],
    organization_id: org.orgId,
    preferred_username: user['Username'],
    nickname: user['FirstName'],
    name: user['Name'],
    email: user['Email'],
    email_verified: true,
    given_name: user['FirstName'],
    family_name: user['LastName'],
    zoneinfo: 'Europe/Paris',
    photos: { picture: `${origin}/profilephoto/005/F`, thumbnail: `${origin}/profilephoto/005/T` },
    profile: `${origin}/${user['Id']}`,
    picture: `${origin}/profilephoto/005/F`,
    address: { country: 'FR' },
    is_salesforce_integration_user: true,
    urls: urls(origin, org.orgId),
    active: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'en_US',
    utcOffset: 3_600_000,
    updated_at: user['LastModifiedDate'],
    is_app_installed: true,
  });
}

function identity({ org, origin }: RestRequest, user: Row): Answer {
  return ok({
    id: `${origin}/id/${org.orgId}/${user['Id']}`,
    asserted_user: true,
    user_id: user['Id'],
    organization_id: org.orgId,
    username: user['Username'],
    nick_name: user['FirstName'],
    display_name: user['Name'],
    email: user['Email'],
    email_verified: true,
    first_name: user['FirstName'],
    last_name: user['LastName'],
    timezone: 'Europe/Paris',
    urls: urls(origin, org.orgId),
    active: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'en_US',
    utcOffset: 3_600_000,
    last_modified_date: user['LastModifiedDate'],
    is_app_installed: true,
  });
}

const urls = (origin: string, orgId: string) => ({
  enterprise: `${origin}/services/Soap/c/{version}/${orgId}`,
  metadata: `${origin}/services/Soap/m/{version}/${orgId}`,
  partner: `${origin}/services/Soap/u/{version}/${orgId}`,
  rest: `${origin}/services/data/v{version}/`,
  sobjects: `${origin}/services/data/v{version}/sobjects/`,
  query: `${origin}/services/data/v{version}/query/`,
  custom_domain: origin,
});
