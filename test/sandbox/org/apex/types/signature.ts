/** Reads the signatures and type names in the tables of platform types. */
import { VOID } from './core.ts';
import { nativeCatalogue } from './native-catalogue.ts';
import { newDefinition, typeFor, type Parameter, type Type, type TypeDefinition } from './type.ts';

export type Signature = { name: string; parameters: Parameter[]; result: Type };

export function parseSignature(text: string, owner: TypeDefinition): Signature {
  const match = /^([\w<>]+?)\((.*)\)(?::(.+))?$/.exec(text);
  if (!match) throw new Error(`${owner.name}: not a signature: ${text}`);
  const [, name = '', parameters = '', result = 'void'] = match;
  return {
    name,
    parameters: splitTypes(parameters).map((part) => ({
      type: parseTypeText(part.replace(/\?$/, ''), owner),
      nullable: part.endsWith('?'),
    })),
    result: parseTypeText(result, owner),
  };
}

export function parseTypeText(text: string, owner: TypeDefinition): Type {
  if (text === 'void') return VOID;
  const match = /^([\w.]+)(?:<(.*)>)?$/.exec(text.trim());
  if (!match) throw new Error(`${owner.name}: not a type: ${text}`);
  const [, name = '', args] = match;
  if (name === 'Self' || owner.parameters.includes(name)) return typeVariable(name);
  const definition = nativeCatalogue.find(name);
  if (!definition) throw new Error(`${owner.name}: no such platform type: ${name}`);
  return typeFor(
    definition,
    splitTypes(args ?? '').map((part) => parseTypeText(part, owner)),
  );
}

const variables = new Map<string, Type>();

/** `T` of List and `T` of Set are the same variable: only its name counts. */
export function typeVariable(name: string): Type {
  const known = variables.get(name);
  if (known) return known;
  const made = typeFor(newDefinition({ name, kind: 'variable' }));
  variables.set(name, made);
  return made;
}

/** At the commas outside of `<…>`. */
export function splitTypes(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const letter of text) {
    if (letter === '<') depth += 1;
    if (letter === '>') depth -= 1;
    if (letter === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += letter;
  }
  return part.trim() === '' ? parts : [...parts, part.trim()];
}
