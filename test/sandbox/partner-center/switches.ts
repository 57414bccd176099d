/** Everything about the simulator that the documentation leaves open, or that makes it unkind. */
export type WebhookSwitches = {
  /** No event is sent; it is listed as `off`. */
  off: boolean;
  /** Chance that an event is sent twice. */
  duplicateChance: number;
  /** Chance that an event is never sent. */
  dropChance: number;
  /** Each event waits this long, drawn evenly; a wide range reorders them. */
  delayMs: [number, number];
  /** Tries per event before it goes to the offline queue. */
  attempts: number;
  /** Wait before the second try; doubles after each further failure. On the simulator's clock. */
  firstRetryMs: number;
  /** How long one try waits for an answer, in real time. */
  timeoutMs: number;
};

export type Switches = {
  /** Refuse creates that miss what portal, CSV or connector demand. */
  enforceRequired: boolean;
  /** Refuse creates that close before today. */
  refusePastCloseDate: boolean;
  /** Refuse creates with some, but not all, of PartnerRole, SolutionArea and SolutionPlay. */
  servicesNeedAll: boolean;
  /** Refuse creates without a location (`mpnId`). */
  locationNeeded: boolean;
  /** A first POST with an assistance code makes Microsoft's referral by itself. */
  autoCreateMicrosoftReferral: boolean;
  /** Refuse to invite Microsoft to a deal whose consent flag is still false. */
  inviteNeedsVisibleDeal: boolean;
  /** Status of a successful create. */
  createStatus: number;
  /** Allow New → Won and New → Lost. */
  newToWon: boolean;
  /** Allow Active → Declined and Active → Expired. */
  activeToDeclined: boolean;
  /** Refuse Declined and Lost without a `statusReason`. */
  reasonRequired: boolean;
  /** Status of a write to a closed referral: 400 or 409. */
  terminalStatus: number;
  /** Whether our token may GET Microsoft's referral by id; the list always shows it. */
  microsoftReferralReadable: boolean;
  /** Whether `@odata.nextLink` names the served path, or the one of the documentation's sample (which answers 404). */
  nextLink: 'as-served' | 'as-in-samples';
  /** Encoding of the webhook certificate. */
  certificateForm: 'der' | 'pem';
  /** List answers show the state of this long ago, drawn evenly per request. */
  listLagMs: [number, number];
  /** Chance that GET by id answers the version before the current one. */
  staleGetChance: number;
  /** Chance that `Prefer: return=representation` is ignored (204). */
  preferIgnoredChance: number;
  /** A token dies with its session, as with continuous access evaluation; else it lives until it expires. */
  tokensDieWithSession: boolean;
  /** Status for an app-only token on referrals: 403 or 401. */
  appOnlyStatus: number;
  /** Refuse tokens without MFA on the referrals host too; on the webhooks host it is certain. */
  referralsNeedMfa: boolean;
  /** A Referrals user may edit deals of their teams, not only read them. */
  referralsUserEdits: boolean;
  webhooks: WebhookSwitches;
};

export type SwitchChanges = Partial<Omit<Switches, 'webhooks'>> & {
  webhooks?: Partial<WebhookSwitches>;
};

const KIND: Switches = {
  enforceRequired: true,
  refusePastCloseDate: true,
  servicesNeedAll: true,
  locationNeeded: false,
  autoCreateMicrosoftReferral: false,
  inviteNeedsVisibleDeal: true,
  createStatus: 200,
  newToWon: false,
  activeToDeclined: false,
  reasonRequired: false,
  terminalStatus: 400,
  microsoftReferralReadable: true,
  nextLink: 'as-served',
  certificateForm: 'der',
  listLagMs: [0, 0],
  staleGetChance: 0,
  preferIgnoredChance: 0,
  tokensDieWithSession: true,
  appOnlyStatus: 403,
  referralsNeedMfa: true,
  referralsUserEdits: true,
  webhooks: {
    off: false,
    duplicateChance: 0,
    dropChance: 0,
    delayMs: [0, 0],
    attempts: 10,
    firstRetryMs: 1_000,
    timeoutMs: 10_000,
  },
};

const UNKIND: SwitchChanges = {
  microsoftReferralReadable: false,
  nextLink: 'as-in-samples',
  listLagMs: [0, 30_000],
  staleGetChance: 0.05,
  preferIgnoredChance: 0.05,
  webhooks: { duplicateChance: 0.1, dropChance: 0.05, delayMs: [0, 2_000] },
};

const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  createStatus: [200, 201],
  terminalStatus: [400, 409],
  appOnlyStatus: [403, 401],
  nextLink: ['as-served', 'as-in-samples'],
  certificateForm: ['der', 'pem'],
};

export function createSwitches(unkind: boolean, changes: SwitchChanges = {}): Switches {
  const switches = structuredClone(KIND);
  if (unkind) applySwitches(switches, UNKIND);
  applySwitches(switches, changes);
  return switches;
}

/** Changes switches in place. @throws Error naming every unknown switch and every value of the wrong kind; then nothing changed. */
export function applySwitches(switches: Switches, changes: unknown): void {
  const problems = problemsOf(KIND, changes, '');
  if (problems.length > 0) throw new Error(problems.join(' '));
  const { webhooks, ...rest } = structuredClone(changes) as SwitchChanges;
  Object.assign(switches, rest);
  Object.assign(switches.webhooks, webhooks);
}

function problemsOf(model: object, changes: unknown, prefix: string): string[] {
  if (!isObject(changes)) return [`${prefix || 'switches'} must be an object.`];
  return Object.entries(changes).flatMap(([key, value]) => {
    const name = prefix + key;
    const sample: unknown = (model as Record<string, unknown>)[key];
    if (sample === undefined) {
      return [`Unknown switch ${name}; known: ${Object.keys(model).join(', ')}.`];
    }
    if (isObject(sample)) return problemsOf(sample, value, `${name}.`);
    const choices = CHOICES[name];
    if (choices && !choices.includes(value)) {
      return [`${name} must be one of ${choices.join(', ')}, not ${JSON.stringify(value)}.`];
    }
    return fits(sample, value, key)
      ? []
      : [`${name} must be like ${JSON.stringify(sample)}, not ${JSON.stringify(value)}.`];
  });
}

function fits(sample: unknown, value: unknown, key: string): boolean {
  if (Array.isArray(sample)) {
    const [least, most, ...rest]: unknown[] = Array.isArray(value) ? value : [];
    return isCount(least) && isCount(most) && least <= most && rest.length === 0;
  }
  if (typeof sample !== 'number') return typeof value === typeof sample;
  return isCount(value) && (!key.endsWith('Chance') || value <= 1);
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
