/** Times with seven fraction digits, eTags and GUIDs in the forms real payloads show. */
import type { SimClock } from '../kit/clock.ts';
import type { Random } from '../kit/random.ts';

export type Stamps = {
  /** `2022-03-07T09:18:01.6076542Z`; every call gives a later one, also when the clock stands still. */
  time(): string;
  eTag(): string;
  guid(): string;
};

const TICKS_PER_MS = 10_000;

export function createStamps(clock: SimClock, random: Random): Stamps {
  let lastMs = 0;
  let lastTick = 0;
  let writes = 0x8500e200 + random.below(0x1000);
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => random.below(16).toString(16)).join('');
  return {
    time() {
      const ms = Math.max(Math.floor(clock.now()), lastMs);
      lastTick = ms > lastMs ? random.below(TICKS_PER_MS - 1_000) : lastTick + 1;
      lastMs = lastTick < TICKS_PER_MS ? ms : ms + 1;
      lastTick %= TICKS_PER_MS;
      return withTicks(lastMs, lastTick);
    },
    eTag() {
      writes += 1;
      const seconds = Math.floor(clock.now() / 1_000).toString(16);
      return `"${writes.toString(16).padStart(8, '0')}-0000-0100-0000-${seconds.padStart(8, '0')}0000"`;
    },
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}

/** Midnight UTC fourteen days after the day of creation: when nobody answered until then, it expires. */
export function expiryOf(nowMs: number): string {
  const day = 86_400_000;
  return `${new Date(Math.floor(nowMs / day) * day + 14 * day).toISOString().slice(0, 19)}Z`;
}

const withTicks = (ms: number, ticks: number): string =>
  `${new Date(ms).toISOString().slice(0, -1)}${String(ticks).padStart(4, '0')}Z`;
