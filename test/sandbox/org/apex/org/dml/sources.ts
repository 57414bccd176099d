/** Whose code it is that saves, or that refuses a save. */
import type { Org } from '../../../store/org.ts';
import type { Source } from '../../../store/origins.ts';
import type { ApexThrown } from '../../run/thrown.ts';
import type { Run } from '../../run/run.ts';

export const PLATFORM: Source = { by: 'platform', what: 'platform' };

/** Of code as a stack trace names it: `Class.X.method`, `Trigger.X`. */
export function sourceOfPlace({ origins }: Org, place: string): Source {
  const [, kind = '', name = ''] = /^(Class|Trigger)\.(\w+)/.exec(place) ?? [];
  return name === ''
    ? PLATFORM
    : { by: origins.ofCode(name), what: `${kind.toLowerCase()} ${name}` };
}

/** Where an exception was thrown; one that a statement brought along counts as its caller's, who let it pass. */
export const sourceOfThrown = (org: Org, { exception }: ApexThrown): Source =>
  sourceOfPlace(org, exception.exception?.trace[0] ?? '');

/** The name for the journal: what a customer's own automation saves is not the doing of the user it runs for. */
export function authorOf(org: Org, run: Run, actor: string): string {
  const place = run.stack.at(-1)?.place ?? '';
  const { by, what } = sourceOfPlace(org, place);
  return by === 'customer' ? `automation:${what.replace(/^\w+ /, '')}` : actor;
}
