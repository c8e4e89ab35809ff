import { isoTime } from '../../../event/time.ts';
import type { RuleOutcome, Summary } from '../../../finding/summary.ts';
import { join, type Safe, safe } from '../../text/escape.ts';
import type { Theme } from '../../text/theme.ts';
import { wrap } from '../../text/wrap.ts';
import { lengthAsked } from './cause-text.ts';

/** Most fields named; the list of rules has all of them. */
const fieldsNamed = 2;

/** What could not be seen, and what that means, in one or two sentences; nothing if all was seen. */
export function renderUnseen(summary: Summary, theme: Theme): readonly Safe[] {
  const sentences = [
    ...undecidedText(summary, theme),
    ...lackingText(summary, theme),
    ...silenceText(summary, theme),
    ...unansweredText(summary, theme),
    ...filteredText(summary, theme),
  ];
  const [first, ...others] = sentences;
  if (!first) return [];
  const told = others.reduce(
    (before, second) => theme.say('list.sentences', { first: before, second }),
    first,
  );
  return wrap(told, theme.prose, 2);
}

function undecidedText({ rules, coverage, evaluated }: Summary, theme: Theme): readonly Safe[] {
  const undecided = rules.filter(({ status }) => status === 'undecided');
  if (undecided.length === 0) return [];
  const most = Math.max(...undecided.map((rule) => rule.undecided));
  const counts = { undecided: undecided.length, rules: rules.length, most, events: evaluated };
  const causes = undecided.flatMap(({ because }) => because);
  const longest = (side: 'earlier' | 'later'): number =>
    Math.max(0, ...causes.map((cause) => lengthAsked(cause, side)));
  const earlier = longest('earlier');
  const time =
    earlier > 0 && coverage.first !== null
      ? momentBefore(coverage.first, earlier, theme)
      : undefined;
  return [
    theme.say('unseen.undecided', counts),
    ...(time === undefined ? [] : [theme.say('unseen.earlier', { time })]),
    ...(longest('later') > 0 ? [theme.say('unseen.later')] : []),
  ];
}

function momentBefore(time: string, length: number, { clock }: Theme): Safe {
  const moment = isoTime(Date.parse(time) - length);
  return safe`${clock.minute(moment, true)} ${clock.offset([moment]) ?? safe``}`;
}

function lackingText({ rules }: Summary, theme: Theme): readonly Safe[] {
  const lacking = rules.filter(({ status }) => status === 'cannot-evaluate');
  if (lacking.length === 0) return [];
  const counts = { blind: lacking.length, rules: rules.length };
  const fields = fieldsOf(lacking, theme);
  return fields === undefined
    ? [theme.say('unseen.blind', counts)]
    : [theme.say('unseen.blindFor', { ...counts, fields })];
}

/** What rules lack, the first fields by name; undefined if they lack none. */
function fieldsOf(rules: readonly RuleOutcome[], theme: Theme): Safe | undefined {
  const fields = [...new Set(rules.flatMap(({ missing }) => missing))];
  const named = fields.slice(0, fieldsNamed).map((field) => theme.show(field, { max: 60 }));
  const count = fields.length - named.length;
  const more = count > 0 ? [theme.say('amount.more', { count })] : [];
  return fields.length === 0 ? undefined : join([...named, ...more], theme.say('list.comma'));
}

/** Where part of the log may be missing. */
function silenceText({ coverage: { gaps } }: Summary, theme: Theme): readonly Safe[] {
  const [first] = gaps;
  if (!first) return [];
  const span = theme.clock.span(first.from, first.to);
  const count = gaps.length - 1;
  return [
    count > 0 ? theme.say('unseen.gaps', { span, count }) : theme.say('unseen.gap', { span }),
  ];
}

function unansweredText({ packs = [] }: Summary, theme: Theme): readonly Safe[] {
  const count = packs.filter(({ missing }) => missing.length > 0).length;
  return count === 0 ? [] : [theme.say('unseen.unanswered', { count })];
}

/** What filters did that a reader must know of. */
function filteredText({ filters = [] }: Summary, theme: Theme): readonly Safe[] {
  const taken = filters
    .flatMap(({ suppressed }) => suppressed)
    .reduce((sum, { events }) => sum + events, 0);
  const expired = filters.filter(({ status }) => status === 'expired').length;
  return [
    ...(taken > 0 ? [theme.say('unseen.suppressed', { count: taken })] : []),
    ...(expired > 0 ? [theme.say('unseen.expired', { count: expired })] : []),
  ];
}
