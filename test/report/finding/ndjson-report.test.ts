import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runSchema } from '../../../src/report/finding/machine/run-schema.ts';
import { reporters } from '../../../src/report/finding/reporters.ts';
import { aCase, aFinding, aRejection, aSummary, reportOf, someOptions } from '../builders.ts';
import { hostileText } from '../generators.ts';

const create = () => reporters.ndjson.create(someOptions());

const begin = {
  kind: 'run',
  schemaVersion: '1.0',
  phase: 'begin',
  at: null,
  org: null,
  tool: someOptions().tool,
};
const end = {
  ...begin,
  phase: 'end',
  complete: true,
  because: [],
  findings: 0,
  cases: 0,
  summary: aSummary(),
};

test('writes one finding or case per line, between the begin and the end of the run', () => {
  const [a, b] = [aFinding(), aFinding({ severity: 'low' })];
  const text = reportOf(create(), [aRejection(), a, aRejection(), b, aCase(), aSummary()]);
  expect(text.endsWith('\n')).toBe(true);
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([begin, a, b, aCase(), { ...end, findings: 2, cases: 1, summary: aSummary() }]);
});

test('tells a clean run from one that did not run, and from one that could not see all', () => {
  const lines = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const doubts = [{ code: 'skipped', message: '2 records were skipped' }] as const;
  expect(lines(reportOf(create(), [aRejection(), aSummary()]))).toEqual([begin, end]);
  expect(lines(reportOf(create(), [aSummary({ doubts })]))).toEqual([
    begin,
    { ...end, complete: false, because: ['skipped'], summary: aSummary({ doubts }) },
  ]);
});

test('writes a finding at once, after the begin', () => {
  expect([...create()(aFinding())].join('')).toMatch(
    /^\{"kind":"run".*\}\n\{"kind":"finding".*\}\n$/,
  );
});

test('says what its schema describes', () => {
  for (const record of [begin, end]) expect(runSchema.parse(record)).toEqual(record);
});

test('keeps a finding on one line whatever its text', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const finding = aFinding({ title: text, sessions: [text], outcomes: { [`x${text}`]: 1 } });
      const reporter = create();
      reportOf(reporter, [aRejection()]);
      const output = [...reporter(finding)].join('');
      expect(output.split(/[\r\n\u0085\u2028\u2029]/)).toHaveLength(2);
      expect(JSON.parse(output)).toEqual(finding);
    }),
  );
});
