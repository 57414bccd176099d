/** Acting as somebody: the same save path as REST, with that person's name in the journal. */
import type { Input } from './save/coerce.ts';
import { coerceFields } from './save/coerce.ts';
import { checkedId } from './save/checks.ts';
import { convertLead, type Conversion, type Converted } from './save/convert-lead.ts';
import { mergeRows } from './save/merge.ts';
import { existing } from './save/row.ts';
import { createRow, deleteRow, saveAll, undeleteRow, updateRow } from './save/save-row.ts';
import type { ObjectDef, Row } from './schema/types.ts';
import type { Org } from './store/org.ts';
import { visibleRow } from './store/tables.ts';
import { inTransaction, lateTransaction, type Transaction } from './store/transaction.ts';

/** Every call is one transaction; a failed save throws an `OrgError` with `statusCode`, `message`, `fields`. */
export type ActorAccess = {
  create(type: string, fields: Input): string;
  update(type: string, id: string, fields: Input): void;
  /** Many rows in one transaction, in chunks of 200 as the platform makes them; one failure undoes all. */
  updateMany(type: string, rows: { id: string; fields: Input }[]): void;
  /** Stamped now, visible to others (and nudged) only after `switches.lateVisibleMs`. */
  updateLate(type: string, id: string, fields: Input): void;
  delete(type: string, id: string): void;
  undelete(type: string, id: string): void;
  /** Makes an account, a contact and, unless told otherwise, an opportunity of it. */
  convertLead(id: string, wish?: Conversion): Converted;
  /** Accounts, contacts or leads: the losers are deleted, what is theirs becomes the master's. */
  merge(type: string, master: string, losers: string[], fields?: Input): void;
  /** Copies every field a user may create, as the Clone button does; returns the copy's id. */
  clone(id: string, overrides?: Input): string;
  /** Deleted rows too; undefined when there never was one. */
  get(type: string, id: string): Row | undefined;
};

export function accessAs(org: Org, actor: string): ActorAccess {
  const one = <T>(work: (tx: Transaction) => T): T => inTransaction(org, { actor }, work);
  const objectOf = (type: string): ObjectDef => org.schema.object(type);
  const idOf = (type: string, id: string) => checkedId(objectOf(type), id);

  return {
    create: (type, fields) => one((tx) => createRow(tx, objectOf(type).name, fields)),
    update: (type, id, fields) => one((tx) => updateRow(tx, type, idOf(type, id), fields)),
    updateMany: (type, rows) =>
      one((tx) =>
        saveAll(
          tx,
          rows.map(({ id, fields: input }) => ({
            kind: 'update',
            type,
            id: idOf(type, id),
            input,
          })),
        ),
      ),
    updateLate: (type, id, fields) =>
      lateTransaction(org, { actor, lateMs: org.switches.lateVisibleMs }, (tx) =>
        updateRow(tx, type, idOf(type, id), fields),
      ),
    delete: (type, id) => one((tx) => deleteRow(tx, type, idOf(type, id))),
    undelete: (type, id) => one((tx) => undeleteRow(tx, type, idOf(type, id))),
    convertLead: (id, wish = {}) => one((tx) => convertLead(tx, idOf('Lead', id), wish)),
    merge: (type, master, losers, fields = {}) =>
      one((tx) => mergeRows(tx, type, { master, losers, fields })),
    clone(id, overrides = {}) {
      const object = org.schema.byPrefix(id.slice(0, 3));
      if (!object) throw new Error(`No object has ids that start with ${id.slice(0, 3)}`);
      return one((tx) => {
        const source = existing(tx, object, checkedId(object, id));
        const copy = Object.fromEntries(
          [...object.fields.values()]
            .filter((field) => field.createable && source[field.name] !== null)
            .map((field) => [field.name, source[field.name] ?? null]),
        );
        const given = coerceFields(object, overrides, {
          mode: 'create',
          trimText: org.switches.trimText,
          isSystem: false,
        });
        return createRow(tx, object.name, { ...copy, ...given }, { isClone: true });
      });
    },
    get: (type, id) => {
      const row = org.tables.get(objectOf(type).name, idOf(type, id));
      return row && visibleRow(row);
    },
  };
}
