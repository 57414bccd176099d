import { IsArray, IsInteger, IsNumber, IsRecord, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { nearest } from './nearest.ts';
import { GUID, isSecret, SETTINGS, type SettingName, type SettingValues } from './settings.ts';

export type Environment = { readonly [name: string]: string | undefined };

const NAMES = Object.keys(SETTINGS) as SettingName[];

/**
 * Settings as the environment has them, with defaults, and a sentence for every one that is wrong, missing or
 * not known. A setting with a problem is absent from `values`. An empty value counts as missing.
 */
export function readSettings(env: Environment): {
  values: Partial<SettingValues>;
  problems: string[];
} {
  const values: Record<string, unknown> = {};
  const problems = unknownNames(env);
  for (const name of NAMES) {
    const schema: TSchema = SETTINGS[name];
    const text = env[name]?.trim() ?? '';
    const value = text === '' ? defaultOf(schema) : readText(schema, text);
    if (value === undefined) {
      if (!('~optional' in schema)) problems.push(missing(name, schema, env));
    } else if (Value.Check(schema, value)) {
      values[name] = value;
    } else {
      problems.push(`${name}: expected ${expected(schema)}; got ${shown(schema, text)}`);
    }
  }
  return { values: values as Partial<SettingValues>, problems };
}

const expected = (schema: TSchema) => ('description' in schema ? String(schema.description) : '');
const defaultOf = (schema: TSchema): unknown => ('default' in schema ? schema.default : undefined);

/** Text that cannot be read stays text, so that the schema refuses it. */
function readText(schema: TSchema, text: string): unknown {
  if (IsInteger(schema)) return /^\d{1,9}$/.test(text) ? Number(text) : text;
  if (IsNumber(schema)) return /^\d{1,3}(\.\d{1,6})?$/.test(text) ? Number(text) : text;
  if (IsArray(schema)) return text.split(',').map((part) => part.trim());
  if (!IsRecord(schema)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function missing(name: SettingName, schema: TSchema, env: Environment): string {
  const misspelt = nearest(
    name,
    Object.keys(env).filter((other) => !NAMES.includes(other as SettingName)),
  );
  const hint = misspelt ? ` (is ${misspelt} meant to be it?)` : '';
  return `${name}: is missing${hint}; expected ${expected(schema)}`;
}

/** Only `COSELL_…` is ours for certain; other unknown names belong to other programs. */
function unknownNames(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('COSELL_') && !NAMES.includes(name as SettingName))
    .map((name) => {
      const meant = nearest(name, NAMES) ?? nearest(name.slice('COSELL_'.length), NAMES);
      return `${name}: is not a setting of the bridge${meant ? `; did you mean ${meant}?` : ''}`;
    });
}

function shown(schema: TSchema, text: string): string {
  if (isSecret(schema)) return secretShape(schema, text);
  // A client id that is none is most often the client secret, in the wrong place.
  if ('pattern' in schema && schema.pattern === GUID) return `${text.length} characters`;
  if (text.includes('-----BEGIN')) return 'the text of a PEM file';
  // An address with a user name in it holds a password more often than not.
  if (text.includes('@')) return 'an address with a user name in it';
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

function secretShape(schema: TSchema, text: string): string {
  if (!IsArray(schema)) return `${text.length} characters`;
  const lengths = text.split(',').map((part) => part.trim().length);
  const same = new Set(text.split(',').map((part) => part.trim())).size < lengths.length;
  return `${lengths.length} (${lengths.join(', ')} characters)${same ? ', the same one twice' : ''}`;
}
