import { knownCount, narrowingNotes } from '../../../finding/baseline-text.ts';
import type { Case } from '../../../finding/case/case.ts';
import { focusText } from '../../../finding/focus-text.ts';
import type { Doubt, Summary } from '../../../finding/summary.ts';
import { isAtLeast, type Level, levels } from '../../../rule/level.ts';
import { join, type Safe, safe } from '../../text/escape.ts';
import type { Theme } from '../../text/theme.ts';
import { flow, indented, wrap } from '../../text/wrap.ts';
import { renderCaseRows } from './case-rows.ts';
import { renderCounts } from './completeness.ts';
import { scopeOf, totalOf } from './scan-verdict.ts';
import { renderUnseen } from './unseen.ts';

/** What fits on a screen, heading and the prompt that follows included. */
const screenLines = 40;
/** Doubts that are told; the details have all. */
const doubtsTold = 4;
/** First steps that are told of the worst case. */
const stepsTold = 3;
/** A command of more columns is not repeated. */
const longestCommand = 300;

/** What the last screen of a report is made of. */
export interface ClosingScreen {
  readonly summary: Summary;
  /** Findings in the report. */
  readonly shown: number;
  readonly cases: readonly Case[];
  readonly minSeverity: Level;
  /** What to type for the same report again; undefined if that is not known. Hostile text. */
  readonly command: string | undefined;
  /** Lines that stand above on the same screen. */
  readonly above: number;
}

/**
 * What matters most, on one screen of 80 columns, whatever was found: the verdict, the worst cases, what could
 * not be seen, the totals, and what to type next. Blocks, between which stands an empty line.
 */
export function renderClosingScreen(
  screen: ClosingScreen,
  theme: Theme,
): readonly (readonly Safe[])[] {
  const { summary, cases, above } = screen;
  const grave = cases.filter(({ severity }) => isAtLeast(severity, 'medium'));
  const verdict = [...renderDoubts(screen, theme), ...renderVerdict(screen, grave, theme)];
  const unseen = renderUnseen(summary, theme);
  const ending = [
    ...renderTotals(screen, theme),
    ...renderCounts(summary, theme),
    ...renderNext(screen, theme),
  ];
  const fixed = [verdict, unseen, ending].map((block) => block.length + 1);
  const room = screenLines - above - fixed.reduce((sum, lines) => sum + lines, 0) - 2;
  const years = !theme.clock.isSameYear(summary.coverage.first ?? '', summary.coverage.last ?? '');
  const { lines, told } = renderCaseRows(grave, room - 1, years, theme);
  const others = renderOthers(cases, grave.slice(told), theme);
  const rows = [...lines, ...others];
  return [verdict, rows, renderSteps(grave, room - rows.length - 1, theme), unseen, ending];
}

function renderDoubts({ summary, shown }: ClosingScreen, theme: Theme): readonly Safe[] {
  const { doubts } = summary;
  if (doubts.length === 0) return [];
  const found = shown + hiddenIn(summary);
  const lead = theme.say(found > 0 ? 'screen.incomplete' : 'screen.incompleteNothing');
  const told = doubts.slice(0, doubtsTold).flatMap(({ message }: Doubt) => {
    const text = theme.show(message, { max: theme.prose * 2 - 20 });
    return indented(wrap(safe`- ${text}`, theme.prose - 2, 2), 2);
  });
  const more = doubts.length - doubtsTold;
  return [
    ...wrap(lead, theme.prose, 2).map(theme.strong),
    ...told,
    ...(more > 0 ? [safe`  - ${theme.say('amount.more', { count: more })}`] : []),
    ...(shown > 0 ? [] : [theme.say('screen.acceptPartial')]),
  ];
}

/** One sentence: what the scan amounts to. An incomplete one never sounds clean. */
export function renderVerdict(
  { summary, shown, minSeverity }: ClosingScreen,
  grave: readonly Case[],
  theme: Theme,
): readonly Safe[] {
  if (shown === 0 && summary.focus) {
    const what = theme.show(focusText(summary.focus, theme.language), { max: 200 });
    const none =
      minSeverity === levels[0]
        ? theme.say('focus.nothing', { what })
        : theme.say('focus.nothingFrom', { what, level: minSeverity as Safe });
    return wrap(none, theme.prose, 2).map(theme.strong);
  }
  if (shown === 0 && summary.baseline && knownCount(summary.baseline) > 0) {
    const file = theme.show(summary.baseline.file, { max: 200, cut: 'middle' });
    return wrap(theme.say('baseline.nothing', { file }), theme.prose, 2).map(theme.strong);
  }
  if (shown === 0)
    return summary.doubts.length > 0 ? [] : renderNothing(summary, minSeverity, theme);
  if (grave.length === 0) {
    return wrap(theme.say('screen.noGraveCase', { scope: scopeOf(summary, theme) }), theme.prose);
  }
  const counts = levels
    .toReversed()
    .map((level) => [level, grave.filter(({ severity }) => severity === level).length] as const)
    .filter(([, count]) => count > 0)
    .map(([level, count]) =>
      theme.say('level.count', { count, level: theme.say(`level.${level}`) }),
    );
  const active = grave.filter(({ stillActive }) => stillActive === true).length;
  const planted = grave.filter(({ entities }) => entities.planted.length > 0);
  const standing = planted.filter(({ entities }) => {
    return entities.planted.some((object) => object.standing !== false);
  }).length;
  const state = [
    active === 0 ? theme.say('screen.noneActive') : theme.say('screen.active', { count: active }),
    ...(planted.length > 0 && standing === 0 ? [theme.say('screen.allRemoved')] : []),
    ...(standing > 0 ? [theme.say('screen.standing', { count: standing })] : []),
  ];
  const told = theme.say('screen.cases', {
    count: grave.length,
    severities: join(counts, theme.say('list.comma')),
    state: join(state, theme.say('list.semicolon')),
  });
  return wrap(told, theme.prose, 2).map(theme.strong);
}

function renderNothing(summary: Summary, minSeverity: Level, theme: Theme): readonly Safe[] {
  const count = totalOf(summary);
  const scope = scopeOf(summary, theme);
  const level = theme.say(`level.${minSeverity}`);
  const told =
    count === 0
      ? theme.say('screen.nothing', { scope })
      : theme.say('screen.nothingShown', { level, count, scope });
  return wrap(told, theme.prose, 2);
}

/** Cases that are not told one by one, in a line. */
function renderOthers(
  cases: readonly Case[],
  untold: readonly Case[],
  theme: Theme,
): readonly Safe[] {
  const weak = cases.filter(({ severity }) => !isAtLeast(severity, 'medium'));
  const parts = [
    ...(untold.length > 0 ? [theme.say('screen.moreCases', { count: untold.length })] : []),
    ...(weak.length > 0 ? [theme.say('screen.weakCases', { count: weak.length })] : []),
  ];
  if (parts.length === 0) return [];
  const told = theme.say('screen.others', { cases: join(parts, theme.say('list.comma')) });
  return wrap(told, theme.prose, 2);
}

/** The first steps about the worst case, if there is room for one. */
function renderSteps(grave: readonly Case[], room: number, theme: Theme): readonly Safe[] {
  const [worst] = grave;
  if (!worst || worst.do.length === 0) return [];
  const steps = worst.do.slice(0, stepsTold).map((step, index) => {
    return indented(
      wrap(safe`${index + 1}. ${theme.show(step, { max: 240 })}`, theme.prose - 2, 3),
      2,
    );
  });
  const lines = [theme.strong(theme.say('screen.doFirst', { id: theme.show(worst.id) }))];
  for (const step of steps) {
    if (lines.length + step.length > room) break;
    lines.push(...step);
  }
  return lines.length > 1 ? lines : [];
}

/** Findings that the report does not show because it is not about them, or they are known. */
function hiddenIn({ focus, baseline }: Summary): number {
  return (focus?.hiddenFindings ?? 0) + (baseline ? knownCount(baseline) : 0);
}

/** Findings by severity, worst first, and a word if some are not shown or the scan is not complete. */
function renderTotals(
  { summary, shown, minSeverity }: ClosingScreen,
  theme: Theme,
): readonly Safe[] {
  const total = totalOf(summary);
  const hidden = hiddenIn(summary);
  const counts = levels.toReversed().map((level) => {
    const count = summary.findings[level];
    return theme.say('level.count', { count, level: theme.say(`level.${level}`) });
  });
  const least = theme.say(`level.${minSeverity}`);
  const parts = [
    theme.say('amount.findings', { count: total }),
    join(counts, theme.say('list.comma')),
    ...(shown + hidden === total
      ? []
      : [theme.say('screen.shown', { count: shown + hidden, level: least })]),
    ...(summary.doubts.length === 0 ? [] : [theme.say('screen.notComplete')]),
  ];
  const notes = narrowingNotes(summary, theme.language);
  return [
    ...notes.flatMap((note) => wrap(theme.show(note, { max: 400 }), theme.prose, 2)),
    ...flow(parts, safe` ${theme.glyphs.dot} `, theme.prose, 2),
  ];
}

function renderNext({ command }: ClosingScreen, theme: Theme): readonly Safe[] {
  const more = theme.verbose ? '-o json=findings.json' : '--details';
  const text = command && command.length <= longestCommand ? command : undefined;
  const typed =
    text === undefined
      ? theme.say('screen.sameCommand', { option: theme.show(more) })
      : theme.show(`${text} ${more}`);
  return wrap(theme.say('screen.next', { command: typed }), theme.prose, 2);
}
