/** What people do to the two sides. Every value typed is one nobody typed before, so that it can be followed. */
import { mirrorConflicts } from '../../../service/src/domain/mirror.ts';
import type { Json, JsonObject, Side, Solution } from '../../../service/src/domain/values.ts';
import { stamped, toWire } from './partner-center-side.ts';
import { wireTime } from './salesforce-side.ts';
import { saveRecord, type World } from './world.ts';

export type EditedField = 'dealValue' | 'closingDate' | 'notes' | `solutions:${string}`;

export type Step =
  | { kind: 'edit'; side: Side; field: EditedField; shape: number }
  | { kind: 'stage'; name: string }
  | { kind: 'portal'; move: 'accept' | 'decline' | 'win' | 'lose' | 'expire' }
  | { kind: 'wish'; wish: 'Accept' | 'Decline' }
  | { kind: 'deadline'; set: 'hold' | 'now' }
  | { kind: 'choose'; side: Side }
  | { kind: 'wait'; minutes: number }
  | { kind: 'visit' };

/** One value a person typed: how it is found again on either side. */
export type Typed = { side: Side; field: EditedField; value: Json; number: number };

/** Carries a person's edit out with a value made from `number`. Undefined when the side does not take it now. */
export function type(
  world: World,
  { side, field, shape }: Extract<Step, { kind: 'edit' }>,
  number: number,
): Typed | undefined {
  const { shows, wire } = valueOf(field, number, shape);
  if (side === 'salesforce') typeOnRecord(world, field, shows, wire);
  else if (world.referral.status === 'Closed') return undefined;
  else world.referral = typedInPortal(world, field, wire);
  return { side, field, value: shows, number };
}

/** What a person sees on a side, in one form for both; null when nothing is there. */
export function seenOn(world: World, side: Side, field: EditedField): Json {
  if (side === 'salesforce') return seenOnRecord(world, field);
  const details = world.referral['details'] as JsonObject;
  if (field === 'dealValue') return cents(details['dealValue']);
  if (field === 'closingDate') return String(details['closingDateTime'] ?? '').slice(0, 10) || null;
  if (field === 'notes') return words(details['notes']);
  const member = portalSolutions(world).find(({ id }) => id === field.slice('solutions:'.length));
  return member ? cents(member['quantity']) : null;
}

/** Anything else a person does. */
export function act(world: World, step: Exclude<Step, { kind: 'edit' | 'visit' }>): void {
  if (step.kind === 'wait') world.now += step.minutes * 60_000;
  else if (step.kind === 'portal') moveInPortal(world, step.move);
  else saveRecord(world, { set: wantedFields(world, step) });
}

export function portalSolutions(world: World): JsonObject[] {
  const details = world.referral['details'] as { requirements: { solutions: JsonObject[] } };
  return details.requirements.solutions;
}

const MOVES = {
  accept: { from: 'New', to: ['Active', 'Accepted'] },
  decline: { from: 'New', to: ['Closed', 'Declined'] },
  expire: { from: 'New', to: ['Closed', 'Expired'] },
  win: { from: 'Active', to: ['Closed', 'Won'] },
  lose: { from: 'Active', to: ['Closed', 'Lost'] },
} as const;

function moveInPortal(world: World, move: keyof typeof MOVES): void {
  const { from, to } = MOVES[move];
  if (world.referral.status !== from) return;
  world.referral = stamped({ ...world.referral, status: to[0], substatus: to[1] });
}

function wantedFields(
  world: World,
  step: Extract<Step, { kind: 'stage' | 'wish' | 'deadline' | 'choose' }>,
): JsonObject {
  if (step.kind === 'stage') return { StageName: step.name };
  if (step.kind === 'wish')
    return {
      Referral_Response__c: step.wish,
      Referral_Response_Reason__c: 'The timeline is too short',
    };
  if (step.kind === 'deadline')
    return {
      Co_Sell_Close_Sends_At__c:
        step.set === 'hold' ? '4000-12-31T00:00:00.000+0000' : wireTime(world.now),
    };
  // The card names the tile it showed.
  const tiles = JSON.parse(mirrorConflicts(world.held) ?? '[]') as {
    field: string;
    hash: string;
  }[];
  const choices = tiles.map(({ field, hash }) => [field, `${step.side}@${hash}`]);
  return { Co_Sell_Conflict_Choices__c: JSON.stringify(Object.fromEntries(choices)) };
}

type Value = { shows: Json; wire: Json };

const TIMES = ['T00:00:00Z', 'T00:00:00.0000000Z', 'T17:45:12.1234567Z', 'T23:59:59Z'];

function valueOf(field: EditedField, number: number, shape: number): Value {
  const at = <T>(forms: T[]): T => forms[shape % forms.length] as T;
  if (field === 'closingDate') {
    const date = new Date(Date.UTC(2027, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
    return { shows: date, wire: `${date}${at(TIMES)}` };
  }
  if (field === 'notes') {
    const form = at([
      (text: string) => text,
      (text: string) => `  ${text} \n`,
      (text: string) => `${text}\r\nsecond line`,
      (text: string) => `${text}\nsecond line 🚚`,
    ]);
    const text = form(`note ${number}`);
    return { shows: words(text), wire: text };
  }
  const amount = 1000 + number * 10 + at([0, 0.5, 0.25, 0.125, 0.999]);
  return { shows: cents(amount), wire: at([amount, String(amount)]) };
}

function typeOnRecord(world: World, field: EditedField, shows: Json, wire: Json): void {
  if (field === 'dealValue') return saveRecord(world, { set: { Amount: Number(wire) } });
  if (field === 'closingDate') return saveRecord(world, { set: { CloseDate: shows } });
  if (field === 'notes') return saveRecord(world, { set: { Co_Sell_Notes__c: wire } });
  const id = field.slice('solutions:'.length);
  const known = world.record.solutions.find((line) => line.id === id);
  const line: Solution = known ?? {
    id,
    name: `Name ${id}`,
    price: 9.5,
    quantity: 1,
    currency: 'EUR',
  };
  saveRecord(world, {
    set: {},
    solutions: { upsert: [{ ...line, quantity: Number(wire) }], remove: [] },
  });
}

function typedInPortal(world: World, field: EditedField, wire: Json) {
  const next = structuredClone(world.referral);
  const { details } = next as unknown as {
    details: JsonObject & { requirements: { solutions: JsonObject[] } };
  };
  if (field === 'dealValue') details['dealValue'] = wire;
  else if (field === 'closingDate') details['closingDateTime'] = wire;
  else if (field === 'notes') details['notes'] = toWire(wire, world.partnerCenterHabits);
  else {
    const id = field.slice('solutions:'.length);
    const members = details.requirements.solutions;
    const known = members.find((member) => member['id'] === id);
    if (known) known['quantity'] = wire;
    else members.push({ id, name: `Name ${id}`, type: 'Name', quantity: wire, addedIn: 'portal' });
  }
  return stamped(next);
}

function seenOnRecord({ record }: World, field: EditedField): Json {
  if (field === 'dealValue') return cents(record.fields['Amount']);
  if (field === 'closingDate') return record.fields['CloseDate'] ?? null;
  if (field === 'notes') return words(record.fields['Co_Sell_Notes__c']);
  const line = record.solutions.find(({ id }) => `solutions:${id}` === field);
  return line ? cents(line.quantity) : null;
}

/** Whole cents, so that a side's scale does not count as a difference. */
function cents(value: Json | undefined): Json {
  return value === null || value === undefined ? null : Math.round(Number(value) * 100 + 1e-6);
}

function words(value: Json | undefined): Json {
  return typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim() || null : null;
}
