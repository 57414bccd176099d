/** Who may sign in to the org's own pages: users with a profile and permission sets, as rows of the org. */
import type { Access } from '../access/access.ts';
import {
  readNamedCredentials,
  refusalOf,
  type NamedCredentials,
} from '../access/named-credentials.ts';
import { readPermissionSets } from '../access/read-permission-sets.ts';
import { peopleOfTests } from '../apex/org/people-of-tests.ts';
import type { Row } from '../schema/types.ts';
import { addSetupRow, ADMIN_PROFILE, giveProfile, STANDARD_PROFILE } from '../setup-rows.ts';
import { actorUserId, findUser, usernameOf } from '../store/actors.ts';
import type { Org } from '../store/org.ts';
import { TIME_ZONE } from './shown-field.ts';

export type LightningUser = {
  /** As the journal calls them: `seller:anna` is anna@partner.example. */
  actor: string;
  name: string;
  /** What they are, in a word, and what they may do, in a sentence: for the sign-in page. */
  role: string;
  description: string;
  profile: typeof ADMIN_PROFILE | typeof STANDARD_PROFILE;
  permissionSets: readonly string[];
};

export const DEFAULT_USERS: readonly LightningUser[] = [
  {
    actor: 'seller:anna',
    name: 'Anna Seller',
    role: 'Seller',
    description: 'Shares deals with Microsoft and answers what Microsoft sends.',
    profile: STANDARD_PROFILE,
    permissionSets: ['Co_Sell_Seller', 'Co_Sell_Callout'],
  },
  {
    actor: 'manager:mona',
    name: 'Mona Manager',
    role: 'Alliance manager',
    description:
      'Does what a seller does, keeps the catalogue of solutions, and sees the operations page.',
    profile: STANDARD_PROFILE,
    permissionSets: ['Co_Sell_Manager', 'Co_Sell_Callout', 'Co_Sell_Operations_Callout'],
  },
  {
    actor: 'admin:adam',
    name: 'Adam Admin',
    role: 'Administrator',
    description: 'Sees everything, and asks the bridge on the operations page.',
    profile: ADMIN_PROFILE,
    permissionSets: ['Co_Sell_Manager', 'Co_Sell_Callout', 'Co_Sell_Operations_Callout'],
  },
  {
    actor: 'seller:sam',
    name: 'Sam Without',
    role: 'Seller without co-sell',
    description: 'Has no co-sell permission: sees no co-sell field, and saves as ever.',
    profile: STANDARD_PROFILE,
    permissionSets: [],
  },
];

export type UserSettings = {
  org: Org;
  users: readonly LightningUser[];
  metadataDir: string;
  /** What an admin deploys beside the package: permission sets and named credentials. */
  setupDir: string;
};

/** Somebody who is signed in, with what they may do at this moment. */
export type SignedIn = LightningUser & { id: string; username: string; access: Access };

export type LightningUsers = {
  all: readonly LightningUser[];
  /** Writes their rows; those of an org that was saved stay as they are. */
  addRows(): void;
  /** By username; undefined when there is none, or it is not active. */
  find(username: string): SignedIn | undefined;
  /** Undefined for users who cannot sign in: actors, who may do everything. */
  accessOf(userId: string): Access | undefined;
  /** Why a callout of this user is refused; undefined when it is not. */
  refusalOf(userId: string, credential: string): string | undefined;
};

/** @throws Error naming a permission set that there is not, or set-up that would not deploy */
export function createLightningUsers({
  org,
  users,
  metadataDir,
  setupDir,
}: UserSettings): LightningUsers {
  const sets = readPermissionSets(metadataDir, org.schema, setupDir);
  const credentials: NamedCredentials = readNamedCredentials(setupDir);
  const people = peopleOfTests(org, sets);
  const ids = new Set<string>();
  for (const { actor, permissionSets } of users) {
    const missing = permissionSets.find((name) => !sets.has(name));
    if (missing) throw new Error(`${actor}: there is no permission set ${missing}`);
  }
  const accessOf = (userId: string) => (ids.has(userId) ? people.accessOf({ userId }) : undefined);

  return {
    all: users,
    addRows() {
      for (const name of sets.keys()) setRow(org, name);
      for (const user of users) ids.add(addUser(org, user));
      // What an org is born with is nobody's write.
      org.tables.takeLog();
    },
    find(username) {
      const user = users.find(({ actor }) => usernameOf(actor) === username);
      const row = findUser(org, username);
      const id = String(row?.['Id']);
      const access = accessOf(id);
      if (!user || !access || row?.['IsActive'] !== true) return undefined;
      return { ...user, id, username, access };
    },
    accessOf,
    refusalOf(userId, credential) {
      const access = accessOf(userId);
      return access && refusalOf(credentials, access, credential);
    },
  };
}

function addUser(org: Org, { actor, name, profile, permissionSets }: LightningUser): string {
  const id = actorUserId(org, actor);
  const [FirstName = '', ...rest] = name.split(' ');
  const own: Row = {
    FirstName,
    LastName: rest.join(' '),
    Name: name,
    Alias: FirstName.toLowerCase().slice(0, 8),
    TimeZoneSidKey: TIME_ZONE,
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
  };
  const after = { ...org.tables.get('User', id), ...own };
  org.tables.write({ kind: 'update', type: 'User', id, actor: 'system', after });
  giveProfile(org, id, profile);
  for (const set of permissionSets) assign(org, id, setRow(org, set));
  return id;
}

/** Id of the row of a permission set, which is made when there is none. */
function setRow(org: Org, name: string): string {
  const found = org.tables.all('PermissionSet').find((row) => row['Name'] === name);
  return found
    ? String(found['Id'])
    : addSetupRow(org, 'PermissionSet', { Name: name, Label: name });
}

function assign(org: Org, userId: string, setId: string): void {
  const isHeld = org.tables
    .all('PermissionSetAssignment')
    .some((row) => row['AssigneeId'] === userId && row['PermissionSetId'] === setId);
  if (isHeld) return;
  addSetupRow(org, 'PermissionSetAssignment', { AssigneeId: userId, PermissionSetId: setId });
}
