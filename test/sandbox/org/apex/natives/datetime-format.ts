/** SimpleDateFormat of Java, the letters that are in use; any other letter is refused by name. */
import type { Run } from '../run/run.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import type { ApexDatetime } from '../values/scalars.ts';

type Moment = { date: Date; zone: string; offsetMinutes: number };
type Write = (moment: Moment, length: number) => string;

const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const padded = (value: number, length: number) => String(value).padStart(length, '0');
const named = (names: string[], at: number, length: number) =>
  (length >= 4 ? names[at] : names[at]?.slice(0, 3)) ?? '';

const LETTERS: { readonly [letter: string]: Write } = {
  y: ({ date }, length) =>
    length === 2 ? padded(date.getUTCFullYear() % 100, 2) : padded(date.getUTCFullYear(), length),
  M: ({ date }, length) =>
    length >= 3
      ? named(MONTHS, date.getUTCMonth(), length)
      : padded(date.getUTCMonth() + 1, length),
  d: ({ date }, length) => padded(date.getUTCDate(), length),
  H: ({ date }, length) => padded(date.getUTCHours(), length),
  h: ({ date }, length) => padded(date.getUTCHours() % 12 || 12, length),
  m: ({ date }, length) => padded(date.getUTCMinutes(), length),
  s: ({ date }, length) => padded(date.getUTCSeconds(), length),
  S: ({ date }, length) => padded(date.getUTCMilliseconds(), length),
  a: ({ date }) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  E: ({ date }, length) => named(DAYS, date.getUTCDay(), length),
  u: ({ date }) => String(date.getUTCDay() || 7),
  z: ({ zone }) => zone,
  Z: ({ offsetMinutes }) => offset(offsetMinutes, ''),
  X: ({ offsetMinutes }, length) =>
    offsetMinutes === 0 ? 'Z' : offset(offsetMinutes, length === 3 ? ':' : ''),
};

export function formatDatetime(
  run: Run,
  { ms }: ApexDatetime,
  { pattern, zone }: { pattern: string; zone: string },
): string {
  const offsetMinutes = zoneOffset(run, ms, zone);
  const moment = { date: new Date(ms + offsetMinutes * 60_000), zone, offsetMinutes };
  return pattern.replace(
    /'((?:[^']|'')*)'|([a-zA-Z])\2*/g,
    (whole, quoted: string | undefined, letter: string) => {
      if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'");
      const write = LETTERS[letter];
      if (!write) throw new UnsupportedApex(`Letter ${letter} in the date format ${pattern}`);
      return write(moment, whole.length);
    },
  );
}

const offset = (minutes: number, separator: string) => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${padded(Math.floor(size / 60), 2)}${separator}${padded(size % 60, 2)}`;
};

function zoneOffset(run: Run, ms: number, zone: string): number {
  if (zone === 'GMT' || zone === 'UTC') return 0;
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(ms)
      .find(({ type }) => type === 'timeZoneName')?.value;
    const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(parts ?? '');
    const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
    return match?.[1] === '-' ? -minutes : minutes;
  } catch {
    return run.raise('IllegalArgumentException', `Invalid time zone: ${zone}`);
  }
}
