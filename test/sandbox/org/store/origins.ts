/** Who brought something into the org: the package, the customer with Apex and rules of their own, or the platform. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

export type Origin = 'package' | 'customer' | 'platform';

/** What refused a save: `rule Opportunity.X`, `trigger X`, `class X`, `field Opportunity.X`, or `platform`. */
export type Source = { by: Origin; what: string };

export type Origins = {
  /** Of a class or trigger, without regard to case. */
  ofCode(name: string): Origin;
  ofField(object: string, field: string): Origin;
};

/** Source-format folders: the package's first, then those of the customer. */
export type Folders = readonly [packaged: string, ...customers: string[]];

export const originOfFolder = (index: number): Origin => (index === 0 ? 'package' : 'customer');

export function readOrigins(folders: Folders): Origins {
  const known = new Map<string, Origin>();
  for (const [index, folder] of folders.entries()) {
    for (const name of namesIn(folder)) known.set(name, originOfFolder(index));
  }
  return {
    ofCode: (name) => known.get(name.toLowerCase()) ?? 'platform',
    ofField: (object, field) => known.get(`${object}.${field}`.toLowerCase()) ?? 'platform',
  };
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
    const code = /\.(cls|trigger)$/.test(path) ? [basename(path, extname(path)).toLowerCase()] : [];
    const field = /objects\/(\w+)\/fields\/(\w+)\.field-meta\.xml$/.exec(join('/', path));
    return field ? [`${field[1]}.${field[2]}`.toLowerCase()] : code;
  });
}
