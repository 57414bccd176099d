/** Who looks, and what is open to them. */
import { ADMIN_PROFILE } from '../setup-rows.ts';
import type { Org } from '../store/org.ts';
import { usernameOf } from '../store/actors.ts';
import { TIME_ZONE } from './shown-field.ts';
import type { UiCall } from './ui-call.ts';
import type { LightningUsers } from './users.ts';

const OPERATIONS_TAB = 'Co_Sell_Operations';
const APPLICATION = 'Co_Sell';

/** `GET users`: a convenience of the sandbox, without passwords. */
export const listUsers = ({ all }: LightningUsers): object[] =>
  all.map(({ actor, name, role, description }) => ({
    username: usernameOf(actor),
    name,
    role,
    description,
  }));

/** `GET me`. */
export function showMe({ org, user }: UiCall): object {
  const { access } = user;
  return {
    userId: user.id,
    username: user.username,
    name: user.name,
    role: user.role,
    customPermissions: permissionsOf(org).filter((name) => access.holds(name)),
    isAdmin: user.profile === ADMIN_PROFILE,
    apps: [APPLICATION].filter((name) => access.seesApplication(name)),
    operations: access.seesTab(OPERATIONS_TAB),
    tabObjects: [...access.schema.objects.values()]
      .filter(({ custom, name }) => !custom || access.seesTab(name))
      .map(({ name }) => name),
    timeZone: TIME_ZONE,
  };
}

const permissionsOf = ({ tables }: Org): string[] =>
  tables.all('CustomPermission').map((row) => String(row['DeveloperName']));
