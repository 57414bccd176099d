/** `@future`: after the commit, never from a future or batch method. */
import type { Run } from '../../run/run.ts';
import type { OrgPlatform } from '../org-platform.ts';

export function startFuture(
  { org, state, tx }: OrgPlatform,
  run: Run,
  place: string,
  work: (run: Run) => void,
): void {
  if (state.asyncKind === 'future' || state.asyncKind === 'batch') {
    run.raise(
      'AsyncException',
      `Future method cannot be called from a future or batch method: ${place.replace(/^Class\./, '')}`,
    );
  }
  run.limits.use(run, 'futureCalls');
  state.jobs.push({
    id: org.newId('707'),
    userId: tx.userId,
    parts: () => [{ asyncKind: 'future', run: work }],
  });
  state.hasPendingWork = true;
}
