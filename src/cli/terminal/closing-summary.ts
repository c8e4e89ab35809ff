import { neverMatches } from '../../engine/unmatchable-rules.ts';
import type { Rejection } from '../../event/event.ts';
import { conflictText } from '../../finding/conflict-text.ts';
import { filterText, suppressedText } from '../../finding/filter-text.ts';
import { focusNote } from '../../finding/focus-text.ts';
import type { Summary } from '../../finding/summary.ts';
import { show } from '../../report/text/escape.ts';
import { grouped, quantity } from '../../report/text/quantity.ts';
import { levels } from '../../rule/level.ts';

/** Rejections shown one by one without `--verbose`. */
export const fewRejections = 5;

/** Longest quotation of hostile text in one line, in characters. */
const longest = 300;

/** A run in one line, for standard error when the report on standard output is for machines. */
export function closingSummary(summary: Summary): string {
  const { records, evaluated, duplicate, filtered, skipped } = summary;
  const counts = Object.entries({ evaluated, duplicate, filtered, skipped });
  const parts = counts.map(([name, count]) => `${grouped(count)} ${name}`);
  return `${findingsOf(summary)}; ${quantity(records, 'record')} = ${parts.join(' + ')}`;
}

/** Remarks on a run that are no reason to doubt it. */
export function noteLines({ conflicts, filters = [], focus }: Summary): readonly string[] {
  const suppressing = filters.filter(({ status }) => status === 'used').map(filterText);
  const notes = [
    ...(conflicts ? [conflictText(conflicts)] : []),
    ...(focus ? [focusNote(focus)] : []),
    ...suppressing,
  ];
  return notes.map((note) => `note: ${show(note, { max: longest * 2 })}`);
}

/** A line for each filter that has expired. */
export function expiryLines({ filters = [] }: Pick<Summary, 'filters'>): readonly string[] {
  return filters
    .filter(({ status }) => status === 'expired')
    .map((filter) => `warning: ${show(filterText(filter), { max: longest * 2 })}`);
}

/** A line for each alert that filters took away, if they were asked for, and how many more there are. */
export function suppressedLines({ suppressed, filters }: Summary): readonly string[] {
  if (!suppressed) return [];
  const { total, listed } = suppressed;
  const hidden = total - listed.length;
  return [
    ...listed.map((alert) => show(suppressedText(alert, filters), { max: longest * 2 })),
    ...(hidden > 0 ? [`${grouped(hidden)} more`] : []),
  ].map((line) => `suppressed: ${line}`);
}

/** A line for each rule that can never match, then for each reason to doubt a run. */
export function doubtLines({
  doubts,
  rules,
}: Pick<Summary, 'doubts' | 'rules'>): readonly string[] {
  return [
    ...rules.flatMap(({ name, because }) =>
      because
        .filter((reason) => reason.startsWith(neverMatches))
        .map((reason) => `warning: the rule ${show(`${name}: ${reason}`, { max: longest })}`),
    ),
    ...doubts.map((doubt) => `not complete: ${show(doubt.message, { max: longest })}`),
  ];
}

/** One line about a record that is not an event. */
export function rejectionLine({ origin, reason, message }: Rejection): string {
  const place = origin ? `${show(origin.file, { max: longest })}${positionOf(origin)}: ` : '';
  return `skipped: ${place}${reason}: ${show(message, { max: longest })}`;
}

function positionOf({ line, byte }: NonNullable<Rejection['origin']>): string {
  if (line !== undefined) return `:${line}`;
  return byte === undefined ? '' : ` at byte ${byte}`;
}

function findingsOf({ findings }: Summary): string {
  const found = levels.toReversed().filter((level) => findings[level] > 0);
  const total = found.reduce((sum, level) => sum + findings[level], 0);
  if (total === 0) return 'no findings';
  const parts = found.map((level) => `${grouped(findings[level])} ${level}`);
  return `${quantity(total, 'finding')}: ${parts.join(', ')}`;
}
