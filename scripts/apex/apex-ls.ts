/** Runs apex-ls, which knows Apex, the platform's own types and this workspace's objects and labels. */
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

type Message = { start: { line: number }; category: string; message: string };
type Answer = { files: { path: string; messages: Message[] }[] };

/** It ends with this when it found something; everything else but 0 is a failure of its own. */
const FOUND = 4;

/**
 * Problems of all Apex in a workspace, as `path:line: what`. Warnings count.
 * @param workspace a folder with sfdx-project.json
 * @throws Error when apex-ls did not work
 */
export function checkWithApexLs(java: string, workspace: string): string[] {
  const run = spawnSync(
    java,
    // Without a cache (-n): it would lie in the user's home, and know an older workspace.
    [
      '-cp',
      jars(),
      'io.github.apexdevtools.apexls.CheckForIssues',
      '-n',
      '-f',
      'json',
      '-d',
      'warnings',
      '-w',
      workspace,
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (run.error) throw run.error;
  if (run.status !== 0 && run.status !== FOUND)
    throw new Error(`apex-ls ended with ${run.status}: ${run.stderr.slice(0, 500)}`);
  return problemsIn(run.stdout, workspace);
}

/** Its JSON leaves characters unescaped that JSON does not allow in texts. */
function problemsIn(text: string, workspace: string): string[] {
  const start = text.indexOf('{');
  if (start < 0) return [];
  const { files } = JSON.parse(text.slice(start).replace(/[\t\r]/g, ' ')) as Answer;
  return files.flatMap(({ path, messages }) =>
    messages.map(({ start: { line }, message }) => {
      const shown = relative(workspace, path).split(sep).join('/');
      return `${shown}:${line}: ${message}`;
    }),
  );
}

/** The jars come with the PMD engine of Code Analyzer. */
function jars(): string {
  const engine = fileURLToPath(import.meta.resolve('@salesforce/code-analyzer-pmd-engine'));
  return [join(dirname(engine), 'java-lib', '*')].join(delimiter);
}
