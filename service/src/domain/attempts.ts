/**
 * Open outside writes: how our own write is recognised after its answer was lost, and how long a write that
 * was never seen may still come.
 */
import { definitionOf } from './canonical.ts';
import { setShown } from './draft.ts';
import type { Attempt, AttemptField, Pair } from './pair.ts';
import type { AuditEntry, Base, Json, MergedField, Shown, Side, Writes } from './values.ts';
import { otherSide } from './values.ts';

const MOST_REMEMBERED = 5;

type WriteKind = 'patch' | 'update-record';

/** The attempt to commit before writing these values to a side. */
export function writeAttempt(options: {
  kind: WriteKind;
  writes: Writes;
  shown: Record<Side, Shown>;
  base: Base;
  startedAt: string;
  audit: AuditEntry[];
}): Attempt {
  const side: Side = options.kind === 'patch' ? 'partnerCenter' : 'salesforce';
  const other = otherSide(side);
  const fields: Attempt['fields'] = {};
  for (const [field, to] of options.writes) {
    const source = options.shown[other][field] ?? null;
    const { equalAcross } = definitionOf(field);
    // A single step towards a status (accepted on the way to won) does not use up the other side's move.
    const used = equalAcross(to, source) ? source : options.base[other][field];
    fields[field] = {
      from: options.shown[side][field] ?? null,
      to,
      ...(used === undefined ? {} : { source: used }),
    };
  }
  return { kind: options.kind, side, fields, startedAt: options.startedAt, audit: options.audit };
}

/** Puts an attempt in front of those whose outcome is still open. */
export function openAttempt(next: Attempt, open: Attempt | null): Attempt {
  let writes = 0;
  // What must not be done twice is never forgotten; of field writes the newest are enough.
  const earlier = attemptsOf(open).filter(
    (attempt) => !isFieldWrite(attempt) || ++writes <= MOST_REMEMBERED,
  );
  return earlier.length > 0 ? { ...next, earlier } : next;
}

/** Every open attempt, newest first. */
export function attemptsOf(attempt: Attempt | null): Attempt[] {
  if (!attempt) return [];
  const { earlier = [], ...newest } = attempt;
  return [newest, ...earlier];
}

/** The attempts that are left when those of a side's field writes are settled. */
export function withoutWrites(attempt: Attempt | null, side: Side): Attempt | null {
  return joined(attemptsOf(attempt).filter((open) => open.side !== side || !isFieldWrite(open)));
}

export function withoutKind(attempt: Attempt | null, kind: Attempt['kind']): Attempt | null {
  return joined(attemptsOf(attempt).filter((open) => open.kind !== kind));
}

function joined([newest, ...earlier]: Attempt[]): Attempt | null {
  if (!newest) return null;
  return earlier.length > 0 ? { ...newest, earlier } : newest;
}

/** When something with an unknown outcome is looked for, counted from sending. */
export type LookSchedule = { createLooksMs: readonly number[]; backoffLastMs: number };

/** When a create or an invitation with an unknown outcome is looked for next (ms). */
export function nextLookFor(attempt: Attempt, now: number, schedule: LookSchedule): number {
  const sentAt = Date.parse(attempt.startedAt);
  const looks = schedule.createLooksMs.map((delay) => sentAt + delay);
  return looks.find((at) => at > now) ?? Math.max(now, sendsAgainAt(attempt, schedule));
}

/**
 * True once it may be sent again: after the last look of the schedule, and after each further sending twice as late,
 * because whatever keeps a host from answering is not cured by sending more.
 */
export function looksAreOver(attempt: Attempt, now: number, schedule: LookSchedule): boolean {
  return now >= sendsAgainAt(attempt, schedule);
}

function sendsAgainAt(attempt: Attempt, { createLooksMs, backoffLastMs }: LookSchedule): number {
  const lastLook = createLooksMs.at(-1) ?? 0;
  const wait = Math.min(
    lastLook * 2 ** ((attempt.sent ?? 1) - 1),
    Math.max(backoffLastMs, lastLook),
  );
  return Date.parse(attempt.startedAt) + wait;
}

export type Recovery = { attempt: Attempt | null; base: Base | null; audit: AuditEntry[] };

/**
 * Recognises our own writes in what both sides show now. A side that shows what we sent, and did not show it
 * before, carried the write out: its base becomes what it shows, the other side's base what the write came from.
 */
export function recoverWrites(
  pair: Pick<Pair, 'attempt' | 'base'>,
  shown: Record<Side, Shown>,
  time: { now: number; lateCommitMs: number },
): Recovery {
  const base = structuredClone(pair.base);
  let open = attemptsOf(pair.attempt);
  const audit: AuditEntry[] = [];
  for (const side of ['partnerCenter', 'salesforce'] as const) {
    const mine = open.filter((attempt) => attempt.side === side && isFieldWrite(attempt));
    const done = carriedOut(mine, shown[side]);
    if (done && base) {
      settleFields(base, done, shown[side]);
      audit.push(...(done.audit ?? []));
      open = open.filter((attempt) => !mine.includes(attempt));
    }
  }
  open = open.filter(
    (attempt) =>
      !isFieldWrite(attempt) || Date.parse(attempt.startedAt) > time.now - time.lateCommitMs,
  );
  return { attempt: joined(open), base, audit };
}

function isFieldWrite({ kind }: Attempt): boolean {
  return kind === 'patch' || kind === 'update-record';
}

function entriesOf(attempt: Attempt): [MergedField, AttemptField][] {
  return Object.entries(attempt.fields) as [MergedField, AttemptField][];
}

/**
 * Two attempts often share a field, so one value alone does not tell which of them came through: it is the one of which
 * most is shown, and of equals the newest.
 */
function carriedOut(newestFirst: Attempt[], shown: Shown): Attempt | undefined {
  let best: Attempt | undefined;
  let most = 0;
  for (const attempt of newestFirst) {
    const seen = entriesOf(attempt).filter(([field, { from, to }]) =>
      isOwnWrite(field, shown[field] ?? null, from, to),
    ).length;
    if (seen > most) [best, most] = [attempt, seen];
  }
  return best;
}

function isOwnWrite(field: MergedField, shows: Json, from: Json, to: Json): boolean {
  const { equalAcross, sameOnOneSide } = definitionOf(field);
  return equalAcross(shows, to) && !sameOnOneSide(shows, from);
}

/** A write is carried out whole; what shows something else by now was changed after it, by somebody else. */
function settleFields(base: Base, attempt: Attempt, shown: Shown): void {
  for (const [field, { from, to, source }] of entriesOf(attempt)) {
    const shows = shown[field] ?? null;
    // Ignored by the side (Amount of a deal with products): nothing was written there.
    if (definitionOf(field).sameOnOneSide(shows, from)) continue;
    const isOurs = isOwnWrite(field, shows, from, to);
    setShown(base[attempt.side], field, isOurs ? shows : to);
    if (source !== undefined) setShown(base[otherSide(attempt.side)], field, source);
  }
}

export type WriteOutcome = { base: Base; refused: MergedField[] };

/**
 * The base after a write that was answered: the answer's own values. A value that came back different by more
 * than the field's normalisation was refused; its base stays, so that the move is not forgotten.
 */
export function settleWrite(base: Base, attempt: Attempt, answered: Shown): WriteOutcome {
  const next = structuredClone(base);
  const refused: MergedField[] = [];
  for (const [field, { to, source }] of entriesOf(attempt)) {
    const answer = answered[field] ?? null;
    if (!definitionOf(field).equalAcross(answer, to)) {
      refused.push(field);
      continue;
    }
    setShown(next[attempt.side], field, answer);
    if (source !== undefined) setShown(next[otherSide(attempt.side)], field, source);
  }
  return { base: next, refused };
}

/** The base of a pair whose referral we created: what was sent, and the record's values it was made from. */
export function createdBase(attempt: Attempt): Base {
  const own = attempt.sentValues ?? {};
  const source = attempt.source ?? {};
  return attempt.side === 'partnerCenter'
    ? { partnerCenter: own, salesforce: source }
    : { partnerCenter: source, salesforce: own };
}
