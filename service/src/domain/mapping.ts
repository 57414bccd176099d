/** Mapping rows of an org, compiled: which field of a record carries which canonical field, and how. */
import type { Rule } from './canonical.ts';
import { compileConstant, compileTemplate, type Constant } from './constants.ts';
import { compileField } from './mapped-field.ts';
import { sentenceOf, type MappingProblem } from './mapping-problems.ts';
import type { MappingRow, OrgProfile } from './org.ts';
import { useSources } from './sources.ts';
import { stageProblem } from './stages.ts';
import type { ValueLens } from './transforms.ts';
import type { CanonicalName, Json, JsonObject, RecordObject } from './values.ts';
import { compileValueMaps, type ValueMap } from './value-maps.ts';

export type MappedField = {
  canonical: CanonicalName;
  /** Developer name of the row. */
  row: string;
  /** Name of its transformation, with a remark when it has an argument; null without one. */
  transform: string | null;
  /** API name or path, e.g. `Amount`, `Account.BillingCity`. */
  field: string;
  /** What is read to show the value: the field itself, or what a template names. */
  reads: string[];
  /** Where the org keeps the code beside the name, in the few that do. */
  codes: string | null;
  outward: boolean;
  inward: boolean;
  onCreate: boolean;
  onUpdate: boolean;
  rule: Rule;
  write: ValueLens['write'];
  /** Undefined when nothing of it could be read. */
  show(fields: JsonObject): Json | undefined;
};

export type Mapping = {
  fields: Map<CanonicalName, MappedField>;
  /** Values that a record made for an inbound referral is given. */
  constants: Constant[];
  /** By canonical field. */
  values: Map<string, ValueMap>;
  problems: string[];
  found: MappingProblem[];
  /** Of record types with rows of their own, by developer name. */
  byRecordType: Map<string, Mapping>;
};

export const RECORD_TYPE = 'RecordType.DeveloperName';

/** A profile as far as the mapping needs it; an org without rows of a kind has none. */
export type Mapped = Pick<OrgProfile, 'mapping'> &
  Partial<Pick<OrgProfile, 'valueMapping' | 'recordTypes' | 'settings' | 'stages'>>;

/** The rows of one object. A bad row stops only itself: it is left out and named in `problems`. */
export function compileMapping(profile: Mapped, object: RecordObject = 'Opportunity'): Mapping {
  // Sources and stages are a deal's: a Lead has no account, and none of its stages.
  const isDeal = object === 'Opportunity';
  const { maps, wrong } = compileValueMaps(profile.valueMapping ?? [], object);
  const rows = profile.mapping.filter((row) => row.isActive && row.object === object);
  const general = rows.filter((row) => row.recordType === null);
  const mapping = compileRows([{ rows: general, isOverridden: false }], maps);
  mapping.found.push(
    ...wrong.map(({ row, message }) => ({ row, code: 'bad-direction' as const, message })),
    ...(isDeal ? useSources(mapping, profile.settings) : []),
    ...(isDeal ? stageProblems(profile) : []),
  );
  for (const type of new Set(rows.flatMap(({ recordType }) => recordType ?? []))) {
    const own = rows.filter((row) => row.recordType === type);
    const unknown = unknownType(profile, object, type);
    if (unknown) {
      mapping.found.push(
        ...own.map(({ developerName: row }) => ({
          row,
          code: 'unknown-record-type' as const,
          message: unknown,
        })),
      );
      continue;
    }
    const typed = compileRows(
      [
        { rows: own, isOverridden: false },
        { rows: general, isOverridden: true },
      ],
      maps,
    );
    if (isDeal) useSources(typed, profile.settings);
    mapping.found.push(...typed.found);
    mapping.byRecordType.set(type, typed);
  }
  mapping.problems = mapping.found.map(sentenceOf);
  return mapping;
}

/** The mapping of a record of this type: its own rows, and the general ones where it has none. */
export function mappingFor(mapping: Mapping, fields: JsonObject): Mapping {
  const type = fields[RECORD_TYPE];
  return (typeof type === 'string' ? mapping.byRecordType.get(type) : undefined) ?? mapping;
}

/**
 * What of a record is read for its mapping. Codes beside names are there in few orgs, so nobody misses one; the field
 * of a row that was left out is read all the same, so that it is told where there is no such field.
 */
export function pathsOf(
  profile: Mapped,
  mapping: Mapping,
  object: RecordObject = 'Opportunity',
): { paths: string[]; codes: string[] } {
  const rows = profile.mapping.filter((row) => row.isActive && row.object === object);
  const shown = [mapping, ...mapping.byRecordType.values()].flatMap(({ fields }) => [
    ...fields.values(),
  ]);
  return {
    paths: [
      ...rows.filter(({ transform }) => transform !== 'Template').map(({ field }) => field),
      ...shown.flatMap(({ reads }) => reads),
      ...(mapping.byRecordType.size > 0 ? [RECORD_TYPE] : []),
    ],
    codes: shown.flatMap(({ codes }) => codes ?? []),
  };
}

type Layer = { rows: MappingRow[]; isOverridden: boolean };

/** Of two rows for one thing the first counts; that is a problem unless the other layer is meant to be overridden. */
function compileRows(layers: Layer[], values: Mapping['values']): Mapping {
  const mapping: Mapping = {
    fields: new Map(),
    constants: [],
    values,
    problems: [],
    found: [],
    byRecordType: new Map(),
  };
  for (const { rows, isOverridden } of layers) {
    for (const row of rows) {
      const problem = addRow(mapping, row);
      if (problem && !isOverridden) mapping.found.push({ row: row.developerName, ...problem });
    }
  }
  return mapping;
}

const COMPILERS = new Map([
  ['Constant', compileConstant],
  ['Template', compileTemplate],
]);

function addRow(mapping: Mapping, row: MappingRow) {
  const compiled = (COMPILERS.get(row.transform ?? '') ?? compileField)(row, mapping.values);
  if ('code' in compiled) return compiled;
  if ('canonical' in compiled) {
    if (mapping.fields.has(compiled.canonical))
      return {
        code: 'mapped-twice' as const,
        message: `"${compiled.canonical}" is mapped by another row already`,
      };
    mapping.fields.set(compiled.canonical, compiled);
    return undefined;
  }
  if (mapping.constants.some((one) => keyOf(one) === keyOf(compiled)))
    return {
      code: 'mapped-twice' as const,
      message: `"${compiled.field}" is set by another row already`,
    };
  mapping.constants.push(compiled);
  return undefined;
}

const keyOf = ({ field }: Constant): string => `field ${field.toLowerCase()}`;

/** Undefined also where the org did not tell its record types. */
function unknownType({ recordTypes }: Mapped, object: string, type: string): string | undefined {
  const isThere = recordTypes?.some(
    (one) => one.object === object && one.developerName === type && one.isActive,
  );
  return isThere === false ? `${object} has no active record type "${type}"` : undefined;
}

function stageProblems({ valueMapping = [], settings, stages }: Mapped): MappingProblem[] {
  if (!settings || !stages) return [];
  return valueMapping
    .filter(
      (row) => row.isActive && row.object === 'Opportunity' && row.canonicalField === 'status',
    )
    .flatMap((row) => {
      const message = stageProblem(row, { settings, stages, valueMapping });
      return message ? [{ row: row.developerName, code: 'bad-stage' as const, message }] : [];
    });
}
