/** What a `scope` parameter asks for: OpenID's own words and permissions of exactly one resource. */
import { RESOURCES } from './directory.ts';
import type { Client, Directory } from './directory.ts';
import { EntraError } from './entra-error.ts';

export type Asked = {
  resource: string;
  permission: '.default' | 'user_impersonation';
  openid: boolean;
  offline: boolean;
};

const OPENID = ['openid', 'profile', 'email', 'offline_access'];

/** @throws EntraError naming what is wrong with the scope or the resource */
export function readScope(scope: string | undefined, directory: Directory, client: Client): Asked {
  if (!scope) throw new EntraError(900144, { name: 'scope' });
  const words = scope.split(' ').filter((word) => word !== '');
  const permissions = words.filter((word) => !OPENID.includes(word)).map(readPermission);
  const resources = [...new Set(permissions.map(({ resource }) => resource))];
  const [resource] = resources;
  const [permission] = permissions;
  // Real Entra takes "openid" alone and answers with a token for its user-info endpoint; nobody here wants that.
  if (resource === undefined || !permission) throw new EntraError(70011, { scope });
  if (resources.length > 1 || permissions.length > 1) throw new EntraError(28000, { scope });
  if (!RESOURCES.includes(resource)) {
    throw new EntraError(500011, { resource, tenant: directory.tenantId });
  }
  if (!client.resources.includes(resource)) throw new EntraError(650057, { resource });
  return {
    ...permission,
    openid: words.includes('openid'),
    offline: words.includes('offline_access'),
  };
}

/** Granted scopes as answered: `.default` is named beside what it stood for, so that MSAL finds its token again. */
export function grantedScope({ resource, permission, openid }: Asked): string {
  const granted = [`${resource}/user_impersonation`];
  if (permission === '.default') granted.push(`${resource}/.default`);
  return [...(openid ? ['openid', 'profile', 'email'] : []), ...granted].join(' ');
}

function readPermission(word: string): Pick<Asked, 'resource' | 'permission'> {
  const at = word.lastIndexOf('/');
  const permission = word.slice(at + 1);
  if (at < 1 || (permission !== '.default' && permission !== 'user_impersonation')) {
    throw new EntraError(70011, { scope: word });
  }
  return { resource: word.slice(0, at), permission };
}
