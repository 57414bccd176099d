/** Who of the tenant's users has which role in Partner Center; Entra knows nothing of these roles. */
export const ROLES = [
  'Referrals admin',
  'Referrals user',
  'Business profile admin',
  'Admin agent',
  'Sales agent',
  'Helpdesk agent',
  'Billing admin',
] as const;
export type PartnerRole = (typeof ROLES)[number];

export type PartnerUser = {
  roles: PartnerRole[];
  /** PartnerIDs (MPN) the roles are limited to; absent: the whole company. */
  locations?: string[];
};

export type PartnerUsers = {
  get(upn: string): PartnerUser | undefined;
  /** Undefined takes the user out of Partner Center. */
  set(upn: string, user: PartnerUser | undefined): void;
  all(): Record<string, PartnerUser>;
};

export function createPartnerUsers(seed: Readonly<Record<string, PartnerUser>>): PartnerUsers {
  const users = new Map<string, PartnerUser>();
  const partnerUsers: PartnerUsers = {
    get: (upn) => users.get(upn.toLowerCase()),
    set(upn, user) {
      if (user) users.set(upn.toLowerCase(), structuredClone(user));
      else users.delete(upn.toLowerCase());
    },
    all: () => Object.fromEntries(users),
  };
  for (const [upn, user] of Object.entries(seed)) partnerUsers.set(upn, user);
  return partnerUsers;
}

/** @throws Error saying what was expected */
export function readPartnerUser(body: unknown): PartnerUser {
  const { roles, locations, ...rest } = (body ?? {}) as Record<string, unknown>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new Error(`Unknown key ${unknown}; known: roles, locations.`);
  if (!isListOf(roles, (role) => ROLES.some((known) => known === role))) {
    throw new Error(`roles must be a list of: ${ROLES.join(', ')}.`);
  }
  if (locations !== undefined && !isListOf(locations, (id) => typeof id === 'string')) {
    throw new Error('locations must be a list of PartnerIDs.');
  }
  return body as PartnerUser;
}

const isListOf = (value: unknown, fits: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(fits);
