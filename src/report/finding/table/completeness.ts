import { type Rejection, rejectionReasons, type Source } from '../../../event/event.ts';
import { conflictText } from '../../../finding/conflict-text.ts';
import type { MissingNeed, RuleOutcome, Summary } from '../../../finding/summary.ts';
import { hoursBetween, spanOf } from '../../text/clock.ts';
import { join, type Safe, safe } from '../../text/escape.ts';
import { grouped, quantity } from '../../text/quantity.ts';
import type { Theme } from '../../text/theme.ts';
import { indented, wrap } from '../../text/wrap.ts';
import { renderFilterOutcomes } from './filter-outcomes.ts';
import { causesOf } from './scan-verdict.ts';

/** Most rejections listed one by one. */
export const rejectionsShown = 20;

/** Up to this many sources are all listed; of more, only those with a note or without records. */
const sourcesListed = 5;

/** Entries of any list in this block; machine formats hold all of them. */
const listed = 20;

const statuses = {
  evaluated: () => safe`evaluated`,
  undecided: (rule) => safe`undecided for ${quantity(rule.undecided, 'event')}`,
  'cannot-evaluate': () => safe`cannot be evaluated`,
} satisfies Record<RuleOutcome['status'], (rule: RuleOutcome) => Safe>;

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
    ...renderList(safe`skipped`, skipped, summary.skipped, theme),
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
  const answer = summary.doubts.length === 0 ? safe`yes` : theme.strong(safe`NO`);
  return safe`${theme.strong(safe`complete:`)} ${answer}`;
}

/** Every record accounted for. */
export function renderCounts(summary: Summary, theme: Theme): readonly Safe[] {
  const reasons = rejectionReasons.flatMap((reason) => {
    const count = summary.skippedBy[reason] ?? 0;
    return count > 0 ? [safe`${grouped(count)} ${reason as Safe}`] : [];
  });
  const parts = [
    safe`${grouped(summary.evaluated)} evaluated`,
    safe`${grouped(summary.duplicate)} duplicate`,
    safe`${grouped(summary.filtered)} filtered`,
    safe`${grouped(summary.skipped)} skipped`,
  ];
  const detail = reasons.length === 0 ? safe`` : safe` (${join(reasons, safe`, `)})`;
  const counts = safe`read ${quantity(summary.records, 'record')} = ${join(parts, safe` + `)}${detail}`;
  return wrap(counts, theme.prose - 2, 2);
}

/** Events whose records differ. */
function renderConflicts({ conflicts }: Summary, theme: Theme): readonly Safe[] {
  if (!conflicts) return [];
  const text = theme.show(conflictText(conflicts), { max: 600 });
  return indented(wrap(text, theme.prose - 2, 2), 2);
}

function rejectionOf({ reason, message, origin }: Rejection, theme: Theme): Safe {
  const text = safe`${reason as Safe}: ${theme.show(message, { max: 200 })}`;
  if (!origin) return text;
  const file = theme.show(origin.file, { max: 120, cut: 'middle' });
  const line = origin.line === undefined ? safe`` : safe`:${origin.line}`;
  const byte = origin.byte === undefined ? safe`` : safe` (byte ${origin.byte})`;
  return safe`${file}${line}${byte}: ${text}`;
}

function renderSources(sources: readonly Source[], theme: Theme): readonly Safe[] {
  const isListed = ({ note, records }: Source): boolean =>
    sources.length <= sourcesListed || note !== undefined || records === 0;
  const items = sources.filter(isListed).map((source) => sourceOf(source, theme));
  const count = quantity(sources.length, 'source');
  if (items.length === 0) return indented([count], 2);
  const which = items.length === sources.length ? safe`` : safe`; with notes or without records`;
  return renderList(safe`${count}${which}`, items, items.length, theme);
}

function sourceOf(source: Source, theme: Theme): Safe {
  const file = theme.show(source.file, { max: 120, cut: 'middle' });
  const format = theme.show(source.format, { max: 20 });
  const packed = source.compression === 'none' ? safe`` : safe` ${source.compression as Safe}`;
  const note =
    source.note === undefined ? safe`` : safe`: ${theme.show(source.note, { max: 200 })}`;
  const wrapped = Object.entries(source.wrapped ?? {}).map(
    ([name, count]) => safe`${grouped(count)} ${theme.show(name, { max: 60 })}`,
  );
  const from = wrapped.length === 0 ? safe`` : safe` (${join(wrapped, safe`, `)})`;
  return safe`${file}: ${format}${packed}, ${quantity(source.records, 'record')}${from}${note}`;
}

function renderCoverage({ coverage }: Summary, theme: Theme): readonly Safe[] {
  const { since, until, gaps } = coverage;
  const from = since === null ? safe`the start of the log` : spanOf(since, since, theme.glyphs);
  const to = until === null ? safe`the end of the log` : spanOf(until, until, theme.glyphs);
  const isAsked = since !== null || until !== null;
  const asked = isAsked ? wrap(safe`requested: ${from} to ${to}`, theme.prose - 2, 2) : [];
  const silences = gaps.map((gap) => {
    const hours = quantity(hoursBetween(gap.from, gap.to), 'hour');
    return safe`${spanOf(gap.from, gap.to, theme.glyphs)} (${hours})`;
  });
  return [
    ...indented(asked, 2),
    ...renderList(safe`gaps without events`, silences, silences.length, theme),
  ];
}

/** What was dropped for lack of memory; nothing if nothing was. */
function renderState({ state }: Summary, theme: Theme): readonly Safe[] {
  if (state.exact) return [];
  const megabytes = grouped(Math.ceil(state.peakBytes / 1024 ** 2));
  const text = safe`memory: ${quantity(state.forgottenEvents, 'event')} forgotten, oldest first (${megabytes} MB used)`;
  return indented(wrap(text, theme.prose - 2, 2), 2);
}

function renderRules(rules: readonly RuleOutcome[], theme: Theme): readonly Safe[] {
  const unfinished = rules.filter((rule) => rule.status !== 'evaluated');
  const allUndecided = unfinished.every(({ status }) => status === 'undecided');
  const items = unfinished.map((rule) => {
    const causes = causesOf(rule).map((cause) => theme.show(cause, { max: 200 }));
    const why = causes.length === 0 ? safe`` : safe`: ${join(causes, safe`; `)}`;
    return safe`${theme.show(rule.name, { max: 80 })} ${statuses[rule.status](rule)}${why}`;
  });
  const title = safe`${allUndecided ? safe`rules with undecided events` : safe`rules not fully evaluated`}, ${grouped(unfinished.length)} of ${grouped(rules.length)}`;
  return renderList(title, items, items.length, theme);
}

/** Questions that the log cannot answer, since it lacks what every log has that was kept for them. */
function renderUnanswered({ packs = [] }: Summary, theme: Theme): readonly Safe[] {
  const items = packs.flatMap(({ name, question, missing }) => {
    if (missing.length === 0) return [];
    const lacks = missing.map((need) => needOf(need, theme));
    const asked = theme.show(question, { max: 200 });
    return [safe`${theme.show(name, { max: 60 })}: ${asked} It has no ${join(lacks, safe`; no `)}`];
  });
  return renderList(safe`questions that this log cannot answer`, items, items.length, theme);
}

/** Lists of the organization that would tell rules more. */
function renderEmptyLists({ emptyLists = [] }: Summary, theme: Theme): readonly Safe[] {
  if (emptyLists.length === 0) return [];
  const names = emptyLists.slice(0, listed).map(({ name, rules }) => {
    return safe`${theme.show(name, { max: 60 })} (${quantity(rules.length, 'rule')})`;
  });
  const hidden = emptyLists.length - names.length;
  const more = hidden > 0 ? [safe`${grouped(hidden)} more`] : [];
  const text = safe`empty lists: ${join([...names, ...more], safe`, `)}; give yours with --list NAME=FILE`;
  return indented(wrap(text, theme.prose - 2, 2), 2);
}

function needOf({ events, fields, tells }: MissingNeed, theme: Theme): Safe {
  const names = [...events, ...fields].map((name) => theme.show(name, { max: 80 }));
  return safe`${join(names, safe` or `)}, which would tell ${theme.show(tells, { max: 200 })}`;
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
  const more = hidden > 0 ? [safe`${grouped(hidden)} more`] : [];
  const lines = [...shown, ...more].flatMap((item) => wrap(item, theme.prose - 4, 2));
  return [...indented([safe`${title}:`], 2), ...indented(lines, 4)];
}
