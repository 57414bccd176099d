import { inFile, type Judgement } from '../judgement.ts';

/** What becomes of a deal: its people and values, and what is told of them. */
export const DOMAIN_DEALS: readonly Judgement[] = [
  ...inFile('service/src/domain/audit.ts', [
    {
      at: '[price, currency].filter(isFilled).join(',
      verdict: 'equivalent',
      why: 'nothing is joined as an empty text, and the blank before it is trimmed off the line',
    },
  ]),
  ...inFile('service/src/domain/bell.ts', [
    {
      at: 'stage !== undefined &&',
      verdict: 'equivalent',
      why: 'no stage is no status either; asked for the compiler',
    },
    {
      at: 'status !== undefined &&',
      verdict: 'equivalent',
      why: 'each of the four words that are asked about is a status; asked for the compiler',
    },
    {
      at: "([, hash = '']) => hash",
      verdict: 'equivalent',
      why: 'a match has its group',
    },
  ]),
  ...inFile('service/src/domain/hash.ts', [
    {
      at: 'Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))',
      becomes: 'a <= b',
      verdict: 'equivalent',
      why: 'no two keys of an object are the same',
    },
  ]),
  ...inFile('service/src/domain/merge-person.ts', [
    {
      at: "if (merge.kind !== 'moved' && merge.kind !== 'conflict') return false;",
      becomes: 'false',
      verdict: 'equivalent',
      why: 'the other kinds have neither a side nor a value; asked for the compiler',
    },
    {
      at: "const from: Side = merge.kind === 'moved' ?",
      becomes: 'true',
      verdict: 'equivalent',
      why: 'a conflict about a person always keeps Salesforce, and only Partner Center is asked for',
    },
    {
      at: "if (salesforce === null || setOf(field) !== 'team') return salesforce;",
      becomes: 'false',
      verdict: 'unobservable',
      why: 'the mark is only read of members of the team',
    },
    {
      at: "return theirs?.lastName ? undefined : 'incomplete';",
      verdict: 'equivalent',
      why: 'asked only of a person whom Partner Center shows',
    },
    {
      at: "value === null && other.startsWith('team:')",
      becomes: 'true',
      verdict: 'equivalent',
      why: 'whoever is at Partner Center is decided before those who come, so none is counted yet',
    },
    {
      at: 'Boolean(base) && !base?.isTheirs',
      verdict: 'equivalent',
      why: 'there is a base by then; asked for the compiler',
    },
  ]),
  ...inFile('service/src/domain/mirror.ts', [
    {
      at: 'open.filter((move) => move.reason === first?.reason)',
      verdict: 'equivalent',
      why: 'where there is no first there is none to compare it with',
    },
  ]),
  ...inFile('service/src/domain/partner-center-lens.ts', [
    {
      at: 'const people: [PersonField, Json][] = [];',
      verdict: 'equivalent',
      why: 'what is no person belongs to neither set',
    },
    {
      at: 'value === null ? [emailOf(field)] : []',
      verdict: 'equivalent',
      why: 'nobody who is there has such an address: whoever comes was not there',
    },
    {
      at: 'if (last !== undefined) target[last] = value;',
      verdict: 'equivalent',
      why: 'a split path has a last part; asked for the compiler',
    },
    {
      at: "return typeof raw === 'number' && Number.isFinite(raw) ? raw : null;",
      becomes: 'true',
      verdict: 'equivalent',
      why: 'only a number is finite; the type is asked for the compiler',
    },
    {
      at: 'if (text === null) return null;',
      verdict: 'equivalent',
      why: 'null is no time either; asked for the compiler',
    },
  ]),
  ...inFile('service/src/domain/people.ts', [
    {
      at: "!gone.has((readMembers([member])[0]?.email ?? '').trim().toLowerCase())",
      becomes: '"Stryker was here!"',
      verdict: 'equivalent',
      why: 'neither is an address of somebody who goes',
    },
  ]),
];
