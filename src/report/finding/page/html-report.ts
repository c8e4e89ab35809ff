import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import { isAtLeast } from '../../../rule/level.ts';
import { type Safe, safe } from '../../text/escape.ts';
import { type Html, html, markupOf } from '../../text/html.ts';
import type { Theme } from '../../text/theme.ts';
import { type CollectedReport, createCollector, findingsByCase } from '../collected-outcomes.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { rejectionsShown } from '../table/completeness.ts';
import { createUnwrappedTheme } from '../unwrapped-theme.ts';
import { caseArticle } from './case-article.ts';
import { completenessSection } from './completeness-section.ts';
import { filterBar } from './filter-bar.ts';
import { filterKeysOf } from './filter-keys.ts';
import { type CardContext, findingCard } from './finding-card.ts';
import { masthead } from './masthead.ts';
import { pageEnd, pageStart } from './page-frame.ts';

/** A page has no more findings in full; it says how many it leaves out. */
export const mostFindings = 5_000;

/**
 * The report as one page of HTML that needs nothing else: verdict, cases with story and timeline, every finding, and how
 * complete all that is. It is written at the summary, since the verdict comes first. Nothing in it is loaded from
 * anywhere, and only the style and the script of this program can work in it, whatever the log holds.
 */
export function createHtmlReporter(options: ReportOptions): Reporter {
  const theme = createUnwrappedTheme(options);
  const collect = createCollector({ findings: mostFindings, rejections: rejectionsShown });
  return (outcome) => {
    const report = collect(outcome);
    return report ? pieces(report, options, theme) : [];
  };
}

function* pieces(report: CollectedReport, options: ReportOptions, theme: Theme): Generator<string> {
  for (const piece of pageOf(report, options, theme)) yield markupOf(piece);
}

function* pageOf(report: CollectedReport, options: ReportOptions, theme: Theme): Generator<Html> {
  const { summary, findings, findingsLeft } = report;
  const { say } = theme;
  const keys = filterKeysOf(findings);
  const ids = elementIds(findings);
  const context = { keys, theme, idOf: (finding: Finding): Safe => ids.get(finding) as Safe };
  yield pageStart(report, options, theme);
  yield masthead(report, options, theme);
  yield html`<main class="wrap" id="main">${findings.length > 0 ? filterBar(keys, theme) : undefined}`;
  const cut = yield* writeParts(partsOf(report, context), options);
  if (findingsLeft > 0) {
    yield html`<p>${say('page.left', { count: findingsLeft, most: mostFindings })}</p>`;
  }
  yield completenessSection(summary, report.rejections, theme);
  yield html`</main>`;
  if (cut > 0) yield html`<p class="cut" role="alert">${say('page.cut', { count: cut })}</p>`;
  yield pageEnd(options, theme);
}

/** A part of the page under a heading. */
interface PagePart {
  readonly id: Safe;
  readonly heading: Safe;
  readonly blocks: readonly PageBlock[];
}

/** What is written in one go. */
interface PageBlock {
  readonly findings: number;
  readonly write: () => Html;
}

function partsOf({ findings, cases }: CollectedReport, context: CardContext): readonly PagePart[] {
  const { say } = context.theme;
  const { of, lone } = findingsByCase(cases, findings);
  const numbers = new Map(cases.map((one, index) => [one, index + 1]));
  const isGrave = ({ severity }: Case): boolean => isAtLeast(severity, 'medium');
  const article = (one: Case): PageBlock => {
    const id = elementId(one.id, safe`case-${numbers.get(one) as number}`);
    const own = of(one);
    return { findings: own.length, write: () => caseArticle(one, own, id, context) };
  };
  const card = (finding: Finding): PageBlock => {
    return { findings: 1, write: () => findingCard(finding, context) };
  };
  const weak = cases.filter((one) => !isGrave(one));
  return [
    { id: safe`cases`, heading: say('page.cases'), blocks: cases.filter(isGrave).map(article) },
    { id: safe`weak-cases`, heading: say('page.weakCases'), blocks: weak.map(article) },
    { id: safe`lone-findings`, heading: say('page.loneFindings'), blocks: lone.map(card) },
  ];
}

/** Writes parts as long as there is time; gives how many findings there was none for. */
function* writeParts(
  parts: readonly PagePart[],
  { mayContinue = () => true }: ReportOptions,
): Generator<Html, number> {
  let cut = 0;
  for (const { id, heading, blocks } of parts) {
    if (blocks.length === 0) continue;
    yield html`<section class="part" id="${id}"><h2>${heading}</h2>
`;
    for (const { findings, write } of blocks) {
      if (mayContinue()) yield write();
      else cut += findings;
    }
    yield html`</section>
`;
  }
  return cut;
}

/** Ids by which findings are linked to: their own, so that an address of one stays good in another run. */
function elementIds(findings: readonly Finding[]): ReadonlyMap<Finding, Safe> {
  const taken = new Set<string>();
  return new Map(
    findings.map((finding, index) => {
      const own = elementId(finding.id, safe`finding-${index + 1}`);
      const id = taken.has(own) ? safe`finding-${index + 1}` : own;
      taken.add(id);
      return [finding, id];
    }),
  );
}

function elementId(id: string, otherwise: Safe): Safe {
  return /^ok[cf]_[0-9a-f]{12}$/.test(id) ? (id as Safe) : otherwise;
}
