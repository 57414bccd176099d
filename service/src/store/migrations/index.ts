import type { Migration } from 'kysely/migration';
import * as firstTables from './0001-first-tables.ts';

/**
 * Every migration by its number, in order. Expand before contracting; never edit one that was released:
 * a store remembers which it has run, not what they said.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
};
