/** Every referral with its past versions. All writes go through `commit`. */
import type { SimClock } from '../kit/clock.ts';
import type { Journal } from '../kit/journal.ts';
import { changedPaths } from './changed-paths.ts';
import type { Referral } from './referral.ts';
import type { Stamps } from './stamps.ts';

export type Actor = 'bridge' | 'microsoft' | 'partner-portal' | 'system';
export type Write = { kind: 'create' | 'update'; referral: Referral };
type Version = { at: number; referral: Referral };

export type Ledger = {
  /** Stamps `updatedDateTime` and `eTag`, stores, journals and announces. Returns what was stored. */
  commit(actor: Actor, referral: Referral): Referral;
  /** Puts in what an earlier ledger held, stamps and all; nobody's write, so not journalled. */
  restore(referral: Referral): void;
  get(id: string): Referral | undefined;
  /** The version before the current one, when there is one. */
  previous(id: string): Referral | undefined;
  all(): Referral[];
  /** Everything as it was at this time (ms). Not copied: a stored version never changes, nor may the reader change it. */
  asOf(time: number): Referral[];
  engagement(engagementId: string): Referral[];
  onWrite(listener: (write: Write) => void): void;
};

// List lag is the only reader of old versions; ten minutes is far beyond any lag somebody sets.
const KEEP_MS = 600_000;

export function createLedger(deps: { clock: SimClock; stamps: Stamps; journal: Journal }): Ledger {
  const { clock, stamps, journal } = deps;
  const history = new Map<string, Version[]>();
  const listeners: ((write: Write) => void)[] = [];
  const newest = (versions: Version[]) => structuredClone(versions.at(-1)?.referral);

  return {
    commit(actor, draft) {
      const versions = history.get(draft.id) ?? [];
      const before = versions.at(-1)?.referral ?? null;
      const referral: Referral = structuredClone(draft);
      referral.updatedDateTime = stamps.time();
      referral.eTag = stamps.eTag();
      versions.push({ at: clock.now(), referral });
      history.set(draft.id, recentOf(versions, clock.now()));
      const kind = before ? 'update' : 'create';
      journal.add({
        at: clock.iso(),
        actor,
        kind,
        type: 'referral',
        id: referral.id,
        before,
        after: referral,
        changed: changedPaths(before, referral),
      });
      for (const listener of listeners) listener({ kind, referral: structuredClone(referral) });
      return structuredClone(referral);
    },
    restore(saved) {
      const referral = structuredClone(saved);
      history.set(referral.id, [{ at: Date.parse(referral.updatedDateTime), referral }]);
      for (const listener of listeners)
        listener({ kind: 'create', referral: structuredClone(referral) });
    },
    get: (id) => newest(history.get(id.toLowerCase()) ?? []),
    previous: (id) => structuredClone(history.get(id.toLowerCase())?.at(-2)?.referral),
    all: () => [...history.values()].flatMap((versions) => newest(versions) ?? []),
    asOf: (time) =>
      [...history.values()].flatMap(
        (versions) => versions.findLast(({ at }) => at <= time)?.referral ?? [],
      ),
    engagement: (engagementId) =>
      [...history.values()].flatMap((versions) => {
        const isMember = versions[0]?.referral.engagementId === engagementId.toLowerCase();
        return isMember ? (newest(versions) ?? []) : [];
      }),
    onWrite: (listener) => void listeners.push(listener),
  };
}

function recentOf(versions: Version[], now: number): Version[] {
  const firstKept = versions.findIndex(
    (_, index) =>
      index >= versions.length - 2 || (versions[index + 1]?.at ?? Infinity) >= now - KEEP_MS,
  );
  return versions.slice(Math.max(0, firstKept));
}
