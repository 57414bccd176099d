import { SecretUnreadable } from '../errors.ts';
import type { Secrets } from '../sync/connection.ts';
import type { Db } from './schema.ts';
import { isSealedWithOlderKey, seal, unseal, type SealingKeys } from './sealing.ts';

export type SealedSecrets = Secrets & {
  /** Seals anew what an older key sealed; names the rows that no key of ours opens, which are left as they are. */
  reseal(): Promise<{ resealed: number; unreadable: string[] }>;
};

/** Secrets in the store's `secrets` table, sealed. A write is one conditional statement: the first one wins. */
export function createSecrets(db: Db, keys: SealingKeys): SealedSecrets {
  const secrets: Secrets = {
    async read(name) {
      const row = await db
        .selectFrom('secrets')
        .select(['version', 'sealed'])
        .where('name', '=', name)
        .executeTakeFirst();
      if (!row) return undefined;
      const version = Number(row.version);
      return { text: unseal(row.sealed, { name, version }, keys), version };
    },

    write: (name, text, expected) =>
      expected === null ? insert(db, name, text, keys) : update(db, { name, text, expected }, keys),

    async remove(name, expected) {
      const { numDeletedRows } = await db
        .deleteFrom('secrets')
        .where('name', '=', name)
        .where('version', '=', expected)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
  return { ...secrets, reseal: () => resealAll(db, keys, secrets) };
}

async function insert(db: Db, name: string, text: string, keys: SealingKeys): Promise<boolean> {
  const version = 1;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('secrets')
    .values({ name, version, sealed: seal(text, { name, version }, keys) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function update(
  db: Db,
  { name, text, expected }: { name: string; text: string; expected: number },
  keys: SealingKeys,
): Promise<boolean> {
  const version = expected + 1;
  const { numUpdatedRows } = await db
    .updateTable('secrets')
    .set({ version, sealed: seal(text, { name, version }, keys) })
    .where('name', '=', name)
    .where('version', '=', expected)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function resealAll(db: Db, keys: SealingKeys, { read, write }: Secrets) {
  const rows = await db.selectFrom('secrets').select(['name', 'sealed']).execute();
  const unreadable: string[] = [];
  let resealed = 0;
  for (const { name } of rows.filter(({ sealed }) => isSealedWithOlderKey(sealed, keys))) {
    try {
      const secret = await read(name);
      // Somebody else's write in between used a current key: nothing is left to do.
      if (secret && (await write(name, secret.text, secret.version))) resealed += 1;
    } catch (error) {
      if (!(error instanceof SecretUnreadable)) throw error;
      unreadable.push(name);
    }
  }
  return { resealed, unreadable };
}
