import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reporters } from '../../../src/report/finding/reporters.ts';
import { aCase, aFinding, aRejection, aSummary, reportOf, someOptions } from '../builders.ts';
import { hostileText } from '../generators.ts';

const create = () => reporters.ndjson.create(someOptions());

test('writes one finding or case per line and nothing for the rest', () => {
  const [a, b] = [aFinding(), aFinding({ severity: 'low' })];
  const text = reportOf(create(), [aRejection(), a, aRejection(), b, aCase(), aSummary()]);
  expect(text.endsWith('\n')).toBe(true);
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([a, b, aCase()]);
});

test('writes nothing at all when nothing was found', () => {
  expect(reportOf(create(), [aRejection(), aSummary()])).toBe('');
});

test('writes a finding at once', () => {
  expect([...create()(aFinding())].join('')).toMatch(/^\{.*\}\n$/);
});

test('keeps a finding on one line whatever its text', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const finding = aFinding({ title: text, sessions: [text], outcomes: { [`x${text}`]: 1 } });
      const output = [...create()(finding)].join('');
      expect(output.split(/[\r\n\u0085\u2028\u2029]/)).toHaveLength(2);
      expect(JSON.parse(output)).toEqual(finding);
    }),
  );
});
