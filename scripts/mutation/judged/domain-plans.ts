import { inFile, type Judgement } from '../judgement.ts';

const FOR_THE_COMPILER = 'asked for the compiler';

/** What is asked of a deal, and what becomes of its two sides. */
export const DOMAIN_PLANS: readonly Judgement[] = [
  ...inFile('service/src/domain/checks.ts', [
    {
      at: 'isFilled(shown.help) || field === undefined ||',
      verdict: 'equivalent',
      why: `no record has a field without a name; ${FOR_THE_COMPILER}`,
    },
  ]),
  ...inFile('service/src/domain/conflict-choices.ts', [
    {
      at: "hash: match[2] ?? ''",
      verdict: 'equivalent',
      why: 'a match has its group',
    },
    {
      at: "if (typeof raw !== 'string') return {};",
      verdict: 'equivalent',
      why: `the field is a text or empty, and null reads as no object either; ${FOR_THE_COMPILER}`,
    },
    {
      at: "return typeof parsed === 'object' && parsed !== null ? parsed : {};",
      verdict: 'equivalent',
      why: 'a number has no entries, and those of a text are single letters, which are no choices',
    },
  ]),
  ...inFile('service/src/domain/draft.ts', [
    {
      at: 'isChosenBefore(draft, field) || (isKnown && before?.again)',
      verdict: 'equivalent',
      why: `what is known was there before; ${FOR_THE_COMPILER}`,
    },
    {
      at: 'return end === undefined ? {} : { until: end };',
      verdict: 'unobservable',
      why: 'a hold is kept as JSON, which leaves out what is undefined',
    },
  ]),
  ...inFile('service/src/domain/members.ts', [
    {
      at: '...(record.team ?? []).filter(isComplete)',
      verdict: 'equivalent',
      why: 'what is nobody is not complete, and left out like an empty list',
    },
    {
      at: "test(text ?? '')",
      verdict: 'equivalent',
      why: 'a text without an at sign is no address either',
    },
  ]),
  ...inFile('service/src/domain/next-look.ts', [
    {
      at: "if (isOpen && typeof expires === 'string')",
      verdict: 'equivalent',
      why: `what is no text is no time, and no time is never in the future; ${FOR_THE_COMPILER}`,
    },
    {
      at: 'pair.referral ? reminderTimes(pair.referral) : []',
      verdict: 'equivalent',
      why: 'what is no time is never later than the plan',
    },
    {
      at: 'const until = move?.until ? Date.parse(move.until) : 0;',
      verdict: 'equivalent',
      why: `no hold is listed without its move; ${FOR_THE_COMPILER}`,
    },
  ]),
  ...inFile('service/src/domain/plan-status.ts', [
    {
      at: "(move) => move?.reason === 'ask'",
      verdict: 'equivalent',
      why: `no hold is listed without its move; ${FOR_THE_COMPILER}`,
    },
    {
      at: 'mapped === undefined ? undefined : input.record.fields[mapped]',
      verdict: 'equivalent',
      why: `no record has a field without a name; ${FOR_THE_COMPILER}`,
    },
  ]),
];
