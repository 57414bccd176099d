/** Tells Partner Center what a plan says: one PATCH at a time, each with its attempt committed before it leaves. */
import { auditEntry } from '../domain/audit.ts';
import { openAttempt, settleWrite, withoutWrites, writeAttempt } from '../domain/attempts.ts';
import type { Plan } from '../domain/draft.ts';
import { statusOf } from '../domain/lifecycle.ts';
import type { Attempt } from '../domain/pair.ts';
import { applyOperations, patchReferral, readReferral } from '../domain/partner-center-lens.ts';
import { planMerge } from '../domain/plan.ts';
import { sentEntries } from '../domain/told-writes.ts';
import type {
  Json,
  MergedField,
  PatchOperation,
  RecordSnapshot,
  ReferralDocument,
} from '../domain/values.ts';
import { isKnownOutcome, StaleReferral } from '../errors.ts';
import { recentWritesAfter } from './recent-writes.ts';
import { askerOf } from './asker.ts';
import { stillAsked } from './still-asked.ts';
import { ChangedMeanwhile, commit, nowIso, type Visit } from './visit.ts';

/** Accepting on the way to won, and then the fields that waited, are separate documents. */
const MOST_PATCHES = 3;
/** More writes of a field than this within the window, to both sides, are two automations fighting. */
export const LOOP_LIMIT = 5;

/** The last plan, and the referral as it is after everything that was sent. */
export type Told = { plan: Plan; referral: ReferralDocument };

/** Plans and patches until nothing is left to say; the last plan is what Salesforce is told. */
export async function tellPartnerCenter(
  visit: Visit,
  record: RecordSnapshot,
  first: ReferralDocument,
): Promise<Told> {
  let referral = first;
  for (let patches = 0; ; patches++) {
    const plan = planMerge({
      pair: visit.pair,
      record,
      referral,
      profile: visit.profile,
      mapping: visit.mapping,
      organizationId: visit.deps.config.organizationId,
      now: visit.deps.clock.now(),
      scope: visit.scope,
      loop: { windowMs: visit.deps.timings.loopWindowMs, limit: LOOP_LIMIT },
    });
    const operations = operationsOf(visit, plan, record, referral);
    if (operations.length === 0 || patches === MOST_PATCHES) return { plan, referral };
    const answer = await patch(visit, { plan, record, referral, operations });
    // Answered without a document: its version is unknown, so nothing more can be patched on this visit.
    if (!answer) {
      const after = applyOperations(referral, operations);
      return { plan: leftForSalesforce(visit, plan), referral: after };
    }
    referral = answer;
  }
}

function operationsOf(
  visit: Visit,
  plan: Plan,
  record: RecordSnapshot,
  referral: ReferralDocument,
): PatchOperation[] {
  const operations = patchReferral(referral, plan.toPartnerCenter, plan.statusReason);
  const status = statusOf({ status: referral.status, substatus: referral.substatus });
  // A deal born in Partner Center learns our id once it is accepted; a CRM id somebody typed is left alone.
  const named = referral['externalReferenceId'];
  const isNameless = named === null || named === '' || isFormerLead(named, record);
  const { active, share } = visit.profile.settings;
  if (isNameless && status === 'accepted' && active && share) {
    operations.push({ op: 'replace', path: '/externalReferenceId', value: record.id });
  }
  return operations;
}

/** The referral names the lead that this deal was. */
const isFormerLead = (named: Json | undefined, { object }: RecordSnapshot): boolean =>
  object === 'Opportunity' && typeof named === 'string' && /^00Q[A-Za-z0-9]{15}$/.test(named);

/** The part of a plan that is left for Salesforce after its sends were answered without a document. */
function leftForSalesforce(visit: Visit, plan: Plan): Plan {
  return {
    ...plan,
    toPartnerCenter: new Map(),
    base: visit.pair.base ?? plan.base,
    held: visit.pair.held,
    audit: [],
  };
}

type Patch = {
  plan: Plan;
  record: RecordSnapshot;
  referral: ReferralDocument;
  operations: PatchOperation[];
};

async function patch(
  visit: Visit,
  { plan, record, referral, operations }: Patch,
): Promise<ReferralDocument | undefined> {
  const before = visit.pair.attempt;
  const attempt = patchAttempt(visit, plan, await answeredBy(visit, plan, record));
  await commit(visit, {
    attempt: openAttempt(attempt, before),
    base: plan.base,
    held: { ...plan.held, ...stillAsked(visit.pair, plan.toPartnerCenter, plan.toSalesforce) },
    audit: plan.audit,
  });
  const answer = await sendPatch(visit, before, referral, operations);
  const document = answer ?? applyOperations(referral, operations);
  await settlePatch(visit, {
    attempt,
    plan,
    document,
    isAnswered: answer !== undefined,
    before: referral,
  });
  return answer;
}

/** Who accepted or declined on the record. */
async function answeredBy(
  visit: Visit,
  plan: Plan,
  record: RecordSnapshot,
): Promise<string | null> {
  const isAnswer = plan.toPartnerCenter.has('status') && record.fields['Referral_Response__c'];
  return isAnswer ? askerOf(visit, record, 'Referral_Response__c') : null;
}

function patchAttempt(visit: Visit, plan: Plan, askedBy: string | null): Attempt {
  return writeAttempt({
    kind: 'patch',
    writes: plan.toPartnerCenter,
    shown: plan.shown,
    base: plan.base,
    startedAt: nowIso(visit),
    audit: sentEntries(visit.scope, plan, askedBy),
  });
}

/** A refused patch is a known outcome: its attempt is taken back before the refusal goes on. */
async function sendPatch(
  visit: Visit,
  before: Attempt | null,
  referral: ReferralDocument,
  operations: PatchOperation[],
): Promise<ReferralDocument | undefined> {
  try {
    return await visit.outside.partnerCenter.patch(referral, operations, visit.signal);
  } catch (error) {
    const isKnown = error instanceof StaleReferral || isKnownOutcome(error);
    if (isKnown) await commit(visit, { attempt: before });
    if (error instanceof StaleReferral)
      throw new ChangedMeanwhile('the referral was edited meanwhile');
    throw error;
  }
}

async function settlePatch(
  visit: Visit,
  settling: {
    attempt: Attempt;
    plan: Plan;
    document: ReferralDocument;
    isAnswered: boolean;
    before: ReferralDocument;
  },
): Promise<void> {
  const { attempt, plan, document, isAnswered, before } = settling;
  const { base, refused } = settleWrite(plan.base, attempt, readReferral(document));
  const moves = refused.map((field) => ({ field, ...refusedMove(visit, field, plan, document) }));
  await commit(visit, {
    base,
    held: {
      ...plan.held,
      ...stillAsked(visit.pair, plan.toSalesforce),
      ...Object.fromEntries(moves.map(({ field, move }) => [field, move])),
    },
    // Answered under If-Match: earlier writes of ours that never answered can not be carried out any more.
    attempt: withoutWrites(visit.pair.attempt, 'partnerCenter'),
    versions: {
      ...visit.pair.versions,
      ...(isAnswered
        ? { partnerCenter: document.updatedDateTime }
        : { newerThan: before.updatedDateTime }),
    },
    recentWrites: recentWritesAfter(visit, attempt),
    audit: [...(attempt.audit ?? []), ...moves.map(({ audit }) => audit)],
  });
}

/** Partner Center took another value than was sent. */
function refusedMove(visit: Visit, field: MergedField, plan: Plan, document: ReferralDocument) {
  const partnerCenter: Json = readReferral(document)[field] ?? null;
  const salesforce: Json = plan.shown.salesforce[field] ?? null;
  return {
    move: { reason: 'refused' as const, partnerCenter, salesforce, since: nowIso(visit) },
    audit: auditEntry(visit.scope, {
      action: 'refused',
      side: 'partnerCenter',
      field,
      before: salesforce,
      after: partnerCenter,
      reason: 'refused',
    }),
  };
}
