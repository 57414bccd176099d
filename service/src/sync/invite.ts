/** Asking Microsoft for help: a second referral in our engagement, never sent twice while its outcome is open. */
import { auditEntry } from '../domain/audit.ts';
import {
  attemptsOf,
  looksAreOver,
  nextLookFor,
  openAttempt,
  withoutKind,
} from '../domain/attempts.ts';
import type { Plan } from '../domain/draft.ts';
import { isFinal } from '../domain/lifecycle.ts';
import type { Attempt } from '../domain/pair.ts';
import { preflight, type CheckItem } from '../domain/preflight.ts';
import { invitationShown, inviteBody } from '../domain/share.ts';
import type { DealStatus, RecordSnapshot, ReferralDocument } from '../domain/values.ts';
import { isKnownOutcome, PairFault } from '../errors.ts';
import { requireLease } from './lease.ts';
import { microsoftReferral, type MicrosoftHalf } from './microsoft-referral.ts';
import { commit, nowIso, preflightScope, type Visit } from './visit.ts';

export type Invited = {
  microsoft: ReferralDocument | null;
  /** What keeps Microsoft from being asked, when something does. */
  missing: string | null;
  checklist: CheckItem[] | null;
  /** When the engagement is to be looked at again (ms), because its list was behind. */
  lookAgainAt: number | null;
  /** Why asking failed; the rest of the visit goes on first. */
  fault: PairFault | null;
};

type Deal = {
  record: RecordSnapshot;
  referral: ReferralDocument;
  plan: Plan;
  microsoft: MicrosoftHalf;
};

export async function inviteMicrosoft(visit: Visit, deal: Deal): Promise<Invited> {
  try {
    return await invite(visit, deal);
  } catch (error) {
    if (error instanceof PairFault) return { ...nothingYet(deal), fault: error };
    throw error;
  }
}

function nothingYet({ microsoft }: Deal): Invited {
  return {
    microsoft: microsoft.referral,
    missing: null,
    checklist: null,
    lookAgainAt: null,
    fault: null,
  };
}

async function invite(visit: Visit, deal: Deal): Promise<Invited> {
  const { microsoft } = deal;
  const nothing = nothingYet(deal);
  const open = attemptsOf(visit.pair.attempt).find((attempt) => attempt.kind === 'invite');
  if (microsoft.referral || visit.pair.versions.microsoft) return closeInvitation(visit, nothing);
  const { settings } = visit.profile;
  if (!settings.active || !settings.share || !isWanted(deal)) return giveUp(visit, open, nothing);
  const told = invitationShown(deal.plan.shown.salesforce, deal.referral);
  const ready = preflight(deal.record, told, preflightScope(visit));
  const firstMissing = ready.items.find((item) => !item.ok);
  if (firstMissing) {
    return giveUp(visit, open, {
      ...nothing,
      missing: firstMissing.message,
      checklist: ready.items,
    });
  }
  // The service may have made it by itself: a list that is behind our own referral proves nothing.
  const { clock, timings } = visit.deps;
  if (!microsoft.listIsFresh) {
    return { ...nothing, lookAgainAt: clock.now() + timings.listRetryMs };
  }
  // While its outcome is open it is only looked for, on the same schedule as a create.
  if (open && !looksAreOver(open, clock.now(), timings)) {
    return { ...nothing, lookAgainAt: nextLookFor(open, clock.now(), timings) };
  }
  return { ...nothing, microsoft: await send(visit, deal, open) };
}

/** Not wanted any more: one that is still under way is looked for to the end of its schedule, then forgotten. */
async function giveUp(visit: Visit, open: Attempt | undefined, result: Invited): Promise<Invited> {
  const { clock, timings } = visit.deps;
  if (!open || looksAreOver(open, clock.now(), timings)) return closeInvitation(visit, result);
  return { ...result, lookAgainAt: nextLookFor(open, clock.now(), timings) };
}

async function closeInvitation(visit: Visit, result: Invited): Promise<Invited> {
  const isOpen = attemptsOf(visit.pair.attempt).some((attempt) => attempt.kind === 'invite');
  if (isOpen) await commit(visit, { attempt: withoutKind(visit.pair.attempt, 'invite') });
  return result;
}

/** Help is asked for on our own deals, while neither side has ended them. */
function isWanted({ plan }: Deal): boolean {
  const { partnerCenter, salesforce } = plan.shown;
  const isOver = [partnerCenter.status, salesforce.status].some((status) =>
    isFinal(status as DealStatus),
  );
  return Boolean(salesforce.help) && !plan.isInbound && !isOver;
}

async function send(
  visit: Visit,
  { record, plan, referral }: Deal,
  open: Attempt | undefined,
): Promise<ReferralDocument> {
  requireLease(visit);
  const attempt: Attempt = {
    kind: 'invite',
    side: 'partnerCenter',
    fields: {},
    startedAt: nowIso(visit),
    sent: (open?.sent ?? 0) + 1,
  };
  const rest = withoutKind(visit.pair.attempt, 'invite');
  await commit(visit, { attempt: openAttempt(attempt, rest) });
  const body = inviteBody(record, plan.shown.salesforce, referral);
  try {
    const microsoft = await visit.outside.partnerCenter.create(body, visit.signal);
    await commit(visit, {
      attempt: withoutKind(visit.pair.attempt, 'invite'),
      versions: { ...visit.pair.versions, microsoft: microsoft.updatedDateTime },
      audit: [
        auditEntry(visit.scope, {
          action: 'invited',
          side: 'partnerCenter',
          actor: 'Salesforce',
          field: 'help',
          after: plan.shown.salesforce.help ?? null,
        }),
      ],
    });
    return microsoft;
  } catch (error) {
    const isKnown = isKnownOutcome(error);
    if (isKnown) await commit(visit, { attempt: rest });
    const theirs = isConflict(error) ? await microsoftReferral(visit, record, referral) : undefined;
    if (theirs?.referral) return theirs.referral;
    throw error;
  }
}

/** Somebody else asked, or the service made it by itself, after the engagement was listed. */
const isConflict = (error: unknown): boolean =>
  error instanceof PairFault && error.code === 'partner-center-conflict';
