/**
 * Plants the mistakes the protocol exists to prevent, one at a time, in a copy of the repository, and runs the test
 * that must notice. Prints which test noticed each, and exits 1 when one goes unnoticed.
 * `npm run test:planted`, with the numbers of some rows (`npm run test:planted -- 3 6`), or some that a seed chooses, which
 * is another one each day unless given: `npm run test:planted -- --rows 4 --seed 20787`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inCopiedTree, runTest, type NamedTest } from './planted/copied-tree.ts';
import { plantIn, type Edit } from './planted/edit.ts';
import { chosenRows, sampledRows, seedOfToday, shareOut } from './planted/rows.ts';

type Bug = { name: string; edits: Edit[]; test: NamedTest };

const LANES = ['one', 'two'];
const STORE = { project: 'unit', file: 'test/service/store/sqlite-store.test.ts' };
const RACES = { project: 'journeys', file: 'test/journeys/race-table.test.ts' };
const journey = (file: string, title: string) => ({
  project: 'journeys',
  file: `test/journeys/${file}`,
  title,
});
const LATE = journey('late.test.ts', 'in plain org');

const BUGS: readonly Bug[] = [
  {
    name: 'settling forgets what was rung meanwhile',
    edits: [
      {
        file: 'service/src/store/due.ts',
        from: '.then(nullable(after(Math.max(0, times.soonestMs))))',
        to: '.then(nextLook)',
      },
    ],
    test: STORE,
  },
  {
    name: 'a robbed worker may still change the row (no claim token)',
    edits: [
      {
        file: 'service/src/store/fence.ts',
        from: 'row.claim_token === token && row.claimed_until !== null',
        to: 'row.claimed_until !== null',
      },
    ],
    test: STORE,
  },
  {
    name: 'the base comes from a read after the write',
    edits: [
      {
        file: 'service/src/sync/write-record.ts',
        from: '  const { values } = result;\n  visit.record = asAnswered(record, values);\n',
        to: '  const later = await visit.outside.salesforce.read(record.id, visit.signal);\n  const values = { ...result.values, ...later?.fields };\n  visit.record = asAnswered(record, values);\n',
      },
      {
        file: 'service/src/domain/attempts.ts',
        from: 'if (!definitionOf(field).equalAcross(answer, to)) {',
        to: "if (answer === 'never') {",
      },
    ],
    test: RACES,
  },
  {
    name: 'a write is sent without a committed attempt',
    edits: [
      {
        file: 'service/src/sync/share-record.ts',
        from: '  await commit(visit, { attempt });\n  try {',
        to: '  try {',
      },
      {
        file: 'service/src/sync/tell-partner-center.ts',
        from: 'attempt: openAttempt(attempt, before),',
        to: 'attempt: before,',
      },
    ],
    test: journey('crash-table.test.ts', '(a) share a deal'),
  },
  {
    name: 'an inbound record is upserted instead of inserted',
    edits: [
      {
        file: 'service/src/sync/receive-referral.ts',
        from: 'const known = await knownRecord(visit, referral);',
        to: 'const known = visit.pair.recordId === null ? undefined : await knownRecord(visit, referral);',
      },
      {
        file: 'service/src/sync/receive-referral.ts',
        from: "  if (result.outcome === 'exists') {",
        to: `const { Amount = null } = received.create.create.record;
  if (result.outcome === 'exists' && result.id) {
    const audit = [] as typeof received.create.audit;
    await visit.outside.salesforce.change({ object: 'Opportunity', id: result.id, token: null, expect: {}, set: { Amount }, bookkeeping: {}, clearToken: false, audit });
    const there = await readRecordFresh(visit, result.id);
    if (there) return adopt(visit, there, referral);
  }
  if (result.outcome === 'exists') {`,
      },
    ],
    test: LATE,
  },
  {
    name: 'PATCH without If-Match',
    edits: [
      {
        file: 'service/src/partner-center/client.ts',
        from: "{ 'if-match': referral.eTag, prefer: 'return=representation' }",
        to: "{ prefer: 'return=representation' }",
      },
    ],
    test: RACES,
  },
  {
    name: 'a create with unknown outcome is looked for only once',
    edits: [
      {
        file: 'service/src/domain/attempts.ts',
        from: 'return now >= sendsAgainAt(attempt, schedule);',
        to: 'return now >= Date.parse(attempt.startedAt) + (schedule.createLooksMs[0] ?? 0);',
      },
    ],
    test: LATE,
  },
  {
    name: 'a ring is acknowledged before it is committed',
    edits: [
      {
        file: 'service/src/store/ringer.ts',
        from: 'inTransaction(engine, (inside) => writeRings(inside, rings, stubCap)),',
        to: `inTransaction(engine, async (inside) => {
          const early = await writeRings(inside, rings, stubCap);
          batch.forEach((each, index) => answer(each, early[index]));
          await new Promise((done) => setTimeout(done, 20));
          return early;
        }),`,
      },
    ],
    test: { project: 'unit', file: 'test/service/store/durability.test.ts' },
  },
  {
    name: 'faults of a host are counted against its pairs',
    edits: [
      {
        file: 'service/src/sync/failures.ts',
        from: 'if (error instanceof HostFault) return endWithHostFault(visit, error, now);',
        to: 'if (error instanceof HostFault && now < 0) return endWithHostFault(visit, error, now);',
      },
    ],
    test: { project: 'journeys', file: 'test/journeys/outage.test.ts' },
  },
  {
    name: "a machine's ring clears a back-off",
    edits: [
      {
        file: 'service/src/store/ring-rule.ts',
        from: '.when(eb.and([eb.lit(!urgent), waitsByItself]))',
        to: '.when(eb.and([eb.lit(!urgent), eb.lit(false)]))',
      },
    ],
    test: STORE,
  },
];

type Result = { noticed: boolean; by: string; seconds: number; output: string };

async function tryBug(bug: Bug): Promise<Result> {
  const began = Date.now();
  return inCopiedTree(async (folder) => {
    for (const edit of bug.edits) plant(folder, edit);
    const { code, failed = 0, output } = await runTest(folder, bug.test);
    // A test that could not even be loaded has noticed nothing.
    const noticed = code !== 0 && failed > 0;
    const by = `${bug.test.file.split('/').at(-1) ?? ''} (${failed} failed)`;
    return { noticed, by, seconds: Math.round((Date.now() - began) / 1000), output };
  });
}

function plant(folder: string, edit: Edit): void {
  const path = join(folder, edit.file);
  writeFileSync(path, plantIn(readFileSync(path, 'utf8'), edit));
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string' }, seed: { type: 'string' } },
});
const chosen = chosenRows(BUGS, positionals);
const seed = Number(values.seed ?? seedOfToday());
const tried = values.rows ? sampledRows(chosen, Number(values.rows), seed) : chosen;
console.log(`${tried.length} of ${BUGS.length} planted bugs${values.rows ? `, seed ${seed}` : ''}`);
const results = new Map<number, Result>();
await shareOut(tried, LANES, async ({ n, planted: bug }) => {
  // Some mistakes show only at certain moments of a random run: two runs are allowed.
  const first = await tryBug(bug);
  const result = first.noticed ? first : await tryBug(bug);
  results.set(n, result);
  const verdict = result.noticed ? `noticed by ${result.by}` : 'NOT NOTICED';
  console.log(`${String(n).padStart(2)}  ${bug.name.padEnd(58)} ${verdict}, ${result.seconds} s`);
  if (!result.noticed) console.log(result.output.split('\n').slice(-25).join('\n'));
});
const missed = [...results.values()].filter(({ noticed }) => !noticed).length;
console.log(`${results.size - missed} of ${results.size} planted bugs noticed`);
process.exitCode = missed > 0 ? 1 : 0;
