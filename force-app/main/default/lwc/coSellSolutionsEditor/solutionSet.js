/** Partner Center takes at most 50 solutions a deal. */
export const MOST = 50;

/** Adds an entry of the catalogue; one that is there already keeps its quantity and price. */
export function addSolution(solutions, { solutionId, name, type }) {
  if (solutions.some((solution) => solution.solutionId === solutionId)) return solutions;
  const added = { solutionId, name, type, quantity: null, price: null, currencyCode: null };
  return [...solutions, added];
}

export function removeSolution(solutions, solutionId) {
  return solutions.filter((solution) => solution.solutionId !== solutionId);
}
