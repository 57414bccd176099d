import { childrenOf, textOf } from './package-files.ts';
import type { MetadataFile } from './package-files.ts';
import { describeField } from './package-model.ts';
import { PACKAGE_FIELDS, SHARING, VALIDATION_RULES } from './package-table.ts';

/** Longest text the platform takes, by element. */
const LONGEST = { label: 40, inlineHelpText: 510, description: 1000, errorMessage: 255 } as const;

/** What the platform wants of each type before it deploys; only types the package uses. */
const NEEDED_BY_TYPE: { readonly [type: string]: readonly string[] } = {
  Text: ['length'],
  LongTextArea: ['length', 'visibleLines'],
  Number: ['precision', 'scale'],
  Checkbox: ['defaultValue'],
  Picklist: ['valueSet'],
  Lookup: ['referenceTo', 'relationshipName', 'relationshipLabel', 'deleteConstraint'],
  MasterDetail: ['referenceTo', 'relationshipName', 'relationshipLabel', 'relationshipOrder'],
};

/** Differences between the fields that are there and the table typed from the specification. */
export function checkFieldTable(files: MetadataFile[]): string[] {
  const there = new Map<string, string>(
    files
      .filter(({ root }) => root === 'CustomField')
      .map((file) => [`${file.object}.${file.name}`, describeField(file.content)]),
  );
  const wanted = new Map<string, string>(
    Object.entries(PACKAGE_FIELDS).flatMap(([object, fields]) =>
      Object.entries(fields).map(([field, words]) => [`${object}.${field}`, words] as const),
    ),
  );
  return [...new Set([...wanted.keys(), ...there.keys()])]
    .filter((name) => there.get(name) !== wanted.get(name))
    .map((name) => `${name}: is ${there.get(name)}, specified ${wanted.get(name)}`);
}

/** What one field lacks for its type, and texts that are too long for the platform. */
export function checkFieldParts(file: MetadataFile): string[] {
  const problems = Object.entries(LONGEST)
    .filter(([element, most]) => (textOf(file.content, element)?.length ?? 0) > most)
    .map(([element, most]) => `${file.path}: <${element}> is longer than ${most} characters`);
  if (file.root !== 'CustomField') return problems;
  problems.push(...checkWords(file));
  const isFormula = childrenOf(file.content, 'formula').length > 0;
  const needed = isFormula ? [] : (NEEDED_BY_TYPE[textOf(file.content, 'type') ?? ''] ?? []);
  const isUniqueText = textOf(file.content, 'unique') === 'true';
  return [...problems, ...missing(file, isUniqueText ? [...needed, 'caseSensitive'] : needed)];
}

/** Both texts are sentences, and the one for sellers tells them more than the label does. */
function checkWords(file: MetadataFile): string[] {
  const problems = (['description', 'inlineHelpText'] as const)
    .filter((element) => !/\w.*[.?]$/.test(textOf(file.content, element) ?? ''))
    .map((element) => `${file.path}: <${element}> is no sentence`);
  const [label, help] = ['label', 'inlineHelpText'].map((element) =>
    (textOf(file.content, element) ?? '').toLowerCase().replace(/[.?]$/, ''),
  );
  return label === help ? [...problems, `${file.path}: the help only repeats the label`] : problems;
}

/** Sharing of our objects, and exactly the two rules, each looking only when its own field changes. */
export function checkObjectsAndRules(files: MetadataFile[]): string[] {
  const objects = files.filter(
    ({ root, name }) => root === 'CustomObject' && !name.endsWith('__mdt'),
  );
  const sharing = Object.fromEntries(
    objects.map(({ name, content }) => [name, textOf(content, 'sharingModel') ?? 'nothing']),
  );
  const rules = files.filter(({ root }) => root === 'ValidationRule');
  return [
    ...differences('sharing', sharing, SHARING),
    ...differences(
      'validation rule',
      Object.fromEntries(rules.map((rule) => [rule.name, guardOf(rule)])),
      VALIDATION_RULES,
    ),
  ];
}

/** The field whose change makes the rule look, or `every save`. */
function guardOf(rule: MetadataFile): string {
  const formula = textOf(rule.content, 'errorConditionFormula') ?? '';
  return /^AND\(\s*ISCHANGED\(\s*(\w+)\s*\)\s*,/.exec(formula)?.[1] ?? 'every save';
}

function differences(
  what: string,
  there: { readonly [name: string]: string },
  wanted: { readonly [name: string]: string },
): string[] {
  return [...new Set([...Object.keys(there), ...Object.keys(wanted)])]
    .filter((name) => there[name] !== wanted[name])
    .map((name) => `${what} ${name}: is ${there[name]}, specified ${wanted[name]}`);
}

function missing(file: MetadataFile, elements: readonly string[]): string[] {
  return elements
    .filter((element) => childrenOf(file.content, element).length === 0)
    .map((element) => `${file.path}: a ${textOf(file.content, 'type')} needs <${element}>`);
}
