/**
 * Checks the package's Apex with what runs on Java: apex-ls (does it compile?) and PMD (security, good practice).
 * `npm run check:apex`. Ends with 1 when something is wrong. Without Java it says what was not checked and ends with 0,
 * or with 1 where CI is set.
 */
import { join } from 'node:path';
import { checkWithApexLs } from './apex/apex-ls.ts';
import { findJava, mustHaveJava } from './apex/java.ts';
import { checkWithPmd } from './apex/pmd.ts';

const ROOT = join(import.meta.dirname, '..');

const java = findJava();
if (java === undefined) {
  console.error(
    'NOT CHECKED: there is no Java 11 or newer here, so neither apex-ls nor PMD has looked at the Apex.\n' +
      'Put java on the PATH, or set JAVA_HOME. The other checks of the Apex run in "npm test".',
  );
  process.exitCode = mustHaveJava() ? 1 : 0;
} else {
  const compiler = checkWithApexLs(java, ROOT);
  const analysis = await checkWithPmd(java, join(ROOT, 'force-app'));
  report('apex-ls', compiler);
  report('PMD', analysis);
  process.exitCode = compiler.length + analysis.length > 0 ? 1 : 0;
}

function report(name: string, problems: string[]): void {
  for (const problem of problems) console.log(problem);
  console.log(`${name}: ${problems.length === 0 ? 'no problem' : `${problems.length} problems`}`);
}
