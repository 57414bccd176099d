/** Canonical fields as a seller knows them. */
import { isSolutionField } from './canonical.ts';
import { emailOf, isPersonField } from './people.ts';
import type { HeldMove } from './pair.ts';

export type NamedMove = HeldMove & { field: string };

export function nameOf({ field }: { field: string }): string {
  if (isPersonField(field)) return emailOf(field);
  return isSolutionField(field) ? field.replace(':', ' ') : (LABELS[field] ?? field);
}

const LABELS: Record<string, string> = {
  dealValue: 'deal value',
  closingDate: 'close date',
  notes: 'notes',
  attachedNotes: 'Salesforce notes',
  status: 'status',
  visibility: 'visibility',
  currency: 'currency',
};
