/** A saved solution as the bridge will write it to `Products__c`: `Line Insight (SOL-1) – 2 × 9 USD`. */
export function solutionLine({ name, solutionId, quantity, price, currencyCode }) {
  const title = name ? `${name} (${solutionId})` : solutionId;
  const times = isBlank(quantity) ? '' : `${quantity} ×`;
  const amount = isBlank(price) ? '' : [price, currencyCode].filter(Boolean).join(' ');
  const sum = [times, amount].filter(Boolean).join(' ');
  return sum ? `${title} – ${sum}` : title;
}

const isBlank = (value) => value === null || value === undefined;
