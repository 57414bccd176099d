/**
 * Every mistake that the gates' own tests plant, and whether it was noticed: `npm run test:mistakes`.
 * Exits 1 when one goes unnoticed. Those that need Java are skipped, and say so, where there is none.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

type Case = { ancestorTitles: string[]; title: string; status: string };
type Report = { testResults: { name: string; assertionResults: Case[] }[] };

const ROOT = join(import.meta.dirname, '..');
/** What the gates' tests call the planting of a mistake, in a title of theirs. */
const PLANTED = /noticed|finds|is not packaged|needs Java: a mistake/;

const report = runGates();
const rows = report.testResults.flatMap(({ name, assertionResults }) =>
  assertionResults
    .filter(({ ancestorTitles, title }) => PLANTED.test([...ancestorTitles, title].join(' ')))
    .map(({ title, status }) => ({ gate: basename(name, '.test.ts'), title, status })),
);
for (const { gate, title, status } of rows) {
  const verdict = status === 'passed' ? 'noticed' : status === 'failed' ? 'UNNOTICED' : 'skipped';
  console.log(`${gate.padEnd(18)} ${verdict.padEnd(10)} ${title}`);
}
const noticed = rows.filter(({ status }) => status === 'passed').length;
console.log(`\n${noticed} of ${rows.length} planted mistakes noticed`);
process.exitCode = rows.length > 0 && rows.every(({ status }) => status !== 'failed') ? 0 : 1;

/** @throws Error when vitest left no report */
function runGates(): Report {
  const folder = mkdtempSync(join(tmpdir(), 'co-sell-mistakes-'));
  const file = join(folder, 'report.json');
  const reporter = ['--reporter=json', `--outputFile=${file}`];
  try {
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const ran = spawnSync(
      process.execPath,
      [vitest, 'run', '--project', 'unit', 'test/gates', ...reporter],
      {
        cwd: ROOT,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    if (ran.error) throw ran.error;
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
