/** Who runs this, and what of permissions Apex asks by name. */
import type { Run } from '../../run/run.ts';
import { nativeType } from '../../types/native-type.ts';
import { parseId } from '../../values/id.ts';
import { CURRENCIES } from '../../../standard-objects/index.ts';
import { orgOf } from '../org-platform.ts';

function field(run: Run, name: string): string | null {
  const { org, tx } = orgOf(run, 'UserInfo');
  const value = org.tables.get('User', tx.userId)?.[name];
  return typeof value === 'string' ? value : null;
}

nativeType('UserInfo', {
  statics: {
    'getUserId():Id': (run: Run) => parseId(orgOf(run, 'UserInfo').tx.userId) ?? null,
    'getName():String': (run: Run) => field(run, 'Name'),
    'getFirstName():String': (run: Run) => field(run, 'FirstName'),
    'getLastName():String': (run: Run) => field(run, 'LastName'),
    'getUserName():String': (run: Run) => field(run, 'Username'),
    'getUserEmail():String': (run: Run) => field(run, 'Email'),
    'getUserType():String': (run: Run) => field(run, 'UserType'),
    'getLanguage():String': (run: Run) => field(run, 'LanguageLocaleKey'),
    'getProfileId():Id': (run: Run) => parseId(field(run, 'ProfileId') ?? '') ?? null,
    'getOrganizationId():Id': (run: Run) => parseId(orgOf(run, 'UserInfo').org.orgId) ?? null,
    'getOrganizationName():String': (run: Run) => {
      const { org } = orgOf(run, 'UserInfo');
      return String(org.tables.get('Organization', org.orgId)?.['Name'] ?? '');
    },
    'isMultiCurrencyOrganization():Boolean': (run: Run) =>
      orgOf(run, 'UserInfo').org.features.multiCurrency,
    'getDefaultCurrency():String': () => CURRENCIES[0] ?? null,
  },
});

nativeType('FeatureManagement', {
  statics: {
    'checkPermission(String):Boolean': (run: Run, name: string) => {
      const { people, tx } = orgOf(run, 'FeatureManagement');
      return people.holds(tx, name);
    },
  },
});
