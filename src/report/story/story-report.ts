import type { Case, PlantedObject } from '../../finding/case/case.ts';
import { renderFindingDetails } from '../finding/table/finding-details.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import { jsonText } from '../text/json-text.ts';
import type { Theme } from '../text/theme.ts';
import { flow, indented, wrap } from '../text/wrap.ts';
import { renderTimelineReport, timelineNdjson } from '../timeline/timeline-report.ts';
import type { Shown, ShownCase } from './story.ts';

/** What was asked for, for people, line by line: of each case who, what, what to do, how it went, its findings. */
export function* renderShown({ stories, findings }: Shown, theme: Theme): Generator<Safe> {
  let isFirst = true;
  const blocks = function* (): Generator<readonly Safe[]> {
    for (const story of stories) yield* storyBlocks(story, theme);
    for (const { finding, case: own } of findings) {
      yield renderFindingDetails(finding, theme);
      if (own) yield renderOwnCase(own, theme);
    }
  };
  for (const lines of blocks()) {
    if (lines.length === 0) continue;
    if (!isFirst) yield safe``;
    isFirst = false;
    yield* lines;
  }
}

/** The same as one document of JSON. */
export function shownJson(shown: Shown): string {
  const document = {
    kind: 'shown',
    schemaVersion: '1.0',
    cases: shown.stories.map((story) => story.case),
    findings: findingsOf(shown),
    timelines: shown.stories.map(({ timeline }) => timeline),
  };
  return `${jsonText(document, 2)}\n`;
}

/** The same as lines: findings, then cases, as a scan writes them, then the timelines of the cases. */
export function* shownNdjson(shown: Shown): Generator<string> {
  for (const finding of findingsOf(shown)) yield `${jsonText(finding)}\n`;
  for (const story of shown.stories) yield `${jsonText(story.case)}\n`;
  for (const { timeline } of shown.stories) yield* timelineNdjson(timeline);
}

/** Every finding once. */
function findingsOf({ stories, findings }: Shown) {
  const all = [
    ...stories.flatMap((story) => story.findings),
    ...findings.map(({ finding }) => finding),
  ];
  return [...new Map(all.map((one) => [one.fingerprint, one])).values()];
}

function* storyBlocks(story: ShownCase, theme: Theme): Generator<readonly Safe[]> {
  const { case: one, timeline, findings } = story;
  yield renderHead(one, theme);
  yield renderPlanted(one, theme);
  yield renderEnd(one, theme);
  yield renderSteps(one, theme);
  yield [
    theme.strong(theme.say('story.whatHappened')),
    ...renderTimelineReport(timeline, 'session', theme, false),
  ];
  const hidden = one.findings.length - findings.length;
  const total = theme.say('story.findings', { count: findings.length });
  yield [
    theme.strong(total),
    ...(hidden > 0 ? wrap(theme.say('story.hidden', { count: hidden }), theme.prose, 2) : []),
  ];
  for (const finding of findings) yield renderFindingDetails(finding, theme);
}

/** Who, what, since when, still going on. */
function renderHead(one: Case, theme: Theme): readonly Safe[] {
  const { severity, when, entities, tactics, findings } = one;
  const mark = theme.mark(severity);
  const hang = mark.length + 2;
  const [first = safe``, ...rest] = wrap(theme.show(one.title, { max: 400 }), theme.prose - hang);
  const show = (text: string): Safe => theme.show(text, { max: 80, cut: 'middle' });
  const who = entities.actors.map(({ login, displayName, id }) => login ?? displayName ?? id ?? '');
  const facts = [
    show(one.id),
    theme.clock.span(when.firstSign, when.lastSign),
    theme.say('story.findings', { count: findings.length }),
    stateOf(one, theme),
  ];
  return [
    safe`${theme.paint[severity](mark)}  ${theme.strong(first)}`,
    ...indented(rest.map(theme.strong), hang),
    ...indented(flow(facts, safe` ${theme.glyphs.dot} `, theme.prose - 2), 2),
    ...listed(theme.say('story.who'), who, theme),
    ...listed(theme.say('story.tactics'), tactics, theme),
  ];
}

function stateOf({ stillActive, ended, when }: Case, theme: Theme): Safe {
  const last = theme.clock.stamp(when.lastSign, true);
  if (stillActive === true) return theme.say('story.active');
  if (ended) return theme.say('story.ended', { time: theme.clock.stamp(ended.at, true) });
  return theme.say(stillActive === false ? 'story.quiet' : 'story.unsure', { time: last });
}

function listed(label: Safe, names: readonly string[], theme: Theme): readonly Safe[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 12).map((name) => theme.show(name, { max: 60, cut: 'middle' }));
  const more = names.length - shown.length;
  const all = more > 0 ? [...shown, theme.say('timeline.more', { count: more })] : shown;
  return indented(wrap(safe`${label} ${join(all, safe`, `)}`, theme.prose - 2, 2), 2);
}

/** What was left behind, what stands first. */
function renderPlanted({ entities: { planted } }: Case, theme: Theme): readonly Safe[] {
  if (planted.length === 0) return [];
  const rankOf = ({ standing }: PlantedObject): number =>
    standing === true ? 0 : standing === 'unknown' ? 1 : 2;
  const lines = [...planted]
    .sort((a, b) => rankOf(a) - rankOf(b))
    .flatMap((object) => {
      const name = theme.show(object.name ?? object.id ?? '-', { max: 80, cut: 'middle' });
      const standing =
        object.standing === true
          ? theme.strong(theme.say('story.stands'))
          : theme.say(object.standing === false ? 'story.removed' : 'story.mayStand');
      const text = theme.say('story.planted', {
        kind: object.kind as Safe,
        name,
        verb: object.verb as Safe,
        time: theme.clock.stamp(object.published, true),
      });
      return indented([...wrap(text, theme.prose - 2, 2), safe`  ${standing}`], 2);
    });
  return [theme.strong(theme.say('story.leftBehind')), ...lines];
}

/** What others did to end it. */
function renderEnd({ ended }: Case, theme: Theme): readonly Safe[] {
  if (!ended) return [];
  const lines = ended.acts.map(({ published, eventType, actor, target }) => {
    const parts = [
      theme.clock.stamp(published, true),
      theme.show(eventType, { max: 60 }),
      theme.show(target ?? '', { max: 60, cut: 'middle' }),
      actor === null
        ? safe``
        : theme.say('timeline.by', { name: theme.show(actor, { max: 60, cut: 'middle' }) }),
    ].filter((part) => part !== '');
    return indented(flow(parts, safe` ${theme.glyphs.dot} `, theme.prose - 2, 2), 2);
  });
  return [theme.strong(theme.say('story.cleanUp')), ...lines.flat()];
}

function renderSteps({ do: steps }: Case, theme: Theme): readonly Safe[] {
  if (steps.length === 0) return [];
  return [
    theme.strong(theme.say('story.do')),
    ...steps.flatMap((step, index) =>
      indented(wrap(safe`${index + 1}. ${theme.show(step, { max: 400 })}`, theme.prose - 2, 3), 2),
    ),
  ];
}

function renderOwnCase(one: Case, theme: Theme): readonly Safe[] {
  const told = theme.say('story.ofCase', {
    id: theme.show(one.id),
    title: theme.show(one.title, { max: 200 }),
  });
  return indented(wrap(told, theme.prose - 2, 2), 2);
}
