import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findById } from '../../src/finding/id-lookup.ts';
import { aCase, aFinding } from '../report/builders.ts';

const finding = (digits: string) =>
  aFinding({ id: `okf_${digits}`, fingerprint: `okh1:${digits}00000000` });
const one = (digits: string) => aCase({ id: `okc_${digits}` });

const records = [
  one('1791357dbf89'),
  one('17ffffffffff'),
  finding('1791357dbf89'),
  finding('abc000000001'),
  finding('abc000000002'),
];

/** What a text names: the id, or the kind and the ids. */
function answer(text: string): unknown {
  const match = findById(text, records);
  if (match.kind === 'one') return match.found.id;
  const ids = match.kind === 'several' ? match.candidates : match.nearest;
  return [match.kind, ...ids.map(({ id }) => id)];
}

describe('an id, or the beginning of one', () => {
  test.each<[string, unknown]>([
    ['okc_1791357dbf89', 'okc_1791357dbf89'],
    ['okc_1791', 'okc_1791357dbf89'],
    ['OKC_1791', 'okc_1791357dbf89'],
    ['1791', 'okc_1791357dbf89'],
    ['okf_1791', 'okf_1791357dbf89'],
    ['okh1:abc0000000010', 'okf_abc000000001'],
    ['abc000000002', 'okf_abc000000002'],
    ['17', ['several', 'okc_1791357dbf89', 'okc_17ffffffffff']],
    ['okf_abc', ['several', 'okf_abc000000001', 'okf_abc000000002']],
    ['abd', ['none', 'okf_abc000000001', 'okf_abc000000002', 'okc_1791357dbf89']],
    ['okc_18', ['none', 'okc_1791357dbf89', 'okc_17ffffffffff', 'okf_1791357dbf89']],
    ['', ['none', 'okc_1791357dbf89', 'okc_17ffffffffff', 'okf_1791357dbf89']],
  ])('%s', (text, expected) => {
    expect(answer(text)).toEqual(expected);
  });

  test('a whole id names its record among any others', () => {
    const digits = fc.stringMatching(/^[0-9a-f]{12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(digits, { minLength: 1, maxLength: 20 }), fc.nat(), (ids, at) => {
        const all = ids.flatMap((id) => [one(id), finding(id)]);
        const wanted = ids[at % ids.length] as string;
        for (const id of [`okc_${wanted}`, `okf_${wanted}`]) {
          expect(findById(id, all)).toMatchObject({ kind: 'one', found: { id } });
        }
        expect(findById(wanted, all)).toMatchObject({
          kind: 'one',
          found: { id: `okc_${wanted}` },
        });
      }),
    );
  });
});
