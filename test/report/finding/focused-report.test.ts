import { describe, expect, test } from 'vitest';
import { closingSummary, noteLines } from '../../../src/cli/terminal/closing-summary.ts';
import type { ReportedOutcome } from '../../../src/engine/outcome.ts';
import type { ReportFocus } from '../../../src/finding/summary.ts';
import { inEnglish } from '../../../src/language/languages.ts';
import { reporters } from '../../../src/report/finding/reporters.ts';
import { aCase, aFinding, aSummary, reportOf, someOptions } from '../builders.ts';
import { hostileTexts } from '../generators.ts';
import { isRunnerCommand, unprintable } from '../oracle.ts';

const focus: ReportFocus = {
  cases: [],
  users: ['ana@example.com'],
  addresses: ['203.0.113.0/24'],
  hiddenFindings: 3,
  hiddenCases: 1,
};
const counts = { ...aSummary().findings, high: 4 };
const said =
  'Only what concerns user ana@example.com, address 203.0.113.0/24 is shown; 3 findings are hidden.';

const squeezed = (text: string): string => text.replace(/<[^>]*>|[`\\]/g, '').replace(/\s+/g, ' ');

describe('a report that is not about everything', () => {
  test.each(['table', 'markdown', 'html'] as const)('says so: %s', (format) => {
    const outcomes: readonly ReportedOutcome[] = [
      aFinding(),
      aCase(),
      aSummary({ findings: counts, focus }),
    ];
    expect(squeezed(reportOf(reporters[format].create(someOptions()), outcomes))).toContain(said);
  });

  test('with nothing in it does not look clean', () => {
    const create = () => reporters.table.create(someOptions());
    const text = squeezed(reportOf(create(), [aSummary({ findings: counts, focus })]));
    expect(text).toContain('No finding concerns user ana@example.com, address 203.0.113.0/24.');
    expect(text).toContain(said);
    expect(text).not.toContain('No findings');
  });

  test('of a format for machines is said on standard error', () => {
    const summary = aSummary({ findings: counts, focus });
    expect(noteLines(summary, inEnglish)).toEqual([`note: ${said}`]);
    expect(closingSummary(summary, inEnglish)).toContain('4 high');
  });

  test.each(hostileTexts)('quotes %j harmlessly', (text) => {
    const hostile = aSummary({ findings: counts, focus: { ...focus, users: [text] } });
    const told = reportOf(reporters.table.create(someOptions()), [hostile]);
    const harmful = told
      .split('\n')
      .filter((line) => unprintable(line).length > 0 || isRunnerCommand(line));
    expect(harmful).toEqual([]);
  });
});
