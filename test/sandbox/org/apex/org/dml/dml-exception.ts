import type { Run } from '../../run/run.ts';
import type { RecordError } from '../../values/sobject.ts';

export type FailedRow = { index: number; id: string | null; error: RecordError };

const WORDS: { readonly [kind: string]: string } = {
  insert: 'Insert',
  update: 'Update',
  upsert: 'Upsert',
  delete: 'Delete',
  undelete: 'Undelete',
};

/** `Insert failed. First exception on row 0; first error: …`. */
export function raiseDml(run: Run, kind: string, rows: FailedRow[]): never {
  const [first] = rows;
  const id = first?.id ? ` with id ${first.id}` : '';
  const told = first
    ? ` First exception on row ${first.index}${id}; first error: ${first.error.statusCode}, ${first.error.message}: [${first.error.fields.join(', ')}]`
    : '';
  return run.raise('DmlException', `${WORDS[kind] ?? kind} failed.${told}`, rows);
}
