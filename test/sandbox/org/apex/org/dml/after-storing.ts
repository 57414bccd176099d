/** What the platform and the customer's flows do once a row is stored and its triggers have run. */
import type { ObjectDef, Row } from '../../../schema/types.ts';
import { moveCloseDate } from '../../../save/customer-automation.ts';
import { rollUpProducts } from '../../../save/products.ts';
import { updateRow } from '../../../save/save-row.ts';
import type { Transaction } from '../../../store/transaction.ts';
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
    updateRow(tx, object.name, String(row['Id']), moved),
  );
}

/** Making a second contact primary clears the first. */
function onlyPrimary(tx: Transaction, role: Row): void {
  for (const other of tx.org.tables.all('OpportunityContactRole')) {
    const isOther = other['OpportunityId'] === role['OpportunityId'] && other['Id'] !== role['Id'];
    if (isOther && other['IsPrimary'] === true && other['IsDeleted'] !== true) {
      updateRow(tx, 'OpportunityContactRole', String(other['Id']), { IsPrimary: false });
    }
  }
}

function asAutomation(tx: Transaction, actor: string, work: () => void): void {
  const outer = tx.actor;
  tx.actor = actor;
  try {
    work();
  } finally {
    tx.actor = outer;
  }
}
