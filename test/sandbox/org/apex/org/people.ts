/** What the user who runs Apex may do. */
import type { Access } from '../../access/access.ts';
import type { Transaction } from '../../store/transaction.ts';

export type People = {
  accessOf(tx: Pick<Transaction, 'userId'>): Access;
  holds(tx: Transaction, customPermission: string): boolean;
};
