import type { DuplicateRule } from './save/duplicates.ts';

/** What can be changed while the org runs. Defaults for a kind and an unkind org. */
export type Switches = {
  /** Text loses blanks at both ends when saved. */
  trimText: boolean;
  /** Share of changes calls that meet a locked row (0–1). */
  lockChance: number;
  /** How long `updateLate` stays uncommitted. */
  lateVisibleMs: number;
  /** Rules and triggers of the customer that are switched off in Setup, by name. */
  inactive: string[];
  /** Duplicate rules that an admin has switched on. */
  duplicateRules: DuplicateRule[];
  /** Actors to whom nothing of the package was granted: as the standard profile, and no custom permission. */
  actorsWithoutPermissions: string[];
  /** Actors whose callouts throw: the principal of the external credential was not granted to them. */
  actorsWithoutPrincipal: string[];
  /** Actors without `Co_Sell_Nudge`: they never nudge. */
  actorsWithoutNudge: string[];
  /** Actors with `Bypass_Co_Sell_Automation`. */
  actorsBypassing: string[];
  /** Ids locked by an approval: nobody but `system` can save them. */
  lockedRecords: string[];
  /** Ids that make the changes resource throw (HTTP 500 APEX_ERROR). */
  poisonedRecords: string[];
  /** "Require Validation for Converted Leads": triggers of Lead run when one is converted. */
  convertRunsLeadTriggers: boolean;
  dailyApiRequests: number;
  /** API calls of the day that others made; they count as much as ours. */
  callsElsewhere: number;
  /** Tokens of the administrator that are accepted; none with the JWT sign-in. */
  acceptedTokens: string[];
  /** How long a session lasts that is opened from now on. */
  sessionMinutes: number;
};

/** Without an `accessToken` the administrator has no way in. */
export function createSwitches(options: { unkind: boolean; accessToken?: string }): Switches {
  return {
    trimText: options.unkind,
    lockChance: options.unkind ? 0.01 : 0,
    lateVisibleMs: options.unkind ? 480_000 : 5_000,
    inactive: [],
    duplicateRules: [],
    actorsWithoutPermissions: [],
    actorsWithoutPrincipal: [],
    actorsWithoutNudge: [],
    actorsBypassing: [],
    lockedRecords: [],
    poisonedRecords: [],
    convertRunsLeadTriggers: true,
    dailyApiRequests: 100_000,
    callsElsewhere: 0,
    acceptedTokens: options.accessToken === undefined ? [] : [options.accessToken],
    sessionMinutes: 120,
  };
}

/** Applies a patch of the control API. @throws Error naming the switch that is unknown or of another type. */
export function patchSwitches(switches: Switches, patch: Record<string, unknown>): void {
  const current = switches as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(patch)) {
    if (!(name in current)) {
      throw new Error(`No switch ${name}; there are ${Object.keys(current).join(', ')}`);
    }
    const expected = Array.isArray(current[name]) ? 'array' : typeof current[name];
    const came = Array.isArray(value) ? 'array' : typeof value;
    if (expected !== came) throw new Error(`Switch ${name} is a ${expected}, a ${came} came`);
  }
  Object.assign(switches, patch);
}
