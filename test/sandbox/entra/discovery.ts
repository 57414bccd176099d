/** What clients read before they ask for anything: endpoints, keys, and which hosts belong together. */
import type { FastifyInstance } from 'fastify';
import { requireTenant } from './world.ts';
import type { World } from './world.ts';

type WithTenant = { Params: { tenant: string } };

export function discoveryRoutes(app: FastifyInstance, world: World): void {
  app.get<WithTenant>('/:tenant/v2.0/.well-known/openid-configuration', ({ params }) => {
    requireTenant(world, params.tenant);
    return configuration(world);
  });

  app.get<WithTenant>('/:tenant/discovery/v2.0/keys', ({ params }) => {
    requireTenant(world, params.tenant);
    return { keys: world.keys.published() };
  });

  // MSAL asks this of an authority it was not told to know; asked here, the answer is this host alone.
  app.get('/common/discovery/instance', () => {
    const { host } = new URL(world.url());
    return {
      tenant_discovery_endpoint: `${authorityOf(world)}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    };
  });
}

export const authorityOf = ({ url, directory }: World): string => `${url()}/${directory.tenantId}`;

function configuration(world: World): Record<string, unknown> {
  const authority = authorityOf(world);
  return {
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    response_modes_supported: ['query'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    code_challenge_methods_supported: ['S256'],
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'preferred_username',
      'name',
      'tid',
    ],
    request_uri_parameter_supported: false,
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
  };
}
