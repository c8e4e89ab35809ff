import { millisecondsInDay, millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import { isoTime } from '../../../event/time.ts';
import type { RuleOutcome, Summary } from '../../../finding/summary.ts';
import { minuteOf, spanOf } from '../../text/clock.ts';
import { join, type Safe, safe } from '../../text/escape.ts';
import { grouped, quantity } from '../../text/quantity.ts';
import type { Theme } from '../../text/theme.ts';
import { wrap } from '../../text/wrap.ts';

/** Most fields named; the list of rules has all of them. */
const fieldsNamed = 2;

const units: Readonly<Record<string, number>> = {
  d: millisecondsInDay,
  h: millisecondsInHour,
  min: millisecondsInMinute,
  s: 1_000,
};

/** What could not be seen, and what that means, in one or two sentences; nothing if all was seen. */
export function renderUnseen(summary: Summary, theme: Theme): readonly Safe[] {
  const { rules } = summary;
  const sentences = [
    ...undecidedText(rules, summary),
    ...lackingText(rules, theme),
    ...silenceText(summary, theme),
    ...unansweredText(summary),
    ...filteredText(summary),
  ];
  return sentences.length === 0 ? [] : wrap(join(sentences, safe` `), theme.prose, 2);
}

function undecidedText(
  rules: readonly RuleOutcome[],
  { coverage, evaluated }: Summary,
): readonly Safe[] {
  const undecided = rules.filter(({ status }) => status === 'undecided');
  if (undecided.length === 0) return [];
  const most = Math.max(...undecided.map((rule) => rule.undecided));
  const share = safe`at most ${grouped(most)} of ${quantity(evaluated, 'event')}`;
  const lead = safe`Not decided: ${grouped(undecided.length)} of ${quantity(rules.length, 'rule')} for some events (${share}).`;
  const causes = undecided.flatMap(({ because }) => because);
  const earlier = longest(causes, 'earlier');
  const advice =
    earlier > 0 && coverage.first !== null
      ? [
          safe`Most would be decided by a log that begins at ${momentBefore(coverage.first, earlier)}.`,
        ]
      : [];
  const later = longest(causes, 'later') > 0 ? [safe`Some wait for events after its end.`] : [];
  return [lead, ...advice, ...later];
}

/** The longest time for which causes ask, in milliseconds. */
function longest(causes: readonly string[], side: 'earlier' | 'later'): number {
  const lengths = causes.flatMap((cause) => {
    const [, amount, unit] =
      /^needs ([\d.]+) (d|h|min|s) of (?:earlier|later) log$/.exec(cause) ?? [];
    if (!cause.endsWith(`${side} log`) || unit === undefined) return [];
    return Number(amount) * (units[unit] ?? 0);
  });
  return Math.max(0, ...lengths);
}

function momentBefore(time: string, length: number): Safe {
  const moment = isoTime(Date.parse(time) - length);
  return safe`${minuteOf(moment, true)} UTC`;
}

function lackingText(rules: readonly RuleOutcome[], theme: Theme): readonly Safe[] {
  const blind = rules.filter(({ status }) => status === 'cannot-evaluate');
  if (blind.length === 0) return [];
  const fields = [...new Set(blind.flatMap(({ missing }) => missing))];
  const named = fields.slice(0, fieldsNamed).map((field) => theme.show(field, { max: 60 }));
  const more = fields.length - named.length;
  const list = join(more > 0 ? [...named, safe`${grouped(more)} more`] : named, safe`, `);
  const why = fields.length === 0 ? safe`` : safe`: the log lacks ${list}`;
  return [safe`Blind: ${grouped(blind.length)} of ${quantity(rules.length, 'rule')}${why}.`];
}

/** Where part of the log may be missing. */
function silenceText({ coverage: { gaps } }: Summary, theme: Theme): readonly Safe[] {
  const [first] = gaps;
  if (!first) return [];
  const more = gaps.length - 1;
  const others = more > 0 ? safe`, and in ${grouped(more)} more gaps` : safe``;
  return [
    safe`No events ${spanOf(first.from, first.to, theme.glyphs)}${others}: is the log whole?`,
  ];
}

function unansweredText({ packs = [] }: Summary): readonly Safe[] {
  const unanswered = packs.filter(({ missing }) => missing.length > 0).length;
  return unanswered === 0
    ? []
    : [safe`Questions that this log cannot answer: ${grouped(unanswered)}.`];
}

/** What filters did that a reader must know of. */
function filteredText({ filters = [] }: Summary): readonly Safe[] {
  const taken = filters
    .flatMap(({ suppressed }) => suppressed)
    .reduce((sum, { events }) => sum + events, 0);
  const expired = filters.filter(({ status }) => status === 'expired').length;
  return [
    ...(taken > 0 ? [safe`Filters took ${quantity(taken, 'alert')} away.`] : []),
    ...(expired > 0 ? [safe`Expired, so without effect: ${quantity(expired, 'filter')}.`] : []),
  ];
}
