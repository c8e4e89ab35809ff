import { describe, expect, test } from 'vitest';
import type { ReportedOutcome } from '../../../../src/engine/outcome.ts';
import { languages } from '../../../../src/language/languages.ts';
import { mostFindings } from '../../../../src/report/finding/page/html-report.ts';
import type { ReportOptions } from '../../../../src/report/finding/reporter.ts';
import { reporters } from '../../../../src/report/finding/reporters.ts';
import { effort } from '../../../effort.ts';
import { aCase, aFinding, aRejection, aSummary, reportOf, someOptions } from '../../builders.ts';
import { hostileMarkup, hostileTexts } from '../../generators.ts';
import { hostileReport } from '../../hostile-report.ts';

const page = (outcomes: readonly ReportedOutcome[], over: Partial<ReportOptions> = {}): string =>
  reportOf(reporters.html.create(someOptions(over)), outcomes);

const found = aSummary({ findings: { ...aSummary().findings, high: 1 } });

/** The tags of a page with the names of their attributes, in order, as a reader of HTML that knows only tags finds them. */
function skeletonOf(text: string): readonly string[] {
  const body = text.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1>');
  return [...body.matchAll(/<(\/?[a-z!][^\s>]*)((?:"[^"]*"|[^">])*)>/g)].map(([, name, rest]) => {
    const attributes = [...(rest ?? '').matchAll(/([\w-]+)(?:="[^"]*")?/g)].map(([, key]) => key);
    return [name, ...attributes].join(' ');
  });
}

describe('the stream', () => {
  test('is answered at the summary only, in pieces that are one page', () => {
    const reporter = reporters.html.create(someOptions());
    const before = [aFinding(), aRejection(), aCase()].flatMap((outcome) => [...reporter(outcome)]);
    expect(before).toEqual([]);
    const text = [...reporter(found)].join('');
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(text.endsWith('</body></html>\n')).toBe(true);
  });

  test('gives the same bytes each time', () => {
    const outcomes = [aFinding(), aRejection(), aCase(), found];
    expect(page(outcomes)).toBe(page(outcomes));
  });
});

test('the policy lets nothing work but our style and our script', () => {
  const text = page([aFinding(), aCase(), found]);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? '';
  expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
    "default-src 'none'",
    expect.stringMatching(/^style-src 'sha256-[\w+/]+='$/),
    expect.stringMatching(/^script-src 'sha256-[\w+/]+='$/),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
  expect(text.match(/<script>/g)).toHaveLength(1);
  expect(text.match(/<style>/g)).toHaveLength(1);
  expect(text).not.toMatch(/\s(?:src|style|on\w+)=/);
  expect(text).not.toMatch(/href="(?!#|https:\/\/attack\.mitre\.org\/)/);
});

describe('what stands on the page', () => {
  const text = page([aFinding(), aCase(), found]);

  test.each([
    ['the verdict', '<h1>1 case to look at (1 critical): 1 still active;'],
    ['the case', 'Ana Lopez&#39;s session was taken over; the account svc_backup was created</h3>'],
    ['what still stands', '>STILL STANDS</span>: account svc_backup@example.com, created'],
    ['the first step', '<li>Deactivate the account svc_backup@example.com, created in this case.'],
    ['the moment of the takeover', '>session taken over 10:15:40Z</text>'],
    ['the finding', '<span class="title">ana@example.com: one session on two machines</span>'],
    ['its reasons', 'one session at two addresses, 13 minutes apart</li>'],
    ['its events', '>ed317758-2222-4e7b-8f00-00000000a002</td>'],
    ['its false positives', 'The user turned a VPN on'],
    ['where to look next', 'externalSessionId eq &quot;102nHkMDaxYQoSItefBBK3v9g&quot;</code>'],
    ['its reference', '<a href="https://attack.mitre.org/techniques/T1539/" rel="noopener'],
    ['the count of records', 'read 1,234 records = 1,234 evaluated'],
  ])('%s', (_, part) => {
    expect(text).toContain(part);
  });

  test('has an element for every link within it', () => {
    const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id) => links.includes(id)).sort()).toEqual([...new Set(links)].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('is told in the language of the reader', () => {
    const japanese = page([aFinding(), aCase(), found], { language: languages.ja });
    expect(japanese).toContain('<html lang="ja">');
    expect(japanese).toContain('セッションの乗っ取り 10:15:40Z');
    expect(skeletonOf(japanese)).toEqual(skeletonOf(text));
  });
});

test('a run without findings says what was looked at, and has nothing to filter', () => {
  const text = page([aSummary()]);
  expect(text).toContain('<h1>No findings. 2 rules over 1,234 events from 57 users');
  expect(text).not.toContain('<form');
});

test('a run that is not complete never looks clean', () => {
  const doubts = [{ code: 'skipped', message: '2 of 1,240 records could not be read' }] as const;
  const text = page([aSummary({ doubts })]);
  expect(text).toContain('<h1>No findings, but this scan is NOT complete:</h1>');
  expect(text).toContain('<li>2 of 1,240 records could not be read</li>');
  expect(text).toContain('class="masthead critical"');
});

describe('more than fits', () => {
  const many = Array.from({ length: mostFindings + 7 }, (_, index) => {
    const digits = index.toString(16).padStart(12, '0');
    return aFinding({ id: `okf_${digits}`, fingerprint: `okh1:00000000${digits}` });
  });

  test('is counted', () => {
    const text = page([...many, found]);
    expect(text.match(/<details class="finding"/g)).toHaveLength(mostFindings);
    expect(text).toContain('7 findings are not on this page, which shows the first 5,000.');
  });

  test('than there is time for is counted too', () => {
    let asked = 0;
    const text = page([...many.slice(0, 100), found], { mayContinue: () => ++asked <= 40 });
    expect(text.match(/<details class="finding"/g)).toHaveLength(40);
    expect(text).toContain('This page is NOT complete: interrupted before 60 findings');
    expect(text.endsWith('</body></html>\n')).toBe(true);
  });
});

describe('texts of an attacker', () => {
  const texts = [...hostileMarkup, ...hostileTexts];

  /** Pages with each text in each field, one after the other. */
  const turns = Array.from({ length: effort(texts.length, 6) }, (_, turn) => turn);

  test.each(turns)('add no element and no attribute (%i)', (turn) => {
    for (const alsoTimes of [false, true]) {
      const hostile = (number: number): string =>
        `${texts[(number + turn * 7) % texts.length]}${number}`;
      const harmless = (number: number): string => `harmless ${number}`;
      const [evil, twin] = [hostile, harmless].map((textOf) =>
        skeletonOf(page(hostileReport({ textOf, alsoTimes }))),
      );
      expect(evil).toEqual(twin);
    }
  });
});
