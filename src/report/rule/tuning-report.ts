import { levels } from '../../rule/level.ts';
import type { ThresholdCurve, ThresholdTry, Tuning } from '../../tune/tuning.ts';
import { type Safe, safe } from '../text/escape.ts';
import { jsonText } from '../text/json-text.ts';
import { grouped, quantity } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { flow, indented, wrap } from '../text/wrap.ts';
import { type CountRow, countTable, decimal, headLines, levelsText, rate } from './tally-head.ts';

/** So many comparisons without effect are named. */
const mostIdle = 6;

/** Writes what could be tuned, in every format of `rules tune`. */
export const tuningFormats = {
  table: renderTable,
  json: (tuning) => `${jsonText(tuning, 2)}\n`,
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
  const text = safe`The log covers less than ${quantity(neededDays, 'day')}: too short to tell. The numbers stand, but nothing is proposed (--min-days).`;
  return wrap(text, theme.columns);
}

function curveLines(curve: ThresholdCurve, tuning: Tuning, theme: Theme): readonly Safe[] {
  const { tries, line } = curve;
  const title = theme.strong(safe`THRESHOLD  ${nameOf(curve, theme)}`);
  const telling = tries.filter((_, at) => isTelling(curve, at));
  const isOpen = tries.some(({ undecided }) => undecided > 0);
  const rows = telling.map((one): CountRow => {
    const cells = [grouped(one.findings), rate(one.perDay, theme)];
    return {
      head: safe`  ${decimal(one.value)}`,
      cells: isOpen ? [...cells, grouped(one.undecided)] : cells,
      counts: one.byLevel,
      tail: remark(one, curve),
    };
  });
  const open = isOpen ? [safe`UNDECIDED`] : [];
  const titles = [safe`  AT`, safe`FINDINGS`, safe`A DAY`, ...open];
  return [
    safe``,
    safe`${title}  ${theme.faint(safe`line ${line}`)}`,
    ...countTable(titles, rows, tuning.rule.levels, theme),
    ...proposalLines(curve, tuning),
  ];
}

function remark({ value }: ThresholdTry, curve: ThresholdCurve): Safe {
  if (value === curve.value) return safe`the rule`;
  return value === curve.proposed ? safe`the knee` : safe``;
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
    return safe`${nameOf(curve, theme)} (line ${curve.line}, tried ${from} to ${decimal(most?.value ?? curve.value)})`;
  });
  const shown = parts.slice(0, mostIdle);
  const more = parts.length - shown.length;
  const all = more > 0 ? [...shown, safe`and ${grouped(more)} more`] : shown;
  return [
    safe``,
    theme.strong(safe`THRESHOLDS that make no difference here`),
    ...indented(flow(all, safe`, `, theme.columns - 2), 2),
  ];
}

function proposalLines(
  { proposed, tries, comparison }: ThresholdCurve,
  { findings, rule }: Tuning,
): readonly Safe[] {
  const chosen = tries.find(({ value }) => value === proposed);
  if (!chosen) return [];
  const daily = chosen.perDay === null ? safe`` : safe`, ${decimal(chosen.perDay)} a day`;
  const found = safe`${quantity(chosen.findings, 'finding')}${daily}${levelsText(chosen.byLevel, rule.levels)}`;
  return [
    safe`  at the knee (${comparison as Safe}: ${decimal(chosen.value)}) ${found}; the rule has ${grouped(findings.total)}`,
  ];
}

function restLines({ thresholds, untried }: Tuning, theme: Theme): readonly Safe[] {
  if (untried > 0) {
    return wrap(safe`${grouped(untried)} more comparisons were not tried`, theme.columns);
  }
  if (thresholds.length > 0) return [];
  return [safe``, safe`The rule compares no computed number with a threshold.`];
}

function filterLines(tuning: Tuning, theme: Theme): readonly Safe[] {
  const { filters, noFilters, findings } = tuning;
  const title = theme.strong(safe`FILTERS`);
  if (noFilters !== null) {
    return [safe``, title, ...indented(wrap(theme.show(noFilters), theme.prose - 2), 2)];
  }
  if (findings.total < 2) return [];
  if (filters.length === 0) {
    const none = safe`  no actor, application, client, address, network or user agent accounts for a fifth`;
    return [safe``, title, none];
  }
  const { levels: columns } = tuning.rule;
  const max = Math.max(12, theme.columns - 40 - 7 * columns.length);
  const rows = filters.map(({ of, value, takes, takesByLevel, leaves }): CountRow => {
    const cells = [theme.show(value, { max, cut: 'middle' }), grouped(takes), grouped(leaves)];
    return { head: safe`  ${of as Safe}`, cells, counts: takesByLevel };
  });
  const titles = [safe`  WITHOUT`, safe``, safe`TAKES`, safe`LEAVES`];
  const table = countTable(titles, rows, columns, theme, 2);
  return [safe``, title, ...table, ...documentLines(tuning, theme)];
}

/** The filter to propose, as a document. */
function documentLines({ filters, rule, isLongEnough }: Tuning, theme: Theme): readonly Safe[] {
  const proposed = filters.find(({ isProposed }) => isProposed);
  if (!proposed) {
    const none = safe`  Each of them takes findings above ${rule.level as Safe}: none is proposed.`;
    return isLongEnough ? [none] : [];
  }
  const ceiling = rule.level as Safe;
  const heading = safe`If that is harmless: the narrowest that takes nothing above ${ceiling}, as a rule file`;
  const lines = proposed.filter.trimEnd().split('\n');
  return [
    safe``,
    ...wrap(heading, theme.columns),
    safe``,
    ...lines.map((line) => theme.show(line)),
  ];
}
