import { isSolutionField, solutionsOf } from './canonical.ts';
import { hold, type Draft } from './draft.ts';

/** A deal with Microsoft needs a solution (contract 5): the removal of its last one waits for another to take its place. */
export function keepLastSolution(draft: Draft): void {
  const { shown, toPartnerCenter } = draft;
  const after = { ...shown.partnerCenter, ...Object.fromEntries(toPartnerCenter) };
  if (solutionsOf(after).length > 0) return;
  // None is left, so each that is sent is a removal.
  for (const field of [...toPartnerCenter.keys()].filter(isSolutionField)) {
    toPartnerCenter.delete(field);
    // A conflict it has won is news once it is sent.
    draft.audit = draft.audit.filter((entry) => entry.field !== field);
    hold(draft, field, 'last-solution');
  }
}
