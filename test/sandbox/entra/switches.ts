/** What is a policy of the tenant, or stricter than the real service. */
export type EntraSwitches = {
  /** Life of an access token. Entra draws 60 to 90 minutes; a number keeps tests repeatable. */
  accessTokenMs: number;
  /** Inactivity after which a refresh token is dead. */
  refreshTokenMs: number;
  /** A refresh token works once. Entra's stay good until they expire (documented). */
  refreshTokensOnce: boolean;
  /** Refuse a sign-in without PKCE, which Entra only demands of public applications. */
  requirePkce: boolean;
};

const DEFAULTS: EntraSwitches = {
  accessTokenMs: 3_600_000,
  refreshTokenMs: 90 * 86_400_000,
  refreshTokensOnce: false,
  requirePkce: true,
};

export function createSwitches(changes: Partial<EntraSwitches> = {}): EntraSwitches {
  const switches = { ...DEFAULTS };
  applySwitches(switches, changes);
  return switches;
}

/** @throws Error naming every unknown switch and every value of the wrong kind; then nothing changed */
export function applySwitches(switches: EntraSwitches, changes: unknown): void {
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) {
    throw new Error('switches must be an object.');
  }
  const problems = Object.entries(changes).flatMap(([name, value]) => {
    if (!Object.hasOwn(DEFAULTS, name)) {
      return [`Unknown switch ${name}; known: ${Object.keys(DEFAULTS).join(', ')}.`];
    }
    const sample = DEFAULTS[name as keyof EntraSwitches];
    const fits =
      typeof sample === 'number'
        ? typeof value === 'number' && Number.isFinite(value) && value > 0
        : typeof value === typeof sample;
    return fits ? [] : [`${name} must be like ${String(sample)}, not ${JSON.stringify(value)}.`];
  });
  if (problems.length > 0) throw new Error(problems.join(' '));
  Object.assign(switches, changes);
}
