/**
 * The one clock of a simulator. `real` runs with the machine's clock plus an offset; `manual` stands
 * still until somebody advances it. Timers set with `after` follow it in both modes.
 */
export type SimClock = {
  readonly mode: 'real' | 'manual';
  now(): number;
  iso(): string;
  /** Moves time forward; due timers fire in order, each finished before the next. */
  advance(ms: number): Promise<void>;
  /** Runs `fire` once when `ms` have passed on this clock; returns a cancel function. */
  after(ms: number, fire: () => void | Promise<void>): () => void;
  stop(): void;
};

type Timer = {
  at: number;
  seq: number;
  fire: () => void | Promise<void>;
  handle: NodeJS.Timeout | undefined;
};

export function createClock(options: { mode: SimClock['mode']; start?: number }): SimClock {
  const isReal = options.mode === 'real';
  let offset = options.start === undefined || !isReal ? 0 : options.start - Date.now();
  let manualNow = options.start ?? Date.now();
  let seq = 0;
  const timers = new Set<Timer>();

  const now = () => (isReal ? Date.now() + offset : manualNow);
  const run = async (timer: Timer) => {
    if (!timers.delete(timer)) return;
    clearTimeout(timer.handle);
    await timer.fire();
  };
  const arm = (timer: Timer) => {
    if (!isReal) return;
    clearTimeout(timer.handle);
    timer.handle = setTimeout(() => void run(timer), Math.max(0, timer.at - now()));
  };
  const nextDueBy = (limit: number) =>
    [...timers].filter((t) => t.at <= limit).sort((a, b) => a.at - b.at || a.seq - b.seq)[0];

  return {
    mode: options.mode,
    now,
    iso: () => new Date(now()).toISOString(),
    async advance(ms) {
      const target = now() + ms;
      for (let timer = nextDueBy(target); timer; timer = nextDueBy(target)) {
        if (isReal) offset += Math.max(0, timer.at - now());
        else manualNow = Math.max(manualNow, timer.at);
        await run(timer);
      }
      if (isReal) offset += Math.max(0, target - now());
      else manualNow = target;
      for (const timer of timers) arm(timer);
    },
    after(ms, fire) {
      const timer: Timer = { at: now() + ms, seq: seq++, fire, handle: undefined };
      timers.add(timer);
      arm(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    stop() {
      for (const timer of timers) clearTimeout(timer.handle);
      timers.clear();
    },
  };
}
