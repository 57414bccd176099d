/** A small seeded generator (mulberry32), so that an unkind run can be repeated. */
export type Random = {
  next(): number;
  below(limit: number): number;
  chance(p: number): boolean;
  /** From here on as if made with this seed. */
  reseed(seed: number): void;
};

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    chance: (p) => next() < p,
    reseed: (given) => void (state = given >>> 0),
  };
}
