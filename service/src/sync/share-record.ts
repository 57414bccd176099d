/** A record without a referral: check it, create our referral, or look for the one whose creation was never confirmed. */
import { auditEntry } from '../domain/audit.ts';
import { attemptsOf, createdBase, looksAreOver, nextLookFor } from '../domain/attempts.ts';
import { definitionOf, SCALAR_FIELDS } from '../domain/canonical.ts';
import { explain } from '../domain/catalogue.ts';
import { mirrorChecklist } from '../domain/mirror.ts';
import type { Attempt } from '../domain/pair.ts';
import { readReferral } from '../domain/partner-center-lens.ts';
import { preflight, type Preflight } from '../domain/preflight.ts';
import { readForSharing } from '../domain/salesforce-lens.ts';
import { shareBody, sourceOf } from '../domain/share.ts';
import type {
  Base,
  JsonObject,
  RecordSnapshot,
  ReferralDocument,
  ScalarField,
  Shown,
} from '../domain/values.ts';
import { isKnownOutcome } from '../errors.ts';
import { statusOfFault } from './failures.ts';
import { findCreated } from './find-created.ts';
import { joinFormerLead } from './former-lead.ts';
import { requireLease } from './lease.ts';
import { link } from './link.ts';
import { reconcileBoth } from './reconcile-both.ts';
import { pause } from './pause.ts';
import { readReferralFresh } from './read-sides.ts';
import type { Settlement } from './settlement.ts';
import { commit, LookAgain, nowIso, preflightScope, type Visit } from './visit.ts';
import { writeRecordNews } from './write-record.ts';

/** From the second sending on, the seller is told that it takes longer. */
const TELL_FROM_SENT = 2;

export async function shareRecord(visit: Visit, record: RecordSnapshot): Promise<Settlement> {
  const open = attemptsOf(visit.pair.attempt).find((attempt) => attempt.kind === 'create');
  if (open) return lookForCreated(visit, record, open);
  const identifier = record.fields['Referral_Identifier__c'];
  if (typeof identifier === 'string' && identifier !== '') return link(visit, record, identifier);
  if (record.fields['Co_Sell_Request__c'] === 'Unlink') return stopBeforeSharing(visit, record);
  const isWanted = record.fields['Sync_with_Partner_Center__c'] === true;
  if (record.object === 'Lead')
    return isWanted ? tellNotShared(visit, record) : pause(visit, record);
  // Switched on or not: the pair of a lead cannot take over the deal before this one steps aside.
  const former = await joinFormerLead(visit, record);
  if (former?.kind === 'gone') return former.settlement;
  if (!isWanted) return pause(visit, record);
  if (former?.kind === 'link') return link(visit, record, former.referralId);
  const { settings } = visit.profile;
  const shown = readForSharing(record, visit.mapping, visit.profile);
  const ready = preflight(record, shown, preflightScope(visit));
  if (!ready.ready) return tellMissing(visit, record, ready);
  if (!settings.active || !settings.share) return waitForSharing(visit, record);
  return create(visit, record, shown, undefined);
}

/** Only deals are shared: a lead that somebody switched on by hand says so, and rests. */
async function tellNotShared(visit: Visit, lead: RecordSnapshot): Promise<Settlement> {
  await writeRecordNews(visit, lead, {
    bookkeeping: {
      Co_Sell_Sync_Status__c: 'Needs Attention',
      Co_Sell_Sync_Message__c: explain('lead-not-shared').message,
    },
  });
  return { state: 'paused', nextLookAt: null };
}

/** Unlink on a deal that was never shared: there is nothing to unlink, but nobody wants it shared any more. */
async function stopBeforeSharing(visit: Visit, record: RecordSnapshot): Promise<Settlement> {
  await writeRecordNews(visit, record, {
    bookkeeping: {
      Co_Sell_Sync_Status__c: null,
      Co_Sell_Sync_Message__c: null,
      Co_Sell_Checklist__c: null,
    },
    clear: { Co_Sell_Request__c: null, Sync_with_Partner_Center__c: false },
  });
  return { state: 'paused', nextLookAt: null };
}

/** Sharing is switched off for the org: the record says so, and its token stops ringing. */
async function waitForSharing(visit: Visit, record: RecordSnapshot): Promise<Settlement> {
  await writeRecordNews(visit, record, {
    bookkeeping: {
      Co_Sell_Sync_Status__c: 'Paused',
      Co_Sell_Sync_Message__c: explain('sharing-off').message,
    },
    clear: await refuseAnswer(visit, record),
  });
  return regularLook(visit);
}

async function tellMissing(
  visit: Visit,
  record: RecordSnapshot,
  ready: Preflight,
): Promise<Settlement> {
  const missing = ready.items.filter((item) => !item.ok).map((item) => item.message);
  const { editedMeanwhile } = await writeRecordNews(visit, record, {
    bookkeeping: {
      Co_Sell_Sync_Status__c: 'Needs Attention',
      Co_Sell_Sync_Message__c: explain('not-ready', missing.join(' ')).message,
      Co_Sell_Checklist__c: mirrorChecklist(ready.items),
    },
    clear: await refuseAnswer(visit, record),
  });
  return editedMeanwhile
    ? { state: 'open', nextLookAt: visit.deps.clock.now() + visit.deps.timings.pairIntervalMs }
    : regularLook(visit);
}

/** Accept or Decline on a record that no referral waits behind: told in the trail, and off the record. */
async function refuseAnswer(visit: Visit, { fields }: RecordSnapshot): Promise<JsonObject> {
  const wish = fields['Referral_Response__c'];
  if (wish !== 'Accept' && wish !== 'Decline') return {};
  const refused = auditEntry(visit.scope, {
    action: 'refused',
    side: 'partnerCenter',
    field: 'status',
    after: wish === 'Accept' ? 'accepted' : 'declined',
    reason: `${wish}: this deal has no referral to answer`,
  });
  await commit(visit, { audit: [refused] });
  const hasReason = fields['Referral_Response_Reason__c'] !== undefined;
  return {
    Referral_Response__c: null,
    ...(hasReason ? { Referral_Response_Reason__c: null } : {}),
  };
}

function regularLook(visit: Visit): Settlement {
  return { state: 'open', nextLookAt: visit.deps.clock.now() + visit.deps.timings.regularLookMs };
}

async function create(
  visit: Visit,
  record: RecordSnapshot,
  shown: Shown,
  earlier: Attempt | undefined,
): Promise<Settlement> {
  requireLease(visit);
  const body = shareBody(record, shown, visit.profile);
  const sentValues = readReferral(body);
  const attempt: Attempt = {
    kind: 'create',
    side: 'partnerCenter',
    fields: {},
    externalReferenceId: record.id,
    startedAt: nowIso(visit),
    ...(earlier ? { firstStartedAt: earlier.firstStartedAt ?? earlier.startedAt } : {}),
    sent: (earlier?.sent ?? 0) + 1,
    source: sourceOf(shown, sentValues),
    sentValues,
  };
  await commit(visit, { attempt });
  try {
    const referral = await visit.outside.partnerCenter.create(body, visit.signal);
    return await adopt(visit, record, attempt, referral);
  } catch (error) {
    const isKnown = isKnownOutcome(error);
    if (isKnown && visit.pair.referralId === null)
      await commit(visit, { attempt: earlier ?? null });
    throw error;
  }
}

/**
 * A notification brought the referral of a create whose answer was lost: only the open attempt knows what both
 * sides showed when it was sent. Undefined when no create is open.
 */
export async function adoptNotified(
  visit: Visit,
  record: RecordSnapshot,
  referral: ReferralDocument,
): Promise<Settlement | undefined> {
  const open = attemptsOf(visit.pair.attempt).find((attempt) => attempt.kind === 'create');
  return open && adopt(visit, record, open, referral);
}

/** The referral is ours: what was sent is the base of its side, what it was made from the base of the record's. */
async function adopt(
  visit: Visit,
  record: RecordSnapshot,
  attempt: Attempt,
  referral: ReferralDocument,
): Promise<Settlement> {
  await commit(visit, {
    referralId: referral.id,
    engagementId: referral.engagementId,
    attempt: null,
    base: visit.pair.base ?? baseAfter(attempt, referral),
    versions: { ...visit.pair.versions, partnerCenter: referral.updatedDateTime },
    audit: [
      auditEntry(visit.scope, {
        action: 'shared',
        side: 'partnerCenter',
        actor: 'Salesforce',
        after: referral.id,
      }),
    ],
  });
  return reconcileBoth(visit, record, referral);
}

/** Sent more than once, it may be an earlier body that was carried out: unless it fits, nothing is taken for granted. */
function baseAfter(attempt: Attempt, referral: ReferralDocument): Base | null {
  const shows = readReferral(referral);
  const sent = attempt.sentValues ?? {};
  const fits = (Object.keys(SCALAR_FIELDS) as ScalarField[]).every(
    (field) =>
      field === 'status' ||
      definitionOf(field).equalAcross(shows[field] ?? null, sent[field] ?? null),
  );
  return (attempt.sent ?? 1) > 1 && !fits ? null : createdBase(attempt);
}

async function lookForCreated(
  visit: Visit,
  record: RecordSnapshot,
  open: Attempt,
): Promise<Settlement> {
  const found = await findCreated(visit, record.id, open);
  if (found) return adopt(visit, record, open, await readReferralFresh(visit, found.id));
  const { clock, timings } = visit.deps;
  const now = clock.now();
  if (!looksAreOver(open, now, timings)) {
    if ((open.sent ?? 1) >= TELL_FROM_SENT) await tellUnconfirmed(visit, record);
    throw new LookAgain(nextLookFor(open, now, timings));
  }
  const stops = record.fields['Co_Sell_Request__c'] === 'Unlink';
  const isWanted = record.fields['Sync_with_Partner_Center__c'] === true && !record.deleted;
  if (stops || !isWanted) {
    await commit(visit, {
      attempt: null,
      audit: [
        auditEntry(visit.scope, {
          action: 'gaveUp',
          side: 'partnerCenter',
          reason: explain('create-unconfirmed').message,
        }),
      ],
    });
    return stops ? stopBeforeSharing(visit, record) : { state: 'paused', nextLookAt: null };
  }
  const { settings } = visit.profile;
  const shown = readForSharing(record, visit.mapping, visit.profile);
  const ready = preflight(record, shown, preflightScope(visit));
  if (!ready.ready) return tellMissing(visit, record, ready);
  if (!settings.active || !settings.share) return waitForSharing(visit, record);
  return create(visit, record, shown, open);
}

async function tellUnconfirmed(visit: Visit, record: RecordSnapshot): Promise<void> {
  await writeRecordNews(visit, record, {
    bookkeeping: {
      Co_Sell_Sync_Status__c: statusOfFault('create-unconfirmed'),
      Co_Sell_Sync_Message__c: explain('create-unconfirmed').message,
    },
  });
}
