import { checkFieldParts, checkFieldTable, checkObjectsAndRules } from './check-fields.ts';
import { checkPackage } from './check-package.ts';
import { checkPermissions } from './check-permissions.ts';
import { checkRecords } from './check-records.ts';
import { checkShape } from './check-shapes.ts';
import { readMetadata } from './package-files.ts';

/** Every check of the metadata, over a package folder such as `force-app/main/default`. */
export function problemsIn(folder: string): string[] {
  const files = readMetadata(folder);
  return [
    ...files.flatMap(checkShape),
    ...files.flatMap(checkFieldParts),
    ...checkFieldTable(files),
    ...checkObjectsAndRules(files),
    ...checkRecords(files),
    ...checkPermissions(files),
    ...checkPackage(folder),
  ];
}
