/** A question that was answered stays one until the answer is written; or the next plan would know of no choice. */
import type { Held, Pair } from '../domain/pair.ts';
import type { Writes } from '../domain/values.ts';

/** The questions about these fields, as they were held before. */
export function stillAsked({ held }: Pick<Pair, 'held'>, ...writes: Writes[]): Held {
  const asked = writes.flatMap((fields) =>
    [...fields.keys()].flatMap((field) => {
      const move = held[field];
      return move?.reason === 'ask' ? [[field, move] as const] : [];
    }),
  );
  return Object.fromEntries(asked);
}
