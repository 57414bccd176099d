/** What a write of a value is called in the audit trail: an answer, an end, or a change. */
import { auditEntry, type AuditDraft, type AuditScope } from './audit.ts';
import type { Plan } from './draft.ts';
import type { AuditEntry, DealStatus, Json, MergedField } from './values.ts';

type Action = AuditEntry['action'];

const STATUS_ACTIONS: Record<DealStatus, Action | undefined> = {
  pending: undefined,
  accepted: 'accepted',
  declined: 'declined',
  expired: 'expired',
  won: 'closed',
  lost: 'closed',
};

/** Entries of what a plan tells Partner Center. `askedBy` is who answered on the record, where that is known. */
export function sentEntries(scope: AuditScope, plan: Plan, askedBy: string | null): AuditEntry[] {
  return [...plan.toPartnerCenter].map(([field, value]) =>
    auditEntry(scope, {
      action: statusAction(field, value) ?? 'sent',
      side: 'partnerCenter',
      actor: (field === 'status' ? askedBy : null) ?? 'Salesforce',
      field,
      before: plan.shown.partnerCenter[field] ?? null,
      after: value,
      reason: field === 'status' ? plan.statusReason : null,
    }),
  );
}

/**
 * Entries of what a plan writes on the record. Whoever edits our referral in the portal, a colleague or Microsoft, is not
 * told apart there: it is Partner Center.
 */
export function writtenEntries(scope: AuditScope, plan: Plan): AuditEntry[] {
  return [...plan.toSalesforce].map(([field, value]) =>
    auditEntry(scope, {
      ...writtenBy(plan, field, value),
      side: 'salesforce',
      field,
      after: value,
    }),
  );
}

function writtenBy(
  plan: Plan,
  field: MergedField,
  value: Json,
): Pick<AuditDraft, 'action' | 'before'> & { actor?: string } {
  const before = plan.shown.salesforce[field] ?? null;
  if (field === 'status' && plan.followsAnswer) return { action: 'followed', before };
  return { action: statusAction(field, value) ?? 'written', actor: 'Partner Center', before };
}

function statusAction(field: MergedField, value: Json): Action | undefined {
  return field === 'status' ? STATUS_ACTIONS[value as DealStatus] : undefined;
}
