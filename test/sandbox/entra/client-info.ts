/** How Entra tells MSAL which account a token belongs to: user and tenant in base64url. */
import type { Directory, User } from './directory.ts';

export const encodeClientInfo = ({ oid }: User, { tenantId }: Directory): string =>
  Buffer.from(JSON.stringify({ uid: oid, utid: tenantId })).toString('base64url');
