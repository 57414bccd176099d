/**
 * What the package's triggers do (package.md section 3), natively. The only file that knows it, so that executed
 * Apex can take its place.
 */
import { findField, type Row, type Value } from './schema/types.ts';
import { readMapping, readSettings } from './settings.ts';
import { toWireTime } from './store/date-time.ts';
import type { Org } from './store/org.ts';
import { NEW_ROW, type Transaction } from './store/transaction.ts';

/** Written by the bridge alone; a copy must not keep them. */
export const BRIDGE_OWNED = [
  'Referral_Identifier__c',
  'Referral_Link__c',
  'Referral_Status__c',
  'Referral_Substatus__c',
  'Microsoft_Status__c',
  'Referral_Status_Reason__c',
  'Microsoft_CRM_Identifier__c',
  'Microsoft_Sellers__c',
  'Microsoft_Notes__c',
  'Microsoft_Deal_Value__c',
  'Microsoft_Close_Date__c',
  'Referral_Registration__c',
  'Referral_Expires__c',
  'Co_Sell_Received__c',
  'Co_Sell_Answered__c',
  'Co_Sell_Last_Synced__c',
  'Co_Sell_Sync_Status__c',
  'Co_Sell_Sync_Message__c',
  'Co_Sell_Checklist__c',
  'Co_Sell_Conflicts__c',
  'Products__c',
  'Audit__c',
] as const;

/** What the seller asks for; the bridge clears these after the outcome. */
export const WISHES = [
  'Referral_Response__c',
  'Referral_Response_Reason__c',
  'Co_Sell_Request__c',
  'Co_Sell_Conflict_Choices__c',
] as const;

const SELLER_FIELDS = [
  'Sync_with_Partner_Center__c',
  'Co_Sell_Customer_Consent__c',
  'How_can_Microsoft_help__c',
  'Referral_Visibility__c',
  'Note_to_Microsoft__c',
  'Co_Sell_Notes__c',
  'Co_Sell_Marketplace_Intent__c',
  'Co_Sell_Partner_Role__c',
  'Co_Sell_Solution_Area__c',
  'Co_Sell_Solution_Play__c',
  'Co_Sell_Partner_Location__c',
  ...WISHES,
];

const TOKEN = 'Co_Sell_Change_Token__c';
const STATUS = 'Co_Sell_Sync_Status__c';
const DEADLINE = 'Co_Sell_Close_Sends_At__c';
const HELD_FOR_EVER = '4000-12-31T00:00:00.000+0000';

type Change = { type: string; row: Row; old: Row | null; isClone: boolean };

/** The before-trigger: returns the row as it will be saved. */
export function markBefore(tx: Transaction, change: Change): Row {
  const { type } = change;
  if (type === 'Microsoft_Solution__c') return markSolution(change);
  if (type !== 'Opportunity' && type !== 'Lead') return change.row;
  const row = change.old ? { ...change.row } : cleanCopy(tx, change);
  if (!isCoSell(row) && !isCoSell(change.old)) return row;
  setDeadline(tx, { ...change, row });
  stamp(tx, { ...change, row });
  return row;
}

/** True when the bridge should hear of this save. */
export function isNews(type: string, row: Row, old: Row | null): boolean {
  if (type !== 'Opportunity' && type !== 'Lead') return false;
  const token = row[TOKEN] ?? null;
  return token !== null && token !== (old?.[TOKEN] ?? null);
}

/** Deleted and undeleted records have no token to stamp: they are news when they are co-sell. */
export const isCoSell = (row: Row | null): boolean =>
  row !== null &&
  (row['Sync_with_Partner_Center__c'] === true || Boolean(row['Referral_Identifier__c']));

/** The parent's update after its solutions changed, unless the resource writes them or the deal is not shared. */
export function parentUpdate(
  tx: Transaction,
  solution: Row,
): { id: string; fields: Row } | undefined {
  const id = String(solution['Opportunity__c']);
  const parent = tx.org.tables.get('Opportunity', id);
  if (tx.isResource || !parent || parent['IsDeleted'] === true || !isCoSell(parent))
    return undefined;
  const isOn = parent['Sync_with_Partner_Center__c'] === true;
  return { id, fields: { [TOKEN]: tx.org.newUuid(), ...(isOn ? { [STATUS]: 'Queued' } : {}) } };
}

/** Otherwise a clone would be shared with Microsoft by itself, or its unique id would block the save. */
function cleanCopy(tx: Transaction, { type, row, isClone }: Change): Row {
  if (tx.isResource || tx.org.switches.actorsBypassing.includes(tx.actor)) return { ...row };
  const object = tx.org.schema.object(type);
  const owned = [...BRIDGE_OWNED, DEADLINE, TOKEN].filter((name) => findField(object, name));
  const isCopy = isClone || owned.some((name) => row[name] !== null && row[name] !== undefined);
  const cleaned = { ...row };
  for (const name of owned) cleaned[name] = null;
  if (isCopy) {
    cleaned['Sync_with_Partner_Center__c'] = false;
    cleaned['Co_Sell_Customer_Consent__c'] = false;
  }
  return cleaned;
}

function stamp(tx: Transaction, { type, row, old }: Change): void {
  const written = tx.resourceValues.get(String(row['Id'] ?? NEW_ROW));
  const isNewsworthy = watchedFields(tx.org, type).some((name) => {
    const now = orEmpty(row[name]);
    return (
      now !== orEmpty(old?.[name]) &&
      !(written && name in written && orEmpty(written[name]) === now)
    );
  });
  if (!isNewsworthy) return;
  row[TOKEN] = tx.org.newUuid();
  row[STATUS] = row['Sync_with_Partner_Center__c'] === true ? 'Queued' : 'Paused';
}

/** Null, false and empty text are all "nothing" to a trigger that compares with an empty record. */
const orEmpty = (value: Value | undefined): Value =>
  value === undefined || value === false || value === '' ? null : value;

/** StageName, what is mapped towards Partner Center, and what the seller or the card writes. Unknown fields are ignored. */
function watchedFields(org: Org, type: string): string[] {
  const object = org.schema.object(type);
  const mapped = readMapping(org, type)
    .filter((one) => one.direction !== 'To Salesforce')
    .map((one) => one.field);
  const names = [...new Set(['StageName', ...mapped, ...SELLER_FIELDS])];
  return names.flatMap((name) => findField(object, name)?.name ?? []);
}

/**
 * The undo window: a final stage, or leaving the on-hold stage before the referral was accepted, is sent only
 * after it (reconcile.md section 7). A stage the resource writes is no wish of a seller.
 */
function setDeadline(tx: Transaction, { type, row, old }: Change): void {
  if (type !== 'Opportunity' || !(DEADLINE in row)) return;
  const settings = readSettings(tx.org);
  const written = tx.resourceValues.get(String(row['Id'] ?? NEW_ROW));
  const isWritten = written !== undefined && written['StageName'] === row['StageName'];
  const isMoved = row['StageName'] !== (old?.['StageName'] ?? null);
  const isWaiting = waitsForWindow(row, settings);

  if (!isWaiting || (isMoved && isWritten)) row[DEADLINE] = null;
  else if (isMoved && startsWindow(row, old, settings)) row[DEADLINE] = windowEnd(tx, settings);

  const isAsked = row['Co_Sell_Request__c'] !== (old?.['Co_Sell_Request__c'] ?? null);
  if (!isAsked || row[DEADLINE] === null) return;
  if (row['Co_Sell_Request__c'] === 'Hold Close') row[DEADLINE] = HELD_FOR_EVER;
  if (row['Co_Sell_Request__c'] === 'Send Close Now')
    row[DEADLINE] = toWireTime(tx.org.clock.now());
}

function waitsForWindow(row: Row, settings: Row): boolean {
  if (row['IsClosed'] === true) return true;
  const isUnanswered =
    Boolean(row['Referral_Identifier__c']) && row['Referral_Status__c'] === 'New';
  return isUnanswered && row['StageName'] !== settings['On_Hold_Stage__c'];
}

/** A final stage appears, or the deal leaves the on-hold stage or is reopened; between open stages the window runs on. */
const startsWindow = (row: Row, old: Row | null, settings: Row): boolean =>
  row['IsClosed'] === true ||
  old?.['IsClosed'] === true ||
  old?.['StageName'] === settings['On_Hold_Stage__c'];

function windowEnd(tx: Transaction, settings: Row): string {
  const minutes = Number(settings['Undo_Window_Minutes__c'] ?? 10);
  return toWireTime(tx.org.clock.now() + minutes * 60_000);
}

function markSolution({ row, old }: Change): Row {
  if (old) return row;
  return { ...row, Solution_Key__c: `${row['Opportunity__c']}|${row['Solution_Id__c']}` };
}
