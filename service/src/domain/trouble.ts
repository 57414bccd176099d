/** Why a pair needs somebody's eye, in one word, a code with its sentence, and since when. */
import { attemptsOf } from './attempts.ts';
import type { FailureCode } from './catalogue.ts';
import { nameOf, type NamedMove } from './field-names.ts';
import type { Attempt, Held, HoldReason, Pair } from './pair.ts';

export const TROUBLES = ['failed', 'backing-off', 'unconfirmed', 'conflict', 'attention'] as const;
export type TroubleKind = (typeof TROUBLES)[number];
export type Trouble = { kind: TroubleKind; code: string; detail: string; at: string };

/** Held until a seller chooses. */
export const ASKED: readonly HoldReason[] = ['ask'];
/** Held until somebody mends something. */
export const UNRESOLVED: readonly HoldReason[] = [
  'refused',
  'products',
  'currency',
  'closed-differently',
  'one-way',
  'last-solution',
  'looping',
];

/** Undefined for a pair that does well. The store counts and lists by the same rule. */
export function troubleOf(pair: Pair): Trouble | undefined {
  const { lastError, failures, state } = pair;
  if (state === 'failed' || failures > 0) {
    return {
      kind: state === 'failed' ? 'failed' : 'backing-off',
      code: lastError?.code ?? 'unexpected',
      detail: lastError?.detail ?? '',
      at: lastError?.at ?? new Date(pair.createdAt).toISOString(),
    };
  }
  const [attempt] = attemptsOf(pair.attempt);
  if (attempt) return unconfirmed(attempt);
  return (
    heldTrouble(pair.held, ASKED, 'conflict') ?? heldTrouble(pair.held, UNRESOLVED, 'attention')
  );
}

function unconfirmed(attempt: Attempt): Trouble {
  const code: FailureCode = attempt.kind === 'create' ? 'create-unconfirmed' : 'write-unconfirmed';
  return { kind: 'unconfirmed', code, detail: '', at: attempt.startedAt };
}

function heldTrouble(
  held: Held,
  reasons: readonly HoldReason[],
  kind: TroubleKind,
): Trouble | undefined {
  const moves = movesOf(held).filter((move) => reasons.includes(move.reason));
  const [first] = moves;
  if (!first) return undefined;
  const same = moves.filter((move) => move.reason === first.reason);
  return { kind, code: first.reason, detail: same.map(nameOf).join(', '), at: first.since };
}

export function movesOf(held: Held): NamedMove[] {
  return Object.entries(held).flatMap(([field, move]) => (move ? [{ field, ...move }] : []));
}
