/** Some checks of Apex run on Java, which nobody needs for anything else here. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Older ones cannot run the checkers' jars. */
const OLDEST = 11;

/** The command that runs Java; undefined where there is none, or only an older one. */
export function findJava(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const home = env['JAVA_HOME'];
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java'];
  return candidates.find((command) => versionOf(command, env) >= OLDEST);
}

/** `openjdk version "17.0.15"` is 17, `"1.8.0_402"` is 8; 0 when there is no answer. */
function versionOf(command: string, env: NodeJS.ProcessEnv): number {
  const { stderr, status } = spawnSync(command, ['-version'], { encoding: 'utf8', env });
  if (status !== 0) return 0;
  const [, first = '0', second = '0'] = /version "(\d+)(?:\.(\d+))?/.exec(stderr) ?? [];
  return Number(first) === 1 ? Number(second) : Number(first);
}

/** Where Java is missing a person is told so; CI must have it, so that nothing is left unchecked unnoticed. */
export const mustHaveJava = (env: NodeJS.ProcessEnv = process.env): boolean =>
  env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false';
