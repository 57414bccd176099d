/**
 * An Opportunity as a person and the changes resource see it: what saving does to values, what a save refuses,
 * and the deadline that the before-trigger of the package keeps. It knows nothing of canonical fields.
 */
import type { OrgProfile } from '../../../service/src/domain/org.ts';
import type {
  JsonObject,
  Member,
  RecordSnapshot,
  Solution,
} from '../../../service/src/domain/values.ts';

export type SalesforceHabits = {
  breaks: '\n' | '\r\n';
  /** False: an org whose trigger does not run, so no deadline is on the record. */
  keepsDeadline: boolean;
};

export const PLAIN_SALESFORCE: SalesforceHabits = { breaks: '\n', keepsDeadline: true };

export class RefusedSave extends Error {
  override readonly name = 'RefusedSave';
}

export type Change = {
  set: JsonObject;
  solutions?: { upsert: Solution[]; remove: string[] } | undefined;
  /** Fields of contacts to give a role; whoever has one keeps it. */
  contacts?: JsonObject[] | undefined;
};

const TEXT_LENGTH = 32_768;
const WATCHED = ['StageName', 'Referral_Status__c'];

/** The record after a save at `now` (ms). @throws RefusedSave */
export function save(
  record: RecordSnapshot,
  change: Change,
  world: { profile: OrgProfile; habits: SalesforceHabits; now: number },
): RecordSnapshot {
  const fields: JsonObject = { ...record.fields };
  for (const [name, value] of Object.entries(change.set)) {
    if (!(name in fields)) throw new RefusedSave(`no field ${name}`);
    fields[name] = stored(name, value, world.habits);
  }
  const stage = world.profile.stages.find(({ name }) => name === fields['StageName']);
  if (!stage) throw new RefusedSave(`no stage ${String(fields['StageName'])}`);
  fields['IsClosed'] = stage.isClosed;
  fields['IsWon'] = stage.isWon;
  // Salesforce answers success and ignores the amount of a deal with products.
  if (fields['HasOpportunityLineItem'] === true) fields['Amount'] = record.fields['Amount'] ?? null;
  const isMoved = WATCHED.some((name) => fields[name] !== record.fields[name]);
  if (world.habits.keepsDeadline && isMoved) keepDeadline(record, fields, world);
  return {
    ...record,
    fields,
    solutions: savedSolutions(record.solutions, change),
    contacts: savedContacts(record.contacts, change.contacts ?? []),
    version: `${record.version}+`,
  };
}

function stored(name: string, value: JsonObject[string], habits: SalesforceHabits) {
  if (name === 'CloseDate' && !/^\d{4}-\d\d-\d\d$/.test(String(value)))
    throw new RefusedSave(`CloseDate needs a date, got ${String(value)}`);
  if (name === 'Amount' && typeof value === 'number') return toScale(value);
  if (typeof value !== 'string') return value ?? null;
  // A text is stored as UTF-8, trimmed, and never empty.
  const text = value.toWellFormed().trim();
  if (text.length > TEXT_LENGTH) throw new RefusedSave(`${name} is too long`);
  return text === '' ? null : text.replaceAll(/\r\n|\r|\n/g, habits.breaks);
}

function savedSolutions(solutions: Solution[], { solutions: change }: Change): Solution[] {
  if (!change) return solutions;
  const saved = change.upsert.map((solution) => ({
    ...solution,
    quantity: solution.quantity === null ? null : toScale(solution.quantity),
    price: solution.price === null ? null : toScale(solution.price),
  }));
  const gone = new Set([...change.remove, ...saved.map(({ id }) => id)]);
  return [...solutions.filter(({ id }) => !gone.has(id)), ...saved];
}

function savedContacts(contacts: Member[], added: JsonObject[]): Member[] {
  const saved = [...contacts];
  for (const { FirstName, LastName, Email, Phone } of added) {
    if (typeof LastName !== 'string' || LastName === '')
      throw new RefusedSave('a contact needs a last name');
    const text = (value: JsonObject[string] | undefined) =>
      typeof value === 'string' ? value : null;
    // An e-mail field keeps small letters only.
    const email = text(Email)?.toLowerCase() ?? null;
    if (saved.some((one) => one.email?.toLowerCase() === email)) continue;
    saved.push({ firstName: text(FirstName), lastName: LastName, phoneNumber: text(Phone), email });
  }
  return saved;
}

/** Two decimals, half up, worked out on the digits rather than in binary. */
export function toScale(value: number): number {
  const digits = Math.abs(value).toFixed(9);
  const [whole = '0', fraction = ''] = digits.split('.');
  const cents = BigInt(whole + fraction.slice(0, 2)) + (Number(fraction[2]) >= 5 ? 1n : 0n);
  return (Math.sign(value) * Number(cents)) / 100;
}

function keepDeadline(
  before: RecordSnapshot,
  fields: JsonObject,
  { profile, now }: { profile: OrgProfile; now: number },
): void {
  const { onHoldStage, undoWindowMinutes } = profile.settings;
  const isPending = fields['Referral_Status__c'] === 'New';
  const waits = fields['IsClosed'] === true || (isPending && fields['StageName'] !== onHoldStage);
  const isNews = fields['StageName'] !== before.fields['StageName'];
  const deadline = before.fields['Co_Sell_Close_Sends_At__c'];
  if (!waits) fields['Co_Sell_Close_Sends_At__c'] = null;
  else if (isNews || !deadline)
    fields['Co_Sell_Close_Sends_At__c'] = wireTime(now + undoWindowMinutes * 60_000);
}

/** A date-time as a query answers it. */
export function wireTime(millis: number): string {
  return new Date(millis).toISOString().replace('Z', '+0000');
}
