/** The shared clock, with timers of this simulator alone: stopping it leaves other people's running. */
import type { SimClock } from '../kit/clock.ts';

// Node cuts longer real timers down to nothing (2^31 ms); the fire function is asked again then.
const LONGEST_MS = 20 * 86_400_000;

export function scopeClock(clock: SimClock): SimClock {
  const cancels = new Set<() => void>();
  let stopped = false;

  const after: SimClock['after'] = (ms, fire) => {
    if (stopped) return () => undefined;
    let cancel = (): void => undefined;
    const due = clock.now() + ms;
    const arm = (): void => {
      const inner = clock.after(Math.min(due - clock.now(), LONGEST_MS), () => {
        cancels.delete(cancel);
        if (clock.now() < due) return arm();
        return fire();
      });
      cancel = () => {
        cancels.delete(cancel);
        inner();
      };
      cancels.add(cancel);
    };
    arm();
    return () => {
      cancel();
    };
  };

  return {
    mode: clock.mode,
    now: () => clock.now(),
    iso: () => clock.iso(),
    advance: (ms) => clock.advance(ms),
    after,
    stop() {
      stopped = true;
      for (const cancel of [...cancels]) cancel();
    },
  };
}
