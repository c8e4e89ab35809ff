import { type Rejection, rejectionReasons, type Source } from '../../../event/event.ts';
import { conflictText } from '../../../finding/conflict-text.ts';
import type { MissingNeed, RuleOutcome, Summary } from '../../../finding/summary.ts';
import type { TextName } from '../../../language/language.ts';
import { sentenceIn } from '../../../language/message.ts';
import { hoursBetween } from '../../text/clock.ts';
import { join, type Safe, safe } from '../../text/escape.ts';
import { grouped } from '../../text/quantity.ts';
import type { Theme } from '../../text/theme.ts';
import { indented, wrap } from '../../text/wrap.ts';
import { causesOf } from './cause-text.ts';
import { renderFilterOutcomes } from './filter-outcomes.ts';

/** Most rejections listed one by one. */
export const rejectionsShown = 20;

/** Up to this many sources are all listed; of more, only those with a note or without records. */
const sourcesListed = 5;

/** Entries of any list in this block; machine formats hold all of them. */
const listed = 20;

const statuses = {
  evaluated: 'complete.evaluatedRule',
  undecided: 'complete.undecidedRule',
  'cannot-evaluate': 'complete.blindRule',
} as const satisfies Record<RuleOutcome['status'], TextName>;

/**
 * How complete the answer is: record counts, skipped records, sources, time coverage, rules that could
 * not be fully evaluated, and what filters did. `rejections` are the first of the run.
 */
export function renderCompleteness(
  summary: Summary,
  rejections: readonly Rejection[],
  theme: Theme,
): readonly Safe[] {
  const skipped = rejections.map((each) => rejectionOf(each, theme));
  return [
    renderStatus(summary, theme),
    ...indented(renderCounts(summary, theme), 2),
    ...renderConflicts(summary, theme),
    ...renderList(theme.say('complete.listSkipped'), skipped, summary.skipped, theme),
    ...renderSources(summary.sources, theme),
    ...renderCoverage(summary, theme),
    ...renderState(summary, theme),
    ...renderRules(summary.rules, theme),
    ...renderUnanswered(summary, theme),
    ...renderEmptyLists(summary, theme),
    ...renderFilterOutcomes(summary, theme),
  ];
}

function renderStatus(summary: Summary, theme: Theme): Safe {
  const answer =
    summary.doubts.length === 0
      ? theme.say('complete.yes')
      : theme.strong(theme.say('complete.no'));
  return safe`${theme.strong(theme.say('complete.label'))} ${answer}`;
}

/** Every record accounted for. */
export function renderCounts(summary: Summary, theme: Theme): readonly Safe[] {
  const reasons = rejectionReasons.flatMap((reason) => {
    const count = summary.skippedBy[reason] ?? 0;
    return count > 0 ? [safe`${grouped(count)} ${reason as Safe}`] : [];
  });
  const parts = [
    ...(['evaluated', 'duplicate', 'filtered', 'skipped'] as const).map((fate) =>
      theme.say(`complete.${fate}`, { count: summary[fate] }),
    ),
  ];
  const detail = reasons.length === 0 ? safe`` : safe` (${join(reasons, theme.say('list.comma'))})`;
  const sum = safe`${join(parts, safe` + `)}${detail}`;
  return wrap(
    theme.say('complete.read', { records: summary.records, parts: sum }),
    theme.prose - 2,
    2,
  );
}

/** Events whose records differ. */
function renderConflicts({ conflicts }: Summary, theme: Theme): readonly Safe[] {
  if (!conflicts) return [];
  const text = theme.show(conflictText(conflicts, theme.language), { max: 600 });
  return indented(wrap(text, theme.prose - 2, 2), 2);
}

function rejectionOf(rejection: Rejection, theme: Theme): Safe {
  const { reason, origin } = rejection;
  const message = sentenceIn(theme.language, rejection);
  const text = safe`${reason as Safe}: ${theme.show(message, { max: 200 })}`;
  if (!origin) return text;
  const file = theme.show(origin.file, { max: 120, cut: 'middle' });
  const line = origin.line === undefined ? safe`` : safe`:${origin.line}`;
  const byte =
    origin.byte === undefined
      ? safe``
      : theme.say('complete.byte', { byte: theme.show(String(origin.byte)) });
  return safe`${file}${line}${byte}: ${text}`;
}

function renderSources(sources: readonly Source[], theme: Theme): readonly Safe[] {
  const isListed = ({ note, records }: Source): boolean =>
    sources.length <= sourcesListed || note !== undefined || records === 0;
  const items = sources.filter(isListed).map((source) => sourceOf(source, theme));
  const count = sources.length;
  if (items.length === 0) return indented([theme.say('amount.sources', { count })], 2);
  const title =
    items.length === count
      ? theme.say('amount.sources', { count })
      : theme.say('complete.sourcesWithNotes', { count });
  return renderList(title, items, items.length, theme);
}

function sourceOf(source: Source, theme: Theme): Safe {
  const file = theme.show(source.file, { max: 120, cut: 'middle' });
  const format = theme.show(source.format, { max: 20 });
  const packed = source.compression === 'none' ? safe`` : safe` ${source.compression as Safe}`;
  const { note: message, toldNote: told } = source;
  const note =
    message === undefined
      ? safe``
      : safe`: ${theme.show(sentenceIn(theme.language, { message, ...(told && { told }) }), { max: 200 })}`;
  const wrapped = Object.entries(source.wrapped ?? {}).map(
    ([name, count]) => safe`${grouped(count)} ${theme.show(name, { max: 60 })}`,
  );
  const from = wrapped.length === 0 ? safe`` : safe` (${join(wrapped, theme.say('list.comma'))})`;
  const read = { file, format: safe`${format}${packed}`, count: source.records };
  return safe`${theme.say('complete.source', read)}${from}${note}`;
}

function renderCoverage({ coverage }: Summary, theme: Theme): readonly Safe[] {
  const { since, until, gaps } = coverage;
  const from = since === null ? theme.say('complete.startOfLog') : theme.clock.span(since, since);
  const to = until === null ? theme.say('complete.endOfLog') : theme.clock.span(until, until);
  const isAsked = since !== null || until !== null;
  const asked = isAsked
    ? wrap(theme.say('complete.requested', { from, to }), theme.prose - 2, 2)
    : [];
  const silences = gaps.map((gap) => {
    const hours = theme.say('amount.hours', { count: hoursBetween(gap.from, gap.to) });
    return theme.say('complete.gap', { span: theme.clock.span(gap.from, gap.to), hours });
  });
  return [
    ...indented(asked, 2),
    ...renderList(theme.say('complete.gaps'), silences, silences.length, theme),
  ];
}

/** What was dropped for lack of memory; nothing if nothing was. */
function renderState({ state }: Summary, theme: Theme): readonly Safe[] {
  const megabytes = Math.ceil(state.peakBytes / 1024 ** 2);
  const dropped = theme.say('complete.memory', { count: state.forgottenEvents, megabytes });
  const { rankedFrom } = state;
  const ranked =
    rankedFrom === undefined
      ? []
      : [theme.say('complete.rankedFrom', { time: theme.clock.stamp(rankedFrom, true) })];
  const texts = [...(state.exact ? [] : [dropped]), ...ranked];
  return texts.flatMap((text) => indented(wrap(text, theme.prose - 2, 2), 2));
}

function renderRules(rules: readonly RuleOutcome[], theme: Theme): readonly Safe[] {
  const unfinished = rules.filter((rule) => rule.status !== 'evaluated');
  const allUndecided = unfinished.every(({ status }) => status === 'undecided');
  const items = unfinished.map((rule) => {
    const causes = causesOf(rule, theme);
    const why = causes.length === 0 ? safe`` : safe`: ${join(causes, theme.say('list.semicolon'))}`;
    const name = theme.show(rule.name, { max: 80 });
    return safe`${theme.say(statuses[rule.status], { rule: name, count: rule.undecided })}${why}`;
  });
  const title = allUndecided ? 'complete.rulesUndecided' : 'complete.rulesUnfinished';
  const counts = { count: unfinished.length, rules: rules.length };
  return renderList(theme.say(title, counts), items, items.length, theme);
}

/** Questions that the log cannot answer, since it lacks what every log has that was kept for them. */
function renderUnanswered({ packs = [] }: Summary, theme: Theme): readonly Safe[] {
  const items = packs.flatMap(({ name, question, missing }) => {
    if (missing.length === 0) return [];
    const lacks = missing.map((need) => needOf(need, theme));
    const told = {
      pack: theme.show(name, { max: 60 }),
      question: theme.show(question, { max: 200 }),
      needs: join(lacks, theme.say('complete.orNo')),
    };
    return [theme.say('complete.question', told)];
  });
  return renderList(theme.say('complete.unanswered'), items, items.length, theme);
}

/** Lists of the organization that would tell rules more. */
function renderEmptyLists({ emptyLists = [] }: Summary, theme: Theme): readonly Safe[] {
  if (emptyLists.length === 0) return [];
  const names = emptyLists.slice(0, listed).map(({ name, rules }) => {
    const told = { name: theme.show(name, { max: 60 }), count: rules.length };
    return theme.say('complete.emptyList', told);
  });
  const count = emptyLists.length - names.length;
  const more = count > 0 ? [theme.say('amount.more', { count })] : [];
  const list = join([...names, ...more], theme.say('list.comma'));
  const text = theme.say('complete.emptyLists', { names: list });
  return indented(wrap(text, theme.prose - 2, 2), 2);
}

function needOf({ events, fields, tells }: MissingNeed, theme: Theme): Safe {
  const names = [...events, ...fields].map((name) => theme.show(name, { max: 80 }));
  return theme.say('complete.need', {
    names: join(names, theme.say('list.or')),
    tells: theme.show(tells, { max: 200 }),
  });
}

/** A titled list of at most {@link listed} items out of `total`; nothing if there are none. */
function renderList(
  title: Safe,
  items: readonly Safe[],
  total: number,
  theme: Theme,
): readonly Safe[] {
  if (total === 0) return [];
  const shown = items.slice(0, listed);
  const hidden = total - shown.length;
  const more = hidden > 0 ? [theme.say('amount.more', { count: hidden })] : [];
  const lines = [...shown, ...more].flatMap((item) => wrap(item, theme.prose - 4, 2));
  return [...indented(wrap(safe`${title}:`, theme.prose - 2, 2), 2), ...indented(lines, 4)];
}
