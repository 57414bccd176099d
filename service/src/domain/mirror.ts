/**
 * What the bridge tells the record beside the merged values: identifiers, both statuses, Microsoft's half, the
 * state of the sync in one word and one sentence. One way, computed from what Partner Center shows, so it is
 * written only where it differs.
 */
import { conflictHash } from './conflict-choices.ts';
import { explain } from './catalogue.ts';
import { isSolutionField, solutionsOf } from './canonical.ts';
import type { Held, HoldReason } from './pair.ts';
import { readMembers, readReferral, readStatus, valueAt } from './partner-center-lens.ts';
import type { CheckItem } from './preflight.ts';
import type { Json, JsonObject, RecordSnapshot, ReferralDocument } from './values.ts';
import { millisOf } from './versions.ts';

export type SyncStatus = 'Queued' | 'Synced' | 'Conflict' | 'Needs Attention' | 'Failed' | 'Paused';

/** The link of a deal in the portal. Its form is not published; this is a guess to be checked in an account. */
const PORTAL_LINK = 'https://partner.microsoft.com/dashboard/v2/referrals/cosell/';

/** Fields of the record that follow our own referral. */
export function mirrorReferral(referral: ReferralDocument): JsonObject {
  const text = (name: string) => asText(referral[name]);
  return {
    Referral_Identifier__c: referral.id,
    Referral_Link__c: `${PORTAL_LINK}${referral.id}`,
    Referral_Status__c: text('status'),
    Referral_Substatus__c: text('substatus'),
    Referral_Status_Reason__c: text('statusReason')?.slice(0, 255) ?? null,
    Referral_Expires__c: dateTime(referral['expirationDateTime']),
    Referral_Registration__c: registration(referral),
    Co_Sell_Received__c: dateTime(referral.createdDateTime),
    Co_Sell_Answered__c:
      dateTime(referral['acceptedDateTime']) ?? dateTime(referral['closedDateTime']),
    Products__c: solutionsOf(readReferral(referral))
      .map(({ id, name }) => (name ? `${name} (${id})` : id))
      .join('\n'),
  };
}

/** Fields that follow Microsoft's referral of the same engagement. */
export function mirrorMicrosoft(microsoft: ReferralDocument, own: ReferralDocument): JsonObject {
  const shown = readReferral(microsoft);
  const crmId =
    asText(valueAt(microsoft, '/trackingInfo/microsoftMsxId')) ??
    asText(valueAt(own, '/trackingInfo/microsoftMsxId'));
  // Sellers appear only after one accepted (contract 4.5).
  const sellers = readStatus(microsoft) === 'pending' ? [] : readMembers(microsoft['team']);
  return {
    Microsoft_Status__c: asText(microsoft.substatus) ?? asText(microsoft.status),
    Microsoft_CRM_Identifier__c: crmId,
    Microsoft_Sellers__c: sellers
      .map(({ firstName, lastName, email }) =>
        [`${firstName ?? ''} ${lastName ?? ''}`.trim(), email].filter(Boolean).join(', '),
      )
      .join('\n'),
    Microsoft_Notes__c: shown.notes ?? null,
    Microsoft_Deal_Value__c: shown.dealValue ?? null,
    Microsoft_Close_Date__c: shown.closingDate ?? null,
  };
}

const CONFLICT: readonly HoldReason[] = ['ask'];
const NEEDS_ATTENTION: readonly HoldReason[] = [
  'refused',
  'products',
  'currency',
  'closed-differently',
  'one-way',
  'looping',
];

/** The state of the sync in one word and one sentence for the seller. */
export function mirrorHeld(held: Held): { status: SyncStatus; message: string | null } {
  const moves = Object.entries(held).flatMap(([field, move]) => (move ? [{ field, ...move }] : []));
  const asked = moves.filter((move) => CONFLICT.includes(move.reason));
  if (asked.length > 0) {
    return { status: 'Conflict', message: explain('ask', asked.map(nameOf).join(', ')).message };
  }
  const open = moves.filter(
    (move) =>
      NEEDS_ATTENTION.includes(move.reason) ||
      (move.reason === 'closed-is-final' && move.field === 'status'),
  );
  const [first] = open;
  if (first) {
    const same = open.filter((move) => move.reason === first.reason).map(nameOf);
    return { status: 'Needs Attention', message: explain(first.reason, same.join(', ')).message };
  }
  return { status: 'Synced', message: null };
}

/** `Co_Sell_Conflicts__c`: one tile per question, with both values and the hash a choice must name. */
export function mirrorConflicts(held: Held): string | null {
  const tiles = Object.entries(held).flatMap(([field, move]) =>
    move?.reason === 'ask'
      ? [
          {
            field,
            salesforce: move.salesforce,
            partnerCenter: move.partnerCenter,
            hash: conflictHash(move),
            since: move.since,
          },
        ]
      : [],
  );
  return tiles.length > 0 ? JSON.stringify(tiles) : null;
}

/** `Co_Sell_Checklist__c`; null once everything is there. */
export function mirrorChecklist(items: CheckItem[]): string | null {
  return items.some((item) => !item.ok) ? JSON.stringify(items) : null;
}

/** The wanted fields that the record does not show yet. A field the record was read without is left out. */
export function differing(record: RecordSnapshot, wanted: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => record.fields[name] !== undefined && !isShown(record.fields[name], value),
    ),
  );
}

function isShown(shows: Json | undefined, wanted: Json): boolean {
  if (shows === wanted) return true;
  const a = shows ?? '';
  const b = wanted ?? '';
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.trim() === b.trim()) return true;
    // Salesforce keeps whole seconds.
    const [left, right] = [millisOf(a), millisOf(b)];
    const isTime = /^\d{4}-\d\d-\d\dT/.test(a) && /^\d{4}-\d\d-\d\dT/.test(b);
    return isTime && Math.floor(left / 1000) === Math.floor(right / 1000);
  }
  return typeof a === 'number' && typeof b === 'number' && a === b;
}

function nameOf({ field }: { field: string }): string {
  return isSolutionField(field) ? field.replace(':', ' ') : (LABELS[field] ?? field);
}

const LABELS: Record<string, string> = {
  dealValue: 'deal value',
  closingDate: 'close date',
  notes: 'notes',
  status: 'status',
  visibility: 'visibility',
  currency: 'currency',
};

function asText(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Whole seconds, as Salesforce stores a date-time. */
function dateTime(value: Json | undefined): string | null {
  const text = asText(value);
  const millis = text === null ? Number.NaN : millisOf(text);
  return Number.isNaN(millis) ? null : `${new Date(millis).toISOString().slice(0, 19)}.000Z`;
}

function registration(referral: ReferralDocument): string | null {
  const status = asText(referral['registrationStatus']);
  return status === null || status === 'None' ? null : status.slice(0, 255);
}
