/** The settings that name fields of the admin's own for country and currency, as the rows of these would. */
import { isPath, shownBy, wrongPath } from './mapped-field.ts';
import type { Mapping } from './mapping.ts';
import type { MappingProblem } from './mapping-problems.ts';
import type { Settings } from './org.ts';
import { COUNTRY_CODES, plainLens, type ValueLens } from './transforms.ts';
import { NO_VALUES } from './value-maps.ts';

const SOURCES = [
  { setting: 'countrySource', canonical: 'customerCountry', name: 'Country_Source__c' },
  { setting: 'currencySource', canonical: 'currency', name: 'Currency_Source__c' },
] as const;

/**
 * Puts them into the mapping. A source is only read: a currency that follows a field of the admin's is not written
 * there, and the country of a new account goes where its row says.
 */
export function useSources(
  mapping: Mapping,
  settings: Pick<Settings, 'countrySource' | 'currencySource'> | undefined,
): MappingProblem[] {
  const problems: MappingProblem[] = [];
  for (const { setting, canonical, name } of SOURCES) {
    const source = settings?.[setting];
    if (!source) continue;
    const row = `Co_Sell_Setting ${name}`;
    if (!isPath(source)) {
      problems.push({ row, ...wrongPath(source) });
      continue;
    }
    const before = mapping.fields.get(canonical);
    const { reads, codes, show } = shownBy(canonical, source, LENSES[canonical]);
    mapping.fields.set(canonical, {
      ...(before ?? { ...READ_ONLY, field: source }),
      ...(canonical === 'currency' ? { inward: false, field: source } : {}),
      canonical,
      row,
      outward: true,
      reads,
      codes,
      show,
    });
  }
  return problems;
}

const READ_ONLY = {
  transform: null,
  inward: false,
  onCreate: true,
  onUpdate: true,
  rule: 'salesforce',
  write: () => null,
} as const;

const LENSES: Record<'customerCountry' | 'currency', ValueLens> = {
  customerCountry: COUNTRY_CODES,
  currency: plainLens('currency', NO_VALUES),
};
