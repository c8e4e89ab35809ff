import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import { isAtLeast } from '../../../rule/level.ts';
import { type Safe, safe } from '../../text/escape.ts';
import { type Html, html, markupOf } from '../../text/html.ts';
import type { Theme } from '../../text/theme.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import {
  type CollectedReport,
  createCollector,
  findingsByCase,
} from '../story/collected-outcomes.ts';
import { rejectionsShown } from '../table/completeness.ts';
import { caseArticle } from './case-article.ts';
import { completenessSection } from './completeness-section.ts';
import { filterBar } from './filter-bar.ts';
import { filterKeysOf } from './filter-keys.ts';
import { type CardContext, findingCard } from './finding-card.ts';
import { masthead } from './masthead.ts';
import { pageEnd, pageStart } from './page-frame.ts';
import { createUnwrappedTheme } from './unwrapped-theme.ts';

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
  const idOf = (finding: Finding): Safe => ids.get(finding) as Safe;
  yield pageStart(report, options, theme);
  yield masthead(report, options, theme);
  yield html`<main class="wrap" id="main">${findings.length > 0 ? filterBar(keys, theme) : undefined}`;
  const left = yield* casesOf(report, options, { keys, theme, idOf });
  if (findingsLeft > 0) {
    yield html`<p>${say('page.left', { count: findingsLeft, most: mostFindings })}</p>`;
  }
  yield completenessSection(summary, report.rejections, theme);
  yield html`</main>`;
  if (left > 0) yield html`<p class="cut" role="alert">${say('page.cut', { count: left })}</p>`;
  yield pageEnd(options, theme);
}

/** Every case with its findings; gives how many findings were left since there was no time for them. */
function* casesOf(
  { findings, cases }: CollectedReport,
  { mayContinue = () => true }: ReportOptions,
  context: CardContext,
): Generator<Html, number> {
  const { say } = context.theme;
  const { of, lone } = findingsByCase(cases, findings);
  const numbers = new Map(cases.map((one, index) => [one, index + 1]));
  const grave = cases.filter(({ severity }) => isAtLeast(severity, 'medium'));
  const weak = cases.filter(({ severity }) => !isAtLeast(severity, 'medium'));
  const idOf = (one: Case): Safe => elementId(one.id, safe`case-${numbers.get(one) as number}`);
  let written = 0;
  const articles = function* (of: (one: Case) => readonly Finding[], some: readonly Case[]) {
    for (const one of some) {
      if (!mayContinue()) return;
      yield caseArticle(one, of(one), idOf(one), context);
      written += of(one).length;
    }
  };
  const parts: readonly (readonly [Safe, Safe, readonly unknown[], () => Iterable<Html>])[] = [
    [safe`cases`, say('page.cases'), grave, () => articles(of, grave)],
    [safe`weak-cases`, say('page.weakCases'), weak, () => articles(of, weak)],
    [
      safe`lone-findings`,
      say('page.loneFindings'),
      lone,
      () => lone.map((finding) => findingCard(finding, context)),
    ],
  ];
  for (const [id, heading, members, write] of parts) {
    if (members.length === 0) continue;
    yield html`<section class="part" id="${id}"><h2>${heading}</h2>
`;
    yield* write();
    yield html`</section>
`;
  }
  const last = mayContinue() ? lone.length : 0;
  return Math.max(0, findings.length - written - last);
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
