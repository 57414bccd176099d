/** Value mapping rows, compiled: what a value of one side is called on the other. */
import type { ValueRow } from './org.ts';

export type ValueMap = {
  /** Salesforce's value to the referral's. */
  outward: Map<string, string>;
  /** The referral's value to Salesforce's. */
  inward: Map<string, string>;
};

export const NO_VALUES: ValueMap = { outward: new Map(), inward: new Map() };

type Way = keyof ValueMap;
const WAYS = new Map<string, readonly { way: Way; isBackwards: boolean }[]>([
  ['To Partner Center', [{ way: 'outward', isBackwards: false }]],
  ['To Salesforce', [{ way: 'inward', isBackwards: false }]],
  [
    'Both',
    [
      { way: 'outward', isBackwards: false },
      { way: 'inward', isBackwards: true },
    ],
  ],
]);

/**
 * By canonical field. Rows come with the admin's first: of two that name one value the first counts, and a row of one
 * direction counts before those of both. Only a row of both can be read backwards.
 */
export function compileValueMaps(
  rows: readonly ValueRow[],
  object: string,
): { maps: Map<string, ValueMap>; wrong: { row: string; message: string }[] } {
  const maps = new Map<string, ValueMap>();
  const wrong: { row: string; message: string }[] = [];
  const own = rows.filter((row) => row.isActive && row.object === object);
  for (const row of [...own].sort(oneWayFirst)) {
    const ways = WAYS.get(row.direction);
    if (!ways) {
      wrong.push({
        row: row.developerName,
        message: `direction is one of ${[...WAYS.keys()].join(', ')}`,
      });
      continue;
    }
    const map = maps.get(row.canonicalField) ?? { outward: new Map(), inward: new Map() };
    maps.set(row.canonicalField, map);
    for (const { way, isBackwards } of ways) {
      const [from, to] = isBackwards ? [row.target, row.source] : [row.source, row.target];
      if (!map[way].has(from)) map[way].set(from, to);
    }
  }
  return { maps, wrong };
}

const oneWayFirst = (a: ValueRow, b: ValueRow) =>
  Number(a.direction === 'Both') - Number(b.direction === 'Both');
