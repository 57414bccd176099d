import { inFile, type Judgement } from '../judgement.ts';

export const SYNC_RECORDS: readonly Judgement[] = [
  ...inFile('service/src/sync/share-record.ts', [
    {
      at: "find((attempt) => attempt.kind === 'create');",
      becomes: 'true',
      verdict: 'equivalent',
      why: 'a pair without a referral has no other attempt open',
    },
    {
      at: 'versions: { ...visit.pair.versions, partnerCenter: referral.updatedDateTime },',
      verdict: 'unobservable',
      why: 'the same visit notes the version of the referral again, and that of the record with its write',
    },
    {
      at: "Co_Sell_Sync_Status__c: statusOfFault('create-unconfirmed'),",
      verdict: 'equivalent',
      why: 'a code that nobody knows is no seller’s to mend either: Failed',
    },
  ]),
  ...inFile('service/src/sync/tell-partner-center.ts', [
    {
      at: "object === 'Opportunity' && typeof named === 'string'",
      becomes: 'true',
      verdict: 'equivalent',
      why: 'what is no text is no id as a text either; the type is asked for the compiler',
    },
    {
      at: "throw new ChangedMeanwhile('the referral was edited meanwhile');",
      verdict: 'unobservable',
      why: 'nobody reads the text of what only asks for another look',
    },
    {
      at: 'audit: [...(attempt.audit ?? []), ...moves.map',
      verdict: 'equivalent',
      why: 'an attempt of a patch always has its entries, if none at all',
    },
  ]),
  ...inFile('service/src/sync/unlink.ts', [
    {
      at: 'clearToken: record.token !== null,',
      verdict: 'equivalent',
      why: 'the org clears no token unless it is told which one was read',
    },
    {
      at: "if (result.outcome !== 'written') {",
      verdict: 'unobservable',
      why: 'one more commit, and the attempt that it leaves goes with the next one',
    },
  ]),
  ...inFile('service/src/sync/write-record.ts', [
    {
      at: 'const asAnswered =',
      becomes: '() => undefined',
      verdict: 'unobservable',
      why: 'only a fault after the write looks at the record again: what it would tell was told with the write, and no token reads as none',
    },
    {
      at: 'if (attempt) await commit(visit, { attempt: before });',
      becomes: 'true',
      verdict: 'equivalent',
      why: 'a change without an attempt of its own leaves open what was open before',
    },
    {
      at: 'return { editedMeanwhile: false };',
      verdict: 'equivalent',
      why: 'missing counts as false',
    },
    {
      at: 'clearToken: record.token !== null,',
      verdict: 'equivalent',
      why: 'the org clears no token unless it is told which one was read',
    },
    {
      at: 'const isRead = versions.salesforce === record.version &&',
      verdict: 'unobservable',
      why: 'a token that is gone never comes back, and what is known already is committed once more',
    },
    {
      at: 'if (isRead && (reminded === undefined ||',
      verdict: 'unobservable',
      why: 'what is known already is committed once more',
    },
    {
      at: 'fields: { ...record.fields, ...values },',
      becomes: '{}',
      verdict: 'worth a test',
      why: 'a fault after the write would not be told beside what the write has told, such as a question',
    },
    {
      at: "throw new ChangedMeanwhile('the record was edited meanwhile');",
      verdict: 'unobservable',
      why: 'nobody reads the text of what only asks for another look',
    },
    {
      at: 'attempt && plan ? answeredValues(',
      verdict: 'equivalent',
      why: 'an attempt comes from a plan; without one what is read of the answer is for nothing',
    },
    {
      at: 'const outcome = attempt && base && answered ?',
      verdict: 'equivalent',
      why: 'with an attempt there is a base, committed with its plan, and an answer that was read',
    },
    {
      at: "version: textOr(values['SystemModstamp'], record.version),",
      verdict: 'unobservable',
      why: 'of the record that a visit keeps, later steps read the fields and the token only',
    },
    {
      at: "return typeof value === 'string' ? value : otherwise;",
      verdict: 'equivalent',
      why: 'every answer has the version as a text, and a token that is none is null',
    },
  ]),
];
