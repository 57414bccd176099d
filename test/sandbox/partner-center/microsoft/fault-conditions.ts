/** Trouble with calls of the referrals API, made of fault rules that carry the condition's name. */
import type { FaultRule, Faults } from '../../kit/faults.ts';
import type { Condition } from './conditions.ts';

const CALLS = '/engagements/';
const RETRY_S = 5;
const LATE_MS = 5_000;

const errorBody = (code: string, message: string) => ({
  error: { code, message, target: 'referral' },
});

type FaultCondition = { name: string; label: string; explains: string; rules: FaultRule[] };

const CONDITIONS: readonly FaultCondition[] = [
  {
    name: 'throttled',
    label: 'Throttling',
    explains: `Calls are answered 429 with Retry-After ${String(RETRY_S)} s; nothing is carried out.`,
    rules: [
      {
        do: 'status',
        status: 429,
        retryAfter: RETRY_S,
        body: {
          statusCode: 429,
          message: `Rate limit is exceeded. Try again in ${String(RETRY_S)} seconds.`,
        },
      },
    ],
  },
  {
    name: 'unavailable',
    label: 'Service not available',
    explains: 'Calls are answered 503; nothing is carried out.',
    rules: [
      {
        do: 'status',
        status: 503,
        body: errorBody('serviceNotAvailable', 'The service is not available.'),
      },
    ],
  },
  {
    name: 'failing',
    label: 'Internal errors',
    explains: 'Calls are answered 500; nothing is carried out.',
    rules: [
      {
        do: 'status',
        status: 500,
        body: errorBody('generalException', 'Something unexpected happened.'),
      },
    ],
  },
  {
    name: 'cut',
    label: 'Connection cut',
    explains: 'The connection is cut on arrival; nothing is carried out.',
    rules: [{ do: 'drop' }],
  },
  {
    name: 'silent',
    label: 'No answer',
    explains: 'Calls are never answered, and nothing is carried out.',
    rules: [{ do: 'hang' }],
  },
  {
    name: 'answer-lost',
    label: 'Time-out after commit',
    explains: 'Writes are carried out, but the connection is cut instead of an answer.',
    rules: [
      { do: 'commit-then-drop', method: 'POST' },
      { do: 'commit-then-drop', method: 'PATCH' },
    ],
  },
  {
    name: 'late',
    label: 'Late commit',
    explains: `The connection is cut at once; the write is carried out ${String(LATE_MS / 1_000)} s later.`,
    rules: [
      { do: 'late-commit', method: 'POST', lateMs: LATE_MS },
      { do: 'late-commit', method: 'PATCH', lateMs: LATE_MS },
    ],
  },
];

const TIMES: Readonly<Record<string, number>> = { 'next call': 1, 'every call': 0 };

export const faultConditions = (faults: Faults): Condition[] =>
  CONDITIONS.map(({ name, label, explains, rules }) => ({
    name,
    label,
    explains,
    group: 'Calls of the API',
    levels: ['off', ...Object.keys(TIMES)],
    level() {
      const open = faults.states().filter((one) => one.rule.name === name && !one.isSpent);
      if (open.length === 0) return 'off';
      const times = open[0]?.rule.times ?? 1;
      return Object.keys(TIMES).find((level) => TIMES[level] === times) ?? `${String(times)} calls`;
    },
    set(level) {
      faults.remove(({ rule }) => rule.name === name);
      const times = TIMES[level];
      if (times === undefined) return;
      for (const rule of rules) faults.add({ ...rule, name, path: CALLS, times });
    },
  }));

export const isConditionName = (name: string | undefined): boolean =>
  CONDITIONS.some((one) => one.name === name);
