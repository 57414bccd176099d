/**
 * Two sides and a pair between them, with a visit that does what the use case does with a plan: PATCH until
 * nothing is left to say, then one change of the record, each under a committed attempt. Every outside write
 * can be made to crash before, after, or to arrive late.
 */
import {
  openAttempt,
  recoverWrites,
  settleWrite,
  withoutWrites,
  writeAttempt,
} from '../../../service/src/domain/attempts.ts';
import type { Plan } from '../../../service/src/domain/draft.ts';
import { compileMapping, type Mapping } from '../../../service/src/domain/mapping.ts';
import type { OrgProfile } from '../../../service/src/domain/org.ts';
import type { Attempt, Held, RecentWrites } from '../../../service/src/domain/pair.ts';
import { patchReferral, readReferral } from '../../../service/src/domain/partner-center-lens.ts';
import { isInboundReferral } from '../../../service/src/domain/kinds.ts';
import { planMerge } from '../../../service/src/domain/plan.ts';
import {
  readRecord,
  writeContactRows,
  writeRecord,
  writeSolutionRows,
} from '../../../service/src/domain/salesforce-lens.ts';
import type {
  AuditEntry,
  Base,
  CanonicalName,
  JsonObject,
  PatchOperation,
  RecordSnapshot,
  ReferralDocument,
  Shown,
  Side,
} from '../../../service/src/domain/values.ts';
import { US } from './fixtures.ts';
import { carryOut, PLAIN_PARTNER_CENTER, type PartnerCenterHabits } from './partner-center-side.ts';
import { PLAIN_SALESFORCE, save, type Change, type SalesforceHabits } from './salesforce-side.ts';

export const LOOP = { windowMs: 600_000, limit: 5 };
const MOST_PATCHES = 3;

export type World = {
  profile: OrgProfile;
  mapping: Mapping;
  partnerCenterHabits: PartnerCenterHabits;
  salesforceHabits: SalesforceHabits;
  record: RecordSnapshot;
  referral: ReferralDocument;
  base: Base | null;
  held: Held;
  attempt: Attempt | null;
  recentWrites: RecentWrites;
  now: number;
  rung: number;
  audit: AuditEntry[];
  /** Requests of ours that are still under way. */
  late: (() => void)[];
};

export type WorldStart = Pick<World, 'profile' | 'record' | 'referral'> & Partial<World>;

export const START = Date.parse('2026-03-08T09:00:00Z');

export function createWorld(start: WorldStart): World {
  return {
    mapping: compileMapping(start.profile),
    partnerCenterHabits: PLAIN_PARTNER_CENTER,
    salesforceHabits: PLAIN_SALESFORCE,
    base: null,
    held: {},
    attempt: null,
    recentWrites: {},
    now: START,
    rung: 0,
    audit: [],
    late: [],
    ...start,
  };
}

/** The `at`-th outside write of a visit: the request is lost, carried out unanswered, or arrives later. */
export type Crash = { at: number; fate: 'lost' | 'done' | 'late' };
export class Crashed extends Error {
  override readonly name = 'Crashed';
}

/** What one visit told the two sides. */
export type Told = { operations: PatchOperation[]; set: JsonObject; audit: AuditEntry[] };

/** @throws Crashed when told to */
export function reconcile(world: World, crash?: Crash): Told {
  world.rung += 1;
  const told: Told = { operations: [], set: {}, audit: [] };
  const visit = { world, told, crash, writes: 0 };
  recover(visit);
  const plan = tellPartnerCenter(visit);
  world.base = plan.base;
  world.held = plan.held;
  note(visit, plan.audit);
  tellSalesforce(visit, plan);
  return told;
}

/** True for a visit that wrote nothing, anywhere, and had nothing to tell. */
export function isQuiet({ operations, set, audit }: Told): boolean {
  return operations.length === 0 && Object.keys(set).length === 0 && audit.length === 0;
}

export function shownBy(world: World): Record<Side, Shown> {
  const isInbound = isInboundReferral(world.referral, US);
  return {
    partnerCenter: readReferral(world.referral),
    salesforce: readRecord(world.record, world.mapping, world.profile, isInbound),
  };
}

/** Saves on the record as anybody does. @throws RefusedSave */
export function saveRecord(world: World, change: Change): void {
  const { profile, salesforceHabits: habits, now } = world;
  world.record = save(world.record, change, { profile, habits, now });
}

/** What the core would decide now, without doing it. */
export function planNow(world: World): Plan {
  const { base, held, recentWrites, record, referral, profile, mapping, now } = world;
  return planMerge({
    pair: { base, held, recentWrites },
    record,
    referral,
    profile,
    mapping,
    organizationId: US,
    now,
    scope: {
      pairId: '8c1f4b0e-5a92-4f7d-9d33-61c0a2b7e4f8',
      rung: world.rung,
      now: new Date(now).toISOString(),
      correlationId: 'test',
    },
    loop: LOOP,
  });
}

type Visit = { world: World; told: Told; crash: Crash | undefined; writes: number };

function recover({ world, ...visit }: Visit): void {
  if (!world.attempt) return;
  const { attempt, base, audit } = recoverWrites(world, shownBy(world), {
    now: world.now,
    lateCommitMs: 15 * 60_000,
  });
  Object.assign(world, { attempt, base });
  note({ world, ...visit }, audit);
}

function tellPartnerCenter(visit: Visit): Plan {
  const { world, told } = visit;
  for (let patches = 0; ; patches++) {
    const plan = planNow(world);
    const operations = patchReferral(world.referral, plan.toPartnerCenter, plan.statusReason);
    if (operations.length === 0 || patches === MOST_PATCHES) return plan;
    told.operations.push(...operations);
    const attempt = begin(visit, plan, 'patch');
    const { eTag } = world.referral;
    request(visit, () => {
      // If-Match.
      if (world.referral.eTag !== eTag) return;
      world.referral = carryOut(world.referral, operations, world.partnerCenterHabits);
    });
    settle(visit, plan, attempt, readReferral(world.referral));
  }
}

function tellSalesforce(visit: Visit, plan: Plan): void {
  const { world, told } = visit;
  const { shown, toSalesforce } = plan;
  const set = {
    ...writeRecord(shown.salesforce, toSalesforce, world.mapping, world.profile),
    ...plan.clear,
  };
  const rows = writeSolutionRows(shown.salesforce, toSalesforce);
  const people = writeContactRows(toSalesforce)?.map(({ fields }) => fields);
  mirror(world);
  if (Object.keys(set).length === 0 && !rows && !people) return;
  Object.assign(
    told.set,
    set,
    rows ? { Microsoft_Solutions__r: rows.upsert } : {},
    people ? { OpportunityContactRoles: people } : {},
  );
  const attempt = begin(visit, plan, 'update-record');
  const { version } = world.record;
  request(visit, () => {
    // Compare-and-set.
    if (world.record.version !== version) return;
    saveRecord(world, { set, solutions: rows, contacts: people });
  });
  settle(visit, plan, attempt, shownBy(world).salesforce);
}

/** The record always shows what status the referral has; its trigger reads it. */
function mirror(world: World): void {
  if (world.record.fields['Referral_Status__c'] === world.referral.status) return;
  saveRecord(world, { set: { Referral_Status__c: world.referral.status } });
}

function begin(visit: Visit, plan: Plan, kind: 'patch' | 'update-record'): Attempt {
  const { world } = visit;
  const attempt = writeAttempt({
    kind,
    writes: kind === 'patch' ? plan.toPartnerCenter : plan.toSalesforce,
    shown: plan.shown,
    base: plan.base,
    startedAt: new Date(world.now).toISOString(),
    audit: [],
  });
  world.attempt = openAttempt(attempt, world.attempt);
  world.base = plan.base;
  world.held = plan.held;
  note(visit, plan.audit);
  return attempt;
}

function request(visit: Visit, carryOutNow: () => void): void {
  const { world, crash } = visit;
  visit.writes += 1;
  if (crash?.at !== visit.writes) return carryOutNow();
  if (crash.fate === 'done') carryOutNow();
  if (crash.fate === 'late') world.late.push(carryOutNow);
  throw new Crashed();
}

function settle({ world }: Visit, plan: Plan, attempt: Attempt, answered: Shown): void {
  const { base, refused } = settleWrite(world.base ?? plan.base, attempt, answered);
  world.base = base;
  world.attempt = withoutWrites(world.attempt, attempt.side);
  const shown = shownBy(world);
  for (const field of refused) {
    world.held[field] = {
      reason: 'refused',
      partnerCenter: shown.partnerCenter[field] ?? null,
      salesforce: shown.salesforce[field] ?? null,
      since: new Date(world.now).toISOString(),
    };
  }
  remember(world, attempt);
}

function remember(world: World, attempt: Attempt): void {
  for (const field of Object.keys(attempt.fields) as CanonicalName[]) {
    const entry = `${attempt.side}@${new Date(world.now).toISOString()}`;
    world.recentWrites[field] = [...(world.recentWrites[field] ?? []), entry].slice(-8);
  }
}

function note({ world, told }: Visit, audit: AuditEntry[]): void {
  const known = new Set(world.audit.map(({ entryKey }) => entryKey));
  const news = audit.filter(({ entryKey }) => !known.has(entryKey));
  world.audit.push(...news);
  told.audit.push(...news);
}
