/** Record ids: three-character prefix, nine digits, base-62 counter, three check characters. */

const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 15 → 18 characters: one check character for each group of five, bit k set where character k is A–Z. */
export function toLongId(id15: string): string {
  const suffix = [0, 5, 10].map((start) => {
    const bits = [...id15.slice(start, start + 5)].map((c, k) =>
      c >= 'A' && c <= 'Z' ? 1 << k : 0,
    );
    return CHECK[bits.reduce((sum, bit) => sum + bit, 0)];
  });
  return id15 + suffix.join('');
}

/** The 18-character form of a 15- or 18-character id; undefined when malformed or the check is wrong. */
export function normaliseId(id: string): string | undefined {
  if (!/^([a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$/.test(id)) return undefined;
  const long = toLongId(id.slice(0, 15));
  return id.length === 18 && id !== long ? undefined : long;
}

/** Counts per prefix; `infix` keeps the ids of two orgs apart, as pods and instances do. */
export function createIds(infix: string): (prefix: string) => string {
  const counters = new Map<string, number>();
  return (prefix) => {
    const next = (counters.get(prefix) ?? 0) + 1;
    counters.set(prefix, next);
    return toLongId(prefix + infix + base62(next, 15 - prefix.length - infix.length));
  };
}

function base62(value: number, width: number): string {
  let rest = value;
  let text = '';
  while (text.length < width) {
    text = DIGITS.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
