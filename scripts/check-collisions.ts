/**
 * Before the package is installed: which of its names does an org have already?
 * `npx --no node scripts/check-collisions.ts <alias or user name of an org that sf is signed in to>`
 * Reads only. Ends with 1 when there are any.
 */
import { explainCollisions, findCollisions } from './set-up/collisions.ts';
import { openOrg } from './set-up/open-org.ts';
import { readPackageNames } from './set-up/package-names.ts';

const PACKAGE = 'force-app/main/default';

const [target] = process.argv.slice(2);
if (!target) fail('Say which org: an alias or a user name that `sf org list` shows.');
const connection = await openOrg(target).catch((error: Error) => fail(error.message));
const collisions = await findCollisions(readPackageNames(PACKAGE), connection);
for (const line of explainCollisions(collisions)) console.log(line);
if (collisions.length === 0) console.log('None of the names of the package is taken.');
process.exitCode = collisions.length === 0 ? 0 : 1;

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
