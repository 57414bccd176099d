/** What happens to accounts and applications: by their users, by the tenant's administrators, by time. */
import type { Client, ClientSecret } from './directory.ts';
import type { User } from './directory.ts';
import { X509Certificate } from 'node:crypto';
import type { World } from './world.ts';

/** Users are named by UPN, applications by client id (the first one when left out). */
export type Admin = {
  resetPassword(upn: string): void;
  revokeSessions(upn: string): void;
  disableUser(upn: string): void;
  enableUser(upn: string): void;
  /** From now on a second factor is demanded; sessions without one can not be renewed. */
  requireMfa(upn: string): void;
  /** Second factors presented so far count no longer. */
  expireMfa(upn: string): void;
  withdrawConsent(clientId?: string): void;
  grantConsent(clientId?: string): void;
  disableClient(clientId?: string): void;
  enableClient(clientId?: string): void;
  addRedirectUri(uri: string, clientId?: string): void;
  /** Replaces all secrets; none leaves the certificates alone as proof. */
  setSecrets(secrets: ClientSecret[], clientId?: string): void;
  /** Replaces all certificates (PEM texts). */
  setCertificates(pems: string[], clientId?: string): void;
};

export function createAdmin(world: World): Admin {
  const { directory, sessions } = world;

  const note = (type: string, id: string, act: string) =>
    void world.journal.add({
      at: world.clock.iso(),
      actor: 'administrator',
      kind: 'update',
      type,
      id,
      before: null,
      after: { act },
      changed: [act],
    });
  const onUser = (act: string, change: (user: User) => void) => (upn: string) => {
    const user = directory.user(upn);
    change(user);
    note('user', user.upn, act);
  };
  const registered = (clientId = directory.clients[0]?.clientId ?? ''): Client => {
    const client = directory.clients.find((known) => known.clientId === clientId);
    if (!client) throw new Error(`There is no application ${clientId}.`);
    return client;
  };
  const onClient = (act: string, change: (client: Client) => void) => (clientId?: string) => {
    const client = registered(clientId);
    change(client);
    note('client', client.clientId, act);
  };

  return {
    resetPassword: onUser('password reset', sessions.endAll),
    revokeSessions: onUser('sessions revoked', sessions.endAll),
    disableUser: onUser('disabled', (user) => void (user.enabled = false)),
    enableUser: onUser('enabled', (user) => void (user.enabled = true)),
    requireMfa: onUser('second factor required', (user) => void (user.mfaRequired = true)),
    expireMfa: onUser('second factor expired', sessions.expireMfa),
    withdrawConsent: onClient('consent withdrawn', (client) => void (client.consented = false)),
    grantConsent: onClient('consent granted', (client) => void (client.consented = true)),
    disableClient: onClient('disabled', (client) => void (client.enabled = false)),
    enableClient: onClient('enabled', (client) => void (client.enabled = true)),
    addRedirectUri: (uri, id) =>
      onClient('redirect URI added', ({ redirectUris }) => void redirectUris.push(uri))(id),
    setSecrets: (secrets, id) =>
      onClient('secrets replaced', (client) => void (client.secrets = [...secrets]))(id),
    setCertificates: (pems, id) =>
      onClient('certificates replaced', (client) => {
        client.certificates = pems.map((pem) => new X509Certificate(pem));
      })(id),
  };
}
