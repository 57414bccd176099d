/** Countries by their codes and by their names in a language. */
import { describe, expect, it } from 'vitest';
import { countryCode, countryNames } from '../../../service/src/domain/countries.ts';

describe('the names of countries', () => {
  it.each(['de', 'de-AT', 'gsw'])(
    'are known in %s, in any letters and with blanks around',
    (language) => {
      const names = countryNames(language);
      const name = names?.nameOf('fr') ?? '';
      expect(name).not.toBe('FR');
      expect(names?.codeOf(` ${name.toUpperCase()} `)).toBe('FR');
    },
  );

  it('are unknown for what is no country', () => {
    const names = countryNames('en');
    expect(names?.nameOf('DE')).toBe('Germany');
    expect(names?.nameOf('XX')).toBeUndefined();
    expect(names?.codeOf('Atlantis')).toBeUndefined();
  });

  it.each(['', 'd', 'xx', 'DE', 'deutsch', 'de-', 'de-A', 'de_AT', ' de', 'de '])(
    'are not known in the language %j',
    (language) => {
      expect(countryNames(language)).toBeUndefined();
    },
  );

  it('are loaded once', () => {
    expect(countryNames('fr')).toBe(countryNames('fr'));
  });
});

it('a code is taken in any letters', () => {
  expect([countryCode(' de '), countryCode('UK'), countryCode('')]).toEqual([
    ...['DE', undefined, undefined],
  ]);
});
