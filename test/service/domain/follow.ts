/** Follows every value that people type through a history of edits and visits. */
import type { AuditEntry, Json, MergedField } from '../../../service/src/domain/values.ts';
import { act, seenOn, type, type EditedField, type Step, type Typed } from './edits.ts';
import { reconcile, type Crash, Crashed, type World } from './world.ts';

export type Followed = Typed & {
  /** Shown by the other side at some time after a visit. */
  reached: boolean;
  /** A person typed over it on the side where it was typed. */
  replaced: boolean;
};

/** The history of a world: what was typed, and what became of it. */
export type History = { world: World; typed: Followed[]; steps: number };

export const begin = (world: World): History => ({ world, typed: [], steps: 0 });

export function play(history: History, steps: readonly Step[]): void {
  for (const step of steps) {
    history.steps += 1;
    if (step.kind === 'visit') visit(history);
    else if (step.kind === 'edit') typeIn(history, step);
    else act(history.world, step);
  }
}

/** One visit; a crash is survived, as a process that starts again survives it. */
export function visit(history: History, crash?: Crash): ReturnType<typeof reconcile> | undefined {
  const told = survive(() => reconcile(history.world, crash));
  look(history);
  return told;
}

/** Late requests arrive, and are seen before anybody types over them. */
export function arrive(history: History): void {
  for (const carryOut of history.world.late.splice(0)) carryOut();
  look(history);
}

/** Late requests arrive; then everybody waits long enough for every deadline to pass, and visits follow. */
export function finish(history: History): void {
  arrive(history);
  for (let i = 0; i < 3; i++) {
    visit(history);
    history.world.now += 3_600_000;
  }
  visit(history);
}

/** Every value that was typed into a mapped field and is nowhere to be found any more. */
export function disappeared({ world, typed }: History): Typed[] {
  return typed.filter(
    (edit) =>
      isMapped(world, edit.field) && !edit.reached && !edit.replaced && !isTold(world.audit, edit),
  );
}

function isMapped({ profile }: World, field: EditedField): boolean {
  if (field.startsWith('solutions:')) return profile.settings.solutions;
  return profile.mapping.some((row) => row.canonicalField === field && row.isActive);
}

/** What an audit entry says, in the form people see it. */
export function saidBy(entry: AuditEntry): Json[] {
  return [entry.before, entry.after].map((value) => seenAs(entry.field as MergedField, value));
}

const TELLS = new Set<AuditEntry['action']>(['conflict', 'held', 'refused']);

function isTold(audit: AuditEntry[], { field, value }: Typed): boolean {
  return audit.some(
    (entry) => TELLS.has(entry.action) && entry.field === field && saidBy(entry).includes(value),
  );
}

function seenAs(field: MergedField, value: Json): Json {
  if (value === null) return null;
  if (field === 'notes') return String(value).replaceAll(/\s+/g, ' ').trim();
  if (field === 'closingDate') return value;
  const amount =
    typeof value === 'object' && !Array.isArray(value) ? (value['quantity'] ?? null) : value;
  return amount === null ? null : Math.round(Number(amount) * 100 + 1e-6);
}

function typeIn(history: History, step: Extract<Step, { kind: 'edit' }>): void {
  const typed = type(history.world, step, history.steps);
  if (!typed) return;
  for (const before of history.typed) {
    if (before.side === typed.side && before.field === typed.field) before.replaced = true;
  }
  history.typed.push({ ...typed, reached: false, replaced: false });
}

function look({ world, typed }: History): void {
  for (const edit of typed)
    edit.reached ||= seenOn(world, otherOf(edit), edit.field) === edit.value;
}

const otherOf = ({ side }: Typed) => (side === 'salesforce' ? 'partnerCenter' : 'salesforce');

function survive<T>(visitOnce: () => T): T | undefined {
  try {
    return visitOnce();
  } catch (error) {
    if (error instanceof Crashed) return undefined;
    throw error;
  }
}

/** Both sides as people see them, for comparing two histories. */
export function seen(world: World, fields: readonly EditedField[]): Json {
  return Object.fromEntries(
    fields.map((field) => [
      field,
      {
        salesforce: seenOn(world, 'salesforce', field),
        partnerCenter: seenOn(world, 'partnerCenter', field),
      },
    ]),
  );
}
