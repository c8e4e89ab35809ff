import type { Timeline, TimelineLane, TimelineStep } from '../../timeline/timeline.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import { jsonText } from '../text/json-text.ts';
import type { Theme } from '../text/theme.ts';
import { flow, indented, wrap } from '../text/wrap.ts';
import { renderAddresses, renderMachines } from './timeline-places.ts';
import { createStepRenderer } from './timeline-steps.ts';

/** Columns of the name of a lane. */
const laneWidth = 6;

/** How steps are ordered: session after session, or all in order of time. */
export type StepOrder = 'session' | 'time';

/** A timeline for people, line by line, with a title unless it is part of something that has one. */
export function* renderTimelineReport(
  timeline: Timeline,
  order: StepOrder,
  theme: Theme,
  isTitled = true,
): Generator<Safe> {
  const blocks = function* (): Generator<readonly Safe[]> {
    yield renderHead(timeline, isTitled, theme);
    yield renderAddresses(timeline, theme);
    yield renderMachines(timeline, theme);
    if (order === 'time') yield renderInOrder(timeline, theme);
    else yield* renderLanes(timeline, theme);
    yield renderElsewhere(timeline, theme);
  };
  let isFirst = true;
  for (const lines of blocks()) {
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

/** What is not shown, what the intruder did in a sentence, and what the marks of a timeline are worth. */
function renderCaveats(timeline: Timeline, theme: Theme): readonly Safe[] {
  const { from, omitted, counts, findings, complete } = timeline;
  const said = (text: Safe): readonly Safe[] => wrap(text, theme.prose, 2);
  const lines: Safe[] = [];
  if (!complete) lines.push(...said(theme.say('timeline.incomplete')).map(theme.strong));
  if (from === 'findings') lines.push(...said(theme.say('timeline.onlyListed')));
  if (omitted) {
    const period = theme.clock.period(omitted.firstEvent, omitted.lastEvent);
    const name = findings.length > 0 ? 'timeline.leftOut' : 'timeline.leftOutLatest';
    lines.push(...said(theme.say(name, { count: counts.leftOut, period })));
  }
  return [...lines, ...renderTold(timeline, theme)];
}

/** How the intruder is told from the owner, if anything is known of an attack. */
function renderTold({ firstSign, steps, from }: Timeline, theme: Theme): readonly Safe[] {
  if (firstSign === null || from !== 'log') return [];
  const time = theme.clock.stamp(firstSign);
  const done = steps.filter(({ whose }) => whose.party === 'intruder');
  const [first, last] = [done[0], done.at(-1)];
  if (first && last) {
    const period = theme.clock.period(first.published, last.lastRepeat ?? last.published);
    return [
      ...wrap(
        theme.say('timeline.intruderSteps', { count: done.length, period }),
        theme.prose,
        2,
      ).map(theme.strong),
      ...wrap(theme.say('timeline.told', { time }), theme.prose, 2),
    ];
  }
  const isUnclear = steps.some(({ whose }) => whose.because.includes('no-history'));
  return isUnclear ? wrap(theme.say('timeline.untold', { time }), theme.prose, 2) : [];
}

/** Lane after lane, each with its steps. */
function* renderLanes(timeline: Timeline, theme: Theme): Generator<readonly Safe[]> {
  const render = createStepRenderer(timeline, theme);
  const byLane = new Map<string, TimelineStep[]>();
  for (const step of timeline.steps) {
    const steps = byLane.get(step.lane) ?? [];
    byLane.set(step.lane, steps);
    steps.push(step);
  }
  for (const lane of timeline.lanes) {
    const steps = byLane.get(lane.id) ?? [];
    const knownActor = onlyActorOf(lane);
    yield [
      ...renderLaneHead(lane, timeline.from === 'findings', theme),
      ...steps.flatMap((step, at) =>
        render(step, { knownActor, lane: undefined, above: steps[at - 1] }),
      ),
    ];
  }
}

/** The login that all of a lane is done by, if it is one, since its heading names it. */
function onlyActorOf({ actors }: TimelineLane): string | undefined {
  return actors.length <= 1 ? actors[0] : undefined;
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
  const actors = new Map(lanes.map((lane) => [lane.id, onlyActorOf(lane)]));
  const narrower = { ...theme, columns: theme.columns - laneWidth, prose: theme.prose - laneWidth };
  const legend = lanes.flatMap((lane) => {
    const [head = safe``, ...rest] = renderLaneHead(lane, timeline.from === 'findings', narrower);
    const name = theme.show(lane.id);
    const space = ' '.repeat(Math.max(1, laneWidth - name.length)) as Safe;
    return [safe`${name}${space}${head}`, ...indented(rest, laneWidth)];
  });
  return [
    ...legend,
    safe``,
    theme.strong(theme.say('timeline.allInOrder')),
    ...steps.flatMap((step, at) =>
      render(step, {
        knownActor: actors.get(step.lane),
        lane: step.lane,
        above: steps[at - 1],
      }),
    ),
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
