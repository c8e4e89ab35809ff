import type { Case } from '../../../finding/case/case.ts';
import { isAtLeast, levels } from '../../../rule/level.ts';
import { join, type Safe } from '../../text/escape.ts';
import { code, type Markdown, md, sentence, table } from '../../text/markdown.ts';
import type { Theme } from '../../text/theme.ts';
import { type CollectedReport, createCollector, findingsByCase } from '../collected-outcomes.ts';
import { outlineOf } from '../outline.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { stateOf } from '../table/case-rows.ts';
import { rejectionsShown, renderCompleteness } from '../table/completeness.ts';
import { createUnwrappedTheme } from '../unwrapped-theme.ts';
import { doubtsOf, factsOf, unseenOf, verdictOf } from '../verdict-words.ts';
import { caseChapter } from './case-chapter.ts';
import { findingTable, rowsShown } from './finding-table.ts';

/** Cases that are told in full. A ticket has room for so much; the others are named. */
const casesTold = 10;
/** Findings that are kept for the tables; all are counted. */
const findingsKept = 5_000;

/**
 * The report in Markdown, for a ticket or an incident report: verdict, cases with story, evidence, what was done and
 * what is open, and what could not be seen. It reads well as text; nothing that the log holds is markup in it, or a link,
 * mention, reference or command of those who render it.
 */
export function createMarkdownReporter(options: ReportOptions): Reporter {
  const theme = createUnwrappedTheme(options);
  const collect = createCollector({ findings: findingsKept, rejections: rejectionsShown });
  return (outcome) => {
    const report = collect(outcome);
    return report ? written(report, options, theme) : [];
  };
}

/** Blocks of lines, between which stands an empty line. */
function* written(
  report: CollectedReport,
  options: ReportOptions,
  theme: Theme,
): Generator<string> {
  let before = '';
  for (const block of blocksOf(report, options, theme)) {
    if (block.length === 0) continue;
    yield `${before}${block.join('\n')}\n`;
    before = '\n';
  }
}

function* blocksOf(
  report: CollectedReport,
  options: ReportOptions,
  theme: Theme,
): Generator<readonly Markdown[]> {
  const { summary, findings, findingsLeft, cases, rejections } = report;
  const { say } = theme;
  const { of, lone } = findingsByCase(cases, findings);
  const isGrave = ({ severity }: Case): boolean => isAtLeast(severity, 'medium');
  const told = cases.filter(isGrave).slice(0, casesTold);
  const others = cases.filter((one) => !told.includes(one));
  yield [md`# ${sentence(verdictOf(report, options, theme))}`];
  yield [sentence(factsOf(summary, options, theme))];
  const doubts = doubtsOf(report, theme);
  yield doubts?.heading === undefined ? [] : [md`**${sentence(doubts.heading)}**`];
  yield (doubts?.items ?? []).map((item) => md`- ${sentence(item)}`);
  yield [tallyOf(report, theme)];
  const unseen = unseenOf(summary, theme);
  yield unseen === '' ? [] : [md`**${sentence(say('page.unseen'))}**: ${sentence(unseen)}`];
  let cut = 0;
  for (const one of told) {
    if (options.mayContinue?.() === false) cut++;
    else yield* caseChapter(one, of(one), theme);
  }
  if (cut > 0) yield [md`**${sentence(say('page.cutCases', { count: cut }))}**`];
  if (others.length > 0) {
    yield [md`## ${sentence(say('page.otherCases'))}`];
    yield caseTable(others, theme);
    yield rowsLeft(others.length, theme);
  }
  if (lone.length > 0) {
    yield [md`## ${sentence(say('page.loneFindings'))}`];
    yield findingTable(lone, theme);
    yield rowsLeft(lone.length + findingsLeft, theme);
  }
  yield [md`## ${sentence(say('page.completeness'))}`];
  yield outlineOf(renderCompleteness(summary, rejections, theme)).flatMap(({ text, below }) => [
    md`- ${sentence(text)}`,
    ...below.map((line) => md`  - ${sentence(line)}`),
  ]);
}

/** `**45 findings**: 0 critical, 16 high, ...` */
function tallyOf({ summary }: CollectedReport, { say }: Theme): Markdown {
  const total = levels.reduce((sum, level) => sum + summary.findings[level], 0);
  const counts = levels.toReversed().map((level) => {
    const count = summary.findings[level];
    return say('level.count', { count, level: say(`level.${level}`) });
  });
  const list = sentence(join(counts, say('list.comma')));
  return md`**${sentence(say('amount.findings', { count: total }))}**: ${list}`;
}

function rowsLeft(rows: number, { say }: Theme): readonly Markdown[] {
  return rows > rowsShown ? [sentence(say('page.rowsLeft', { count: rows - rowsShown }))] : [];
}

function caseTable(cases: readonly Case[], theme: Theme): readonly Markdown[] {
  const { say, show, clock } = theme;
  const heads = ['Severity', 'Case', 'Since', 'State', 'Uuid'] as const;
  const rows = cases
    .slice(0, rowsShown)
    .map((one) => [
      sentence(theme.mark(one.severity)),
      sentence(show(one.title, { max: 200 })),
      sentence(clock.stamp(one.when.firstSign, true)),
      sentence(stateOf(one, true, theme)),
      code(one.id, 40),
    ]);
  const head = heads.map(
    (name): Safe => (name === 'Uuid' ? say('page.id') : say(`page.column${name}`)),
  );
  return table(head.map(sentence), rows);
}
