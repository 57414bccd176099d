import { expect, it } from 'vitest';
import { nameOf } from '../../../service/src/domain/field-names.ts';

it.each([
  ['dealValue', 'deal value'],
  ['closingDate', 'close date'],
  ['notes', 'notes'],
  ['attachedNotes', 'Salesforce notes'],
  ['status', 'status'],
  ['visibility', 'visibility'],
  ['currency', 'currency'],
  ['customerName', 'customerName'],
  ['solutions:SOL-1', 'solutions SOL-1'],
  ['team:a@x.example', 'a@x.example'],
])('a seller knows %s as "%s"', (field, name) => {
  expect(nameOf({ field })).toBe(name);
});
