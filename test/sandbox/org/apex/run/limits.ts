/** Governor limits of a transaction: what was used, and what may be. */
import type { Run } from './run.ts';

export const LIMITS = {
  queries: { sync: 100, async: 200, label: 'Too many SOQL queries' },
  queryRows: { sync: 50_000, async: 50_000, label: 'Too many query rows' },
  searches: { sync: 20, async: 20, label: 'Too many SOSL queries' },
  dmlStatements: { sync: 150, async: 150, label: 'Too many DML statements' },
  dmlRows: { sync: 10_000, async: 10_000, label: 'Too many DML rows' },
  callouts: { sync: 100, async: 100, label: 'Too many callouts' },
  futureCalls: { sync: 50, async: 0, label: 'Too many future calls' },
  queueableJobs: { sync: 50, async: 1, label: 'Too many queueable jobs added to the queue' },
  heapSize: { sync: 6_000_000, async: 12_000_000, label: 'Apex heap size too large' },
  cpuTime: { sync: 10_000, async: 60_000, label: 'Apex CPU time limit exceeded' },
} as const;

export type LimitName = keyof typeof LIMITS;

/** Statements stand for time, so that a loop without an end is found the same way on every machine. */
const STATEMENTS_PER_MS = 10_000;

export class Limits {
  readonly isAsync: boolean;
  readonly #used = new Map<LimitName, number>();
  statements = 0;
  /** Of a method whose answer a client may keep: nothing can be saved. */
  isReadOnly = false;
  readonly statementLimit: number;

  constructor(isAsync: boolean) {
    this.isAsync = isAsync;
    this.statementLimit = this.allowed('cpuTime') * STATEMENTS_PER_MS;
  }

  used(name: LimitName): number {
    return name === 'cpuTime'
      ? Math.floor(this.statements / STATEMENTS_PER_MS)
      : (this.#used.get(name) ?? 0);
  }

  allowed(name: LimitName): number {
    if (this.isReadOnly && name === 'dmlStatements') return 0;
    return LIMITS[name][this.isAsync ? 'async' : 'sync'];
  }

  /** As it stands now: a save that is tried again begins with what was used before. */
  copy(): Limits {
    const copy = new Limits(this.isAsync);
    for (const [name, amount] of this.#used) copy.#used.set(name, amount);
    copy.statements = this.statements;
    copy.isReadOnly = this.isReadOnly;
    return copy;
  }

  /** @throws LimitException, which Apex cannot catch. */
  use(run: Run, name: LimitName, amount = 1): void {
    const used = this.used(name) + amount;
    this.#used.set(name, used);
    if (used > this.allowed(name)) run.raise('LimitException', `${LIMITS[name].label}: ${used}`);
  }
}

export function cpuTimeIsUp(run: Run): never {
  return run.raise('LimitException', LIMITS.cpuTime.label);
}
