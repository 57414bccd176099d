import type { Source } from './origins.ts';

/** A save of one row that failed, also when the row belongs to a larger statement or to somebody's Apex. */
export type Refusal = Source & {
  at: string;
  actor: string;
  kind: 'insert' | 'update' | 'delete' | 'undelete' | 'transaction';
  /** `(transaction)` when a whole transaction ended. */
  type: string;
  id: string | null;
  statusCode: string;
  message: string;
  /** Fields that this save had set. */
  given: string[];
};
