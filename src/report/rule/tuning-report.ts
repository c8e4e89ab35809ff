import type { FilterProposal } from '../../tune/filter-proposal.ts';
import type { ThresholdCurve, ThresholdTry, Tuning } from '../../tune/tuning.ts';
import { type Safe, safe } from '../text/escape.ts';
import { renderGrid } from '../text/grid.ts';
import { jsonText } from '../text/json-text.ts';
import { grouped, quantity } from '../text/quantity.ts';
import type { Theme } from '../text/theme.ts';
import { indented, wrap } from '../text/wrap.ts';
import { type CountRow, countTable, decimal, headLines, rate, taken } from './tally-head.ts';

/** Writes what could be tuned, in every format of `rules tune`. */
export const tuningFormats = {
  table: renderTable,
  json: (tuning) => `${jsonText(tuning, 2)}\n`,
} as const satisfies Record<string, (tuning: Tuning, theme: Theme) => string>;

function renderTable(tuning: Tuning, theme: Theme): string {
  const parts = [
    ...headLines(tuning, theme),
    ...shortLines(tuning, theme),
    ...tuning.thresholds.flatMap((curve) => curveLines(curve, tuning, theme)),
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
  const { field, comparison, value, tries, place } = curve;
  const title = safe`THRESHOLD  ${theme.show(`${field}|${comparison}: ${value}`, { max: 60 })}`;
  const where = theme.faint(theme.show(place, { max: 200, cut: 'middle' }));
  const telling = tries.filter((_, at) => isTelling(curve, at));
  if (telling.length < 2) {
    const [least, most] = [tries[0]?.value ?? value, tries.at(-1)?.value ?? value];
    const same = safe`  changes nothing between ${decimal(least)} and ${decimal(most)}`;
    return [safe``, safe`${theme.strong(title)}  ${where}`, same];
  }
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
    safe`${theme.strong(title)}  ${where}`,
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
  const same =
    before !== undefined &&
    before.undecided === one.undecided &&
    JSON.stringify(before.byLevel) === JSON.stringify(one.byLevel);
  if (!same) return true;
  const changes = tries.some(({ byLevel, undecided }) => {
    return undecided !== one.undecided || JSON.stringify(byLevel) !== JSON.stringify(one.byLevel);
  });
  return changes && (one.value === value || one.value === proposed);
}

function proposalLines(
  { proposed, tries, comparison }: ThresholdCurve,
  { findings }: Tuning,
): readonly Safe[] {
  const chosen = tries.find(({ value }) => value === proposed);
  if (!chosen) return [];
  const daily = chosen.perDay === null ? safe`` : safe` (${decimal(chosen.perDay)} a day)`;
  return [
    safe`  at the knee, ${comparison as Safe}: ${decimal(chosen.value)}, it finds ${grouped(chosen.findings)}${daily}; the rule ${grouped(findings.total)}`,
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
  if (findings.total === 0) return [];
  if (filters.length === 0) {
    const none = safe`  no actor, application, client, address, network or user agent accounts for a fifth`;
    return [safe``, title, none];
  }
  const rows = filters.map(({ of, value, takesByLevel, leaves }) => [
    { text: safe`  ${of as Safe}` },
    { text: theme.show(value, { max: 30, cut: 'middle' }) },
    { text: safe`takes ${taken(takesByLevel, findings.total)}` },
    { text: safe`leaves ${grouped(leaves)}` },
  ]);
  return [safe``, title, ...renderGrid(rows, { gap: 2 }), ...documentLines(tuning, theme)];
}

/** The filter that takes the most, if it takes half. */
function documentLines({ filters, findings, isLongEnough }: Tuning, theme: Theme): readonly Safe[] {
  const [first] = filters;
  if (!isLongEnough || !first || !takesHalf(first, findings.total)) return [];
  const lines = first.filter.trimEnd().split('\n');
  return [
    safe``,
    safe`The first as a rule, if what it takes is harmless (--format json has all of them):`,
    safe``,
    ...lines.map((line) => safe`${theme.show(line)}`),
  ];
}

function takesHalf({ takes }: FilterProposal, findings: number): boolean {
  return takes * 2 >= findings;
}
