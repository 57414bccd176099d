/** One renewal: with what the store holds, once more when another replica was faster, and what came of it for all. */
import { HostFault, type SecretUnreadable } from '../../errors.ts';
import type { PartnerCenterSignInCode } from '../../domain/partner-center-sign-in.ts';
import type { Clock } from '../../sync/ports.ts';
import type { TokenAudience } from '../request.ts';
import type { Authority } from './authority.ts';
import type { Refused, SignInOutcome } from './outcome.ts';
import { healsByItself } from './reasons.ts';
import type { Connection, Loaded, StoredConnection } from './stored-connection.ts';
import type { HeldToken } from './tokens.ts';

/** What the log may be told: codes, numbers, never a text of the sign-in service. */
export type SignInLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type RenewDeps = {
  authority: Pick<Authority, 'renew'>;
  stored: StoredConnection;
  clock: Pick<Clock, 'now'>;
  log: SignInLog;
  /** Told of everything that is read from or written to the store. */
  seen(loaded: Loaded): void;
};

/** A sign-in that was refused is tried again by itself, for what an admin put right at Microsoft; but not often. */
const RETRY_LAPSED_MS = 60_000;

/** @throws HostFault with the code of the reason while a person is needed, or when the service could not be asked */
export function createRenewal({ authority, stored, clock, log, seen }: RenewDeps) {
  const refusedAt = new Map<TokenAudience, { at: number; consentId: string }>();

  return async (audience: TokenAudience): Promise<HeldToken> => {
    const loaded = await load();
    const connection = requireConnection(loaded);
    const lapse = connection.lapses[audience];
    if (lapse && !mayTry(audience, connection)) throw faultOf(lapse.reason);

    const first = await authority.renew(connection.grant, audience);
    const { outcome, used } = await onceMore(first, { loaded, connection, audience });
    return outcome.kind === 'token'
      ? keep(outcome, { audience, used })
      : lapsed(outcome, { audience, used });
  };

  /** A grant that another replica has replaced meanwhile may be refused without anything being wrong. */
  async function onceMore(
    outcome: SignInOutcome,
    ask: { loaded: Loaded; connection: Connection; audience: TokenAudience },
  ) {
    const { loaded, connection, audience } = ask;
    if (outcome.kind === 'token') return { outcome, used: loaded };
    const newest = await load();
    const grant = newest.connection?.grant;
    if (!grant || grant.cache === connection.grant.cache) return { outcome, used: newest };
    return { outcome: await authority.renew(grant, audience), used: newest };
  }

  async function keep(
    { token, grant }: Extract<SignInOutcome, { kind: 'token' }>,
    { audience, used }: { audience: TokenAudience; used: Loaded },
  ): Promise<HeldToken> {
    const { consentId } = requireConnection(used);
    const usedCache = used.connection?.grant.cache;
    const saved = await stored.change((newest) => {
      if (newest.consentId !== consentId) return undefined;
      // A grant that another replica stored meanwhile is as good as ours, and others may be using it.
      const kept = newest.grant.cache === usedCache ? grant : newest.grant;
      return {
        ...newest,
        grant: kept,
        renewedAt: Math.max(newest.renewedAt, clock.now()),
        lapses: without(newest, audience),
      };
    }, used);
    refusedAt.delete(audience);
    seen(saved);
    return { ...token, consentId };
  }

  async function lapsed(
    { reason, errorCodes, traceId }: Refused,
    { audience, used }: { audience: TokenAudience; used: Loaded },
  ): Promise<never> {
    const { consentId } = requireConnection(used);
    refusedAt.set(audience, { at: clock.now(), consentId });
    const saved = await noteLapse(stored, { audience, reason, consentId, now: clock.now() }, used);
    seen(saved);
    log.warn(
      { reason, errorCodes, traceId, audience },
      'Partner Center refuses to renew the sign-in',
    );
    throw faultOf(reason, errorCodes);
  }

  function mayTry(audience: TokenAudience, { lapses, consentId }: Connection): boolean {
    if (!healsByItself(lapses[audience]?.reason ?? '')) return false;
    const last = refusedAt.get(audience);
    return last?.consentId !== consentId || clock.now() >= last.at + RETRY_LAPSED_MS;
  }

  async function load(): Promise<Loaded> {
    const loaded = await stored.load();
    seen(loaded);
    return loaded;
  }
}

/** Remembers for all replicas that a person is needed, and since when; not for a consent that was replaced. */
export function noteLapse(
  stored: StoredConnection,
  lapse: {
    audience: TokenAudience;
    reason: PartnerCenterSignInCode;
    consentId: string;
    now: number;
  },
  from?: Loaded,
): Promise<Loaded> {
  const { audience, reason, consentId, now } = lapse;
  return stored.change((newest) => {
    const isKnown = newest.lapses[audience]?.reason === reason;
    if (newest.consentId !== consentId || isKnown) return undefined;
    return { ...newest, lapses: { ...newest.lapses, [audience]: { reason, since: now } } };
  }, from);
}

/** @throws HostFault when there is none, or none that can be opened */
function requireConnection({ connection, unreadable }: Loaded): Connection {
  if (connection) return connection;
  if (unreadable) throw faultOf('partner-center-secrets-unreadable', [], unreadable);
  throw faultOf('partner-center-not-connected');
}

/** The host's gate closes with this code; no pair is to blame. */
function faultOf(
  reason: PartnerCenterSignInCode,
  errorCodes: readonly number[] = [],
  cause?: SecretUnreadable,
): HostFault {
  const numbers = errorCodes.map((number) => `AADSTS${number}`).join(', ');
  return new HostFault('partnerCenter', reason, {
    ...(numbers === '' ? {} : { detail: numbers }),
    cause,
  });
}

function without({ lapses }: Connection, audience: TokenAudience): Connection['lapses'] {
  const { [audience]: _gone, ...kept } = lapses;
  return kept;
}
