/** The eight ways `System.RoundingMode` knows. */
export const ROUNDING_MODES = [
  'UP',
  'DOWN',
  'CEILING',
  'FLOOR',
  'HALF_UP',
  'HALF_DOWN',
  'HALF_EVEN',
  'UNNECESSARY',
] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

/** Where a mode rounds away from zero, given how the rest compares with one half and the quotient cut towards zero. */
const AWAY: Record<RoundingMode, (rest: Rest) => boolean> = {
  UP: () => true,
  DOWN: () => false,
  CEILING: ({ isNegative }) => !isNegative,
  FLOOR: ({ isNegative }) => isNegative,
  HALF_UP: ({ half }) => half >= 0,
  HALF_DOWN: ({ half }) => half > 0,
  HALF_EVEN: ({ half, isOdd }) => half > 0 || (half === 0 && isOdd),
  UNNECESSARY: () => {
    throw new RoundingNecessary();
  },
};

type Rest = { half: number; isOdd: boolean; isNegative: boolean };

export class RoundingNecessary extends Error {
  constructor() {
    super('Rounding necessary');
    this.name = 'RoundingNecessary';
  }
}

export function roundedQuotient(top: bigint, bottom: bigint, mode: RoundingMode): bigint {
  const quotient = top / bottom;
  const rest = top % bottom;
  if (rest === 0n) return quotient;
  const isNegative = top < 0n !== bottom < 0n;
  const twice = 2n * abs(rest);
  const half = twice < abs(bottom) ? -1 : twice > abs(bottom) ? 1 : 0;
  const isAway = AWAY[mode]({ half, isOdd: quotient % 2n !== 0n, isNegative });
  return isAway ? quotient + (isNegative ? -1n : 1n) : quotient;
}

const abs = (value: bigint) => (value < 0n ? -value : value);
