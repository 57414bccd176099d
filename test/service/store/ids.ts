/** Ids that look like the real ones, by number. */
export const recordId = (n: number): string => `006${String(n).padStart(15, '0')}`;
export const referralId = (n: number): string =>
  `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
