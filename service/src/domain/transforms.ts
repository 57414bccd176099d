/**
 * The closed set of transformations: how a field of a record shows a value of the referral, and how that value is
 * written back. Each is a lens of one value: what was written is read again as the same value, as far as the field
 * can hold it at all.
 */
import { splitNotes } from './attached-notes.ts';
import { NOTES_LENGTH, plainText, roundMoney } from './canonical.ts';
import { countryCode, countryNames, type CountryNames } from './countries.ts';
import { dayPattern } from './day-pattern.ts';
import { NO_VALUES, type ValueMap } from './value-maps.ts';
import type { CanonicalName, Json } from './values.ts';

export type ValueLens = { read(raw: Json): Json; write(value: Json): Json };

/** What a canonical field holds. */
export type Kind =
  'number' | 'day' | 'currency' | 'country' | 'flag' | 'choice' | 'answer' | 'text';

const KINDS: Partial<Record<CanonicalName, Kind>> = {
  dealValue: 'number',
  closingDate: 'day',
  currency: 'currency',
  customerCountry: 'country',
  visibility: 'flag',
  help: 'choice',
  marketplaceIntent: 'answer',
};

export const kindOfField = (canonical: CanonicalName): Kind => KINDS[canonical] ?? 'text';

type Setting = { argument: string | null; values: ValueMap };
type Transform = {
  /** Canonical fields it can be for. */
  kinds: readonly Kind[];
  /** A sentence when the argument is none. */
  lens(setting: Setting, kind: Kind): ValueLens | string;
};

export const TRANSFORMS: Record<'Text' | 'Number' | 'Date' | 'Country' | 'Value Map', Transform> = {
  Text: { kinds: ['text'], lens: (setting) => noArgument(setting, AS_TEXT) },
  Number: { kinds: ['number'], lens: ({ argument }) => numberLens(argument) },
  Date: { kinds: ['day'], lens: ({ argument }) => dayLens(argument) },
  Country: { kinds: ['country'], lens: ({ argument }) => countryLens(argument) },
  'Value Map': {
    kinds: ['text', 'choice', 'answer', 'flag', 'currency', 'country'],
    lens: (setting, kind) => noArgument(setting, mapLens(setting.values, kind)),
  },
};

/** A row without a transformation: the value as it is, and words of a closed list through the value mapping rows. */
export function plainLens(canonical: CanonicalName, values: ValueMap): ValueLens {
  if (canonical === 'notes') return NOTES;
  return PLAIN[kindOfField(canonical)](values);
}

const AS_IS: ValueLens = { read: (raw) => (raw === '' ? null : raw), write: (value) => value };

const AS_TEXT: ValueLens = {
  // Null is an object, too.
  read: (raw) => (raw === '' || typeof raw === 'object' ? null : String(raw)),
  write: (value) => value,
};

const NOTES: ValueLens = {
  // Copied from the portal with the section below: that one is not typed here.
  read: (raw) => splitNotes(raw).notes,
  write: (value) => {
    if (typeof value !== 'string') return null;
    return value.length > NOTES_LENGTH ? plainText(value) : value;
  },
};

const PLAIN: Record<Kind, (values: ValueMap) => ValueLens> = {
  number: () => ({ read: (raw) => (typeof raw === 'number' ? raw : null), write: roundMoney }),
  day: () => ({ ...AS_IS, read: (raw) => (typeof raw === 'string' ? raw.slice(0, 10) : null) }),
  currency: () => ({
    ...AS_IS,
    read: (raw) => (typeof raw === 'string' ? raw.toUpperCase() : null),
  }),
  country: () => AS_IS,
  flag: (values) => mapLens(values, 'flag'),
  choice: (values) => mapLens(values, 'choice'),
  // A word without a counterpart is kept, so that the check before sharing can name it.
  answer: ({ outward }) => ({
    ...AS_IS,
    read: (raw) => outward.get(String(raw)) ?? AS_IS.read(raw),
  }),
  text: () => AS_IS,
};

function noArgument({ argument }: Setting, lens: ValueLens): ValueLens | string {
  return argument === null ? lens : 'this transformation takes no argument';
}

/** A value without a counterpart is nothing at all: never a word the other side does not know. */
function mapLens({ outward, inward }: ValueMap, kind: Kind): ValueLens {
  const lens: ValueLens = {
    read: (raw) => (typeof raw === 'string' ? (outward.get(raw) ?? null) : null),
    write: (value) => (typeof value === 'string' ? (inward.get(value) ?? null) : null),
  };
  if (kind !== 'flag') return lens;
  return {
    read: (raw) => lens.read(raw) === 'true',
    write: (value) => lens.write(String(value === true)),
  };
}

const MARKS = new Map([
  ['.', ','],
  [',', '.'],
]);

/** Without an argument the field is a number; a decimal mark says that it is text. */
function numberLens(mark: string | null): ValueLens | string {
  if (mark === null) return PLAIN.number(NO_VALUES);
  const grouping = MARKS.get(mark);
  if (grouping === undefined) return 'the argument is the decimal mark of a text, "." or ","';
  return {
    read(raw) {
      if (typeof raw === 'number') return raw;
      if (typeof raw !== 'string') return null;
      const digits = raw.replaceAll(/[\s\u00A0\u202F'’]/g, '').replaceAll(grouping, '');
      const text = digits.replace(mark, '.');
      return /^[+-]?\d+(\.\d+)?$/.test(text) ? roundMoney(Number(text)) : null;
    },
    write(value) {
      const rounded = roundMoney(value);
      return rounded === null ? null : rounded.toFixed(2).replace('.', mark);
    },
  };
}

const MOMENT = 'DateTime';

/** Without an argument the field is a date; `DateTime` is one with a time, anything else how a text writes the day. */
function dayLens(argument: string | null): ValueLens | string {
  const plain = PLAIN.day(NO_VALUES);
  if (argument === null) return plain;
  if (argument === MOMENT) {
    return {
      read: plain.read,
      write: (day) => (typeof day === 'string' ? `${day}T00:00:00.000Z` : null),
    };
  }
  const pattern = dayPattern(argument);
  if (!pattern)
    return `the argument is ${MOMENT}, or a pattern of YYYY, MM and DD such as DD.MM.YYYY`;
  return {
    read: (raw) => (typeof raw === 'string' ? (pattern.parse(raw) ?? null) : null),
    write: (day) => (typeof day === 'string' ? pattern.format(day) : null),
  };
}

/** Codes are read always, and names too where the argument says their language, which then is what is written. */
function countryLens(language: string | null): ValueLens | string {
  if (language === null) return COUNTRY_CODES;
  const names = countryNames(language);
  return names ? countriesOf(names) : 'the argument is the language of the names, such as en';
}

function countriesOf(names: CountryNames | undefined): ValueLens {
  return {
    read(raw) {
      if (typeof raw !== 'string') return null;
      return countryCode(raw) ?? names?.codeOf(raw) ?? null;
    },
    write(value) {
      if (typeof value !== 'string') return null;
      return (names && countryCode(value) ? names.nameOf(value) : undefined) ?? value;
    },
  };
}

/** A field that holds codes. */
export const COUNTRY_CODES: ValueLens = countriesOf(undefined);
