import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '../../src/finding/case/case.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { createJsonReporter } from '../../src/report/finding/json-report.ts';
import { createNdjsonReporter } from '../../src/report/finding/ndjson-report.ts';
import { jsonText } from '../../src/report/text/json-text.ts';
import { parseReport } from '../../src/saved-report/parse-report.ts';
import { SavedReportError } from '../../src/saved-report/saved-report.ts';
import { aCase, aFinding, aSummary, reportOf, someOptions } from '../report/builders.ts';
import { hostileText } from '../report/generators.ts';

const finding = aFinding();
const one = aCase({ findings: [finding.fingerprint], cleanUp: [] });

function written(findings: readonly Finding[], cases: readonly Case[]) {
  const outcomes = [...findings, ...cases, aSummary()];
  return {
    json: reportOf(createJsonReporter(someOptions()), outcomes),
    ndjson: reportOf(createNdjsonReporter(someOptions()), outcomes),
  };
}

const { json, ndjson } = written([finding], [one]);

describe('a saved report is read back as it was written', () => {
  test.each(['json', 'ndjson'] as const)('%s', (format) => {
    const report = parseReport(written([finding], [one])[format], 'findings');
    expect(report).toMatchObject({ format, findings: [finding], cases: [one], hidden: [] });
    expect(report.summary?.kind).toBe('summary');
  });

  test('whatever stands in it', () => {
    fc.assert(
      fc.property(hostileText, (title) => {
        // Half a character cannot be kept in a file.
        const kept = title.replace(/\p{Cs}/gu, '?');
        const hostile = { ...finding, title: kept };
        for (const text of Object.values(written([hostile], [{ ...one, title: kept }]))) {
          const report = parseReport(text, 'findings');
          expect([report.findings[0]?.title, report.cases[0]?.title]).toEqual([kept, kept]);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('printed anew, with a byte order mark, or with empty lines', () => {
    for (const text of [`\uFEFF${ndjson}`, ndjson.replaceAll('\n', '\r\n\n'), jsonCompact()]) {
      expect(parseReport(text, 'findings').findings).toEqual([finding]);
    }
  });

  test('of what a watch reported again the latest counts', () => {
    const worse = { ...finding, severity: 'critical' as const };
    const text = [finding, one, worse, { ...one, severity: 'critical' }]
      .map((record) => `${jsonText(record)}\n`)
      .join('');
    const report = parseReport(text, 'watch.ndjson');
    expect([report.findings.length, report.findings[0]?.severity]).toEqual([1, 'critical']);
    expect([report.cases.length, report.cases[0]?.severity]).toEqual([1, 'critical']);
  });

  test('what a case names and the report hides is told', () => {
    const wide = { ...one, findings: [finding.fingerprint, 'okh1:00000000000000000000'] };
    const { hidden } = parseReport(written([finding], [wide]).json, 'findings');
    expect(hidden).toEqual(['okh1:00000000000000000000']);
  });
});

function jsonCompact(): string {
  return JSON.stringify(JSON.parse(json));
}

function changed(change: (report: { [key: string]: unknown }) => void): string {
  const report = JSON.parse(json);
  change(report);
  return JSON.stringify(report);
}

describe('what is no whole report is refused, with the place and the reason', () => {
  test.each<[string, string, RegExp]>([
    ['nothing', ' \n', /^f: it is empty/],
    ['no JSON', 'hello', /^f, line 1: this is no whole record/],
    ['a log', '{"uuid":"x","eventType":"y"}\n', /^f, line 1: this is no record of a report/],
    ['a list', '[1]', /^f, line 1: this is no record of a report/],
    ['JSON that was cut off', json.slice(0, -40), /^f: the report is not whole/],
    ['a line that was cut off', ndjson.slice(0, -40), /^f, line 4: this is no whole record/],
    [
      'findings without their cases',
      ndjson.split('\n').slice(0, 2).join('\n'),
      /^f: the finding okf_7c1e0b6a92d4 is in no case/,
    ],
    ['a record of another kind', '{"kind":"alert"}', /^f, line 1: a record of kind 'alert'/],
    [
      'a newer version',
      changed((report) => Object.assign(report, { schemaVersion: '2.0', news: 1 })),
      /^f: it has version 2\.0, and this oktahunt reads 1\.\d/,
    ],
    [
      'no version',
      changed((report) => {
        report['schemaVersion'] = undefined;
        report['cases'] = undefined;
      }),
      /^f, cases: it has no version/,
    ],
    [
      'a finding without a title',
      changed((report) => {
        (report['findings'] as { title?: string }[])[0]!.title = undefined as never;
      }),
      /^f, findings\.0\.title: this is not as a report has it/,
    ],
    [
      'an old line',
      jsonText({ ...finding, schemaVersion: '0.9' }),
      /^f, line 1, schemaVersion: it has version 0\.9/,
    ],
  ])('%s', (_, text, message) => {
    const read = () => parseReport(text, 'f');
    expect(read).toThrow(SavedReportError);
    expect(read).toThrow(message);
  });
});
