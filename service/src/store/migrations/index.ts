import type { Migration } from 'kysely/migration';
import * as firstTables from './0001-first-tables.ts';
import * as secrets from './0002-secrets.ts';
import * as sweptAt from './0003-swept-at.ts';
import * as correlation from './0004-correlation.ts';

/**
 * Every migration by its number, in order. Expand before contracting; never edit one that was released:
 * a store remembers which it has run, not what they said.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-secrets': secrets,
  '0003-swept-at': sweptAt,
  '0004-correlation': correlation,
};
