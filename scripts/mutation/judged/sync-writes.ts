import { inFile, type Judgement } from '../judgement.ts';

const NO_EMPTY_TEXT = 'Salesforce shows an empty field as null';
const GONE_ALREADY =
  'the row is gone with its claim, so that settling it finds no claim and ends quietly';

export const SYNC_WRITES: readonly Judgement[] = [
  ...inFile('service/src/sync/mapping-desk.ts', [
    {
      at: 'const facts = paths.length > 0 ?',
      becomes: '["Stryker was here"]',
      verdict: 'equivalent',
      why: 'facts without a path are found by none',
    },
    {
      at: 'if (deals.length >= MOST_DEALS) break;',
      verdict: 'unobservable',
      why: 'more pages are read, and cut off again',
    },
    {
      at: "OPPORTUNITY.test(recordId ?? '')",
      becomes: '"Stryker was here!"',
      verdict: 'equivalent',
      why: 'neither begins like the id of a deal',
    },
    {
      at: "await salesforce.read(recordId ?? '')",
      verdict: 'equivalent',
      why: 'every deal that is looked at has its record; asked for the compiler',
    },
    {
      at: 'readRecord(record, mapping, profile, false)',
      becomes: 'true',
      verdict: 'equivalent',
      why: 'only the stage is read by it, and no row may map the stage',
    },
    {
      at: 'differs(canonical, base?.salesforce ?? {}, shown)',
      becomes: 'base.salesforce',
      verdict: 'equivalent',
      why: 'every deal that is looked at has a base; asked for the compiler',
    },
    {
      at: 'scope: {',
      verdict: 'unobservable',
      why: 'only the trail and the time of a hold take it, and a dry run shows neither',
    },
  ]),
  ...inFile('service/src/sync/microsoft-referral.ts', [
    {
      at: 'return { referral: null, listIsFresh: true };',
      verdict: 'unobservable',
      why: 'a deal that may have no half wants no help, and only one that wants help asks for this',
    },
    {
      at: 'if (seen !== found.updatedDateTime)',
      becomes: 'true',
      verdict: 'unobservable',
      why: 'the version that is there is committed again',
    },
  ]),
  ...inFile('service/src/sync/read-sides.ts', [
    {
      at: "throw new OlderRead('",
      becomes: '""',
      verdict: 'unobservable',
      why: 'the visit is released without a word of it',
    },
    {
      at: 'if (thrownAway > 0 && !isOlder)',
      becomes: 'thrownAway >= 0',
      verdict: 'unobservable',
      why: 'nothing is forgotten: the versions that are there are committed again',
    },
    {
      at: 'if (thrownAway > 0 && !isOlder)',
      becomes: 'true',
      verdict: 'unobservable',
      why: 'nothing is forgotten: the versions that are there are committed again',
    },
  ]),
  ...inFile('service/src/sync/recent-writes.ts', [
    {
      at: 'for (const [field, entries = []] of',
      verdict: 'equivalent',
      why: 'a field that is remembered has its list; asked for the compiler',
    },
    {
      at: "Date.parse(entry.split('@')[1] ?? '') > since",
      becomes: '"Stryker was here!"',
      verdict: 'equivalent',
      why: 'every entry has its time; asked for the compiler',
    },
    {
      at: "Date.parse(entry.split('@')[1] ?? '') > since",
      becomes: "Date.parse(entry.split('@')[1] ?? '') >= since",
      verdict: 'unobservable',
      why: 'a millisecond of ten minutes',
    },
  ]),
  ...inFile('service/src/sync/reconcile-both.ts', [
    {
      at: "message ?? ''",
      verdict: 'equivalent',
      why: 'whatever is not in sync has its sentence; asked for the compiler',
    },
    {
      at: 'invited.lookAgainAt === null || settled.nextLookAt === null',
      becomes: 'false',
      verdict: 'equivalent',
      why: 'a deal that is over looks for no invitation; asked for the compiler',
    },
    {
      at: 'pair.engagementId === referral.engagementId &&',
      becomes: 'true',
      verdict: 'equivalent',
      why: 'a referral stays in its engagement',
    },
    {
      at: 'if (!visit.pair.attempt) return;',
      becomes: 'false',
      verdict: 'unobservable',
      why: 'nothing is open: the row is committed as it is',
    },
    {
      at: 'Object.values(pair.held).some((move) => move?.until)',
      verdict: 'equivalent',
      why: 'only a close that waits has an end, and a deal that waits to be closed is not over',
    },
    {
      at: 'now - millisOf(version) > VERSION_GRAIN_MS',
      becomes: 'now - millisOf(version) >= VERSION_GRAIN_MS',
      verdict: 'unobservable',
      why: 'a millisecond of two seconds',
    },
  ]),
  ...inFile('service/src/sync/receive-referral.ts', [
    {
      at: "if (typeof named !== 'string' ||",
      becomes: 'false',
      verdict: 'equivalent',
      why: 'what is no text looks like no id; asked for the compiler',
    },
    {
      at: 'const isOther = owner.id !== pair.id &&',
      becomes: 'true',
      verdict: 'equivalent',
      why: 'our own pair has a referral',
    },
    ...["owner.id !== pair.id || owner.state !== 'stub'", '""'].map((becomes) => ({
      at: 'const isOther = owner.id !== pair.id &&',
      becomes,
      verdict: 'worth a test' as const,
      why: 'a stub of the record is taken in; it would link the two as well, but for a record in the recycle bin',
    })),
    {
      at: 'return isOther && !knowsMore &&',
      becomes: 'true',
      verdict: 'worth a test',
      why: 'a record that is named by its CRM id, and not by the identifier, does not link the two by itself',
    },
    {
      at: '? adopt(visit, record, referral, { isTold: false })',
      verdict: 'equivalent',
      why: 'an insert that is open is told in any case',
    },
    {
      at: 'audit: isTold && !open ? [] : [adopted],',
      becomes: '["Stryker was here"]',
      verdict: 'worth a test',
      why: 'that the link is told once is tested, not that nothing else is',
    },
    {
      at: '{ object, fields: result.values, solutions: [] }',
      verdict: 'unobservable',
      why: 'a solution without an id is on neither side, and the next plan forgets it',
    },
    {
      at: "('StageName' in values && status !== undefined ? { status } : {})",
      verdict: 'equivalent',
      why: 'a deal is made with its stage, and a lead that was just made says nothing of its own either way',
    },
    {
      at: "const isTaken = typeof identifier === 'string' && identifier !== '';",
      verdict: 'equivalent',
      why: NO_EMPTY_TEXT,
    },
    {
      at: 'owner.referralId !== referral.id)',
      becomes: 'true',
      verdict: 'unobservable',
      why: 'the pair of this referral has no record here, unless it got this one a moment ago: then the next visit adopts it',
    },
    {
      at: "find(({ kind }) => kind === 'create-record')",
      becomes: 'true',
      verdict: 'unobservable',
      why: 'no other write is open on a pair whose record was not there yet',
    },
    {
      at: "if (result.outcome !== 'written' || result.id === null)",
      verdict: 'equivalent',
      why: 'what was written has an id, and nothing else has; asked for the compiler',
    },
    {
      at: "(typeof version === 'string' ? { salesforce: version } : {})",
      becomes: 'true',
      verdict: 'equivalent',
      why: 'an answer has its version; asked for the compiler',
    },
    {
      at: "throw new ChangedMeanwhile('the new record is not visible yet')",
      verdict: 'unobservable',
      why: 'the visit is released without a word of it',
    },
  ]),
  ...inFile('service/src/sync/reconcile.ts', [
    { at: "if (settlement.state !== 'gone')", verdict: 'unobservable', why: GONE_ALREADY },
    {
      at: 'if (referralId === null)',
      becomes: 'false',
      verdict: 'equivalent',
      why: 'a pair without a record has a referral; asked for the compiler',
    },
    {
      at: "throw new PairFault('bridge', 'unexpected', { detail: 'a pair without ids' })",
      verdict: 'equivalent',
      why: 'a pair without a record has a referral; asked for the compiler',
    },
    {
      at: "SAID_AT_REST.has(pair.lastError?.code ?? '')",
      becomes: '"Stryker was here!"',
      verdict: 'equivalent',
      why: 'neither is a code that is said',
    },
  ]),
  ...inFile('service/src/sync/resolve-stub.ts', [
    {
      at: "const GONE: Settlement = { state: 'gone' };",
      verdict: 'unobservable',
      why: GONE_ALREADY,
    },
    {
      at: 'if (recordId !== null)',
      becomes: 'true',
      verdict: 'equivalent',
      why: 'a stub has one of the two ids; asked for the compiler',
    },
    {
      at: "if (typeof identifier === 'string' && identifier !== '')",
      verdict: 'equivalent',
      why: NO_EMPTY_TEXT,
    },
    {
      at: "if (owner.recordId !== null || owner.state === 'tombstone')",
      verdict: 'unobservable',
      why: 'nothing is given to a tombstone, and the entry has the key of the one that the link writes',
    },
    {
      at: "if (typeof named === 'string' && named !== '')",
      verdict: 'equivalent',
      why: 'no create is open for an empty reference; the type is asked for the compiler',
    },
  ]),
];
