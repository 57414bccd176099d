/**
 * The org's API calls of a day belong to everybody who works with it. Above the bridge's mark what can wait waits:
 * regular looks, resync and backfill, and sweeps come less often. Above a second mark only people's "sync now" is
 * done. Nothing is lost meanwhile: pairs stay due, records keep their token. It opens again by itself.
 */
import { HostFault } from '../errors.ts';
import type { GateState } from './bridge-port.ts';
import type { Log } from './deps.ts';
import type { ClaimFilter, Clock, Salesforce } from './ports.ts';

export const DEFAULT_DAILY_SHARE = 0.8;
/** How far between the mark and all of it the second mark is: 0.95 for 0.8. */
const SECOND_MARK = 0.75;
/** While nothing else calls, the share is asked for; it falls slowly, and each question is a call itself. */
export const PROBE_MS = 600_000;
/** What a person asked for is done within this, also if it needs several visits. */
const PEOPLE_MS = 60_000;
const MOST_PEOPLE = 1_000;

/** `all`: no limit. `live`: what somebody rang. `people`: what a person waits for. */
export type BudgetLevel = 'all' | 'live' | 'people';

export type Budget = {
  level(): BudgetLevel;
  /** What a claim may take now. */
  claimFilter(): { only?: ClaimFilter };
  /** A person waits for this pair. */
  noteAsked(pairId: string): void;
  /** Asks the org how much is used, at most every ten minutes and only while something is paused. Never throws. */
  probe(): Promise<void>;
  /** What stands in health instead of an open gate; undefined while nothing is paused. */
  gate(): Pick<GateState, 'state' | 'until' | 'reason'> | undefined;
  dailyShare(): { used: number | null; limit: number };
};

/** The gates as people see them: one that is open, but short of budget, says so. */
export function gatesWithBudget(states: GateState[], budget: Pick<Budget, 'gate'>): GateState[] {
  const short = budget.gate();
  return states.map((gate) =>
    short && gate.side === 'salesforce' && gate.state === 'open' ? { ...gate, ...short } : gate,
  );
}

type BudgetDeps = {
  salesforce: Pick<Salesforce, 'dailyShareUsed' | 'readDailyShare'>;
  clock: Clock;
  log: Pick<Log, 'warn' | 'info'>;
  limit?: number | undefined;
};

export function createBudget({ salesforce, clock, log, ...options }: BudgetDeps): Budget {
  const limit = options.limit ?? DEFAULT_DAILY_SHARE;
  const secondMark = limit + (1 - limit) * SECOND_MARK;
  const asked = new Map<string, number>();
  let probedAt = -Infinity;
  let told: BudgetLevel = 'all';

  function level(): BudgetLevel {
    const used = salesforce.dailyShareUsed() ?? 0;
    const now = used <= limit ? 'all' : used <= secondMark ? 'live' : 'people';
    if (now !== told) {
      log[now === 'all' ? 'info' : 'warn'](
        { side: 'salesforce', code: 'salesforce-daily-share', level: now, used },
        'the share of daily API calls changed what is done',
      );
      told = now;
    }
    return now;
  }

  function askedNow(): string[] {
    for (const [pairId, until] of asked) if (until <= clock.now()) asked.delete(pairId);
    return [...asked.keys()];
  }

  return {
    level,
    claimFilter() {
      const now = level();
      if (now === 'all') return {};
      return { only: now === 'live' ? 'live' : { pairIds: askedNow() } };
    },
    noteAsked(pairId) {
      // Whoever comes first goes first; more than this nobody waits for.
      if (asked.size >= MOST_PEOPLE && askedNow().length >= MOST_PEOPLE) return;
      asked.set(pairId, clock.now() + PEOPLE_MS);
    },
    async probe() {
      if (level() === 'all' || clock.now() < probedAt + PROBE_MS) return;
      probedAt = clock.now();
      try {
        await salesforce.readDailyShare();
      } catch (error) {
        const code = error instanceof HostFault ? error.code : 'unexpected';
        log.warn({ code, ...(error instanceof HostFault ? {} : { err: error }) }, 'limits unread');
      }
    },
    gate() {
      const now = level();
      if (now === 'all') return undefined;
      return {
        state: now === 'live' ? 'half-open' : 'closed',
        until: new Date(Math.max(probedAt + PROBE_MS, clock.now())).toISOString(),
        reason: 'salesforce-daily-share',
      };
    },
    dailyShare: () => ({ used: salesforce.dailyShareUsed() ?? null, limit }),
  };
}
