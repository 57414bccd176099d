import type { Db } from './schema.ts';

export type Binding = { orgId: string; tenantId: string };

const ORG = 'bound-org';
const TENANT = 'bound-tenant';

/**
 * Binds an empty store, or says to whom it belongs. A refreshed sandbox has production's ids, so a store
 * never changes hands by itself.
 */
export async function bindStore(
  db: Db,
  wanted: Binding,
): Promise<{ kind: 'ok' } | ({ kind: 'other' } & Binding)> {
  return db.transaction().execute(async (trx) => {
    await trx
      .insertInto('settings')
      .values([
        { name: ORG, value: wanted.orgId },
        { name: TENANT, value: wanted.tenantId },
      ])
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    const rows = await trx.selectFrom('settings').selectAll().execute();
    const settings = new Map(rows.map((row) => [row.name, row.value]));
    const bound = { orgId: settings.get(ORG) ?? '', tenantId: settings.get(TENANT) ?? '' };
    const isOurs = bound.orgId === wanted.orgId && bound.tenantId === wanted.tenantId;
    return isOurs ? { kind: 'ok' } : { kind: 'other', ...bound };
  });
}
