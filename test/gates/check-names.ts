import type { Field, PackageModel } from './package-model.ts';
import type { FieldUse, Kind, NameFound, NamesUsed } from './salesforce-names.ts';

/** How a field's value looks in JSON; everything else is text. */
const JSON_KINDS: { readonly [type: string]: Kind } = { Checkbox: 'boolean', Number: 'number' };

/** Names the code uses that the package does not have, or takes for something they are not. */
export function checkNames(used: NamesUsed, model: PackageModel): string[] {
  return [
    ...used.broken.map((place) => `${place}: a name is built from parts; write it whole`),
    ...used.names.flatMap((found) => checkName(found, model)),
    ...used.uses.flatMap((use) => checkUse(use, model)),
  ];
}

function checkName({ place, name, text }: NameFound, model: PackageModel): string[] {
  const say = (problem: string) => [`${place}: ${problem}`];
  if (!exists(name, model)) return say(`the package has no ${name}`);
  const source = new RegExp(`\\bFROM ${name}\\b`).test(text);
  if (source && name.endsWith('__c') && !model.objects.has(name))
    return say(`${name} is a field, a query reads FROM an object`);
  if (source && name.endsWith('__r') && !model.fields.some((field) => isChildren(field, name)))
    return say(`${name} leads to a parent, a query reads FROM children`);
  const target = targetOf(name, model);
  const behind = new RegExp(`\\b${name}\\.(\\w+__c)\\b`).exec(text)?.[1];
  if (target && behind && !model.fields.some((one) => one.object === target && one.name === behind))
    return say(`${target}, to which ${name} leads, has no ${behind}`);
  return [];
}

function exists(name: string, model: PackageModel): boolean {
  // A name in small letters throughout is a key of an answer that was folded; any other must be exact.
  const fold = name === name.toLowerCase() ? (text: string) => text.toLowerCase() : String;
  const all = [
    ...model.objects,
    ...model.fields.flatMap((field) => [field.name, ...relationsOf(field)]),
  ];
  return all.some((one) => fold(one) === name);
}

/** `Opportunity__r` and `Microsoft_Solutions__r` for the solution's `Opportunity__c`. */
function relationsOf(field: Field): string[] {
  if (!field.referenceTo) return [];
  return [field.name.replace(/__c$/, '__r'), `${field.relationshipName}__r`];
}

function isChildren(field: Field, name: string): boolean {
  return `${field.relationshipName}__r` === name;
}

function targetOf(name: string, model: PackageModel): string | null {
  const lookup = model.fields.find((field) => field.name.replace(/__c$/, '__r') === name);
  return (
    lookup?.referenceTo ?? model.fields.find((field) => isChildren(field, name))?.object ?? null
  );
}

function checkUse({ place, name, kinds, literals }: FieldUse, model: PackageModel): string[] {
  const fields = model.fields.filter((field) => field.name === name);
  if (fields.length === 0 || kinds.length === 0) return [];
  if (!fields.some((field) => kinds.includes(JSON_KINDS[field.type] ?? 'string')))
    return [
      `${place}: ${name} is a ${fields[0]?.type}, the code takes it for a ${kinds.join('/')}`,
    ];
  const values = fields.flatMap((field) => field.values);
  if (values.length === 0) return [];
  return literals
    .filter((literal) => literal !== '' && !values.includes(literal))
    .map((literal) => `${place}: ${name} has no value ${literal}`);
}
