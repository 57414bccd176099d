/**
 * Dotted names of the properties that differ; an array counts as one property. `updatedDateTime` and `eTag` differ
 * after every write and are left out, so a write that changed nothing shows an empty list: an echo.
 */
export function changedPaths(before: unknown, after: unknown): string[] {
  return differences(before, after, '').filter(
    (path) => path !== 'updatedDateTime' && path !== 'eTag',
  );
}

function differences(before: unknown, after: unknown, path: string): string[] {
  if (!isObject(after) || (before !== null && !isObject(before))) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
  }
  const earlier: Record<string, unknown> = before ?? {};
  const names = new Set([...Object.keys(earlier), ...Object.keys(after)]);
  return [...names].flatMap((name) =>
    differences(earlier[name] ?? null, after[name] ?? null, path ? `${path}.${name}` : name),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
