import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome, ReportedOutcome } from '../../../../src/engine/outcome.ts';
import type { JsonObject } from '../../../../src/event/json.ts';
import { hunt } from '../../../../src/hunt.ts';
import { builtInRules, loadRules } from '../../../../src/input/rule-files.ts';
import { languages } from '../../../../src/language/languages.ts';
import type { ReportOptions } from '../../../../src/report/finding/reporter.ts';
import { reporters } from '../../../../src/report/finding/reporters.ts';
import {
  type Chromium,
  findChromium,
  type OpenPage,
  startChromium,
  type Viewport,
} from '../../../browser/chromium.ts';
import { effort } from '../../../effort.ts';
import { aCase, aFinding, aSummary, reportOf, someOptions } from '../../builders.ts';
import { hostileMarkup, hostileTexts } from '../../generators.ts';
import { hostileReport } from '../../hostile-report.ts';

/** What belongs in a report, of all that a hunt says. */
function isReported(outcome: Outcome): outcome is ReportedOutcome {
  return ['finding', 'case', 'rejection', 'summary'].includes(outcome.kind);
}

const path = findChromium();
const name = path
  ? 'in Chromium'
  : 'in Chromium (skipped: none is installed, nor named by CHROMIUM)';

const page = (outcomes: readonly ReportedOutcome[], over: Partial<ReportOptions> = {}): string =>
  reportOf(reporters.html.create(someOptions(over)), outcomes);

/** Every element in order, with the names of its attributes. */
const elementTree = `Array.from(document.querySelectorAll('*'), (element) =>
  [element.tagName, ...element.getAttributeNames().sort()].join(' ')).join('\\n')`;

const shownFindings = `Array.from(document.querySelectorAll('.finding'))
  .filter((finding) => finding.checkVisibility()).map((finding) => finding.id)`;

const findings = [
  aFinding(),
  aFinding({
    id: 'okf_000000000002',
    fingerprint: 'okh1:00000000000000000002',
    title: 'ben@example.com: exported a report',
    severity: 'low',
    actor: { id: '00u2', login: 'ben@example.com', displayName: 'Ben', type: 'User' },
    targets: [],
    where: [],
    rule: { ...aFinding().rule, tags: ['attack.exfiltration'] },
  }),
  aFinding({
    id: 'okf_000000000003',
    fingerprint: 'okh1:00000000000000000003',
    severity: 'medium',
    title: 'ana@example.com: a needle in it',
  }),
];
const cases = [
  aCase({ findings: [findings[0], findings[2]].map((finding) => finding?.fingerprint ?? '') }),
  aCase({ id: 'okc_000000000002', severity: 'low', findings: [findings[1]?.fingerprint ?? ''] }),
];
const summary = aSummary({
  findings: { informational: 0, low: 1, medium: 1, high: 1, critical: 0 },
});
const whole = [...findings, ...cases, summary];

describe.skipIf(!path)(name, () => {
  let chromium: Chromium;
  let tab: OpenPage | undefined;
  beforeAll(() => {
    chromium = startChromium(path as string);
  });
  afterAll(() => chromium.close());

  async function open(html: string, viewport?: Viewport): Promise<OpenPage> {
    await tab?.close();
    tab = await chromium.open(html, viewport);
    return tab;
  }

  test('the page asks for nothing, and nothing in it is refused', async () => {
    const { requests, complaints, evaluate } = await open(page(whole));
    expect(await evaluate('document.querySelector("h1").textContent')).toContain('1 case to look');
    expect([requests, complaints]).toEqual([[], []]);
  });

  test('a policy that is broken would be seen', async () => {
    const evil = '<img src="https://evil.example/a.png" onerror="x()"><style>i{}</style>';
    const { requests, complaints } = await open(page(whole).replace('<footer>', `${evil}<footer>`));
    expect(requests.length + complaints.length).toBeGreaterThan(1);
  });

  describe('texts of an attacker', () => {
    const texts = [...hostileMarkup, ...hostileTexts];
    const turns = Array.from({ length: effort(texts.length, 8) }, (_, turn) => turn);

    test.each(turns)(
      'in every field run nothing, ask for nothing, add nothing (%i)',
      async (turn) => {
        const alsoTimes = turn % 2 === 1;
        const hostile = (number: number) => `${texts[(number + turn * 7) % texts.length]}${number}`;
        const harmless = (number: number) => `harmless ${number}`;
        const evil = await open(page(hostileReport({ textOf: hostile, alsoTimes })));
        await evil.evaluate(
          'for (const one of document.querySelectorAll("details")) one.open = true',
        );
        await evil.evaluate('document.getElementById("filter-open").click()');
        const tree = await evil.evaluate<string>(elementTree);
        expect(
          await evil.evaluate('[window.pwned, document.activeElement.tagName, location.hash]'),
        ).toEqual([null, 'BODY', '']);
        expect([evil.requests, evil.complaints]).toEqual([[], []]);
        const twin = await open(page(hostileReport({ textOf: harmless, alsoTimes })));
        await twin.evaluate(
          'for (const one of document.querySelectorAll("details")) one.open = true',
        );
        expect(tree).toBe(await twin.evaluate<string>(elementTree));
      },
    );
  });

  test('a log whose every name is markup is only told of', async () => {
    const file = join(
      import.meta.dirname,
      '../../../../fixtures/incidents/beyondtrust-2023-10-02.ndjson',
    );
    const names = [
      'displayName',
      'rawUserAgent',
      'browser',
      'os',
      'city',
      'country',
      'asOrg',
      'isp',
    ];
    let planted = 0;
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const events = lines.map(
      (line) =>
        JSON.parse(line, (key, value: unknown) =>
          names.includes(key) && typeof value === 'string'
            ? `${value}${hostileMarkup[planted++ % hostileMarkup.length]}`
            : value,
        ) as JsonObject,
    );
    const outcomes: ReportedOutcome[] = [];
    for await (const found of hunt(events, await loadRules([builtInRules()]))) {
      if (isReported(found)) outcomes.push(found);
    }
    const { evaluate, requests, complaints } = await open(page(outcomes));
    await evaluate('document.getElementById("filter-open").click()');
    expect(
      await evaluate('[window.pwned, document.querySelectorAll("script,img,iframe").length]'),
    ).toEqual([null, 1]);
    expect(await evaluate('document.querySelectorAll(".finding").length')).toBeGreaterThan(20);
    expect(await evaluate('document.body.textContent')).toContain(
      '<script>window.pwned=1</script>',
    );
    expect([requests, complaints]).toEqual([[], []]);
  });

  describe('the filters', () => {
    const set = (id: string, value: string): string => `(() => {
      const field = document.getElementById('filter-${id}');
      field.value = Array.from(field.options ?? []).find((option) => option.text === ${JSON.stringify(value)})?.value ?? ${JSON.stringify(value)};
      field.dispatchEvent(new Event('input', { bubbles: true }));
    })()`;

    test.each([
      ['severity', 'medium', ['okf_7c1e0b6a92d4', 'okf_000000000003']],
      ['severity', 'high', ['okf_7c1e0b6a92d4']],
      ['tactic', 'exfiltration', ['okf_000000000002']],
      ['entity', 'ben@example.com', ['okf_000000000002']],
      ['entity', '203.0.113.9', ['okf_7c1e0b6a92d4', 'okf_000000000003']],
      ['text', 'NEEDLE', ['okf_000000000003']],
      ['text', 'no such thing', []],
    ])('%s %s', async (field, value, ids) => {
      const { evaluate } = await open(page(whole));
      await evaluate(set(field, value));
      expect(await evaluate(shownFindings)).toEqual(ids);
      const status = await evaluate('document.getElementById("filter-status").textContent');
      expect(status).toBe(
        ids.length === 0 ? 'No finding fits these filters.' : `${ids.length} of 3 findings shown`,
      );
      const shownCases = await evaluate(
        'Array.from(document.querySelectorAll(".case")).filter((one) => one.checkVisibility()).length',
      );
      expect(shownCases).toBe(ids.length === 0 ? 0 : 1);
    });

    test('are all undone at once', async () => {
      const { evaluate } = await open(page(whole));
      await evaluate(set('text', 'no such thing'));
      await evaluate('document.getElementById("filter-reset").click()');
      expect(await evaluate(shownFindings)).toHaveLength(3);
    });
  });

  test('without script all is shown, and no filter that does nothing', async () => {
    const { evaluate } = await open(page(whole), { script: false });
    expect(await evaluate(shownFindings)).toHaveLength(3);
    expect(await evaluate('document.getElementById("filters").checkVisibility()')).toBe(false);
  });

  test('a link opens what it leads to', async () => {
    const { evaluate } = await open(page(whole));
    await evaluate('document.querySelector(".chronicle a[href^=\'#okf_\']").click()');
    await evaluate('new Promise((resolve) => setTimeout(resolve, 50))');
    expect(await evaluate('document.querySelector(location.hash).open')).toBe(true);
  });

  test('everything can be reached and opened by keyboard, where the focus is seen', async () => {
    const { evaluate, press } = await open(page(whole));
    const focused = 'document.activeElement.closest("details,a,input,select,button,[tabindex]")';
    const seen: string[] = [];
    for (let presses = 0; presses < 60; presses++) {
      await press('Tab');
      const at = await evaluate<string>(`${focused}?.className || ${focused}?.tagName || 'none'`);
      if (at === 'none' && presses > 5) break;
      seen.push(at);
      expect(await evaluate('getComputedStyle(document.activeElement).outlineStyle')).not.toBe(
        'none',
      );
      if (at === 'finding') {
        await press('Enter');
        expect(await evaluate(`${focused}.open`)).toBe(true);
        break;
      }
    }
    expect(seen.slice(0, 1)).toEqual(['skip']);
    expect(seen).toContain('scroll');
    expect(seen.at(-1)).toBe('finding');
  });

  test('a print shows the findings that are open, and lists in full', async () => {
    const steps = Array.from({ length: 9 }, (_, index) => `step ${index}`);
    const long = [...findings, aCase({ ...cases[0], do: steps }), summary];
    const { evaluate } = await open(page(long), { media: 'print' });
    const isShown = (selector: string): Promise<boolean> =>
      evaluate(`document.querySelector('${selector}').checkVisibility()`);
    expect(await isShown('.more li')).toBe(true);
    expect(await isShown('.finding td')).toBe(false);
    await evaluate('document.querySelector(".finding").open = true');
    expect(await isShown('.finding td')).toBe(true);
    expect(await evaluate('document.querySelector("#filters").checkVisibility()')).toBe(false);
  });

  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const views: readonly (readonly [keyof typeof languages, Viewport])[] = [
    ['en', {}],
    ['en', { scheme: 'dark' }],
    ['en', { width: 360, height: 740 }],
    ['ja', { scheme: 'dark', width: 360, height: 740 }],
    ['ja', {}],
  ];

  test.each(views)('in %s, %o, anybody can use it', async (tag, viewport) => {
    const { evaluate } = await open(page(whole, { language: languages[tag] }), viewport);
    await evaluate('document.getElementById("filter-open").click()');
    await evaluate(axe);
    const faults = await evaluate<readonly { readonly id: string; readonly nodes: unknown }[]>(
      `axe.run({ resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
        .then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => [html.slice(0, 200), failureSummary]) })))`,
    );
    expect(faults).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await evaluate(overflow)).toBe(0);
  });
});
