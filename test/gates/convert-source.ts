import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import type { SourceComponent } from '@salesforce/source-deploy-retrieve';
import { listFiles } from './package-files.ts';

const API_VERSION = '65.0';
/** What `.forceignore` keeps here and never sends to an org. */
const IGNORED = /(^|\/)(__tests__\/.*|jsconfig\.json|\.eslintrc\.json)$/;

export type Converted = {
  /** `CustomField: Opportunity.Audit__c` and so on, sorted. */
  components: string[];
  /** Files of the converted package, with `/`. */
  files: string[];
  /** Files of the folder that would silently stay at home. */
  leftOut: string[];
};

/**
 * What `sf project convert source` does, by the same library: which components a folder holds and how they look in a
 * deployment. It proves that every file is known and lies in its place, and next to nothing about what is in it.
 * @throws when the library finds a part of a component without the other, or a name twice
 */
export async function convertSource(folder: string): Promise<Converted> {
  // Loaded late: the library opens its log in the home folder as soon as it is loaded.
  process.env['SF_DISABLE_LOG_FILE'] ??= 'true';
  const { ComponentSetBuilder, MetadataConverter } =
    await import('@salesforce/source-deploy-retrieve');
  const set = await ComponentSetBuilder.build({
    sourcepath: [folder],
    sourceapiversion: API_VERSION,
  });
  const output = mkdtempSync(join(tmpdir(), 'co-sell-convert-'));
  try {
    await new MetadataConverter().convert(set, 'metadata', {
      type: 'directory',
      outputDirectory: output,
      genUniqueDir: false,
    });
    const all = set
      .getSourceComponents()
      .toArray()
      .flatMap((one) => [one, ...one.getChildren()]);
    return {
      components: all.map(({ type, fullName }) => `${type.name}: ${fullName}`).sort(),
      files: listFiles(output),
      leftOut: leftOut(folder, all),
    };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function leftOut(folder: string, all: SourceComponent[]): string[] {
  const taken = new Set(
    all
      .flatMap((one) => [...(one.xml ? [one.xml] : []), ...one.walkContent()])
      .map((path) => relative(resolve(folder), resolve(path)).split(sep).join('/')),
  );
  return listFiles(folder).filter((path) => !taken.has(path) && !IGNORED.test(path));
}
