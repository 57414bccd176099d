/** What the platform and the customer's flows do once a row is stored and its triggers have run. */
import type { ObjectDef, Row } from '../../../schema/types.ts';
import { moveCloseDate } from '../../../save/customer-automation.ts';
import { rollUpProducts } from '../../../save/products.ts';
import { asAutomation, onlyPrimary, updateRow } from '../../../save/row.ts';
import { statement } from '../../../store/transaction.ts';
import type { Run } from '../../run/run.ts';
import type { OrgPlatform } from '../org-platform.ts';
import type { RowKind } from './pending-row.ts';

type Stored = { object: ObjectDef; kind: RowKind; row: Row; old: Row | null };

export function afterStoring(
  { tx }: OrgPlatform,
  _run: Run,
  { object, kind, row, old }: Stored,
): void {
  if (object.name === 'OpportunityLineItem') rollUpProducts(tx, String(row['OpportunityId']));
  if (kind !== 'insert' && kind !== 'update') return;
  if (object.name === 'OpportunityContactRole' && row['IsPrimary'] === true) onlyPrimary(tx, row);
  const moved = moveCloseDate(tx, object.name, row, old);
  if (!moved) return;
  asAutomation(tx, 'automation:move-close-date', () =>
    statement(tx, () => updateRow(tx, object.name, String(row['Id']), moved)),
  );
}
