import { toldIn } from '../../language/message.ts';
import { levels } from '../../rule/level.ts';
import type { ThresholdCurve, ThresholdTry, Tuning } from '../../tune/tuning.ts';
import { type Safe, safe } from '../text/escape.ts';
import { jsonText } from '../text/json-text.ts';
import { grouped } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { flow, indented, wrap } from '../text/wrap.ts';
import {
  type CountRow,
  countTable,
  dailyText,
  decimal,
  headLines,
  levelsText,
  rate,
} from './tally-head.ts';

/** So many comparisons without effect are named. */
const mostIdle = 6;

/** Writes what could be tuned, in every format of `rules tune`. */
export const tuningFormats = {
  table: renderTable,
  json: ({ toldNoFilters: _, ...tuning }) => `${jsonText(tuning, 2)}\n`,
} as const satisfies Record<string, (tuning: Tuning, theme: Theme) => string>;

function renderTable(tuning: Tuning, theme: Theme): string {
  const parts = [
    ...headLines(tuning, theme),
    ...shortLines(tuning, theme),
    ...tuning.thresholds.filter(matters).flatMap((curve) => curveLines(curve, tuning, theme)),
    ...idleLines(tuning, theme),
    ...restLines(tuning, theme),
    ...filterLines(tuning, theme),
  ];
  return parts.map((line) => `${line.trimEnd()}\n`).join('');
}

function shortLines({ isLongEnough, neededDays }: Tuning, theme: Theme): readonly Safe[] {
  if (isLongEnough) return [];
  const text = theme.say('tally.shortNoProposal', { days: neededDays });
  return wrap(text, theme.columns);
}

function curveLines(curve: ThresholdCurve, tuning: Tuning, theme: Theme): readonly Safe[] {
  const { tries, line } = curve;
  const title = theme.strong(theme.say('tally.threshold', { name: nameOf(curve, theme) }));
  const telling = tries.filter((_, at) => isTelling(curve, at));
  const isOpen = tries.some(({ undecided }) => undecided > 0);
  const rows = telling.map((one): CountRow => {
    const cells = [grouped(one.findings), rate(one.perDay, theme)];
    return {
      head: safe`  ${decimal(one.value)}`,
      cells: isOpen ? [...cells, grouped(one.undecided)] : cells,
      counts: one.byLevel,
      tail: remark(one, curve, theme),
    };
  });
  const open = isOpen ? [theme.say('tally.undecidedColumn')] : [];
  const titles = [
    safe`  ${theme.say('tally.at')}`,
    theme.say('tally.findings'),
    theme.say('tally.aDay'),
    ...open,
  ];
  return [
    safe``,
    safe`${title}  ${theme.faint(theme.say('tally.line', { line: String(line) as Safe }))}`,
    ...countTable(titles, rows, tuning.rule.levels, theme),
    ...proposalLines(curve, tuning, theme),
  ];
}

function remark({ value }: ThresholdTry, curve: ThresholdCurve, theme: Theme): Safe {
  if (value === curve.value) return theme.say('tally.theRule');
  return value === curve.proposed ? theme.say('tally.theKnee') : safe``;
}

/** Whether a row says something new: it differs from the one before, or is the rule's or the proposed one. */
function isTelling({ tries, value, proposed }: ThresholdCurve, at: number): boolean {
  const [one, before] = [tries[at] as ThresholdTry, tries[at - 1]];
  return !before || !isAlike(one, before) || one.value === value || one.value === proposed;
}

/** Whether any of the tried numbers finds something else. */
function matters({ tries }: ThresholdCurve): boolean {
  return tries.some((one) => !isAlike(one, tries[0] as ThresholdTry));
}

function isAlike(one: ThresholdTry, other: ThresholdTry): boolean {
  const sameLevels = levels.every((level) => one.byLevel[level] === other.byLevel[level]);
  return sameLevels && one.undecided === other.undecided;
}

function nameOf({ field, comparison, value }: ThresholdCurve, theme: Theme): Safe {
  return theme.show(`${field}|${comparison}: ${value}`, { max: 60 });
}

/** The comparisons that could have any of the tried numbers. */
function idleLines({ thresholds }: Tuning, theme: Theme): readonly Safe[] {
  const idle = thresholds.filter((curve) => !matters(curve));
  if (idle.length === 0) return [];
  const parts = idle.map((curve) => {
    const [least, most] = [curve.tries[0], curve.tries.at(-1)];
    const from = decimal(least?.value ?? curve.value);
    return theme.say('tally.idleOne', {
      name: nameOf(curve, theme),
      line: String(curve.line) as Safe,
      from,
      to: decimal(most?.value ?? curve.value),
    });
  });
  const shown = parts.slice(0, mostIdle);
  const more = parts.length - shown.length;
  const all = more > 0 ? [...shown, theme.say('tally.andMore', { count: more })] : shown;
  return [
    safe``,
    theme.strong(theme.say('tally.idle')),
    ...indented(flow(all, theme.say('list.comma'), theme.columns - 2), 2),
  ];
}

function proposalLines(
  { proposed, tries, comparison }: ThresholdCurve,
  { findings, rule }: Tuning,
  theme: Theme,
): readonly Safe[] {
  const chosen = tries.find(({ value }) => value === proposed);
  if (!chosen) return [];
  const text = theme.say('tally.atKnee', {
    comparison: comparison as Safe,
    value: decimal(chosen.value),
    findings: chosen.findings,
    daily: dailyText(chosen.perDay, theme),
    levels: levelsText(chosen.byLevel, rule.levels, theme),
    all: findings.total,
  });
  return [safe`  ${text}`];
}

function restLines({ thresholds, untried }: Tuning, theme: Theme): readonly Safe[] {
  if (untried > 0) {
    return wrap(theme.say('tally.untried', { count: untried }), theme.columns);
  }
  if (thresholds.length > 0) return [];
  return [safe``, theme.say('tally.noThreshold')];
}

function filterLines(tuning: Tuning, theme: Theme): readonly Safe[] {
  const { filters, toldNoFilters, findings } = tuning;
  const title = theme.strong(theme.say('tally.filters'));
  if (toldNoFilters !== null) {
    const why = theme.show(toldIn(theme.language, toldNoFilters));
    return [safe``, title, ...indented(wrap(why, theme.prose - 2), 2)];
  }
  if (findings.total < 2) return [];
  if (filters.length === 0) {
    return [safe``, title, safe`  ${theme.say('tally.noShare')}`];
  }
  const { levels: columns } = tuning.rule;
  const max = Math.max(12, theme.columns - 40 - 7 * columns.length);
  const rows = filters.map(({ of, value, takes, takesByLevel, leaves }): CountRow => {
    const cells = [theme.show(value, { max, cut: 'middle' }), grouped(takes), grouped(leaves)];
    return { head: safe`  ${theme.say(`tally.of.${of}`)}`, cells, counts: takesByLevel };
  });
  const titles = [
    safe`  ${theme.say('tally.without')}`,
    safe``,
    theme.say('tally.takes'),
    theme.say('tally.leaves'),
  ];
  const table = countTable(titles, rows, columns, theme, 2);
  return [safe``, title, ...table, ...documentLines(tuning, theme)];
}

/** The filter to propose, as a document. */
function documentLines({ filters, rule, isLongEnough }: Tuning, theme: Theme): readonly Safe[] {
  const proposed = filters.find(({ isProposed }) => isProposed);
  if (!proposed) {
    const level = theme.say(`level.${rule.level}`);
    return isLongEnough ? [safe`  ${theme.say('tally.noneProposed', { level })}`] : [];
  }
  const heading = theme.say('tally.ifHarmless', { level: theme.say(`level.${rule.level}`) });
  const lines = proposed.filter.trimEnd().split('\n');
  return [
    safe``,
    ...wrap(heading, theme.columns),
    safe``,
    ...lines.map((line) => theme.show(line)),
  ];
}
