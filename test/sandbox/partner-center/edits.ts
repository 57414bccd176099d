/** What people do in Partner Center itself: the partner in the portal, Microsoft's seller on the other side. */
import { ApiError, denied, invalid, notFound } from './api-error.ts';
import { amount, currency, dayOrInstant, flag, listOf, oneOf, orNull, text } from './binding.ts';
import type { Binder } from './binding.ts';
import {
  fullMember,
  fullSolution,
  MAX_SOLUTIONS,
  MAX_TEAM,
  member,
  solution,
} from './create-body.ts';
import type { SentMember, SentSolution } from './create-body.ts';
import { contentProblems, requireReason } from './patch.ts';
import { isMicrosofts, MICROSOFT } from './referral.ts';
import type { Referral } from './referral.ts';
import { moveTo, requireOpen } from './transitions.ts';
import type { World } from './world.ts';

/** `closingDate` is a day (`2026-05-01`) or a UTC date-time. `status` and `substatus` go together. */
export type Edit = {
  name?: string | null;
  dealValue?: number;
  currency?: string;
  closingDate?: string;
  notes?: string | null;
  team?: SentMember[];
  contacts?: SentMember[];
  solutions?: SentSolution[];
  externalReferenceId?: string | null;
  campaignId?: string | null;
  salesStage?: string | null;
  visibleToMicrosoft?: boolean;
  statusReason?: string | null;
  status?: string;
  substatus?: string;
  /** Microsoft only; made up on acceptance when absent. */
  microsoftMsxId?: string;
};

type Field = { binder: Binder; set: (referral: Referral, value: never) => void };

const FIELDS: Readonly<Record<keyof Edit, Field>> = {
  name: field(orNull(text), (r, v: string | null) => (r.name = v)),
  dealValue: field(amount, (r, v: number) => (r.details.dealValue = v)),
  currency: field(currency, (r, v: string) => (r.details.currency = v)),
  closingDate: field(dayOrInstant, (r, v: string) => (r.details.closingDateTime = v)),
  notes: field(orNull(text), (r, v: string | null) => (r.details.notes = v)),
  team: field(listOf(member, MAX_TEAM), (r, v: SentMember[]) => (r.team = v.map(fullMember))),
  contacts: field(
    listOf(member, MAX_TEAM),
    (r, v: SentMember[]) => (r.customerProfile.team = v.map(fullMember)),
  ),
  solutions: field(
    listOf(solution, MAX_SOLUTIONS),
    (r, v: SentSolution[]) => (r.details.requirements.solutions = v.map(fullSolution)),
  ),
  externalReferenceId: field(orNull(text), (r, v: string | null) => (r.externalReferenceId = v)),
  campaignId: field(orNull(text), (r, v: string | null) => (r.campaignId = v)),
  salesStage: field(orNull(text), (r, v: string | null) => (r.salesStage = v)),
  visibleToMicrosoft: field(
    flag,
    (r, v: boolean) => (r.consent.consentToShareReferralWithMicrosoftSellers = v),
  ),
  statusReason: field(orNull(text), (r, v: string | null) => (r.statusReason = v)),
  microsoftMsxId: field(text, (r, v: string) => (r.trackingInfo.microsoftMsxId = v)),
  // Moved by the table of transitions, not set.
  status: field(oneOf(['New', 'Active', 'Closed']), () => undefined),
  substatus: field(text, () => undefined),
};

/** @throws ApiError 404 unknown, 403 Microsoft's referral, 400 naming each mistake */
export function editAsPartner(world: World, id: string, changes: unknown): Referral {
  const referral = existing(world, id);
  if (isMicrosofts(referral)) {
    throw denied(`Referral ${id} belongs to Microsoft; the partner can not edit it.`);
  }
  if (isObject(changes) && 'microsoftMsxId' in changes) {
    throw invalid('microsoftMsxId is set by Microsoft.');
  }
  return world.ledger.commit('partner-portal', edited(world, referral, changes, world.stamps.time));
}

/** Microsoft's own referral, or the content (no team, no status) of a deal Microsoft sent. @throws ApiError like `editAsPartner` */
export function editAsMicrosoft(world: World, id: string, changes: unknown): Referral {
  const after = editedByMicrosoft(world, existing(world, id), changes, world.stamps.time);
  if (isMicrosofts(after) && after.status === 'Active') {
    after.trackingInfo.microsoftMsxId ??= `7-${String(1_000_000 + world.random.below(9_000_000))}`;
  }
  return world.ledger.commit('microsoft', after);
}

/** Why Microsoft could not make this edit now; undefined when it could. Changes nothing, draws nothing. */
export function refusalToMicrosoft(
  world: World,
  referral: Referral,
  changes: Edit,
): ApiError | undefined {
  try {
    editedByMicrosoft(world, referral, changes, () => world.clock.iso());
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function editedByMicrosoft(
  world: World,
  referral: Referral,
  changes: unknown,
  time: () => string,
): Referral {
  if (!isMicrosofts(referral)) {
    if (referral.inviteContext.invitedBy.organizationId !== MICROSOFT.organizationId) {
      throw denied(`Referral ${referral.id} is the partner's; Microsoft can not edit it.`);
    }
    const own = ['status', 'substatus', 'statusReason', 'team', 'externalReferenceId'];
    const refused = isObject(changes) ? own.filter((name) => name in changes) : [];
    if (refused.length > 0) throw denied(`Only the partner can change ${refused.join(', ')}.`);
  }
  return edited(world, referral, changes, time);
}

function edited(world: World, before: Referral, changes: unknown, time: () => string): Referral {
  if (!isObject(changes)) throw invalid('The changes must be an object.');
  requireOpen(before, world.switches);
  const after = structuredClone(before);
  const problems: string[] = [];
  for (const [name, value] of Object.entries(changes)) {
    const known = Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof Edit] : undefined;
    if (!known) {
      problems.push(`Unknown change ${name}; known: ${Object.keys(FIELDS).join(', ')}.`);
      continue;
    }
    const count = problems.length;
    const bound = known.binder(value, name, problems);
    if (problems.length === count) known.set(after, bound as never);
  }
  problems.push(...contentProblems(before, after));
  const { status, substatus } = changes as Edit;
  if ((status === undefined) !== (substatus === undefined)) {
    problems.push('status and substatus must be given together.');
  }
  if (problems.length > 0) throw invalid(problems);
  if (status !== undefined && substatus !== undefined) {
    moveTo(after, { status, substatus }, { switches: world.switches, time });
    requireReason(world, after);
  }
  return after;
}

export function existing(world: World, id: string): Referral {
  const referral = world.ledger.get(id);
  if (!referral) throw notFound(`There is no referral ${id}.`);
  return referral;
}

function field<T>(binder: Binder, set: (referral: Referral, value: T) => void): Field {
  return { binder, set };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
