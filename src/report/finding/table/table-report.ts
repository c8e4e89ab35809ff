import type { Rejection } from '../../../event/event.ts';
import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import type { Summary } from '../../../finding/summary.ts';
import { say } from '../../../language/language.ts';
import { type Safe, safe } from '../../text/escape.ts';
import { createTheme, type Theme } from '../../text/theme.ts';
import { flow } from '../../text/wrap.ts';
import type { Reporter, ReportOptions, Tool } from '../reporter.ts';
import { renderCaseDetails } from './case-details.ts';
import { renderClosingScreen } from './closing-screen.ts';
import { rejectionsShown, renderCompleteness } from './completeness.ts';
import { renderSuppressed } from './filter-outcomes.ts';
import { renderFindingDetails } from './finding-details.ts';
import { narrowestTable, renderOverview } from './overview.ts';

/**
 * The report for people: one screen, and before it all details if `verbose`; then it keeps the findings. It
 * writes everything at the summary, because the first line needs the totals. No line is wider than the columns given (but at least 40), and none
 * holds log text that {@link show} has not seen.
 */
export function createTableReporter(options: ReportOptions): Reporter {
  const theme = createTheme(options);
  const findings: Finding[] = [];
  const cases: Case[] = [];
  const rejections: Rejection[] = [];
  let shown = 0;
  return (outcome) => {
    if (outcome.kind === 'summary') {
      const content = { summary: outcome, shown, findings, cases, rejections };
      return textOf(renderBlocks(content, options, theme));
    }
    if (outcome.kind === 'finding') {
      shown++;
      if (theme.verbose) findings.push(outcome);
    } else if (outcome.kind === 'case') cases.push(outcome);
    else if (outcome.kind === 'rejection' && rejections.length < rejectionsShown)
      rejections.push(outcome);
    return [];
  };
}

/** A part of the report, some lines at a time. */
type Block = Iterable<readonly Safe[]>;

/** The text of blocks, between which stands an empty line; those without lines are left out. */
function* textOf(blocks: Iterable<Block>): Generator<string> {
  let before = '';
  for (const block of blocks) {
    let isBegun = false;
    for (const lines of block) {
      const separator = isBegun ? '\n' : before;
      isBegun ||= lines.length > 0;
      yield lines.length > 0 ? `${separator}${lines.join('\n')}` : '';
    }
    if (isBegun) before = '\n\n';
  }
  yield '\n';
}

/** What there is to report. */
interface Content {
  readonly summary: Summary;
  /** How many findings there are. */
  readonly shown: number;
  /** All of them, if they are told in full. */
  readonly findings: readonly Finding[];
  readonly cases: readonly Case[];
  readonly rejections: readonly Rejection[];
}

function* renderBlocks(
  content: Content,
  { tool, minSeverity, command, mayContinue = () => true }: ReportOptions,
  theme: Theme,
): Generator<Block> {
  const { shown, cases } = content;
  const heading = renderHeading(content.summary, tool, theme);
  yield [heading];
  const summary = theme.verbose
    ? yield* renderDetails(content, mayContinue, theme)
    : content.summary;
  const suppressed = renderSuppressed(summary, theme);
  yield [suppressed];
  const above = theme.verbose || suppressed.length > 0 ? 0 : heading.length + 1;
  const screen = { summary, shown, cases, minSeverity, command, above };
  for (const block of renderClosingScreen(screen, theme)) yield [block];
}

/** Every finding in full, and how complete the scan was; gives the summary with what was cut. */
function* renderDetails(
  content: Content,
  mayContinue: () => boolean,
  theme: Theme,
): Generator<Block, Summary> {
  const { summary, rejections } = content;
  const left = yield* renderFindings(content, mayContinue, theme);
  const message = say(theme.language, 'doubt.detailsCut', { count: left });
  const cut = left > 0 ? [{ code: 'cut-short', message } as const] : [];
  const doubts = [...summary.doubts, ...cut];
  if (left > 0) yield [[theme.strong(theme.say('screen.cutShort', { why: theme.show(message) }))]];
  yield [renderCompleteness({ ...summary, doubts }, rejections, theme)];
  return { ...summary, doubts };
}

/**
 * Shows the findings case by case, each case with what its findings have in common, and returns how many are left
 * because there was no time.
 */
function* renderFindings(
  { summary: { coverage }, findings, cases }: Content,
  mayContinue: () => boolean,
  theme: Theme,
): Generator<Block, number> {
  if (findings.length === 0) return 0;
  const years = !theme.clock.isSameYear(coverage.first ?? '', coverage.last ?? '');
  if (theme.columns >= narrowestTable) {
    yield whileAllowed(renderOverview(findings, theme, years), mayContinue);
  }
  let left = findings.length;
  for (const { one, members } of byCase(findings, cases)) {
    const { lines, shared } = one
      ? renderCaseDetails(one, members, theme)
      : { lines: [], shared: undefined };
    if (!mayContinue()) return left;
    yield [lines];
    for (const finding of members) {
      if (!mayContinue()) return left;
      yield [renderFindingDetails(finding, theme, shared)];
      left--;
    }
  }
  return left;
}

/** The findings of each case, in the order of the cases; then those of none. Within each, as they came. */
function byCase(
  findings: readonly Finding[],
  cases: readonly Case[],
): readonly { readonly one: Case | undefined; readonly members: readonly Finding[] }[] {
  const caseOf = new Map(
    cases.flatMap((one) => one.findings.map((fingerprint) => [fingerprint, one] as const)),
  );
  const members = new Map<Case | undefined, Finding[]>(cases.map((one) => [one, []]));
  members.set(undefined, []);
  for (const finding of findings) members.get(caseOf.get(finding.fingerprint))?.push(finding);
  return [...members].map(([one, own]) => ({ one, members: own }));
}

function* whileAllowed<T>(items: Iterable<T>, isAllowed: () => boolean): Generator<T> {
  for (const item of items) {
    if (!isAllowed()) return;
    yield item;
  }
}

/** The first line: which tool, which time, how much. */
function renderHeading(summary: Summary, tool: Tool, theme: Theme): readonly Safe[] {
  const { first, last } = summary.coverage;
  const parts = [
    safe`${theme.show(tool.name, { max: 40 })} ${theme.show(tool.version, { max: 40 })}`,
    first !== null && last !== null ? theme.clock.period(first, last) : theme.say('screen.noTime'),
    theme.say('amount.events', { count: summary.evaluated }),
    theme.say('amount.rules', { count: summary.rules.length }),
  ];
  return flow(parts, safe` ${theme.glyphs.dot} `, theme.columns, 2);
}
