import type { Migration } from 'kysely/migration';
import * as firstTables from './0001-first-tables.ts';
import * as secrets from './0002-secrets.ts';
import * as sweptAt from './0003-swept-at.ts';
import * as correlation from './0004-correlation.ts';
import * as auditChain from './0005-audit-chain.ts';

/**
 * Every migration by its number, in order. Expand before contracting; never edit one that was released:
 * a store remembers which it has run, not what they said.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-secrets': secrets,
  '0003-swept-at': sweptAt,
  '0004-correlation': correlation,
  '0005-audit-chain': auditChain,
};

/**
 * The newest migration that a bridge must know to work on tables with all of these. A migration that only expands
 * (a nullable column, a table, an index) leaves it; one that contracts moves it up, in a release after the one
 * that stopped using what goes. On PostgreSQL older replicas from here on may run, and start, beside this version.
 */
export const OLDEST_THAT_FITS: keyof typeof MIGRATIONS = '0001-first-tables';
