/** Who writes, as a user of the org. An actor met for the first time gets a user of that name. */
import { profileId, STANDARD_PROFILE } from '../setup-rows.ts';
import { toWireTime } from './date-time.ts';
import type { Org } from './org.ts';
import { emptyRow } from './empty-row.ts';
import type { Row } from '../schema/types.ts';

/** Id of the actor's user: `bridge` is the integration user, `seller:anna` is Anna Seller, anna@partner.example. */
export function actorUserId(org: Org, actor: string): string {
  const username = usernameOf(actor);
  const found = findUser(org, username);
  return found ? String(found['Id']) : addUser(org, actor, username);
}

export const findUser = (org: Org, username: string): Row | undefined =>
  org.tables.all('User').find((row) => row['Username'] === username);

export const usernameOf = (actor: string): string =>
  `${actor
    .replace(/^.*:/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')}@partner.example`;

function addUser(org: Org, actor: string, username: string): string {
  const [kind = '', name = kind] = actor.split(':');
  const first = name.charAt(0).toUpperCase() + name.slice(1);
  const last = kind.charAt(0).toUpperCase() + kind.slice(1);
  const id = org.newId('005');
  const now = toWireTime(org.clock.now());
  const row: Row = {
    ...emptyRow(org.schema.object('User')),
    Id: id,
    Username: username,
    FirstName: first,
    LastName: last,
    Name: `${first} ${last}`,
    Email: username,
    IsActive: true,
    UserType: 'Standard',
    LanguageLocaleKey: 'en_US',
    Alias: name.slice(0, 8),
    ProfileId: profileId(org, STANDARD_PROFILE),
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    CreatedDate: now,
    CreatedById: id,
    LastModifiedDate: now,
    LastModifiedById: id,
    SystemModstamp: now,
  };
  org.tables.write({ kind: 'create', type: 'User', id, actor: 'system', after: row });
  // Before any transaction of this actor, so that a failed one does not take its user along.
  org.tables.takeLog();
  return id;
}
