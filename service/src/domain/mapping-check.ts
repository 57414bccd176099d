/** The check of the mapping: every row against the org's fields, and what to do about each that does not work. */
import { RECORD_TYPE, type MappedField, type Mapping } from './mapping.ts';
import type { MappingProblem, ProblemCode } from './mapping-problems.ts';
import { kindOfField, type Kind } from './transforms.ts';
import type { CanonicalName } from './values.ts';

/** A field as the org describes it to the bridge's user. */
export type FieldFacts = {
  path: string;
  /** `STRING`, `CURRENCY` …; null for a field that is not there. */
  type: string | null;
  isReadable: boolean;
  isUpdateable: boolean;
  isCreateable: boolean;
  /** Active choices; null for a field without. */
  values: string[] | null;
};

type Facts = (path: string) => FieldFacts | undefined;

/** Problems of the rows that were compiled, besides those that the compiler found. */
export function checkMapping(mapping: Mapping, factsOf: Facts): MappingProblem[] {
  const problems = [mapping, ...mapping.byRecordType.values()].flatMap(({ fields, constants }) => [
    ...[...fields.values()].flatMap((field) => checkField(field, mapping, factsOf)),
    ...constants.flatMap(({ row, field }) =>
      checkMade(field, factsOf(field)).map((found) => ({ row, ...found })),
    ),
  ]);
  const known = new Set<string>();
  return problems.filter(({ row, code, message }) => {
    const key = `${row}|${code}|${message}`;
    return !known.has(key) && known.add(key);
  });
}

type Found = Omit<MappingProblem, 'row'>;

/** What a new record is given has to be open to the bridge, unless the org requires it of everybody. */
function checkMade(path: string, facts: FieldFacts | undefined): Found[] {
  if (!facts || path === RECORD_TYPE) return [];
  if (facts.type === null) return [missing(path)];
  return facts.isCreateable
    ? []
    : [problem('not-updateable', `the bridge's user may not fill "${path}"`)];
}

function checkField(field: MappedField, mapping: Mapping, factsOf: Facts): MappingProblem[] {
  const found = field.reads.flatMap((path): Found[] => {
    const facts = factsOf(path);
    // A single-currency org has no currency field, and needs none.
    if (!facts || path === 'CurrencyIsoCode') return [];
    if (facts.type === null) return [missing(path)];
    if (!facts.isReadable)
      return [problem('no-permission', `the bridge's user may not read "${path}"`)];
    // What a template names is only read, as text.
    if (path !== field.field) return [];
    return [
      ...checkType(field, facts),
      ...checkWriting(field, facts),
      ...checkValues(field, facts, mapping),
    ];
  });
  return found.map((one) => ({ row: field.row, ...one }));
}

const WORDS = ['STRING', 'TEXTAREA', 'PICKLIST', 'COMBOBOX', 'EMAIL', 'PHONE', 'URL'];
const NUMBERS = ['CURRENCY', 'DOUBLE', 'PERCENT', 'INTEGER', 'LONG'];

/** Types a field may have without a transformation. */
const TYPES: Record<Kind, readonly string[]> = {
  number: NUMBERS,
  day: ['DATE', 'DATETIME'],
  currency: WORDS,
  country: WORDS,
  flag: WORDS,
  choice: WORDS,
  answer: WORDS,
  text: WORDS,
};
/** And with one, where it reads more; by name of the transformation and whether it has an argument. */
const TYPES_BY_TRANSFORM: Record<string, readonly string[]> = {
  Text: [...WORDS, ...NUMBERS, 'DATE', 'DATETIME', 'BOOLEAN', 'ID', 'REFERENCE', 'MULTIPICKLIST'],
  'Number with an argument': WORDS,
  'Date with an argument': [...WORDS, 'DATETIME'],
};

function checkType({ canonical, transform }: MappedField, { path, type }: FieldFacts): Found[] {
  const types = TYPES_BY_TRANSFORM[transform ?? ''] ?? TYPES[kindOfField(canonical)];
  if (types.includes(type ?? '')) return [];
  return [
    problem(
      'type-mismatch',
      `"${path}" is ${String(type)}, and "${canonical}" wants ${types.join(', ')}`,
    ),
  ];
}

function checkWriting({ inward, onCreate, onUpdate }: MappedField, facts: FieldFacts): Found[] {
  if (!inward) return [];
  const isClosed = (onUpdate && !facts.isUpdateable) || (onCreate && !facts.isCreateable);
  return isClosed
    ? [problem('not-updateable', `the bridge's user may not edit "${facts.path}"`)]
    : [];
}

/** Fields whose values are words of Partner Center, where any other word is refused or lost. */
const CLOSED_LISTS = new Set<CanonicalName>(['help', 'marketplaceIntent', 'visibility']);

function checkValues(field: MappedField, facts: FieldFacts, { values }: Mapping): Found[] {
  const isMapped =
    field.transform === 'Value Map' || (!field.transform && CLOSED_LISTS.has(field.canonical));
  if (!isMapped) return [];
  const map = values.get(field.canonical);
  const choices = facts.values ?? [];
  const out = field.outward ? choices.filter((value) => !map?.outward.has(value)) : [];
  const back =
    field.inward && facts.values
      ? [...(map?.inward.values() ?? [])].filter((value) => !choices.includes(value))
      : [];
  return [
    ...(out.length > 0
      ? [
          problem(
            'value-without-counterpart',
            `nothing in Partner Center is said for ${quoted(out)} of "${facts.path}"`,
          ),
        ]
      : []),
    ...(back.length > 0
      ? [problem('value-without-counterpart', `"${facts.path}" has no value ${quoted(back)}`)]
      : []),
  ];
}

const quoted = (words: string[]): string => words.map((word) => `"${word}"`).join(', ');

const problem = (code: ProblemCode, message: string): Found => ({ code, message });

const missing = (path: string): Found => problem('unknown-field', `the org has no field "${path}"`);
