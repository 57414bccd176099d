/** Reads a fault rule from a control call. */
import type { FaultRule } from '../kit/faults.ts';

type Check = { expected: string; accepts: (value: unknown) => boolean };

const isCount = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;
const count: Check = { expected: 'a whole number of 0 or more', accepts: isCount };
const ACTIONS = ['status', 'drop', 'commit-then-drop', 'hang', 'late-commit', 'pass'];
const MOMENTS = ['arrival', 'commit', 'answer'];

const KEYS: Readonly<Record<keyof FaultRule, Check>> = {
  name: { expected: 'a text', accepts: (value) => typeof value === 'string' },
  do: {
    expected: `one of ${ACTIONS.join(', ')}`,
    accepts: (value) => ACTIONS.includes(String(value)),
  },
  method: {
    expected: 'an HTTP method in capitals',
    accepts: (value) => typeof value === 'string' && /^[A-Z]+$/.test(value),
  },
  path: { expected: 'the source of a regular expression', accepts: isPattern },
  status: {
    expected: 'a status from 200 to 599',
    accepts: (value) => isCount(value) && Number(value) >= 200 && Number(value) <= 599,
  },
  retryAfter: count,
  body: { expected: 'anything', accepts: () => true },
  lateMs: count,
  skip: count,
  times: count,
  kill: { expected: `{"pid": …, "when": one of ${MOMENTS.join(', ')}}`, accepts: isKill },
};

/** @throws Error naming every unknown key and wrong value */
export function readFaultRule(body: unknown): FaultRule {
  if (typeof body !== 'object' || body === null || !('do' in body)) {
    throw new Error(`A fault rule is an object with do: ${KEYS.do.expected}.`);
  }
  const problems = Object.entries(body).flatMap(([name, value]) => {
    if (!Object.hasOwn(KEYS, name)) {
      return [`Unknown key ${name}; known: ${Object.keys(KEYS).join(', ')}.`];
    }
    const { expected, accepts } = KEYS[name as keyof FaultRule];
    return accepts(value) ? [] : [`${name} must be ${expected}, not ${JSON.stringify(value)}.`];
  });
  if (problems.length > 0) throw new Error(problems.join(' '));
  return body as FaultRule;
}

function isPattern(value: unknown): boolean {
  try {
    return typeof value === 'string' && new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}

function isKill(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, when } = value as { pid?: unknown; when?: unknown };
  return isCount(pid) && Number(pid) > 1 && MOMENTS.includes(String(when));
}
