/** One visit of a claimed pair: what a reconcile carries along, and the only way it changes the row. */
import type { AuditScope } from '../domain/audit.ts';
import { compileMapping, mappingFor, type Mapping } from '../domain/mapping.ts';
import type { OrgProfile } from '../domain/org.ts';
import type { Pair } from '../domain/pair.ts';
import type { PreflightScope } from '../domain/preflight.ts';
import type { RecordObject, RecordSnapshot } from '../domain/values.ts';
import type { BridgeDeps } from './deps.ts';
import type { Outside } from './outside.ts';
import type { Claim, RowChange } from './ports.ts';

export type Visit = {
  deps: BridgeDeps;
  claim: Claim;
  /** The row as this visit has left it so far. */
  pair: Pair;
  outside: Outside;
  signal: AbortSignal;
  profile: OrgProfile;
  /** Of the record's object and record type; an Opportunity's until a record was read. */
  mapping: Mapping;
  scope: AuditScope;
  /** The record as this visit last saw it, for telling the seller of a failure. */
  record: RecordSnapshot | undefined;
  /** True once the record was told of the failure that this visit is going to end with. */
  isSellerTold?: boolean;
  /** Milliseconds of the lease that are left, by the monotonic clock. */
  leaseLeftMs(): number;
};

/** The read is older than what the pair has seen; nothing may be decided from it. */
export class OlderRead extends Error {
  override readonly name = 'OlderRead';
  readonly code = 'older-read';
}

/** Somebody changed a side between read and write: look again at once. No fault. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
  readonly code = 'changed-meanwhile';
}

/** The visit ends here and is to go on at `at` (ms); nothing went wrong. */
export class LookAgain extends Error {
  override readonly name = 'LookAgain';
  readonly code = 'look-again';
  readonly at: number;

  constructor(at: number) {
    super('look again later');
    this.at = at;
  }
}

const mappings = new WeakMap<OrgProfile, Map<RecordObject, Mapping>>();

/** Compiled once per loaded profile and object. */
export function mappingOf(profile: OrgProfile, object: RecordObject = 'Opportunity'): Mapping {
  const known = mappings.get(profile) ?? new Map<RecordObject, Mapping>();
  const compiled = known.get(object) ?? compileMapping(profile, object);
  mappings.set(profile, known.set(object, compiled));
  return compiled;
}

/** The same with the rows of its record type. */
export function mappingOfRecord(profile: OrgProfile, record: RecordSnapshot): Mapping {
  return mappingFor(mappingOf(profile, record.object), record.fields);
}

/** Commits a change of the row under the claim and keeps the visit's copy equal to it. @throws ClaimLost */
export async function commit(visit: Visit, change: RowChange): Promise<void> {
  await visit.deps.store.commit({ pairId: visit.pair.id, token: visit.claim.token }, change);
  const { audit: _audit, delivered: _delivered, ...row } = change;
  visit.pair = { ...visit.pair, ...row };
}

/** Whether people may be told in Salesforce's bell of what this visit finds: it is live, and the org wants that. */
export function mayRing({ claim, profile }: Visit): boolean {
  return profile.settings.bell && claim.pair.priority === 0;
}

export function nowIso(visit: Visit): string {
  return new Date(visit.deps.clock.now()).toISOString();
}

/** What a preflight on this visit goes by. */
export function preflightScope({ mapping, profile, deps }: Visit): PreflightScope {
  return { mapping, settings: profile.settings, now: deps.clock.now() };
}
