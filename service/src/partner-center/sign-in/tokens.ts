import { HostFault } from '../../errors.ts';
import type { Clock } from '../../sync/ports.ts';
import type { AccessToken, TokenAudience } from '../request.ts';
import type { GivenToken } from './outcome.ts';
import type { Connection } from './stored-connection.ts';

/** A token, and the consent it comes from: after another consent it is not used any more. */
export type HeldToken = GivenToken & { consentId: string };

export type Tokens = {
  accessToken: AccessToken;
  /** Renews what ends soon; after a failure not at once again, but says so. @throws HostFault */
  renewDue(audience: TokenAudience): Promise<void>;
  keep(audience: TokenAudience, token: HeldToken): void;
  held(audience: TokenAudience): HeldToken | undefined;
  drop(audience: TokenAudience): void;
  /** Drops what comes from another consent than this one. */
  dropOthers(connection: Connection | undefined): void;
};

export const AUDIENCES = ['referrals', 'webhooks'] as const satisfies readonly TokenAudience[];

/** Ten minutes are enough for a person to be told before anything stops; of a shorter life a quarter. */
const RENEWED_BEFORE_MS = 600_000;
const aheadOf = ({ livesMs }: GivenToken) => Math.min(RENEWED_BEFORE_MS, livesMs / 4);
/** A request under way must not meet the end of its token. */
const STALE_BEFORE_MS = 30_000;
const staleBefore = (token: GivenToken) => Math.min(STALE_BEFORE_MS, aheadOf(token));
/** The loop does not press a service that just said no, or nothing. */
const QUIET_AFTER_FAILURE_MS = 60_000;

/** Access tokens in memory, one per audience and never used for the other; who asks at once shares one renewal. */
export function createTokens(
  clock: Pick<Clock, 'now'>,
  renew: (audience: TokenAudience) => Promise<HeldToken>,
): Tokens {
  const tokens = new Map<TokenAudience, HeldToken>();
  const renewals = new Map<TokenAudience, Promise<HeldToken>>();
  const failures = new Map<TokenAudience, { quietUntil: number; error: unknown }>();

  function renewal(audience: TokenAudience): Promise<HeldToken> {
    const running = renewals.get(audience);
    if (running) return running;
    const started = renew(audience)
      .then((token) => {
        tokens.set(audience, token);
        return token;
      })
      .finally(() => renewals.delete(audience));
    renewals.set(audience, started);
    return started;
  }

  const hasLeft = (token: HeldToken, ms: number) => clock.now() < token.expiresAt - ms;

  return {
    async accessToken(audience, { renew: wantsNew = false, refused } = {}) {
      const token = tokens.get(audience);
      // Of many requests that are refused together, the first one renews for all.
      const isRefused = wantsNew && (refused === undefined || refused === token?.text);
      if (token && !isRefused && hasLeft(token, staleBefore(token))) return token.text;
      if (isRefused) tokens.delete(audience);
      return (await renewal(audience)).text;
    },

    async renewDue(audience) {
      const token = tokens.get(audience);
      if (token && hasLeft(token, aheadOf(token))) return;
      const failure = failures.get(audience);
      if (failure && clock.now() < failure.quietUntil) throw failure.error;
      try {
        await renewal(audience);
        failures.delete(audience);
      } catch (error) {
        const waitMs = error instanceof HostFault ? 1_000 * (error.retryAfterSeconds ?? 0) : 0;
        const quietUntil = clock.now() + Math.max(waitMs, QUIET_AFTER_FAILURE_MS);
        failures.set(audience, { quietUntil, error });
        throw error;
      }
    },

    keep: (audience, token) => void tokens.set(audience, token),
    held: (audience) => tokens.get(audience),
    drop: (audience) => void tokens.delete(audience),
    dropOthers(connection) {
      for (const [audience, { consentId }] of tokens) {
        if (consentId === connection?.consentId) continue;
        tokens.delete(audience);
        failures.delete(audience);
      }
    },
  };
}
