/** Microsoft's side of a deal: what the record shows of it, and what of it Microsoft did since it was last shown. */
import { auditEntry, type AuditScope } from './audit.ts';
import { cut } from './cut.ts';
import { valueAt } from './json.ts';
import { MICROSOFT } from './kinds.ts';
import { differing, mirrorMicrosoft } from './mirror.ts';
import { readMembers } from './people.ts';
import type { Mapping } from './mapping.ts';
import { NO_VALUES, type ValueMap } from './value-maps.ts';
import type {
  AuditEntry,
  Json,
  JsonObject,
  Member,
  RecordSnapshot,
  ReferralDocument,
} from './values.ts';
import { millisOf } from './versions.ts';

/** The code of an invitation that asks for nothing (contract 3.8). */
const NO_HELP = 'Unknown';
const ACTOR_LENGTH = 80;

/** What the audit trail calls the fields of the record. */
const TOLD = new Map([
  ['Microsoft_Status__c', 'microsoftStatus'],
  ['Microsoft_Status_Reason__c', 'microsoftReason'],
  ['Microsoft_CRM_Identifier__c', 'microsoftCrmId'],
  ['Microsoft_Sellers__c', 'microsoftSellers'],
  ['Microsoft_Notes__c', 'microsoftNotes'],
  ['Microsoft_Deal_Value__c', 'microsoftDealValue'],
  ['Microsoft_Close_Date__c', 'microsoftCloseDate'],
]);

/** At first sight the rest is only what the invitation copied from our own deal. */
const NEWS_AT_FIRST_SIGHT = new Set<string>([
  'Microsoft_Status__c',
  'Microsoft_CRM_Identifier__c',
  'Microsoft_Sellers__c',
]);
const NOT_ANSWERED: readonly Json[] = ['Pending', 'Received'];

/**
 * What the record is to show of Microsoft's side; nothing where nothing is known. Of a deal that Microsoft sent, the
 * note and the help asked for stand in the invitation of our own referral. That its sender is named anywhere but in a
 * referral of Microsoft's own in the engagement is not documented; that one is a guess as well (contract 4.5).
 */
export function mirrorMicrosoftHalf(
  microsoft: ReferralDocument | null,
  own: ReferralDocument,
  { values }: Pick<Mapping, 'values'>,
): JsonObject {
  const shown = microsoft ? mirrorMicrosoft(microsoft, own) : {};
  const note = invitationNote(own, values.get('help') ?? NO_VALUES);
  if (note === null) return shown;
  const theirs = shown['Microsoft_Notes__c'];
  const notes = typeof theirs === 'string' ? `${note}\n\n${theirs}` : note;
  return { ...shown, Microsoft_Notes__c: notes };
}

/** What Microsoft did, in the name of its seller when there is one. The same version of its referral says it once. */
export function microsoftMoves(
  record: RecordSnapshot,
  wanted: JsonObject,
  microsoft: ReferralDocument,
  scope: AuditScope,
): AuditEntry[] {
  const isFirstSight = !record.fields['Microsoft_Status__c'];
  const actor = actorOf(microsoft);
  const told = Object.entries(wanted).filter(([name]) => TOLD.has(name));
  const news = differing(record, Object.fromEntries(told));
  return Object.entries(news)
    .filter(([name, value]) => !isFirstSight || isNewsAtFirstSight(name, value))
    .map(([name, value]) =>
      auditEntry(
        { ...scope, rung: millisOf(microsoft.updatedDateTime) },
        {
          action: 'written',
          side: 'partnerCenter',
          actor,
          field: TOLD.get(name) ?? name,
          before: record.fields[name] ?? null,
          after: value,
          reason: name === 'Microsoft_Status__c' ? reasonOf(wanted) : null,
        },
      ),
    );
}

function isNewsAtFirstSight(name: string, value: Json): boolean {
  const isBlank = value === null || value === '';
  return NEWS_AT_FIRST_SIGHT.has(name) && !isBlank && !NOT_ANSWERED.includes(value);
}

function reasonOf(wanted: JsonObject): string | null {
  const reason = wanted['Microsoft_Status_Reason__c'];
  return typeof reason === 'string' && reason !== '' ? reason : null;
}

/** Who of several did it is not said. */
function actorOf(microsoft: ReferralDocument): string {
  const [seller, ...others] = readMembers(microsoft['team']);
  if (!seller || others.length > 0) return 'Microsoft';
  const name = nameOf(seller);
  return name === null ? 'Microsoft' : cut(`${name} (Microsoft)`, ACTOR_LENGTH);
}

function nameOf({ firstName, lastName, email }: Member): string | null {
  return [firstName, lastName].filter(Boolean).join(' ') || email;
}

/** Null for a deal of our own, and where Microsoft wrote nothing. */
function invitationNote(own: ReferralDocument, { inward }: ValueMap): string | null {
  if (valueAt(own, '/inviteContext/invitedBy/organizationId') !== MICROSOFT) return null;
  const notes = valueAt(own, '/inviteContext/notes');
  const code = valueAt(own, '/inviteContext/assistanceRequestCode');
  const isHelp = typeof code === 'string' && code !== '' && code !== NO_HELP;
  const lines = [isHelp ? `Asked for: ${inward.get(code) ?? code}` : null, notes];
  return lines.filter((line) => typeof line === 'string' && line !== '').join('\n') || null;
}
