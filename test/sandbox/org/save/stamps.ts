import type { Row } from '../schema/types.ts';
import { toWireTime } from '../store/date-time.ts';
import type { Transaction } from '../store/transaction.ts';

/** Creation and modification stamps, in whole seconds of the org's clock. */
export function stampSystem(tx: Transaction, row: Row, isNew: boolean): Row {
  const now = toWireTime(tx.org.clock.now());
  return {
    ...row,
    ...(isNew ? { CreatedDate: now, CreatedById: tx.userId } : {}),
    LastModifiedDate: now,
    LastModifiedById: tx.userId,
    SystemModstamp: now,
  };
}
