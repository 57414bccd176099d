/** A referral of ours without a record: find the record it belongs to, or create one. */
import { auditEntry } from '../domain/audit.ts';
import { attemptsOf, createdBase, withoutKind } from '../domain/attempts.ts';
import { bellForReceived } from '../domain/bell.ts';
import { explain } from '../domain/catalogue.ts';
import type { ChangeError, ChangeResult, RecordCreate } from '../domain/changes.ts';
import { isInboundReferral, kindOfReferral } from '../domain/kinds.ts';
import { isFinal, statusOf } from '../domain/lifecycle.ts';
import { mappingForNew } from '../domain/made-fields.ts';
import type { Attempt, Pair } from '../domain/pair.ts';
import { receiveLead } from '../domain/receive-lead.ts';
import { receiveReferral } from '../domain/receive.ts';
import { reminderOf } from '../domain/reminders.ts';
import { referralIdIn } from '../domain/referral-id.ts';
import { readRecord } from '../domain/salesforce-lens.ts';
import type { RecordObject, RecordSnapshot, ReferralDocument } from '../domain/values.ts';
import { isKnownOutcome, PairFault } from '../errors.ts';
import { readRecordFresh } from './read-sides.ts';
import { reconcileBoth } from './reconcile-both.ts';
import type { Settlement } from './settlement.ts';
import { hasUnderWay, mayBeInserted, stepAside } from './step-aside.ts';
import {
  ChangedMeanwhile,
  commit,
  LookAgain,
  mappingOf,
  mayRing,
  nowIso,
  type Visit,
} from './visit.ts';

export async function receiveReferralOf(
  visit: Visit,
  referral: ReferralDocument,
): Promise<Settlement> {
  await commit(visit, {
    engagementId: referral.engagementId,
    versions: { ...visit.pair.versions, partnerCenter: referral.updatedDateTime },
  });
  const known = await knownRecord(visit, referral);
  if (known) {
    const owner = await visit.deps.store.findByRecord(known.id);
    if (owner && waitsFor(visit, owner, known)) return stepAside(visit, known.id);
    // The record has found us meanwhile, and that was told.
    return adopt(visit, known, referral, { isTold: owner?.id === visit.pair.id });
  }
  // It had a record once: that one was deleted for good, and no second one is made.
  if (visit.pair.base !== null) return { state: 'paused', nextLookAt: null };
  const status = statusOf({ status: referral.status, substatus: referral.substatus });
  if (isFinal(status)) return { state: 'closed', nextLookAt: null };
  const object = recordFor(visit, referral);
  if (!object || status === undefined)
    return { state: 'open', nextLookAt: visit.deps.clock.now() + visit.deps.timings.regularLookMs };
  return createRecord(visit, referral, object);
}

/** What this referral becomes here; undefined for one that is left where it is, for now or for good. */
function recordFor(visit: Visit, referral: ReferralDocument): RecordObject | undefined {
  const { settings } = visit.profile;
  if (!settings.active || !settings.receive) return undefined;
  const kind = kindOfReferral(referral, visit.deps.config.organizationId);
  if (kind === 'qualified-lead') return settings.leads ? 'Lead' : undefined;
  return kind === 'co-sell' ? 'Opportunity' : undefined;
}

/** The record with this identifier, or the one the referral was made from. @throws PairFault when it is not clear */
async function knownRecord(
  visit: Visit,
  referral: ReferralDocument,
): Promise<RecordSnapshot | undefined> {
  const [id, another] = await visit.outside.salesforce.findByReferral(referral.id, visit.signal);
  if (another)
    throw new PairFault('salesforce', 'link-unconfirmed', {
      detail: 'two records carry the identifier',
    });
  if (id) return readRecordFresh(visit, id);
  const named = referral['externalReferenceId'];
  if (typeof named !== 'string' || !/^[a-zA-Z0-9]{18}$/.test(named)) return undefined;
  const record = await readRecordFresh(visit, named);
  if (!record || record.deleted) return undefined;
  return confirmed(visit, record, referral);
}

/** The record had a pair before somebody wrote our identifier on it: that one links the two. */
function waitsFor({ pair }: Visit, owner: Pair, record: RecordSnapshot): boolean {
  const knowsMore = hasUnderWay(pair, record) || pair.base !== null;
  const isOther = owner.id !== pair.id && owner.state !== 'stub' && owner.referralId === null;
  const named = referralIdIn(String(record.fields['Referral_Identifier__c']));
  return isOther && !knowsMore && named === pair.referralId;
}

/** Anyone can type a CRM id in the portal: it links only what we made, to a record that waits for it. */
async function confirmed(
  visit: Visit,
  record: RecordSnapshot,
  referral: ReferralDocument,
): Promise<RecordSnapshot> {
  const owner = await visit.deps.store.findByRecord(record.id);
  const identifier = record.fields['Referral_Identifier__c'];
  const isTaken = typeof identifier === 'string' && identifier !== '';
  if (isTaken || (owner?.referralId && owner.referralId !== referral.id)) {
    throw new PairFault('bridge', 'duplicate-referral');
  }
  const isOurs = !isInboundReferral(referral, visit.deps.config.organizationId);
  if (isOurs && record.fields['Sync_with_Partner_Center__c'] === true) return record;
  throw new PairFault('bridge', 'link-unconfirmed');
}

/**
 * Where several bridges share a store, the record that a lost insert made may ring, and find its pair, before the
 * claim of that insert is over: then both ids are there, and only the attempt tells what the record was made from.
 */
export async function adoptInserted(
  visit: Visit,
  record: RecordSnapshot,
  referral: ReferralDocument,
): Promise<Settlement | undefined> {
  const isOpen = attemptsOf(visit.pair.attempt).some(({ kind }) => kind === 'create-record');
  return isOpen ? adopt(visit, record, referral, { isTold: false }) : undefined;
}

async function adopt(
  visit: Visit,
  record: RecordSnapshot,
  referral: ReferralDocument,
  { isTold }: { isTold: boolean },
): Promise<Settlement> {
  const insert = attemptsOf(visit.pair.attempt).find(({ kind }) => kind === 'create-record');
  const open = mayBeInserted(record) ? insert : undefined;
  const adopted = auditEntry(visit.scope, {
    action: open ? 'received' : 'linked',
    side: 'salesforce',
    actor: 'Partner Center',
    after: record.id,
  });
  await commit(visit, {
    recordId: record.id,
    attempt: withoutKind(visit.pair.attempt, 'create-record'),
    // Our own insert, whose answer was lost: what it was made from is the base.
    ...(open ? { base: createdBase(open) } : {}),
    audit: isTold && !open ? [] : [adopted],
  });
  if (record.deleted) return { state: 'paused', nextLookAt: null };
  return reconcileBoth(visit, record, referral);
}

async function createRecord(
  visit: Visit,
  referral: ReferralDocument,
  object: RecordObject,
): Promise<Settlement> {
  const { profile, deps } = visit;
  const mapping = mappingForNew(mappingOf(profile, object));
  const receive = object === 'Lead' ? receiveLead : receiveReferral;
  const received = receive(referral, {
    mapping,
    profile,
    now: deps.clock.now(),
    audit: [
      auditEntry(visit.scope, {
        action: 'received',
        side: 'salesforce',
        actor: 'Partner Center',
        after: referral.id,
      }),
    ],
  });
  if (!received) throw new PairFault('bridge', 'no-stage');
  const attempt: Attempt = {
    kind: 'create-record',
    side: 'salesforce',
    fields: {},
    startedAt: nowIso(visit),
    source: received.source,
    sentValues: received.sent,
  };
  const before = visit.pair.attempt;
  await commit(visit, { attempt });
  const { create } = received;
  const notify = mayRing(visit) ? bellForReceived(create.create.record) : undefined;
  const result = await insert(visit, { ...create, ...(notify ? { notify } : {}) }, before);
  if (result.outcome === 'exists') {
    // Somebody made it meanwhile: read it, never overwrite what was typed there. This insert did not make it.
    await commit(visit, { attempt: before });
    throw new LookAgain(deps.clock.now() + deps.timings.staleRetryMs);
  }
  if (result.outcome !== 'written' || result.id === null) {
    await commit(visit, { attempt: before });
    if (result.outcome === 'locked' || result.outcome === 'stale')
      throw new ChangedMeanwhile(result.outcome);
    throw new PairFault('salesforce', 'inbound-refused', {
      detail: result.errors.map(inItsWords).join(' '),
    });
  }
  const isInbound = isInboundReferral(referral, deps.config.organizationId);
  const written = readRecord(
    { object, fields: result.values, solutions: [] },
    mapping,
    profile,
    isInbound,
  );
  const base = createdBase(attempt);
  const reminder = reminderOf(referral, deps.clock.now());
  const version = result.values['SystemModstamp'];
  const audit = received.create.audit;
  const remarks = result.errors.map((error) => remarkOf(visit, error));
  await commit(visit, {
    recordId: result.id,
    attempt: null,
    base: { ...base, salesforce: { ...base.salesforce, ...withValues(written, result.values) } },
    versions: {
      ...visit.pair.versions,
      ...(reminder ? { reminded: reminder.key } : {}),
      ...(typeof version === 'string' ? { salesforce: version } : {}),
    },
    audit: [...audit, ...remarks.map(({ entry }) => entry)],
    delivered: audit.map(({ entryKey }) => entryKey),
  });
  const record = await readRecordFresh(visit, result.id);
  if (!record) throw new ChangedMeanwhile('the new record is not visible yet');
  const [remark] = remarks;
  return reconcileBoth(visit, record, referral, remark?.message ?? null);
}

/** A refusal of the host that is known to have done nothing takes the attempt back. */
async function insert(
  visit: Visit,
  create: RecordCreate,
  before: Attempt | null,
): Promise<ChangeResult> {
  try {
    return await visit.outside.salesforce.change(create, visit.signal);
  } catch (error) {
    const isKnown = isKnownOutcome(error);
    if (isKnown) await commit(visit, { attempt: before });
    throw error;
  }
}

/** What was left out of a record that was made all the same: in the history, and the first of it on the record. */
function remarkOf(visit: Visit, error: ChangeError) {
  const code = error.statusCode === 'NO_OWNER' ? 'no-owner' : 'left-out';
  const { message } = explain(code, inItsWords(error));
  const entry = auditEntry(visit.scope, {
    action: 'refused',
    side: 'salesforce',
    field: error.fields.join(', ') || null,
    reason: message,
  });
  return { message, entry };
}

/** Salesforce's own, and the fields it means where these do not name them. */
function inItsWords({ message, fields }: ChangeError): string {
  const unnamed = fields.filter((field) => !message.includes(field));
  return unnamed.length > 0 ? `${message} (${unnamed.join(', ')})` : message;
}

/** Only what the answer really showed; a field it did not name keeps the value it was sent with. */
function withValues(written: ReturnType<typeof readRecord>, values: Record<string, unknown>) {
  const { status, currency: _currency, ...fields } = written;
  return { ...fields, ...('StageName' in values && status !== undefined ? { status } : {}) };
}
