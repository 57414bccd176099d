import { inFile, type Judgement } from '../judgement.ts';

const NOTHING_IN_IT = 'what is no object is skipped by those who read the list, like an empty list';

export const DOMAIN: readonly Judgement[] = [
  ...inFile('service/src/domain/attempts.ts', [
    {
      at: 'Date.parse(attempt.startedAt) > time.now - time.lateCommitMs',
      becomes: 'Date.parse(attempt.startedAt) >= time.now - time.lateCommitMs',
      verdict: 'unobservable',
      why: 'a millisecond of a quarter of an hour',
    },
  ]),
  ...inFile('service/src/domain/attached-notes.ts', [
    {
      at: 'parts.filter(Boolean).join(',
      verdict: 'equivalent',
      why: 'every part is trimmed already, and the mark is replaced by what has no blanks',
    },
  ]),
  ...inFile('service/src/domain/audit.ts', [
    {
      at: "const [kind = '', ...id] = field.split(':');",
      verdict: 'equivalent',
      why: 'a split text has a first part',
    },
  ]),
  ...inFile('service/src/domain/canonical.ts', [
    {
      at: "typeof value !== 'number' || !Number.isFinite(value)",
      verdict: 'equivalent',
      why: 'only a number is finite; the type is asked for the compiler',
    },
    {
      at: "typeof value === 'string' && Object.hasOwn(GROUP_OF, value)",
      verdict: 'equivalent',
      why: 'only a text is the name of a group; the type is asked for the compiler',
    },
  ]),
  ...inFile('service/src/domain/kinds.ts', [
    {
      at: "(typeof value === 'string' && allowed.includes(value))",
      verdict: 'equivalent',
      why: 'a list of texts includes nothing else; the type is asked for the compiler',
    },
  ]),
  ...inFile('service/src/domain/mirror.ts', [
    {
      at: "readStatus(microsoft) === 'pending' ? [] :",
      verdict: 'equivalent',
      why: NOTHING_IN_IT,
    },
    {
      at: 'const isTime =',
      verdict: 'equivalent',
      why: 'what has more before the year is no time at all, and two that are none are never one',
    },
    {
      at: 'const millis = text === null ? Number.NaN : millisOf(text);',
      verdict: 'equivalent',
      why: 'null is no time either; asked for the compiler',
    },
    {
      at: "Array.isArray(referral['registrations']) ? referral['registrations'] : []",
      verdict: 'equivalent',
      why: NOTHING_IN_IT,
    },
  ]),
  ...inFile('service/src/domain/receive-lead.ts', [
    {
      at: 'const nobody = {',
      verdict: 'equivalent',
      why: 'a member that is missing is left out like one that is null',
    },
    {
      at: 'const isAddress = email !== null &&',
      verdict: 'equivalent',
      why: 'null is no address either; asked for the compiler',
    },
  ]),
  ...inFile('service/src/domain/template.ts', [
    {
      at: "([, name = '']) => name.trim()",
      verdict: 'equivalent',
      why: 'a match has its group',
    },
  ]),
];
