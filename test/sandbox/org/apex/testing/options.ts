import { parseArgs } from 'node:util';
import { NO_FEATURES, type Features } from '../../standard-objects/index.ts';

export type ApexTestOptions = {
  folder: string;
  classes: string[];
  features: Partial<Features>;
  junitFile: string | undefined;
};

/**
 * `--class-names A,B`, `--feature countryPicklists`, `--junit file`, and the folder of the package.
 * @throws TypeError for other options, Error for other features
 */
export function readOptions(args: readonly string[]): ApexTestOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'class-names': { type: 'string', short: 'n', multiple: true, default: [] },
      feature: { type: 'string', multiple: true, default: [] },
      junit: { type: 'string' },
    },
  });
  const unknown = values.feature.find((name) => !(name in NO_FEATURES));
  if (unknown !== undefined)
    throw new Error(
      `No feature ${unknown}; there are ${Object.keys(NO_FEATURES).sort().join(', ')}`,
    );
  return {
    folder: positionals[0] ?? 'force-app/main/default',
    classes: values['class-names']
      .flatMap((names) => names.split(','))
      .filter((name) => name !== ''),
    features: Object.fromEntries(values.feature.map((name) => [name, true])),
    junitFile: values.junit,
  };
}
