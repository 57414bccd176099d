import type { Transaction } from '../store/transaction.ts';

/** Whose children the record's become; undefined for one that is deleted for itself, also by a trigger meanwhile. */
export const winnerOver = ({ merge }: Transaction, id: string): string | undefined =>
  merge?.losers.includes(id) ? merge.winner : undefined;
