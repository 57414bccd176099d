/** `FOR UPDATE`: refused beside ORDER BY, and when somebody else holds a row. */
import type { Query } from '@jetstreamapp/soql-parser-js';
import type { Row } from '../../../schema/types.ts';
import { malformed } from '../../../soql/soql-errors.ts';
import type { Run } from '../../run/run.ts';
import type { OrgPlatform } from '../org-platform.ts';

export function lockRows(platform: OrgPlatform, run: Run, query: Query, rows: Row[]): void {
  if (query.orderBy !== undefined)
    throw malformed('unexpected token: ORDER BY is not allowed with FOR UPDATE');
  const { lockedByLate, random, switches } = platform.org;
  const isPoisoned = rows.some((row) => switches.poisonedRecords.includes(String(row['Id'])));
  if (isPoisoned) run.raise('LimitException', 'Apex CPU time limit exceeded');
  const isHeld = rows.some((row) => lockedByLate.has(String(row['Id'])));
  if (isHeld || (rows.length > 0 && !platform.state.test && random.chance(switches.lockChance))) {
    run.raise(
      'QueryException',
      'Record Currently Unavailable: The record you are attempting to edit, or one of its related records, is currently being modified by another user. Please try again.',
    );
  }
}
