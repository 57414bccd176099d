/** A person signs the bridge in: from here to Microsoft with the browser, and back. */
import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { PartnerCenterSignInCode } from '../../domain/partner-center-sign-in.ts';
import { HostFault } from '../../errors.ts';
import type { ConsentFlow } from '../../sync/connection.ts';
import type { Clock } from '../../sync/ports.ts';
import type { TokenAudience } from '../request.ts';
import type { Authority } from './authority.ts';
import type { GivenToken, Refused, SignInOutcome } from './outcome.ts';
import { reasonOf } from './reasons.ts';
import type { SignInLog } from './renew.ts';
import type { Connection } from './stored-connection.ts';

export type ConsentDeps = {
  authority: Authority;
  clock: Pick<Clock, 'now'>;
  log: SignInLog;
  /** Puts the new sign-in in the place of the one before. */
  connected(
    connection: Connection,
    tokens: Partial<Record<TokenAudience, GivenToken>>,
  ): Promise<void>;
};

type Outcome = Awaited<ReturnType<ConsentFlow['finish']>>;
/** What only the browser brings back, sealed by whoever keeps it. */
type Kept = { state: string; nonce: string; codeVerifier: string; begunAt: number };

/** Microsoft's codes live ten minutes; a person may take some before there is one. */
const LONGEST_CONSENT_MS = 15 * 60_000;

export function createConsent(deps: ConsentDeps): Pick<ConsentFlow, 'begin' | 'finish'> {
  const { authority, clock, log } = deps;

  return {
    async begin() {
      const kept: Kept = {
        state: secretText(),
        nonce: secretText(),
        codeVerifier: secretText(),
        begunAt: clock.now(),
      };
      const codeChallenge = createHash('sha256').update(kept.codeVerifier).digest('base64url');
      const url = await authority.consentUrl({ ...kept, codeChallenge });
      return { url, state: JSON.stringify(kept) };
    },

    async finish({ state, query }) {
      const kept = readKept(state);
      if (!kept || !isSame(kept.state, query['state'] ?? '')) return refused('consent-mismatch');
      if (clock.now() > kept.begunAt + LONGEST_CONSENT_MS) return refused('consent-late');
      if (query['error']) return refused(reasonInQuery(query));
      if (!query['code']) return refused('consent-mismatch');
      try {
        return await connect({ ...kept, code: query['code'] });
      } catch (error) {
        if (!(error instanceof HostFault)) throw error;
        return refused('partner-center-sign-in-unavailable', error.message);
      }
    },
  };

  async function connect(request: Kept & { code: string }): Promise<Outcome> {
    const referrals = await authority.redeemCode(request);
    if (referrals.kind === 'refused') return refusedBy(referrals);
    const webhooks = await askForWebhooks(referrals);
    if (webhooks?.kind === 'refused') return refusedBy(webhooks);
    const now = clock.now();
    const { grant } = webhooks ?? referrals;
    await deps.connected(
      { consentId: randomUUID(), grant, connectedAt: now, renewedAt: now, lapses: {} },
      { referrals: referrals.token, ...(webhooks && { webhooks: webhooks.token }) },
    );
    log.info({}, 'Partner Center is connected');
    return { kind: 'connected' };
  }

  /**
   * One consent must do for both APIs, and now there is a person who can add the missing one. An outage is no reason
   * to lose the consent: that token is asked for again.
   */
  async function askForWebhooks({ grant }: Extract<SignInOutcome, { kind: 'token' }>) {
    try {
      return await authority.renew(grant, 'webhooks');
    } catch (error) {
      if (!(error instanceof HostFault)) throw error;
      return undefined;
    }
  }

  function refusedBy({ reason, errorCodes, traceId }: Refused): Outcome {
    // A code that has expired is refused with the same number as a refresh token.
    const code = reason === 'partner-center-session-inactive' ? 'consent-late' : reason;
    log.warn({ reason: code, errorCodes, traceId }, 'Partner Center was not connected');
    return { kind: 'refused', code };
  }

  function refused(code: PartnerCenterSignInCode, detail?: string): Outcome {
    log.warn({ reason: code, detail }, 'Partner Center was not connected');
    return { kind: 'refused', code };
  }
}

const secretText = (): string => randomBytes(32).toString('base64url');

function readKept(state: string): Kept | undefined {
  try {
    const kept = JSON.parse(state) as Partial<Kept> | null;
    const isWhole =
      typeof kept?.state === 'string' &&
      typeof kept.nonce === 'string' &&
      typeof kept.codeVerifier === 'string' &&
      typeof kept.begunAt === 'number';
    return isWhole ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}

const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Sent by way of the browser there is no `error_codes`, but the address of the explanation holds the number. */
function reasonInQuery(query: Readonly<Record<string, string>>): PartnerCenterSignInCode {
  const number = Number(URL.parse(query['error_uri'] ?? '')?.searchParams.get('code') ?? NaN);
  if (number === 65004) return 'consent-cancelled';
  const errorCodes = Number.isSafeInteger(number) ? [number] : [];
  return reasonOf({ error: query['error'] ?? '', suberror: '', errorCodes }, 'secret');
}
