/** Names of countries in a language, beside their two-letter codes. */
import { COUNTRIES } from './iso-codes.ts';

/** Undefined for what is no code of a country. */
export function countryCode(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return COUNTRIES.has(code) ? code : undefined;
}

export type CountryNames = {
  nameOf(code: string): string | undefined;
  codeOf(name: string): string | undefined;
};

const known = new Map<string, CountryNames | undefined>();

/** Undefined for a language that is not known. */
export function countryNames(language: string): CountryNames | undefined {
  if (!known.has(language)) known.set(language, load(language));
  return known.get(language);
}

function load(language: string): CountryNames | undefined {
  const names = namesIn(language);
  if (!names) return undefined;
  const byCode = new Map([...COUNTRIES].map((code) => [code, names.of(code) ?? code]));
  const byName = new Map([...byCode].map(([code, name]) => [keyOf(name), code]));
  return {
    nameOf: (code) => byCode.get(code.toUpperCase()),
    codeOf: (name) => byName.get(keyOf(name)),
  };
}

function namesIn(language: string): Intl.DisplayNames | undefined {
  if (!/^[a-z]{2,3}(-[A-Za-z]{2,8})*$/.test(language)) return undefined;
  const found = Intl.DisplayNames.supportedLocalesOf([language]);
  return found.length > 0 ? new Intl.DisplayNames(found, { type: 'region' }) : undefined;
}

const keyOf = (name: string): string => name.trim().toLowerCase();
