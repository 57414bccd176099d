/** What is wrong with the settings of an org, for an administrator. */
import { ACCOUNT_MATCHES, isAccountMatch, USUAL_MATCH } from './account-match.ts';
import type { OrgProfile } from './org.ts';

export function settingsProblems(profile: OrgProfile): string[] {
  const { active, receive } = profile.settings;
  return active && receive ? [...ownerProblems(profile), ...matchProblems(profile)] : [];
}

function ownerProblems({ settings, hasDefaultOwner }: OrgProfile): string[] {
  if (hasDefaultOwner) return [];
  return [
    settings.defaultOwner === null
      ? 'Default Owner is not set: a deal from Microsoft whose colleague is not found belongs to the user of the bridge'
      : `Default Owner "${settings.defaultOwner}" is no active user: a deal from Microsoft whose colleague is not found belongs to the user of the bridge`,
  ];
}

function matchProblems({ settings: { accountMatch } }: OrgProfile): string[] {
  if (isAccountMatch(accountMatch)) return [];
  return [
    `Account Match "${accountMatch}" is no way to find a customer: choose ${ACCOUNT_MATCHES.join(', ')}. Until then "${USUAL_MATCH}" counts`,
  ];
}
