import { describe, expect, test } from 'vitest';
import { countryCode } from '../../src/finding/country-code.ts';

describe('the code of a country', () => {
  test.each([
    ['United States', 'US'],
    ['united states', 'US'],
    ['US', 'US'],
    ['The Netherlands', 'NL'],
    ['Russian Federation', 'RU'],
    ['Korea, Republic of', 'KR'],
    ["Korea, Democratic People's Republic of", 'KP'],
    ['Côte d’Ivoire', 'CI'],
    ["Cote d'Ivoire", 'CI'],
    ['Bosnia & Herzegovina', 'BA'],
    ['Türkiye', 'TR'],
    ['Turkey', 'TR'],
    ['Viet Nam', 'VN'],
    ['Saint Kitts and Nevis', 'KN'],
    ['Hong Kong', 'HK'],
    ['Congo', 'CG'],
    ['DR Congo', 'CD'],
  ])('of %s is %s', (name, code) => {
    expect(countryCode(name)).toBe(code);
  });

  test.each(['', 'Atlantis', 'United', '__proto__', '日本', '-', 'USSR'])(
    'of %j is not known',
    (name) => {
      expect(countryCode(name)).toBeNull();
    },
  );

  test('is what the platform calls by the same name, for every code that it knows', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    const known = letters
      .flatMap((a) => letters.map((b) => a + b))
      .filter((code) => countryCode(code) === code);
    expect(known).toHaveLength(250);
    for (const code of known) {
      const name = names.of(code)?.replace(/ SAR China$| \(Burma\)$/, '') ?? code;
      expect([name, countryCode(name)]).toEqual([name, code]);
    }
  });
});
