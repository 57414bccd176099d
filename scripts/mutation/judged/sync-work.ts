import { inFile, type Judgement } from '../judgement.ts';

const NEW_WAKER = 'a new waker that nobody has used is as good as the old one';
const LATER_BY_A_POLL = 'after a claim it looks again when a visit ends, or one poll later at most';
const BY_CLASS = 'these are told apart by their class; nobody reads or shows this text';
const SLEEPS_ON = 'a sleep that nobody waits for any more goes on, and keeps no process alive';

/** The work on pairs: claims, sweeps, the webhook registration. */
export const SYNC_WORK: readonly Judgement[] = [
  ...inFile('service/src/sync/step-aside.ts', [
    {
      at: "kind !== 'create-record'",
      becomes: 'false',
      verdict: 'equivalent',
      why: 'a pair without a record has nothing else under way',
    },
  ]),
  ...inFile('service/src/sync/sweep-settings.ts', [
    {
      at: 'if (id) await store.ring',
      becomes: 'true',
      verdict: 'equivalent',
      why: 'an open pair and a stub have one of the two ids; asked for the compiler',
    },
  ]),
  ...inFile('service/src/sync/sweep.ts', [
    {
      at: 'return a === null || compareVersions(b, a) > 0 ? b : a;',
      becomes: 'compareVersions(b, a) >= 0',
      verdict: 'equivalent',
      why: 'of two that are the same time either is the newer one',
    },
  ]),
  ...inFile('service/src/sync/sweeper.ts', [
    {
      at: 'round++',
      becomes: 'round--',
      verdict: 'equivalent',
      why: 'counted backwards every tenth round is as far from the next',
    },
    {
      at: 'if (waker.signal.aborted) waker = new AbortController();',
      becomes: 'true',
      verdict: 'equivalent',
      why: NEW_WAKER,
    },
  ]),
  ...inFile('service/src/sync/test-events.ts', [
    {
      at: 'clock.now() < until',
      becomes: 'clock.now() <= until',
      verdict: 'unobservable',
      why: 'a millisecond of a minute',
    },
    {
      at: 'AbortSignal.any([signal, waited.signal])',
      becomes: '[]',
      verdict: 'unobservable',
      why: SLEEPS_ON,
    },
    { at: 'waited.abort();', verdict: 'unobservable', why: SLEEPS_ON },
  ]),
  ...inFile('service/src/sync/visit.ts', [
    { at: "override readonly name = '", verdict: 'unobservable', why: BY_CLASS },
    { at: "readonly code = '", verdict: 'unobservable', why: BY_CLASS },
    { at: "super('look again later');", verdict: 'unobservable', why: BY_CLASS },
    {
      at: "object: RecordObject = 'Opportunity'",
      verdict: 'unobservable',
      why: 'left out only before a record was read, and reading it puts its own mapping there',
    },
    {
      at: 'mappings.set(profile, known.set(object, compiled));',
      verdict: 'unobservable',
      why: 'the same mapping is compiled again',
    },
  ]),
  ...inFile('service/src/sync/webhook-desk.ts', [
    {
      at: "let logged = '';",
      verdict: 'equivalent',
      why: 'no finding is written like this text either',
    },
  ]),
  ...inFile('service/src/sync/webhook-drift.ts', [
    {
      at: 'URL.parse(other)?.href',
      verdict: 'equivalent',
      why: 'our own address is one, or the bridge would not start; asked for the compiler',
    },
  ]),
  ...inFile('service/src/sync/worker.ts', [
    {
      at: 'const keptTokens = new Map(',
      becomes: '[]',
      verdict: 'worth a test',
      why: 'the visit ends as lost and another one takes its place; the test of a long visit cannot tell them apart',
    },
    {
      at: 'if (keptTokens.get(pairId) === token)',
      becomes: 'false',
      verdict: 'worth a test',
      why: 'the visit ends as lost and another one takes its place; the test of a long visit cannot tell them apart',
    },
    {
      at: 'if (stopping.signal.aborted) return;',
      becomes: 'false',
      verdict: 'unobservable',
      why: 'what is put back anyway is renewed once more',
    },
    {
      at: 'let running: Promise<void>[] = [];',
      verdict: 'equivalent',
      why: 'a text among what is waited for takes no time',
    },
    {
      at: "if (claimed !== 'some') await nap(claimed);",
      verdict: 'unobservable',
      why: LATER_BY_A_POLL,
    },
    {
      at: "if (limit <= 0 || !(await binding.isBound())) return 'not-asked';",
      becomes: '""',
      verdict: 'equivalent',
      why: 'only that there was none is told apart when it sleeps',
    },
    {
      at: "return claims.length > 0 ? 'some' : 'none';",
      becomes: '""',
      verdict: 'unobservable',
      why: LATER_BY_A_POLL,
    },
    {
      at: "return claims.length > 0 ? 'some' : 'none';",
      becomes: 'false',
      verdict: 'unobservable',
      why: LATER_BY_A_POLL,
    },
    {
      at: 'if (renewedAt <= lapsed)',
      becomes: 'renewedAt < lapsed',
      verdict: 'unobservable',
      why: 'a fraction of a millisecond of a lease',
    },
    {
      at: 'if (waker.signal.aborted) waker = new AbortController();',
      becomes: 'true',
      verdict: 'equivalent',
      why: NEW_WAKER,
    },
    {
      at: 'debug: (fields, message) =>',
      verdict: 'worth a test',
      why: 'a stub that is dropped is the one line of this level that a visit writes',
    },
    {
      at: 'info: (fields, message) =>',
      verdict: 'unobservable',
      why: 'no visit writes a line of this level',
    },
  ]),
  ...inFile('service/src/sync/own-errors.ts', [
    {
      at: 'if (pairId) errors.delete',
      becomes: 'true',
      verdict: 'equivalent',
      why: 'nothing is counted of what belongs to no pair',
    },
  ]),
];
