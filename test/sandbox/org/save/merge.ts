/**
 * Merge, as the platform does it for accounts, contacts and leads: one winner and one or two losers. What belongs to the
 * losers goes to the winner without any trigger of its own; then the losers are deleted, with the winner's id in
 * `MasterRecordId`, and the winner is updated: those two are statements with their triggers. One that fails undoes all.
 *
 * Contact roles of both people on one deal stay two roles; whether the platform keeps both is not documented [I].
 */
import { OrgError, saveError } from '../errors.ts';
import type { ObjectDef } from '../schema/types.ts';
import { savepoint, type Transaction } from '../store/transaction.ts';
import { checkedId } from './checks.ts';
import type { Input } from './coerce.ts';
import { existing } from './row.ts';
import { saveAll } from './save-row.ts';

const MERGEABLE = ['Account', 'Contact', 'Lead'];
const MOST_LOSERS = 2;

export type Merge = { master: string; losers: readonly string[]; fields: Input };

/** @throws OrgError */
export function mergeRows(tx: Transaction, type: string, { master, losers, fields }: Merge): void {
  const object = tx.org.schema.object(type);
  const winner = checkedId(object, master);
  const others = losers.map((id) => checkedId(object, id));
  refuseWhatCannotBe(tx, object, [winner, ...others]);
  savepoint(tx, () => {
    tx.merge = { winner, losers: others };
    try {
      saveAll(
        tx,
        others.map((id) => ({ kind: 'delete', type: object.name, id })),
      );
    } finally {
      tx.merge = undefined;
    }
    saveAll(tx, [{ kind: 'update', type: object.name, id: winner, input: fields }]);
  });
}

function refuseWhatCannotBe(tx: Transaction, object: ObjectDef, ids: string[]): void {
  if (!MERGEABLE.includes(object.name)) {
    throw new OrgError('INVALID_TYPE', `Only ${MERGEABLE.join(', ')} can be merged`);
  }
  if (ids.length < 2 || ids.length > MOST_LOSERS + 1) {
    throw saveError(
      'INVALID_ARGUMENT_TYPE',
      `A merge takes one or ${String(MOST_LOSERS)} records to merge`,
    );
  }
  if (new Set(ids).size < ids.length) {
    throw saveError('DUPLICATE_VALUE', 'A record cannot be merged with itself');
  }
  for (const id of ids) existing(tx, object, id);
}
