/** A pair with both sides: merge, tell Partner Center, invite Microsoft, tell Salesforce. */
import { recoverWrites } from '../domain/attempts.ts';
import { bellFor } from '../domain/bell.ts';
import { explain, fitted } from '../domain/catalogue.ts';
import { isInboundReferral } from '../domain/kinds.ts';
import { isFinal, statusOf } from '../domain/lifecycle.ts';
import { mirrorChecklist, mirrorConflicts, mirrorHeld, mirrorReferral } from '../domain/mirror.ts';
import { microsoftMoves, mirrorMicrosoftHalf } from '../domain/microsoft-half.ts';
import { nextLook } from '../domain/next-look.ts';
import { readReferral } from '../domain/partner-center-lens.ts';
import { reminderOf } from '../domain/reminders.ts';
import { readRecord } from '../domain/salesforce-lens.ts';
import type { DealStatus, JsonObject, RecordSnapshot, ReferralDocument } from '../domain/values.ts';
import { millisOf } from '../domain/versions.ts';
import type { PairFault } from '../errors.ts';
import { statusOfFault } from './failures.ts';
import { inviteMicrosoft, type Invited } from './invite.ts';
import { microsoftReferral } from './microsoft-referral.ts';
import { noteSync, pause } from './pause.ts';
import type { Settlement } from './settlement.ts';
import { stillAsked } from './still-asked.ts';
import { tellPartnerCenter, type Told } from './tell-partner-center.ts';
import { unlink, wantsUnlink } from './unlink.ts';
import { commit, mayRing, type Visit } from './visit.ts';
import { writeRecordNews, type RecordNews } from './write-record.ts';

/** `SystemModstamp` counts whole seconds; the second one allows for the two clocks. */
const VERSION_GRAIN_MS = 2_000;

/** @param remark what a seller is to know of a record that was made just now, while nothing worse is to be said */
export async function reconcileBoth(
  visit: Visit,
  record: RecordSnapshot,
  referral: ReferralDocument,
  remark: string | null = null,
): Promise<Settlement> {
  const isFirstContact = visit.pair.base === null;
  await rememberReferral(visit, referral);
  await recoverOwnWrites(visit, record, referral);
  if (wantsUnlink(visit, record)) return unlink(visit, record);
  if (record.fields['Sync_with_Partner_Center__c'] !== true) return pause(visit, record);
  await noteSync(visit, 'resumed');
  const wasTold = mirrorHeld(visit.pair.held).message !== null;
  const told = await tellPartnerCenter(visit, record, referral);
  const microsoft = await microsoftReferral(visit, record, told.referral);
  const invited = await inviteMicrosoft(visit, {
    record,
    referral: told.referral,
    plan: told.plan,
    microsoft,
  });
  const seen = invited.microsoft;
  const { plan } = told;

  // An older list row tells nothing of a half that was seen before.
  const isKnown = seen !== null || visit.pair.versions.microsoft === undefined;
  const half = isKnown ? mirrorMicrosoftHalf(seen, told.referral, visit.mapping) : {};
  const moves = seen ? microsoftMoves(record, half, seen, visit.scope) : [];
  await commit(visit, {
    base: plan.base,
    held: { ...plan.held, ...stillAsked(visit.pair, plan.toSalesforce) },
    audit: [...plan.audit, ...moves],
  });
  const held = mirrorHeld(plan.held);
  const state = syncState(held, invited, plan.wishRefused ?? remark);
  const { editedMeanwhile } = await writeRecordNews(visit, record, {
    plan,
    bookkeeping: {
      ...mirrorReferral(told.referral),
      ...half,
      ...mirrorState(record, state, wasTold),
      Co_Sell_Conflicts__c: mirrorConflicts(plan.held),
      Co_Sell_Checklist__c: invited.checklist ? mirrorChecklist(invited.checklist) : null,
    },
    ...bellOf(visit, record, { told, isFirstContact, fault: invited.fault }),
  });
  if (invited.fault) {
    visit.isSellerTold = true;
    throw invited.fault;
  }
  const settled = settlement(visit, { ...told, microsoft: seen, editedMeanwhile });
  return invited.lookAgainAt === null || settled.nextLookAt === null
    ? settled
    : { ...settled, nextLookAt: Math.min(settled.nextLookAt, invited.lookAgainAt) };
}

/** What happened long ago is no news: a backfill, a resync and the first look after a lost store ring nowhere. */
function bellOf(
  visit: Visit,
  record: RecordSnapshot,
  { told, isFirstContact, fault }: Pick<Invited, 'fault'> & { told: Told; isFirstContact: boolean },
): Pick<RecordNews, 'bell' | 'reminded'> {
  const { plan, referral } = told;
  const reminder = reminderOf(referral, visit.deps.clock.now());
  const reminded = reminder?.key;
  if (isFirstContact || !mayRing(visit)) return { reminded };
  const isTold = reminded === visit.pair.versions.reminded;
  return {
    reminded,
    bell: (news) =>
      bellFor({
        before: record.fields,
        news,
        isInbound: plan.isInbound,
        stage: plan.shown.salesforce.status as DealStatus | undefined,
        isRefused: plan.wishRefused !== null || isForSeller(fault),
        reminder: isTold ? undefined : reminder,
      }),
  };
}

const isForSeller = (fault: PairFault | null): boolean =>
  fault !== null && statusOfFault(fault.code) === 'Needs Attention';

function syncState(
  held: ReturnType<typeof mirrorHeld>,
  invited: Invited,
  remark: string | null,
): { status: string; message: string | null } {
  const { fault, missing } = invited;
  const refusal = fault ? explain(fault.code, fault.detail).message : null;
  if (held.status !== 'Synced') return { ...held, message: withRefusal(refusal, held.message) };
  if (fault) return { status: statusOfFault(fault.code), message: refusal };
  if (missing)
    return { status: 'Needs Attention', message: explain('invitation-not-ready', missing).message };
  return { ...held, message: remark ?? held.message };
}

/** The tiles of a question are on the card whatever the sentence says: what is told nowhere else comes first. */
function withRefusal(refusal: string | null, message: string | null): string | null {
  if (refusal === null) return message;
  const stop = /[.!?]$/.test(refusal) ? '' : '.';
  return fitted(`${refusal}${stop} ${message ?? ''}`);
}

/**
 * What a wish was answered with stays readable until something else happens on a deal that is in sync; a sentence about
 * what was held only as long as it is.
 */
function mirrorState(
  record: RecordSnapshot,
  { status, message }: { status: string; message: string | null },
  wasTold: boolean,
): JsonObject {
  const isQuiet =
    !wasTold && record.token === null && record.fields['Co_Sell_Sync_Status__c'] === status;
  return {
    Co_Sell_Sync_Status__c: status,
    ...(isQuiet && message === null ? {} : { Co_Sell_Sync_Message__c: message }),
  };
}

async function rememberReferral(visit: Visit, referral: ReferralDocument): Promise<void> {
  const { pair } = visit;
  if (
    pair.engagementId === referral.engagementId &&
    pair.versions.partnerCenter === referral.updatedDateTime
  ) {
    return;
  }
  const { newerThan: _newer, ...versions } = pair.versions;
  await commit(visit, {
    engagementId: referral.engagementId,
    versions: { ...versions, partnerCenter: referral.updatedDateTime },
  });
}

async function recoverOwnWrites(
  visit: Visit,
  record: RecordSnapshot,
  referral: ReferralDocument,
): Promise<void> {
  if (!visit.pair.attempt) return;
  const isInbound = isInboundReferral(referral, visit.deps.config.organizationId);
  const shown = {
    partnerCenter: readReferral(referral),
    salesforce: readRecord(record, visit.mapping, visit.profile, isInbound),
  };
  const recovery = recoverWrites(visit.pair, shown, {
    now: visit.deps.clock.now(),
    lateCommitMs: visit.deps.timings.lateCommitMs,
  });
  await commit(visit, recovery);
}

function settlement(
  visit: Visit,
  {
    plan,
    referral,
    microsoft,
    editedMeanwhile,
  }: Told & { microsoft: ReferralDocument | null; editedMeanwhile: boolean },
): { state: 'open' | 'closed'; nextLookAt: number | null } {
  const { deps, pair } = visit;
  const now = deps.clock.now();
  if (editedMeanwhile) return { state: 'open', nextLookAt: now + deps.timings.pairIntervalMs };
  const theirs = statusOf({ status: referral.status, substatus: referral.substatus });
  const ours = pair.base?.salesforce.status as DealStatus | null | undefined;
  // A lead follows by what is mirrored there: it has nothing of its own to end.
  const isEnded =
    ours === null || isFinal(ours) || plan.held.status?.reason === 'closed-differently';
  const isOver = isFinal(theirs) && isEnded;
  const waits = pair.attempt !== null || Object.values(pair.held).some((move) => move?.until);
  if (isOver && !waits) return { state: 'closed', nextLookAt: null };
  const looked = nextLook(
    now,
    { held: pair.held, referral, microsoft },
    deps.timings,
    deps.random(),
    Date.parse(visit.scope.now),
  );
  const isUncertain = pair.attempt?.kind === 'patch' || pair.attempt?.kind === 'update-record';
  const candidates = [looked];
  // A write that was never answered may still be carried out: look for it soon.
  if (isUncertain || pair.versions.newerThan) candidates.push(now + deps.timings.staleRetryMs);
  // Another change within the second of this version would carry the same version, and no sweep would see it.
  const version = pair.versions.salesforce;
  const isSecondOver = !version || now - millisOf(version) > VERSION_GRAIN_MS;
  if (!isSecondOver) candidates.push(now + VERSION_GRAIN_MS);
  return { state: 'open', nextLookAt: Math.min(...candidates) };
}
