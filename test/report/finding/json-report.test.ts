import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ReportedOutcome } from '../../../src/engine/outcome.ts';
import { rejectionReasons } from '../../../src/event/event.ts';
import { findingSchema } from '../../../src/finding/finding-schema.ts';
import { reportSchema } from '../../../src/report/finding/report-schema.ts';
import { reporters } from '../../../src/report/finding/reporters.ts';
import {
  aCase,
  aFinding,
  aRejection,
  aRuleOutcome,
  aSummary,
  reportOf,
  someOptions,
} from '../builders.ts';
import { hostileTexts } from '../generators.ts';

const create = () => reporters.json.create(someOptions());
const read = (outcomes: readonly ReportedOutcome[]) => JSON.parse(reportOf(create(), outcomes));

const whole: readonly ReportedOutcome[] = [
  aFinding(),
  aRejection(),
  aFinding({
    actor: null,
    targets: hostileTexts.map((text) => ({ id: text, login: text, displayName: text, type: null })),
    why: [{ fact: 'a', field: 'b', values: [...hostileTexts] }],
  }),
  ...rejectionReasons.map((reason) => aRejection({ reason, origin: { file: '-' } })),
  { kind: 'rejection', reason: 'truncated', message: 'cut off' },
  aCase(),
  aCase({ severity: 'low', entities: { ...aCase().entities, sessions: [...hostileTexts] } }),
  aSummary({
    records: 1240,
    skipped: 2,
    skippedBy: { 'bad-json': 1, truncated: 1 },
    sources: [
      {
        kind: 'source',
        file: 'a.gz',
        format: 'ignored',
        compression: 'gzip',
        bytes: 1,
        records: 0,
        note: 'no log',
      },
    ],
    coverage: {
      first: null,
      last: null,
      since: '2023-10-02T08:00:00.000Z',
      until: '2023-10-03T08:00:00.000Z',
      gaps: [{ from: '2023-10-02T08:00:00.000Z', to: '2023-10-03T08:00:00.000Z' }],
    },
    rules: [aRuleOutcome({ status: 'undecided', undecided: 3, because: ['the log starts'] })],
    doubts: [{ code: 'skipped', message: '2 records were skipped' }],
  }),
];

describe('the document', () => {
  test('holds tool, findings, cases, rejections and summary', () => {
    const [finding, rejection, summary] = [aFinding(), aRejection(), aSummary()];
    expect(read([rejection, finding, aCase(), summary])).toEqual({
      kind: 'report',
      schemaVersion: '1.2',
      at: null,
      org: null,
      tool: someOptions().tool,
      findings: [finding],
      cases: [aCase()],
      rejections: [rejection],
      summary,
    });
  });

  test('is whole without findings', () => {
    expect(read([aSummary()])).toMatchObject({ findings: [], rejections: [], summary: aSummary() });
  });

  test('is indented by two spaces and ends with a line feed', () => {
    const text = reportOf(create(), whole);
    expect(text.replace(/#\\u0023/g, '##')).toContain('\n    {\n      "kind": "finding",');
    expect(text.endsWith('\n}\n')).toBe(true);
  });

  test('brings each finding as it comes', () => {
    const reporter = create();
    const textOf = (outcome: ReportedOutcome): string => [...reporter(outcome)].join('');
    expect(textOf(aFinding())).toContain('"kind": "finding"');
    expect(textOf(aRejection())).toBe('');
    expect(textOf(aFinding())).toMatch(/^,\n {4}\{/);
  });

  test('keeps the first hundred rejections', () => {
    const rejections = Array.from({ length: 150 }, (_, line) =>
      aRejection({ origin: { file: 'a', line } }),
    );
    expect(read([...rejections, aSummary()]).rejections).toEqual(rejections.slice(0, 100));
  });

  test('takes from the tool only what it promises', () => {
    const tool = { ...someOptions().tool, token: 'secret' };
    expect(reportOf(reporters.json.create(someOptions({ tool })), [aSummary()])).not.toContain(
      'secret',
    );
  });
});

describe('the schemas', () => {
  const ajv = new Ajv2020({ strict: true, formats: { 'date-time': true, uri: true } });
  const acceptsReport = ajv.compile(z.toJSONSchema(reportSchema));
  const acceptsFinding = ajv.compile(z.toJSONSchema(findingSchema));

  test('accept what the reporters write', () => {
    const report = read(whole);
    expect(reportSchema.parse(report)).toEqual(report);
    expect(acceptsReport(report), JSON.stringify(acceptsReport.errors)).toBe(true);
    for (const finding of report.findings) expect(acceptsFinding(finding)).toBe(true);
  });

  test.each([
    ['an unknown key', { extra: 1 }],
    ['another version', { schemaVersion: '2.0' }],
    ['a summary without numbers', { summary: { kind: 'summary' } }],
    ['a finding without a reason', { findings: [aFinding({ why: [] })] }],
    ['a rejection of an unknown kind', { rejections: [{ ...aRejection(), reason: 'bored' }] }],
  ])('refuse %s', (_, over) => {
    const report = { ...read([aSummary()]), ...over };
    expect(reportSchema.safeParse(report).success).toBe(false);
    expect(acceptsReport(report)).toBe(false);
  });
});
