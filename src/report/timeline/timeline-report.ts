import type { Timeline, TimelineLane, TimelineStep } from '../../timeline/timeline.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import { jsonText } from '../text/json-text.ts';
import type { Theme } from '../text/theme.ts';
import { flow, indented, wrap } from '../text/wrap.ts';
import { renderAddresses, renderMachines } from './timeline-places.ts';
import { createStepRenderer } from './timeline-steps.ts';

/** How steps are ordered: session after session, or all in order of time. */
export type StepOrder = 'session' | 'time';

/** A timeline for people, line by line, with a title unless it is part of something that has one. */
export function* renderTimelineReport(
  timeline: Timeline,
  order: StepOrder,
  theme: Theme,
  isTitled = true,
): Generator<Safe> {
  const blocks = [
    renderHead(timeline, isTitled, theme),
    renderAddresses(timeline, theme),
    renderMachines(timeline, theme),
    ...(order === 'time' ? [] : timeline.lanes.map((lane) => renderLane(lane, timeline, theme))),
    ...(order === 'time' ? [renderInOrder(timeline, theme)] : []),
    renderElsewhere(timeline, theme),
  ];
  let isFirst = true;
  for (const lines of blocks) {
    if (lines.length === 0) continue;
    if (!isFirst) yield safe``;
    isFirst = false;
    yield* lines;
  }
}

/** A timeline as one document of JSON. */
export function timelineJson(timeline: Timeline): string {
  return `${jsonText(timeline, 2)}\n`;
}

/** A timeline as lines of JSON: all about it first, then a step each. */
export function* timelineNdjson({ steps, ...head }: Timeline): Generator<string> {
  yield `${jsonText(head)}\n`;
  for (const step of steps) yield `${jsonText(step)}\n`;
}

/** What was asked for, and how much there is of it. */
function renderHead(timeline: Timeline, isTitled: boolean, theme: Theme): readonly Safe[] {
  const { when, counts, steps, from } = timeline;
  const dot = safe` ${theme.glyphs.dot} `;
  const title = theme.say('timeline.title', { what: join(askedOf(timeline, theme), safe`, `) });
  const lines = isTitled ? wrap(title, theme.prose, 2).map(theme.strong) : [];
  if (!when) {
    const none = theme.say(from === 'log' ? 'timeline.nothing' : 'timeline.nothingListed');
    return [...lines, ...wrap(none, theme.prose), ...renderCaveats(timeline, theme)];
  }
  const parts = [
    theme.clock.period(when.firstEvent, when.lastEvent),
    theme.say('timeline.counts', { events: counts.shown, steps: steps.length }),
  ];
  return [...lines, ...flow(parts, dot, theme.prose, 2), ...renderCaveats(timeline, theme)];
}

function askedOf({ asked }: Timeline, theme: Theme): readonly Safe[] {
  const show = (text: string): Safe => theme.show(text, { max: 80, cut: 'middle' });
  return [
    ...asked.cases.map((id) => theme.say('timeline.ofCase', { id: show(id) })),
    ...asked.users.map((name) => theme.say('timeline.ofUser', { name: show(name) })),
    ...asked.sessions.map((id) => theme.say('timeline.ofSession', { id: show(id) })),
    ...asked.addresses.map((ip) => theme.say('timeline.ofAddress', { ip: show(ip) })),
    ...asked.devices.map((token) => theme.say('timeline.ofDevice', { token: show(token) })),
  ];
}

/** What is not shown, and what the marks of a timeline are worth. */
function renderCaveats(timeline: Timeline, theme: Theme): readonly Safe[] {
  const { firstSign, steps, from, omitted, counts, findings, complete } = timeline;
  const said: Safe[] = [];
  if (!complete) said.push(theme.strong(theme.say('timeline.incomplete')));
  if (from === 'findings') said.push(theme.say('timeline.onlyListed'));
  if (omitted) {
    const period = theme.clock.period(omitted.firstEvent, omitted.lastEvent);
    const name = findings.length > 0 ? 'timeline.leftOut' : 'timeline.leftOutLatest';
    said.push(theme.say(name, { count: counts.leftOut, period }));
  }
  const hasParty = (...names: readonly TimelineStep['whose']['party'][]): boolean =>
    steps.some(({ whose }) => names.includes(whose.party));
  const isUnclear = steps.some(({ whose }) => whose.because.includes('no-history'));
  if (firstSign !== null && from === 'log') {
    const time = theme.clock.stamp(firstSign);
    if (hasParty('intruder')) said.push(theme.say('timeline.told', { time }));
    else if (isUnclear) said.push(theme.say('timeline.untold', { time }));
  }
  return said.flatMap((line) => wrap(line, theme.prose, 2));
}

function renderLane(lane: TimelineLane, timeline: Timeline, theme: Theme): readonly Safe[] {
  const steps = timeline.steps.filter((step) => step.lane === lane.id);
  const render = createStepRenderer(timeline, theme);
  const isAlone = lane.actors.length <= 1;
  const who = isAlone ? lane.actors[0] : undefined;
  return [
    ...renderLaneHead(lane, timeline.from === 'findings', theme),
    ...steps.flatMap((step) => render(step, { knownActor: who, lane: undefined })),
  ];
}

function renderLaneHead(lane: TimelineLane, isListed: boolean, theme: Theme): readonly Safe[] {
  const show = (text: string): Safe => theme.show(text, { max: 70, cut: 'middle' });
  const [session = '', ...others] = [...new Set([...lane.sessions, ...lane.roots])];
  const [actor] = lane.actors;
  const name =
    lane.kind === 'session'
      ? theme.say('timeline.session', { id: show(session) })
      : actor === undefined
        ? theme.say('timeline.okta')
        : theme.say(isListed ? 'timeline.actorListed' : 'timeline.actor', { name: show(actor) });
  const more = lane.actors.length - 2;
  const who = [
    ...lane.actors.slice(0, 2).map(show),
    ...(more > 0 ? [theme.say('timeline.more', { count: more })] : []),
  ];
  const parts = [
    name,
    ...(lane.kind === 'session' ? [join(who, safe`, `)] : []),
    ...others.slice(0, 2).map((id) => theme.say('timeline.root', { id: show(id) })),
    theme.say('timeline.events', { count: lane.events }),
  ].filter((part) => part !== '');
  const head = flow(parts, safe` ${theme.glyphs.dot} `, theme.columns, 2).map(theme.strong);
  if (lane.unasked <= 0) return head;
  const unasked = theme.say('timeline.unasked', { count: lane.unasked, id: show(session) });
  return [...head, ...indented(wrap(unasked, theme.prose - 2, 2), 2).map(theme.faint)];
}

function renderInOrder(timeline: Timeline, theme: Theme): readonly Safe[] {
  const { lanes, steps } = timeline;
  if (steps.length === 0) return [];
  const render = createStepRenderer(timeline, theme);
  const legend = lanes.flatMap((lane) => {
    const [head = safe``] = renderLaneHead(lane, timeline.from === 'findings', theme);
    return safe`${theme.show(lane.id)}  ${head}`;
  });
  return [
    ...legend,
    safe``,
    theme.strong(theme.say('timeline.allInOrder')),
    ...steps.flatMap((step) => render(step, { knownActor: undefined, lane: step.lane })),
  ];
}

/** Findings that no step shows, so that they are not lost. */
function renderElsewhere({ findings }: Timeline, theme: Theme): readonly Safe[] {
  const elsewhere = findings.filter(({ step }) => step === null);
  if (elsewhere.length === 0) return [];
  const told = elsewhere.slice(0, 10).map(({ severity, id, title }) => {
    const mark = theme.mark(severity);
    const text = wrap(
      safe`${theme.show(title, { max: 200 })} (${theme.show(id)})`,
      theme.prose - 12,
    );
    return [
      safe`  ${theme.paint[severity](mark)}  ${text[0] ?? safe``}`,
      ...indented(text.slice(1), mark.length + 4),
    ];
  });
  const more = elsewhere.length - told.length;
  return [
    theme.strong(theme.say('timeline.elsewhere')),
    ...told.flat(),
    ...(more > 0 ? [safe`  ${theme.say('timeline.more', { count: more })}`] : []),
  ];
}
