/**
 * Apex Decimal: a whole number and a scale, as BigDecimal of Java, because the scale shows (`1.50`). No library keeps
 * trailing zeros, so BigInt does the work. Quotients without an end are cut at 34 digits (DECIMAL128).
 */
import { roundedQuotient, type RoundingMode } from './rounding.ts';

const DIVISION_DIGITS = 34;
const PATTERN = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

export class Decimal {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** `undefined` when the text is not a number. */
  static parse(text: string): Decimal | undefined {
    const match = PATTERN.exec(text.trim());
    if (!match) return undefined;
    const [, sign, whole = '', fraction = '', exponent = '0'] = match;
    if (whole === '' && fraction === '') return undefined;
    const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
    const scale = fraction.length - Number(exponent);
    return scale >= 0 ? new Decimal(digits, scale) : new Decimal(digits * 10n ** BigInt(-scale), 0);
  }

  static of(value: number | bigint): Decimal {
    if (typeof value === 'bigint') return new Decimal(value, 0);
    const parsed = Decimal.parse(String(value));
    if (!parsed) throw new RangeError(`Not a finite number: ${value}`);
    return parsed;
  }

  add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) + other.at(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  multiply(other: Decimal): Decimal {
    return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale);
  }

  /** The divisor must not be zero. */
  divide(other: Decimal): Decimal {
    const preferred = Math.max(0, this.scale - other.scale);
    const magnitude = this.precision - this.scale - (other.precision - other.scale);
    const scale = Math.max(preferred, DIVISION_DIGITS - magnitude);
    const quotient = this.divideTo(other, scale, 'HALF_EVEN');
    const tooLong = quotient.precision - DIVISION_DIGITS;
    const cut = tooLong > 0 ? this.divideTo(other, scale - tooLong, 'HALF_EVEN') : quotient;
    return cut.stripTo(preferred);
  }

  divideTo(other: Decimal, scale: number, mode: RoundingMode): Decimal {
    const shift = scale + other.scale - this.scale;
    const [top, bottom] =
      shift >= 0
        ? [this.unscaled * 10n ** BigInt(shift), other.unscaled]
        : [this.unscaled, other.unscaled * 10n ** BigInt(-shift)];
    return new Decimal(roundedQuotient(top, bottom, mode), scale);
  }

  setScale(scale: number, mode: RoundingMode): Decimal {
    if (scale >= this.scale) return new Decimal(this.at(scale), scale);
    const divisor = 10n ** BigInt(this.scale - scale);
    return new Decimal(roundedQuotient(this.unscaled, divisor, mode), scale);
  }

  negate(): Decimal {
    return new Decimal(-this.unscaled, this.scale);
  }

  compare(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale);
    const [left, right] = [this.at(scale), other.at(scale)];
    return left < right ? -1 : left > right ? 1 : 0;
  }

  stripTo(least: number): Decimal {
    let { unscaled, scale } = this;
    while (scale > least && unscaled % 10n === 0n) {
      unscaled /= 10n;
      scale -= 1;
    }
    return new Decimal(unscaled, scale);
  }

  get precision(): number {
    return String(this.unscaled < 0n ? -this.unscaled : this.unscaled).length;
  }

  toNumber(): number {
    return Number(this.toString());
  }

  /** Cut towards zero. */
  toBigInt(): bigint {
    return this.unscaled / 10n ** BigInt(this.scale);
  }

  toString(): string {
    const sign = this.unscaled < 0n ? '-' : '';
    const digits = String(this.unscaled < 0n ? -this.unscaled : this.unscaled);
    if (this.scale === 0) return sign + digits;
    const padded = digits.padStart(this.scale + 1, '0');
    return `${sign}${padded.slice(0, -this.scale)}.${padded.slice(-this.scale)}`;
  }

  private at(scale: number): bigint {
    return this.unscaled * 10n ** BigInt(scale - this.scale);
  }
}
