/** A process that tries mutants: asked with an edit (or null for the Apex as it is), it answers with the outcome. */
import type { Edit } from '../planted/edit.ts';
import type { Outcome } from './mutant.ts';
import { FORCE_APP, readApex, tryMutant } from './try-mutant.ts';

const sources = readApex(FORCE_APP);

process.on('message', ({ edit }: { edit: Edit | null }) => {
  process.send?.(outcomeOf(edit ?? undefined));
});

function outcomeOf(edit: Edit | undefined): Outcome {
  try {
    return tryMutant(sources, edit);
  } catch (error) {
    return { kind: 'void', why: error instanceof Error ? error.message : String(error) };
  }
}
