import { explain } from '../domain/catalogue.ts';
import type { Pair } from '../domain/pair.ts';
import { troubleOf, type Trouble } from '../domain/trouble.ts';
import type { TroubledPair } from './bridge-port.ts';

/** A pair as administrators see it. One that got well since it was listed says so by its latest look. */
export function troubledPair(pair: Pair): TroubledPair {
  const { kind, at, ...trouble } = troubleOf(pair) ?? unknown(pair);
  const { code, message, who, fix } = explain(trouble.code, trouble.detail);
  return {
    id: pair.id,
    recordId: pair.recordId,
    referralId: pair.referralId,
    state: pair.state,
    trouble: kind,
    failures: pair.failures,
    code,
    message,
    who,
    fix,
    at,
    nextLookAt: pair.dueAt === null ? null : new Date(pair.dueAt).toISOString(),
    correlationId: pair.lastError?.correlationId ?? '',
  };
}

/** What the store lists and the domain does not know: never left out, or nobody would see that they differ. */
function unknown(pair: Pair): Trouble {
  const at = new Date(pair.createdAt).toISOString();
  return { kind: 'attention', code: 'unexpected', detail: '', at };
}
