import { expect, it } from 'vitest';
import { createClock } from '../kit/clock.ts';
import { scopeClock } from './scoped-clock.ts';

const DAY_MS = 86_400_000;

it('fires after months, once, although one real timer can not wait that long', async () => {
  const clock = createClock({ mode: 'manual', start: 0 });
  const fired: number[] = [];
  scopeClock(clock).after(90 * DAY_MS, () => void fired.push(clock.now()));
  await clock.advance(89 * DAY_MS);
  expect(fired).toEqual([]);
  await clock.advance(100 * DAY_MS);
  expect(fired).toEqual([90 * DAY_MS]);
});

it('forgets a cancelled timer, also when it was armed again in between', async () => {
  const clock = createClock({ mode: 'manual', start: 0 });
  const fired: string[] = [];
  const cancel = scopeClock(clock).after(50 * DAY_MS, () => void fired.push('never'));
  await clock.advance(45 * DAY_MS);
  cancel();
  await clock.advance(10 * DAY_MS);
  expect(fired).toEqual([]);
});

it('stops its own timers and leaves those of others running', async () => {
  const clock = createClock({ mode: 'manual', start: 0 });
  const fired: string[] = [];
  const scoped = scopeClock(clock);
  scoped.after(10, () => void fired.push('ours'));
  clock.after(10, () => void fired.push('theirs'));
  scoped.stop();
  scoped.after(10, () => void fired.push('late'));
  await clock.advance(20);
  expect(fired).toEqual(['theirs']);
});
