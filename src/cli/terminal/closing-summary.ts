import type { Rejection } from '../../event/event.ts';
import { causeTold, isHopeless } from '../../explain/cause-message.ts';
import { narrowingNotes } from '../../finding/baseline-text.ts';
import { conflictText } from '../../finding/conflict-text.ts';
import { filterText, suppressedText } from '../../finding/filter-text.ts';
import type { Summary } from '../../finding/summary.ts';
import { type Language, say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { sentenceIn, toldIn } from '../../language/message.ts';
import { show } from '../../report/text/escape.ts';
import { levels } from '../../rule/level.ts';

/** Rejections shown one by one without `--verbose`. */
export const fewRejections = 5;

/** Longest quotation of hostile text in one line, in characters. */
const longest = 300;

/** A run in one line, for standard error when the report on standard output is for machines. */
export function closingSummary(summary: Summary, language: Language = inEnglish): string {
  const counts = fates.map((fate) => say(language, `complete.${fate}`, { count: summary[fate] }));
  return say(language, 'status.summary', {
    findings: findingsOf(summary, language),
    records: summary.records,
    parts: counts.join(' + '),
  });
}

const fates = ['evaluated', 'duplicate', 'filtered', 'skipped'] as const;

/** Remarks on a run that are no reason to doubt it. */
export function noteLines(summary: Summary, language: Language = inEnglish): readonly string[] {
  const { conflicts, filters = [] } = summary;
  const suppressing = filters
    .filter(({ status }) => status === 'used')
    .map((filter) => filterText(filter, language));
  const notes = [
    ...(conflicts ? [conflictText(conflicts, language)] : []),
    ...narrowingNotes(summary, language),
    ...suppressing,
  ];
  return notes.map((note) => say(language, 'status.note', { what: shown(note, longest * 2) }));
}

/** A line for each filter that has expired. */
export function expiryLines(
  { filters = [] }: Pick<Summary, 'filters'>,
  language: Language = inEnglish,
): readonly string[] {
  return filters
    .filter(({ status }) => status === 'expired')
    .map((filter) => {
      const what = shown(filterText(filter, language), longest * 2);
      return say(language, 'status.warning', { what });
    });
}

/** A line for each alert that filters took away, if they were asked for, and how many more there are. */
export function suppressedLines(
  { suppressed, filters }: Summary,
  language: Language = inEnglish,
): readonly string[] {
  if (!suppressed) return [];
  const { total, listed } = suppressed;
  const count = total - listed.length;
  return [
    ...listed.map((alert) => shown(suppressedText(alert, filters, language), longest * 2)),
    ...(count > 0 ? [say(language, 'amount.more', { count })] : []),
  ].map((what) => say(language, 'status.suppressed', { what }));
}

/** A line for each rule that can never match, then for each reason to doubt a run. */
export function doubtLines(
  { doubts, rules }: Pick<Summary, 'doubts' | 'rules'>,
  language: Language = inEnglish,
): readonly string[] {
  return [
    ...rules.flatMap(({ name, because }) =>
      because
        .filter(isHopeless)
        .map((cause) => `${name}: ${toldIn(language, causeTold(cause))}`)
        .map((what) => say(language, 'status.neverMatches', { what: shown(what) })),
    ),
    ...doubts.map(({ message }) => say(language, 'status.notComplete', { what: shown(message) })),
  ];
}

/** One line about a record that is not an event. */
export function rejectionLine(rejection: Rejection, language: Language = inEnglish): string {
  const { origin, reason } = rejection;
  const place = origin ? `${shown(origin.file)}${positionOf(origin, language)}: ` : '';
  return say(language, 'status.skipped', {
    what: `${place}${reason}: ${shown(sentenceIn(language, rejection))}`,
  });
}

function positionOf({ line, byte }: NonNullable<Rejection['origin']>, language: Language): string {
  if (line !== undefined) return `:${line}`;
  return byte === undefined ? '' : say(language, 'status.atByte', { byte: String(byte) });
}

function findingsOf({ findings }: Summary, language: Language): string {
  const found = levels.toReversed().filter((level) => findings[level] > 0);
  const count = found.reduce((sum, level) => sum + findings[level], 0);
  if (count === 0) return say(language, 'status.noFindings');
  const severities = found.map((level) =>
    say(language, 'level.count', {
      count: findings[level],
      level: say(language, `level.${level}`),
    }),
  );
  const list = severities.join(language.texts['list.comma']);
  return say(language, 'status.findings', { count, severities: list });
}

function shown(text: string, max = longest): string {
  return show(text, { max });
}
