import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkFieldParts, checkFieldTable, checkObjectsAndRules } from './check-fields.ts';
import { checkCallouts, checkImports } from './check-imports.ts';
import { checkPackage, checkText } from './check-package.ts';
import { checkPermissions } from './check-permissions.ts';
import { checkRecords } from './check-records.ts';
import { checkReferences } from './check-references.ts';
import { checkSetup } from './check-setup.ts';
import { checkShape } from './check-shapes.ts';
import { readMetadata, type MetadataFile } from './package-files.ts';

/** Every check of the package's metadata, over a folder such as `force-app/main/default`. */
export function problemsIn(folder: string): string[] {
  const files = readMetadata(folder);
  return [
    ...files.flatMap((file) => checkShape(file, 'package')),
    ...files.flatMap(checkFieldParts),
    ...checkFieldTable(files),
    ...checkObjectsAndRules(files),
    ...checkRecords(files),
    ...checkPermissions(files),
    ...checkReferences(files, files),
    ...checkImports(folder, files),
    ...checkPackage(folder),
  ];
}

/** Every check of what a set-up deploys once, over `config/org-setup` and the package it goes with. */
export function problemsInSetup(setupFolder: string, packageFolder: string): string[] {
  const ours = readMetadata(packageFolder);
  const steps = stepsIn(setupFolder);
  const files = readSetup(setupFolder);
  return [
    ...files.flatMap((file) => checkShape(file, 'setup')),
    ...files.flatMap(checkFieldParts),
    ...checkPermissions(files, ours),
    ...checkReferences(files, [...ours, ...files]),
    ...checkCallouts(packageFolder, files),
    ...checkSetup(setupFolder, steps, [...ours, ...files]),
    ...steps.flatMap((step) => checkText(join(setupFolder, step))),
  ];
}

/** What the set-up deploys, all steps together. */
export function readSetup(setupFolder: string): MetadataFile[] {
  return stepsIn(setupFolder).flatMap((step) => readMetadata(join(setupFolder, step)));
}

const stepsIn = (setupFolder: string): string[] =>
  readdirSync(setupFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
