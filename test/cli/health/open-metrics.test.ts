import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MetricFamily, openMetrics } from '../../../src/cli/health/open-metrics.ts';
import { effort } from '../../effort.ts';
import { readOpenMetrics } from './open-metrics-reader.ts';

describe('OpenMetrics', () => {
  test('are read back by a reader of the specification, whatever labels and help say', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\\n', '\n', '"', '\\', '# EOF\n', '\u2028', '\u2029', '\u0085'),
    );
    const sample = fc.record({ labels: fc.record({ a: texts, b: texts }), value: fc.nat() });
    fc.assert(
      fc.property(texts, fc.array(sample, { maxLength: 4 }), (help, samples) => {
        const known = new Set(samples.map(({ labels }) => JSON.stringify(labels)));
        fc.pre(known.size === samples.length && !help.includes('\r'));
        const family: MetricFamily = {
          name: 'x_seconds',
          type: 'counter',
          unit: 'seconds',
          help,
          samples,
        };
        const clean = samples.filter(({ labels }) => !JSON.stringify(labels).includes('\\r'));
        const [read] = readOpenMetrics(openMetrics([{ ...family, samples: clean }]));
        expect(read).toMatchObject({ name: 'x_seconds', type: 'counter', unit: 'seconds', help });
        expect(
          read?.samples.map(({ labels, value }) => [Object.fromEntries(labels), value]),
        ).toEqual(clean.map(({ labels, value }) => [labels, value]));
      }),
      { numRuns: effort(20_000, 500) },
    );
  });

  test('are nothing but their end if there are none', () => {
    expect(openMetrics([])).toBe('# EOF\n');
  });
});

describe('the reader in these tests', () => {
  const family = '# TYPE a counter\na_total 1\n';
  test.each([
    ['no end', family],
    ['something behind the end', `${family}# EOF\n\n`],
    ['a blank line', `${family}\n# EOF\n`],
    ['a counter without _total', '# TYPE a counter\na 1\n# EOF\n'],
    ['a negative counter', '# TYPE a counter\na_total -1\n# EOF\n'],
    ['a type behind samples', 'a 1\n# TYPE a gauge\n# EOF\n'],
    ['a sample twice', '# TYPE a gauge\na{x="1"} 1\na{x="1"} 2\n# EOF\n'],
    ['a label twice', '# TYPE a gauge\na{x="1",x="2"} 1\n# EOF\n'],
    ['a unit that the name lacks', '# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n'],
    [
      'a family that comes again',
      '# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\n# EOF\n',
    ],
    ['an escape that is none', '# TYPE a gauge\na{x="\\t"} 1\n# EOF\n'],
    ['no number', '# TYPE a gauge\na one\n# EOF\n'],
  ])('refuses %s', (_, text) => {
    expect(() => readOpenMetrics(text)).toThrow();
  });
});
