/** Products on a deal: they own its Amount. */
import type { ObjectDef, Row } from '../schema/types.ts';
import type { Transaction } from '../store/transaction.ts';
import { checkLock } from './checks.ts';
import { derive } from './derive.ts';
import { stampSystem } from './stamps.ts';

/** With products on the deal a new Amount is ignored without an error, whoever sends it. */
export function ignoreAmount(object: ObjectDef, row: Row, old: Row): Row {
  const isRolledUp = object.name === 'Opportunity' && old['HasOpportunityLineItem'] === true;
  return isRolledUp ? { ...row, Amount: old['Amount'] ?? null } : row;
}

/** Sets Amount and HasOpportunityLineItem of the deal. No trigger runs and no token is stamped by it. */
export function rollUpProducts(tx: Transaction, dealId: string): void {
  const { org } = tx;
  const deal = org.tables.get('Opportunity', dealId);
  if (!deal || deal['IsDeleted'] === true) return;
  checkLock(tx, org.schema.object('Opportunity'), deal);
  const items = org.tables
    .all('OpportunityLineItem')
    .filter((item) => item['OpportunityId'] === dealId && item['IsDeleted'] !== true);
  const total = items.reduce((sum, item) => sum + Number(item['TotalPrice']), 0);
  const next = {
    ...deal,
    HasOpportunityLineItem: items.length > 0,
    Amount: items.length > 0 ? total : (deal['Amount'] ?? null),
  };
  org.tables.write({
    kind: 'update',
    type: 'Opportunity',
    id: dealId,
    actor: tx.author,
    after: stampSystem(tx, derive(org, 'Opportunity', next, deal), false),
  });
}
