import { parseArgs } from 'node:util';

export type ApexTestOptions = { folder: string; classes: string[]; junitFile: string | undefined };

/** `--class-names A,B`, `--junit file`, and the folder of the package. @throws TypeError for other options */
export function readOptions(args: readonly string[]): ApexTestOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'class-names': { type: 'string', short: 'n', multiple: true, default: [] },
      junit: { type: 'string' },
    },
  });
  return {
    folder: positionals[0] ?? 'force-app/main/default',
    classes: values['class-names']
      .flatMap((names) => names.split(','))
      .filter((name) => name !== ''),
    junitFile: values.junit,
  };
}
