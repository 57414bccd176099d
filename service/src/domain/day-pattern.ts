/** Days as a text writes them: `DD.MM.YYYY`, `MM/DD/YYYY`. */

export type DayPattern = {
  /** `2026-12-01`; undefined for a text that is no such day. */
  parse(text: string): string | undefined;
  format(day: string): string;
};

const PART = /YYYY|MM|DD/g;
const NAMES = ['YYYY', 'MM', 'DD'] as const;

/** Undefined unless each of the three parts is there once, and no other letter or digit. */
export function dayPattern(pattern: string): DayPattern | undefined {
  const parts = pattern.match(PART) ?? [];
  const isWhole = parts.length === 3 && NAMES.every((name) => parts.includes(name));
  if (!isWhole || /[A-Za-z0-9]/.test(pattern.replaceAll(PART, ' '))) return undefined;
  const digits = new RegExp(
    `^${pattern
      .split(/(YYYY|MM|DD)/)
      .map((piece) => (PART_DIGITS[piece] ? `(${PART_DIGITS[piece]})` : escape(piece)))
      .join('')}$`,
  );
  return {
    parse(text) {
      const found = digits.exec(text.trim());
      if (!found) return undefined;
      const partOf = (name: string) => found[parts.indexOf(name) + 1] ?? '';
      const day = NAMES.map(partOf).join('-');
      const at = Date.parse(`${day}T00:00:00Z`);
      // The thirtieth of February is none, though some read it as the second of March.
      return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : undefined;
    },
    format(day) {
      const [year = '', month = '', date = ''] = day.split('-');
      const values: Record<string, string> = { YYYY: year, MM: month, DD: date };
      return pattern.replaceAll(PART, (name) => values[name] ?? '');
    },
  };
}

const PART_DIGITS: Record<string, string | undefined> = {
  YYYY: '\\d{4}',
  MM: '\\d{2}',
  DD: '\\d{2}',
};

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
