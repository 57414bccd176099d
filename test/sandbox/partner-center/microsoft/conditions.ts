/** How the simulator behaves now, as choices a person can make: trouble with calls, unkindness, open questions. */
import { invalid, notFound } from '../api-error.ts';
import type { FaultRule, Faults } from '../../kit/faults.ts';
import type { Switches } from '../switches.ts';
import { faultConditions, isConditionName } from './fault-conditions.ts';
import { switchConditions } from './switch-conditions.ts';

export type Condition = {
  name: string;
  label: string;
  explains: string;
  group: 'Calls of the API' | 'What the API answers' | 'Webhooks' | 'What nobody outside knows';
  /** The first is the normal one. */
  levels: string[];
  /** One of the levels, or in words what somebody set elsewhere. */
  level(): string;
  set(level: string): void;
};
export type ShownCondition = Omit<Condition, 'level' | 'set'> & {
  level: string;
  isNormal: boolean;
};
/** A fault rule that came from elsewhere: the control API, a test, the sandbox's page. */
export type OtherFault = { n: number; rule: FaultRule; hits: number; isSpent: boolean };

export type Conditions = {
  all(): ShownCondition[];
  others(): OtherFault[];
  /** @throws ApiError 404 unknown condition, 400 unknown level */
  set(name: string, level: unknown): void;
  /** @throws ApiError 404 */
  removeOther(n: number): void;
  /** Takes away every fault, and sets every condition to its first level. */
  reset(): void;
};

export function createConditions(faults: Faults, switches: Switches): Conditions {
  const conditions = [...faultConditions(faults), ...switchConditions(switches)];
  const others = () => faults.states().filter(({ rule }) => !isConditionName(rule.name));
  return {
    all: () => conditions.map(shown),
    others,
    set(name, level) {
      const condition = conditions.find((one) => one.name === name);
      if (!condition) throw notFound(`There is no condition ${name}.`);
      const { levels } = condition;
      if (typeof level !== 'string' || !levels.includes(level)) {
        throw invalid(`${name} is one of ${levels.join(', ')}; not ${JSON.stringify(level)}.`);
      }
      condition.set(level);
    },
    removeOther(n) {
      if (!others().some((one) => one.n === n)) throw notFound(`There is no fault ${String(n)}.`);
      faults.remove((one) => one.n === n);
    },
    reset() {
      faults.clear();
      for (const { set, levels } of conditions) set(levels[0] ?? '');
    },
  };
}

function shown({ level, set: _set, ...condition }: Condition): ShownCondition {
  const now = level();
  return { ...condition, level: now, isNormal: now === condition.levels[0] };
}
