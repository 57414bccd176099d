/** One row that carries a canonical field. */
import { SCALAR_FIELDS, type Rule } from './canonical.ts';
import type { MappedField } from './mapping.ts';
import type { ProblemCode } from './mapping-problems.ts';
import type { MappingRow } from './org.ts';
import { namesIn, render } from './template.ts';
import { kindOfField, plainLens, TRANSFORMS, type ValueLens } from './transforms.ts';
import { NO_VALUES, type ValueMap } from './value-maps.ts';
import type { CanonicalName, CreateField, ScalarField } from './values.ts';

export type Wrong = { code: ProblemCode; message: string };
export type ValueMaps = ReadonlyMap<string, ValueMap>;

const DIRECTIONS = new Map([
  ['Both', { outward: true, inward: true }],
  ['To Partner Center', { outward: true, inward: false }],
  ['To Salesforce', { outward: false, inward: true }],
]);

const RULES = new Map<string, Rule>([
  ['Salesforce', 'salesforce'],
  ['Partner Center', 'partnerCenter'],
  ['Ask', 'ask'],
]);

const CREATE_FIELDS: Record<CreateField, true> = {
  dealName: true,
  customerName: true,
  customerStreet: true,
  customerCity: true,
  customerState: true,
  customerPostalCode: true,
  customerCountry: true,
  help: true,
  noteToMicrosoft: true,
  marketplaceIntent: true,
  partnerRole: true,
  solutionArea: true,
  solutionPlay: true,
  partnerLocation: true,
  statusReason: true,
};

/** These follow the stage and the Microsoft Solutions, never a row. */
const UNMAPPABLE = new Set<string>(['status', 'solutions', 'attachedNotes']);
const KNOWN = new Set<string>([...Object.keys(SCALAR_FIELDS), ...Object.keys(CREATE_FIELDS)]);

export const isCanonical = (name: string): boolean => KNOWN.has(name) || UNMAPPABLE.has(name);
export const isCreateField = (name: string): name is CreateField =>
  Object.hasOwn(CREATE_FIELDS, name);

const PATH = /^[A-Za-z]\w*(\.[A-Za-z]\w*)?$/;
export const isPath = (path: string): boolean => PATH.test(path);
export const wrongPath = (path: string): Wrong => ({
  code: 'bad-path',
  message: `"${path}" is no field of a record or of one of its parents`,
});

/** Chosen from lists in some orgs, which then keep the code in a field of its own beside the name. */
const CODED = new Set<string>(['customerCountry', 'customerState'] satisfies CanonicalName[]);

export function compileField(row: MappingRow, values: ValueMaps): MappedField | Wrong {
  const begun = beginField(row);
  if ('code' in begun) return begun;
  if (!isPath(row.field)) return wrongPath(row.field);
  const lens = lensOf(row, begun.canonical, values.get(begun.canonical) ?? NO_VALUES);
  return 'code' in lens ? lens : { ...begun, ...shownBy(begun.canonical, row.field, lens) };
}

/** How a field shows its value, code before name where the org has both. */
export function shownBy(
  canonical: CanonicalName,
  field: string,
  lens: ValueLens,
): Pick<MappedField, 'reads' | 'codes' | 'show' | 'write'> {
  const codes = CODED.has(canonical) ? `${field}Code` : null;
  return {
    reads: [field],
    codes,
    write: lens.write,
    show(fields) {
      const raw = fields[codes ?? ''] ?? fields[field];
      return raw === undefined ? undefined : lens.read(raw);
    },
  };
}

/** The same for a text that names fields. Nothing can be written back through it. */
export function shownByTemplate(row: MappingRow, template: string): MappedField | Wrong {
  const begun = beginField(row);
  if ('code' in begun) return begun;
  if (kindOfField(begun.canonical) !== 'text') return notFor(row);
  const reads = namesIn(template);
  const bad = reads.find((path) => !isPath(path));
  if (bad !== undefined) return wrongPath(bad);
  return {
    ...begun,
    inward: false,
    reads,
    codes: null,
    write: () => null,
    show: (fields) =>
      reads.some((path) => fields[path] !== undefined)
        ? render(template, (path) => fields[path] ?? null)
        : undefined,
  };
}

/** The same for one value that every deal has. */
export function shownByConstant(row: MappingRow, value: string): MappedField | Wrong {
  const begun = beginField(row);
  if ('code' in begun) return begun;
  return { ...begun, inward: false, reads: [], codes: null, write: () => null, show: () => value };
}

type Begun = Omit<MappedField, 'reads' | 'codes' | 'write' | 'show'>;

function beginField(row: MappingRow): Begun | Wrong {
  const { canonicalField, conflictRule, developerName, field } = row;
  const direction = DIRECTIONS.get(row.direction);
  const rule = conflictRule ? RULES.get(conflictRule) : undefined;
  if (UNMAPPABLE.has(canonicalField))
    return wrong(
      'unknown-canonical',
      `"${canonicalField}" follows the stage or the solutions and takes no row`,
    );
  if (!KNOWN.has(canonicalField))
    return wrong('unknown-canonical', `unknown canonical field "${canonicalField}"`);
  if (!direction)
    return wrong('bad-direction', `direction is one of ${[...DIRECTIONS.keys()].join(', ')}`);
  if (conflictRule && !rule)
    return wrong('bad-rule', `conflict rule is one of ${[...RULES.keys()].join(', ')}`);
  const canonical = canonicalField as CanonicalName;
  return {
    canonical,
    row: developerName,
    transform: transformName(row),
    field,
    outward: direction.outward,
    // Another object's field is read through the lookup; the record itself cannot carry it.
    inward: direction.inward && (!field.includes('.') || isOfNewAccount(row)),
    onCreate: row.onCreate,
    onUpdate: row.onUpdate && !isOfNewAccount(row),
    rule: rule ?? SCALAR_FIELDS[canonical as ScalarField]?.rule ?? 'salesforce',
  };
}

/** Something of the customer's, which goes to the account that is made with the record. */
const isOfNewAccount = ({ canonicalField, field, onCreate }: MappingRow): boolean =>
  onCreate && isCreateField(canonicalField) && field.startsWith(ACCOUNT);

function transformName({ transform, transformArgument }: MappingRow): string | null {
  if (!transform || transform === 'None') return null;
  return transformArgument ? `${transform} with an argument` : transform;
}

export const ACCOUNT = 'Account.';

function lensOf(row: MappingRow, canonical: CanonicalName, values: ValueMap): ValueLens | Wrong {
  const { transform: name, transformArgument: argument } = row;
  if (!name || name === 'None') return plainLens(canonical, values);
  const kind = kindOfField(canonical);
  const transform = Object.hasOwn(TRANSFORMS, name)
    ? TRANSFORMS[name as keyof typeof TRANSFORMS]
    : undefined;
  if (!transform)
    return wrong(
      'bad-transform',
      `transform is one of ${[...Object.keys(TRANSFORMS), 'Constant', 'Template'].join(', ')}`,
    );
  if (!transform.kinds.includes(kind)) return notFor(row);
  const lens = transform.lens({ argument: argument === '' ? null : argument, values }, kind);
  return typeof lens === 'string' ? wrong('bad-argument', lens) : lens;
}

const notFor = ({ transform, canonicalField }: MappingRow): Wrong =>
  wrong('bad-transform', `transform "${String(transform)}" is not for "${canonicalField}"`);

export const wrong = (code: ProblemCode, message: string): Wrong => ({ code, message });
