/** Microsoft Solutions of a deal, as the resource compares, writes and shows them. */
import { deleteRow } from '../save/remove.ts';
import { createRow, updateRow } from '../save/row.ts';
import type { Input } from '../save/coerce.ts';
import type { Row } from '../schema/types.ts';
import type { Org } from '../store/org.ts';
import { statement, type Transaction } from '../store/transaction.ts';
import { isSame } from './compare.ts';
import type { SolutionInput, UpdateInput } from './shapes.ts';

const TYPE = 'Microsoft_Solution__c';
const FIELDS = {
  name: 'Solution_Name__c',
  quantity: 'Quantity__c',
  price: 'Price__c',
  currency: 'Currency_Code__c',
} as const;

/** As they stand under `values.Microsoft_Solutions__r`, in the order of their ids. */
export function showSolutions(org: Org, dealId: string) {
  return rowsOf(org, dealId)
    .map((row) => ({
      id: row['Solution_Id__c'],
      name: row['Solution_Name__c'] ?? null,
      quantity: row['Quantity__c'] ?? null,
      price: row['Price__c'] ?? null,
      currency: row['Currency_Code__c'] ?? null,
    }))
    .sort((a, b) => String(a.id).localeCompare(String(b.id)));
}

/** The same ids with the same quantity, price and currency; a property that was not sent is not compared. */
export function areSolutionsAsExpected(
  org: Org,
  dealId: string,
  expected: SolutionInput[],
): boolean {
  const rows = rowsOf(org, dealId);
  if (rows.length !== expected.length) return false;
  const object = org.schema.object(TYPE);
  return expected.every((one) => {
    const row = rows.find((candidate) => candidate['Solution_Id__c'] === one.id);
    if (!row) return false;
    return Object.entries(FIELDS).every(([key, name]) => {
      const field = object.fields.get(name.toLowerCase());
      const value = one[key as keyof SolutionInput];
      return (
        value === undefined || (field !== undefined && isSame(field, row[name] ?? null, value))
      );
    });
  });
}

/** @throws OrgError of the first row that fails */
export function writeSolutions(
  tx: Transaction,
  dealId: string,
  change: NonNullable<UpdateInput['solutions']>,
): void {
  const byId = new Map(rowsOf(tx.org, dealId).map((row) => [String(row['Solution_Id__c']), row]));
  const gone = change.remove.map((id) => byId.get(id)).filter((row) => row !== undefined);
  if (gone.length > 0) {
    statement(tx, () => gone.forEach((row) => deleteRow(tx, TYPE, String(row['Id']))));
  }
  if (change.upsert.length === 0) return;
  statement(tx, () => {
    for (const one of change.upsert) {
      const row = byId.get(one.id);
      if (row) updateRow(tx, TYPE, String(row['Id']), fieldsOf(one));
      else addSolution(tx, dealId, one);
    }
  });
}

export function addSolution(tx: Transaction, dealId: string, one: SolutionInput): void {
  createRow(tx, TYPE, { Opportunity__c: dealId, Solution_Id__c: one.id, ...fieldsOf(one) });
}

const fieldsOf = (one: SolutionInput): Input =>
  Object.fromEntries(
    Object.entries(FIELDS).flatMap(([key, name]) => {
      const value = one[key as keyof SolutionInput];
      return value === undefined ? [] : [[name, value]];
    }),
  );

const rowsOf = (org: Org, dealId: string): Row[] =>
  org.tables
    .all(TYPE)
    .filter((row) => row['Opportunity__c'] === dealId && row['IsDeleted'] !== true);
