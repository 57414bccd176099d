import type { PartnerCenterSignInCode } from '../../domain/partner-center-sign-in.ts';
import type { ConnectionStatus } from '../../sync/connection.ts';
import type { Credential } from './credential.ts';
import type { Connection, Lapse, Loaded } from './stored-connection.ts';

const DAY_MS = 86_400_000;
/** Entra's default for refresh tokens of web apps: they die when they were not used for so long. */
const INACTIVE_MS = 90 * DAY_MS;
/** A person needs time: holidays, change boards, whoever may make a client secret. */
const WARNED_BEFORE_MS = 14 * DAY_MS;

type Deadline = { at: number; reason: PartnerCenterSignInCode };

/** How the stored sign-in stands at `now`. */
export function statusOf(
  loaded: Loaded,
  credential: Pick<Credential, 'uses' | 'expiresAt'>,
  now: number,
): ConnectionStatus {
  const { connection, unreadable } = loaded;
  const lapse = connection && lapseOf(connection);
  if (unreadable) return status('needs-reconnect', 'partner-center-secrets-unreadable', null);
  if (!connection) return status('not-connected', 'partner-center-not-connected', null);
  if (lapse) return status('needs-reconnect', lapse.reason, lapse.since);
  const deadline = deadlineOf(connection, credential);
  const warnedFrom = deadline.at - WARNED_BEFORE_MS;
  return now >= warnedFrom
    ? status('expiring', deadline.reason, warnedFrom, deadline.at)
    : status('connected', null, connection.connectedAt, deadline.at);
}

/** Without referrals nothing works, so their lapse is told first. */
export function lapseOf({ lapses }: Connection): Lapse | undefined {
  return lapses.referrals ?? lapses.webhooks;
}

function deadlineOf(
  { renewedAt }: Connection,
  { uses, expiresAt }: Pick<Credential, 'uses' | 'expiresAt'>,
): Deadline {
  const inactivity: Deadline = {
    at: renewedAt + INACTIVE_MS,
    reason: 'partner-center-inactivity-near',
  };
  if (expiresAt === undefined || expiresAt >= inactivity.at) return inactivity;
  return {
    at: expiresAt,
    reason: uses === 'secret' ? 'partner-center-secret-ends' : 'partner-center-certificate-ends',
  };
}

function status(
  state: ConnectionStatus['state'],
  reason: PartnerCenterSignInCode | null,
  since: number | null,
  expiresAt: number | null = null,
): ConnectionStatus {
  return { side: 'partnerCenter', state, reason, since: iso(since), expiresAt: iso(expiresAt) };
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
