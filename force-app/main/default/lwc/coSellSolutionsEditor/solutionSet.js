/** Partner Center takes at most 50 solutions a deal. */
export const MOST = 50;

/** What the fields of a solution hold, and every number below it is exact to the cent. */
const LARGEST = 9_999_999_999_999;

/** Adds an entry of the catalogue; one that is there already keeps its quantity and price. */
export function addSolution(solutions, { solutionId, name, type }) {
  if (solutions.some((solution) => solution.solutionId === solutionId)) return solutions;
  const added = { solutionId, name, type, quantity: null, price: null, currencyCode: null };
  return [...solutions, added];
}

export function removeSolution(solutions, solutionId) {
  return solutions.filter((solution) => solution.solutionId !== solutionId);
}

/** `values` are as they were typed: a number that is half typed must not be changed under the cursor. */
export function changeSolution(solutions, solutionId, values) {
  return solutions.map((solution) =>
    solution.solutionId === solutionId ? { ...solution, ...values } : solution,
  );
}

/** A solution as it is saved: numbers, and the currency in capitals; nothing typed is null. */
export function typedSolution({ quantity, price, currencyCode, ...solution }) {
  return {
    ...solution,
    quantity: numberIn(quantity),
    price: numberIn(price),
    currencyCode: (currencyCode ?? '').trim().toUpperCase() || null,
  };
}

/** Field and label of the first thing that is wrong, or null. */
export function problemOf(typed) {
  const solution = typedSolution(typed);
  const wrong = ['quantity', 'price'].find((field) => !isAmount(solution[field]));
  if (wrong) return { field: wrong, label: 'solutionNumberWrong' };
  const { currencyCode, price } = solution;
  if (currencyCode !== null && !/^[A-Z]{3}$/.test(currencyCode)) {
    return { field: 'currencyCode', label: 'solutionCurrencyWrong' };
  }
  if (price !== null && currencyCode === null) {
    return { field: 'currencyCode', label: 'solutionCurrencyNeeded' };
  }
  return null;
}

function numberIn(typed) {
  const text = String(typed ?? '').trim();
  return text === '' ? null : Number(text);
}

function isAmount(value) {
  if (value === null) return true;
  return value >= 0 && value <= LARGEST && Number(value.toFixed(2)) === value;
}
