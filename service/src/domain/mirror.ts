/**
 * What the bridge tells the record beside the merged values: identifiers, both statuses, Microsoft's half, the
 * state of the sync in one word and one sentence. One way, computed from what Partner Center shows, so it is
 * written only where it differs.
 */
import { conflictHash } from './conflict-choices.ts';
import { explain, fitted } from './catalogue.ts';
import { roundMoney, solutionsOf } from './canonical.ts';
import { cut } from './cut.ts';
import { nameOf, type NamedMove } from './field-names.ts';
import { asText, valueAt } from './json.ts';
import type { Views } from './merge.ts';
import type { Held, HoldReason } from './pair.ts';
import { readReferral, readStatus } from './partner-center-lens.ts';
import { readMembers } from './people.ts';
import type { CheckItem } from './preflight.ts';
import { ASKED, movesOf, UNRESOLVED } from './trouble.ts';
import type { Json, JsonObject, RecordSnapshot, ReferralDocument, Solution } from './values.ts';
import { millisOf } from './versions.ts';

export type SyncStatus = 'Queued' | 'Synced' | 'Conflict' | 'Needs Attention' | 'Failed' | 'Paused';

/** The link of a deal in the portal. Its form is not published; this is a guess to be checked in an account. */
const PORTAL_LINK = 'https://partner.microsoft.com/dashboard/v2/referrals/cosell/';

/** Length of `Products__c`. */
const PRODUCTS_LENGTH = 32_768;

/** Fields of the record that follow our own referral. */
export function mirrorReferral(referral: ReferralDocument): JsonObject {
  const text = (name: string) => asText(referral[name]);
  return {
    Referral_Identifier__c: referral.id,
    Referral_Link__c: `${PORTAL_LINK}${referral.id}`,
    Referral_Status__c: text('status'),
    Referral_Substatus__c: text('substatus'),
    Referral_Status_Reason__c: inField(text('statusReason')),
    Referral_Expires__c: dateTime(referral['expirationDateTime']),
    Referral_Registration__c: registration(referral),
    Co_Sell_Received__c: dateTime(referral.createdDateTime),
    Co_Sell_Answered__c:
      dateTime(referral['acceptedDateTime']) ?? dateTime(referral['closedDateTime']),
    Products__c: mirrorSolutions(solutionsOf(readReferral(referral))),
  };
}

/** `Products__c`, one solution a line: `Contoso ERP (SOL-1) – 2 × 10.5 USD`. Whole lines, as many as the field takes. */
export function mirrorSolutions(solutions: Solution[]): string {
  const lines: string[] = [];
  let length = 0;
  for (const line of solutions.map(solutionLine)) {
    length += line.length + 1;
    if (length > PRODUCTS_LENGTH) break;
    lines.push(line);
  }
  return lines.join('\n');
}

function solutionLine({ id, name, quantity, price, currency }: Solution): string {
  const title = name ? `${oneLine(name)} (${id})` : id;
  const amount = price === null ? '' : [roundMoney(price), currency].filter(isFilled).join(' ');
  const times = quantity === null ? '' : `${String(roundMoney(quantity))} ×`;
  const sum = [times, amount].filter(isFilled).join(' ');
  return sum === '' ? title : `${title} – ${sum}`;
}

const isFilled = (part: Json): boolean => part !== null && part !== '';
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

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
    Microsoft_Status_Reason__c: inField(asText(microsoft['statusReason'])),
    Microsoft_Changed__c: dateTime(microsoft.updatedDateTime),
  };
}

/** Nobody has to do anything about these; they are said all the same. */
const INFORMING: readonly HoldReason[] = ['customer-fixed', 'incomplete', 'too-many'];

/** The state of the sync in one word, and what a seller is told of it: a question does not hide what else is wrong. */
export function mirrorHeld(held: Held): { status: SyncStatus; message: string | null } {
  const moves = movesOf(held);
  const asked = moves.filter((move) => ASKED.includes(move.reason));
  const open = moves.filter(
    (move) =>
      UNRESOLVED.includes(move.reason) ||
      (move.reason === 'closed-is-final' && move.field === 'status'),
  );
  const [first] = open;
  const same = open.filter((move) => move.reason === first?.reason);
  const sentences = [
    ...(first ? [sentenceOf(first.reason, same)] : []),
    ...(asked.length > 0 ? [sentenceOf('ask', asked)] : []),
  ];
  if (sentences.length > 0) {
    return {
      status: asked.length > 0 ? 'Conflict' : 'Needs Attention',
      message: fitted(sentences.join(' ')),
    };
  }
  const told = moves.filter((move) => INFORMING.includes(move.reason));
  const [news] = told;
  if (!news) return { status: 'Synced', message: null };
  const alike = told.filter((move) => move.reason === news.reason);
  const message =
    news.reason === 'customer-fixed'
      ? explain(news.reason, bothOf(news)).message
      : sentenceOf(news.reason, alike);
  return { status: 'Synced', message };
}

const sentenceOf = (reason: HoldReason, moves: readonly NamedMove[]): string =>
  explain(reason, moves.map(nameOf).join(', ')).message;

const bothOf = ({ salesforce, partnerCenter }: Views) =>
  `${asText(salesforce) ?? '–'} / ${asText(partnerCenter) ?? '–'}`;

/** `Co_Sell_Conflicts__c`: one tile per question, with both values, who saved them and when, and the hash a choice must name. */
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
            ...(move.saved ? { saved: move.saved } : {}),
            ...(move.again ? { again: true } : {}),
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
  return false;
}

/** Whole seconds, as Salesforce stores a date-time. */
function dateTime(value: Json | undefined): string | null {
  const text = asText(value);
  const millis = text === null ? Number.NaN : millisOf(text);
  return Number.isNaN(millis) ? null : `${new Date(millis).toISOString().slice(0, 19)}.000Z`;
}

/** `ReviewPending, 2026-12-01` per registration; where none is listed, what the referral says of itself. */
function registration(referral: ReferralDocument): string | null {
  const rows = Array.isArray(referral['registrations']) ? referral['registrations'] : [];
  const listed = rows.flatMap((row) => {
    const status = asText(valueAt(row, '/status'));
    const day = dateTime(valueAt(row, '/registrationDateTime'))?.slice(0, 10);
    return status ? [[status, day].filter(Boolean).join(', ')] : [];
  });
  const own = asText(referral['registrationStatus']);
  const text = listed.length > 0 ? listed.join('; ') : own;
  return text === 'None' ? null : inField(text);
}

/** As much as a text field of the package holds. */
const inField = (text: string | null): string | null => (text === null ? null : cut(text, 255));
