/** How many random cases a property tries; `PROPERTY_FACTOR=20` for a long night. */
export const runs = (count: number) => ({
  numRuns: Math.ceil(count * Number(process.env['PROPERTY_FACTOR'] ?? 1)),
});
