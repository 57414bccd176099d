/** What a package folder says exists, so that an import of anything else stops the build. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NO_FEATURES } from '../../sandbox/org/standard-objects/index.ts';
import { loadMetadata } from '../../sandbox/org/schema/load-metadata.ts';
import { buildSchema } from '../../sandbox/org/schema/schema.ts';
import type { Schema } from '../../sandbox/org/schema/types.ts';
import { readApexMethods } from './apex-methods.ts';
import type { ApexMethod } from '../shims/apex.ts';
import { readLabels } from './labels.ts';

export type PackageFacts = {
  labels: ReadonlyMap<string, string>;
  /** The package's own objects and fields, and those of the standard objects that the simulated org knows. */
  schema: Schema;
  /** By `Class.method`. */
  apexMethods: ReadonlyMap<string, ApexMethod>;
  customPermissions: ReadonlySet<string>;
};

/** `folder`: such as `force-app/main/default`. */
export function readPackageFacts(folder: string): PackageFacts {
  return {
    labels: readLabels(join(folder, 'labels', 'CustomLabels.labels-meta.xml')),
    // Nothing that exists only with a feature: the package must do without.
    schema: buildSchema(loadMetadata(folder), NO_FEATURES),
    apexMethods: readApexMethods(join(folder, 'classes')),
    customPermissions: namesIn(join(folder, 'customPermissions')),
  };
}

const namesIn = (folder: string): Set<string> =>
  new Set(existsSync(folder) ? readdirSync(folder).map((name) => name.split('.')[0] ?? '') : []);
