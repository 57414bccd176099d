/**
 * After the package is installed: deploys what becomes the org's own, once, and says what is left to do by hand. Every
 * folder is deployed by itself, because each can be refused for a reason of its own; what the org has already is left
 * alone. Reads with the admin's sign-in of the Salesforce CLI, and deploys through the CLI.
 *
 * npx --no node scripts/set-up-org.ts --target-org <alias> --bridge-url https://bridge.example.com
 *   --certificate bridge.crt --contact-email you@example.com [--french] [--again]
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCollisions } from './set-up/collisions.ts';
import { openOrg } from './set-up/open-org.ts';
import { readPackageNames } from './set-up/package-names.ts';
import { BY_HAND, planSteps, readOptions, type Step } from './set-up/plan.ts';

const PACKAGE = 'force-app/main/default';
const SET_UP = 'config/org-setup';

const options = readOptions(process.argv.slice(2));
if (!options) fail('Say which org: --target-org <an alias or user name that `sf org list` shows>.');
const { targetOrg, again } = options;
const connection = await openOrg(targetOrg).catch((error: Error) => fail(error.message));

const names = readPackageNames(PACKAGE);
const there = await findCollisions(names, connection);
const wanted = [...names.values()].reduce((sum, { size }) => sum + size, 0);
if (there.length < wanted)
  fail(
    `The org has ${there.length} of the ${wanted} names of the package. Install it first, after ` +
      'scripts/check-collisions.ts: sf package install --package 04t…',
  );

const certificate = options.certificate ? readFileSync(options.certificate, 'utf8') : undefined;
const { steps, skipped } = planSteps(options, certificate);
const failed: Step[] = [];
for (const step of steps) {
  const own = await findCollisions(readPackageNames(join(SET_UP, step.folder)), connection);
  const [first] = own;
  if (first && !again)
    skipped.push({
      title: step.title,
      because: `say --again; the org has ${first.type} ${first.name}, and your changes to it would go`,
    });
  else if (!deploy(step)) failed.push(step);
}

for (const { title, because } of skipped)
  console.log(`\nNot done: ${title}. To do it, ${because}.`);
for (const { title } of failed) console.log(`\nFailed: ${title}. The org's message is above.`);
console.log('\nBy hand, in this order:');
BY_HAND.forEach((line, index) => console.log(`${index + 1}. ${line}`));
process.exitCode = failed.length > 0 ? 1 : 0;

function deploy({ folder, title, env }: Step): boolean {
  console.log(`\nDeploying ${title} …`);
  const { status, error } = spawnSync(
    'sf',
    ['project', 'deploy', 'start', '--source-dir', folder, '--target-org', targetOrg],
    { cwd: SET_UP, env: { ...process.env, ...env }, stdio: 'inherit' },
  );
  if (error) console.error('The command sf is not there: npm install --global @salesforce/cli');
  return status === 0;
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
