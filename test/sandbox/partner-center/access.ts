/** What a caller may do: roles on either host, and which referrals a role reaches. */
import { ApiError, denied } from './api-error.ts';
import type { HostName } from './http-app.ts';
import type { PartnerRole } from './partner-users.ts';
import type { Referral } from './referral.ts';
import type { Caller } from './token-check.ts';
import type { World } from './world.ts';

/**
 * Webhook roles as the newest page lists them; the connector's own guide signs in with a Referrals admin,
 * so that one is let in too.
 */
const ROLES_OF: Readonly<Record<HostName, readonly PartnerRole[]>> = {
  referrals: ['Referrals admin', 'Referrals user'],
  webhooks: ['Billing admin', 'Admin agent', 'Sales agent', 'Helpdesk agent', 'Referrals admin'],
};
/** Partner Center API notices, 2025–26. */
export const MFA_CODE = '900421';

/** @throws ApiError; the webhooks host shows it in its own shape */
export function requireHostAccess({ switches }: World, host: HostName, caller: Caller): void {
  if (caller.kind === 'static') return;
  if (caller.kind === 'app') {
    if (host === 'webhooks') return;
    const { appOnlyStatus: status } = switches;
    const code = status === 401 ? 'unauthenticated' : 'accessDenied';
    throw new ApiError(status, code, 'Referrals are for users: an app-only token has none.');
  }
  if (!caller.mfa && (host === 'webhooks' || switches.referralsNeedMfa)) {
    throw new ApiError(401, MFA_CODE, 'The token has no MFA claim.');
  }
  const roles = caller.user?.roles ?? [];
  if (roles.some((role) => ROLES_OF[host].includes(role))) return;
  throw denied(`${caller.upn} has none of the roles ${ROLES_OF[host].join(', ')}.`);
}

/** An admin's role reaches its locations, a user's only the deals there whose team has them. */
export function reaches({ ledger }: World, caller: Caller, referral: Referral): boolean {
  if (caller.kind !== 'user') return caller.kind === 'static';
  if (!isAtLocation(caller, referral.mpnId)) return false;
  if (caller.user?.roles.includes('Referrals admin')) return true;
  // Microsoft's referral of a deal has a team of its own; who is on the deal's team sees both.
  const deal = ledger.all().filter(({ engagementId }) => engagementId === referral.engagementId);
  return deal.some(({ team }) => team.some(({ email }) => isSameEmail(email, caller.upn)));
}

/** @throws ApiError 403 */
export function requireReach(world: World, caller: Caller, referral: Referral): void {
  if (reaches(world, caller, referral)) return;
  throw denied(`Referral ${referral.id} is outside the role's locations and teams.`);
}

/** @throws ApiError 403 */
export function requireCreate({ organization }: World, caller: Caller): void {
  if (caller.kind !== 'user' || isAtLocation(caller, organization.mpnId)) return;
  throw denied(`The role does not reach location ${organization.mpnId}.`);
}

/** Older pages let a Referrals user edit, the newest only read. @throws ApiError 403 */
export function requireEdit(world: World, caller: Caller, referral: Referral): void {
  requireReach(world, caller, referral);
  const isAdmin = caller.kind !== 'user' || caller.user?.roles.includes('Referrals admin');
  if (isAdmin || world.switches.referralsUserEdits) return;
  throw denied('A Referrals user may only read.');
}

function isAtLocation({ user }: Caller & { kind: 'user' }, mpnId: string | null): boolean {
  if (!user?.locations) return true;
  return mpnId !== null && user.locations.includes(mpnId);
}

const isSameEmail = (a: string | null, b: string): boolean => a?.toLowerCase() === b.toLowerCase();
