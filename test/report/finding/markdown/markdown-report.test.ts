import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import type { ReportedOutcome } from '../../../../src/engine/outcome.ts';
import { languages } from '../../../../src/language/languages.ts';
import type { ReportOptions } from '../../../../src/report/finding/reporter.ts';
import { reporters } from '../../../../src/report/finding/reporters.ts';
import { effort } from '../../../effort.ts';
import { aCase, aFinding, aSummary, reportOf, someOptions } from '../../builders.ts';
import { hostileMarkup, hostileTexts } from '../../generators.ts';
import { hostileReport } from '../../hostile-report.ts';

const markdown = (
  outcomes: readonly ReportedOutcome[],
  over: Partial<ReportOptions> = {},
): string => reportOf(reporters.markdown.create(someOptions(over)), outcomes);

const found = aSummary({ findings: { ...aSummary().findings, high: 1 } });

function htmlOf(text: string): string {
  const options = { extensions: [gfm()], htmlExtensions: [gfmHtml()] };
  return micromark(text, { ...options, allowDangerousHtml: true, allowDangerousProtocol: true });
}

/** The tags in order, but for code, which is where texts of unknown origin go. */
function skeletonOf(html: string): readonly string[] {
  return [...html.matchAll(/<(\/?[a-z!][^\s>]*)[^>]*>/g)]
    .map(([, name = '']) => name)
    .filter((name) => !/^\/?code$/.test(name));
}

/** What came after a heading, up to the next. */
function part(text: string, heading: string): string {
  return text.split(`${heading}\n\n`)[1]?.split(/\n+#/)[0]?.trim() ?? 'no such heading';
}

describe('a report in Markdown', () => {
  const text = markdown([aFinding(), aCase(), found]);

  test('begins with the verdict and how much was looked at', () => {
    expect(text.split('\n').slice(0, 5)).toEqual([
      '# 1 case to look at (1 critical): 1 still active; planted objects still stand in 1.',
      '',
      'oktahunt `0.1.0` · 02 Oct 08:00Z – 02 Oct 20:00Z 2023 (UTC) · 1,234 events · 2 rules · complete',
      '',
      '**1 finding**: 0 critical, 1 high, 0 medium, 0 low, 0 informational',
    ]);
  });

  test('says what is open, what to do, what happened, what was done', () => {
    expect(part(text, '### What is open')).toBe(
      [
        '- STILL ACTIVE',
        '- STILL STANDS: account `svc_backup@example.com`, created 02 Oct 10:14Z',
        '- The log does not show that sessions were ended or accounts shut.',
      ].join('\n'),
    );
    expect(part(text, '### What to do')).toMatch(/^1\. Deactivate the account `svc_backup@example/);
    expect(part(text, '### What happened')).toContain(
      '2. **02 Oct 10:15:40Z** **The session is taken over.** `user.mfa.factor.activate` FAILURE on `bo@example.com` from `203.0.113.9` · Netherlands · Windows 10\n   - ▲ HIGH: one session on two machines',
    );
    expect(part(text, '### What was done about it')).toBe('- The log shows no clean-up.');
    expect(part(text, '### Evidence').split('\n')).toHaveLength(5);
  });

  test('ends with how complete it is', () => {
    expect(part(text, '## How complete this is')).toContain(
      '- complete: yes\n- read 1,234 records = 1,234 evaluated + 0 duplicate',
    );
  });

  test('is told in the language of the reader, built alike', () => {
    const japanese = markdown([aFinding(), aCase(), found], { language: languages.ja });
    expect(japanese).toContain('### 経緯');
    expect(skeletonOf(htmlOf(japanese))).toEqual(skeletonOf(htmlOf(text)));
  });

  test('names what it does not tell', () => {
    const cases = Array.from({ length: 12 }, (_, index) =>
      aCase({ id: `okc_${index.toString(16).padStart(12, '0')}` }),
    );
    const long = markdown([aFinding(), ...cases, found]);
    expect(long.match(/^## ■ CRIT/gm)).toHaveLength(10);
    expect(part(long, '## Other cases').split('\n')).toHaveLength(4);
    const cut = markdown([aFinding(), ...cases, found], { mayContinue: () => false });
    expect(cut).toContain('This report is NOT complete: interrupted before 10 cases');
  });

  test('that is doubtful says so first', () => {
    const doubts = [{ code: 'skipped', message: '2 of 9 records could not be read' }] as const;
    expect(markdown([aSummary({ doubts })])).toMatch(
      /^# No findings, but this scan is NOT complete:\n[\s\S]*\n- 2 of 9 records could not be read/,
    );
  });
});

describe('texts of an attacker', () => {
  const texts = [...hostileMarkup, ...hostileTexts, '@octocat', '#1', '/close', ':+1:', 'a|b\\|c'];
  const turns = Array.from({ length: effort(texts.length, 12) }, (_, turn) => turn);

  test.each(turns)('are text in every field (%i)', (turn) => {
    for (const alsoTimes of [false, true]) {
      const hostile = (number: number): string =>
        `x${texts[(number + turn * 7) % texts.length]}${number}`;
      const harmless = (number: number): string => `x-harmless-${number}`;
      const [evil = '', twin = ''] = [hostile, harmless].map((textOf) =>
        htmlOf(markdown(hostileReport({ textOf, alsoTimes }))),
      );
      expect(skeletonOf(evil)).toEqual(skeletonOf(twin));
      const outside = evil.replace(/<code>[\s\S]*?<\/code>/g, '').replace(/<[^>]*>/g, '');
      expect(outside.match(/[@<>#{}]|\/\/|www\.|:[a-z+]\w*:|^\s*\/\w/gm)).toBeNull();
    }
  });
});
