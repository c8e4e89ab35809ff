import { isoTime } from '../../../event/time.ts';
import type { Case } from '../../../finding/case/case.ts';
import { join, type Safe, safe, startOf } from '../../text/escape.ts';
import { type Html, html } from '../../text/html.ts';
import type { Theme } from '../../text/theme.ts';
import type {
  Chronicle,
  ChronicleEvent,
  ChronicleObject,
  ChronicleStep,
} from '../chronicle/case-chronicle.ts';
import { isRefused, lengthOf, machineOf, secondOf } from '../chronicle/chronicle-words.ts';
import { type SourceMark, sourceMarks } from './source-marks.ts';
import { createTimeAxis, type TimeAxis } from './time-axis.ts';
import { bandsOf, momentsOf, type SessionBand, type TimelineBand } from './timeline-lanes.ts';

/** Pixels; a browser scales the whole. */
const width = 1_040;
const gutter = 316;
const right = 12;
const head = 74;
const bandHead = 22;
const rowHeight = 22;
const bandGap = 8;
/** How long a bar is whose end is not known. */
const stub = 28;
/** Marks closer than this are one. */
const markWidth = 10;

/** What the drawing is made with. */
interface Drawing {
  readonly chronicle: Chronicle;
  readonly axis: TimeAxis;
  readonly theme: Theme;
  readonly markOf: (source: number | undefined) => SourceMark;
}

/** A part of the drawing, and how high it is. */
interface Part {
  readonly height: number;
  readonly draw: (y: number) => Html;
}

/**
 * When what happened, drawn: a band for each session with a row for each address and machine in it, what was left
 * behind, the clean-up, and through all of them the moment of the takeover. Nothing if there is nothing to draw.
 */
export function drawTimeline(one: Case, chronicle: Chronicle, theme: Theme): Html | undefined {
  const bands = bandsOf(chronicle, one);
  const moments = momentsOf(bands);
  if (moments.length === 0) return undefined;
  const axis = createTimeAxis(moments, gutter, width - gutter - right);
  const drawing: Drawing = { chronicle, axis, theme, markOf: sourceMarks(chronicle.sources) };
  const parts = bands.map((band) => partOf(band, drawing));
  let y = head;
  const drawn = parts.map(({ height, draw }) => {
    const piece = draw(y);
    y += height + bandGap;
    return piece;
  });
  return html`<svg class="timeline" viewBox="0 0 ${width} ${y}" role="img"><title>${titleOf(drawing, moments)}</title>${drawGrid(drawing, y)}${drawTakeover(drawing, y)}${drawAxis(drawing)}${drawn}${drawSteps(drawing)}</svg>`;
}

function titleOf({ chronicle, theme }: Drawing, moments: readonly number[]): Safe {
  const from = moments.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const to = moments.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY);
  const { takeover } = chronicle;
  const period = theme.say('page.timelineTitle', {
    events: chronicle.events.length,
    sources: chronicle.sources.length,
    from: theme.clock.stamp(isoTime(from), true),
    to: theme.clock.stamp(isoTime(to), true),
  });
  if (!takeover) return period;
  return safe`${period} ${theme.say(`page.takeoverAt.${takeover.of}`, { time: secondOf(takeover.published, theme) })}`;
}

/** What the bands stand on: the moments of the axis, and its breaks. */
function drawGrid({ axis }: Drawing, bottom: number): Html {
  const top = head - 14;
  const ticks = axis.ticks.map(({ x }) => html`<path class="tick" d="M${x} ${top}V${bottom}"/>`);
  const breaks = axis.breaks.map(
    ({ x }) =>
      html`<rect class="break" x="${x - 11}" y="${top}" width="22" height="${bottom - top}"/>`,
  );
  return html`${ticks}${breaks}`;
}

function drawAxis({ axis, theme }: Drawing): Html {
  const ticks = axis.ticks.map(({ at, x, isFirst }) => {
    const time = isoTime(at);
    const label = isFirst ? theme.clock.stamp(time) : clockOf(time, theme);
    return html`<text class="time" x="${x}" y="${head - 20}">${label}</text>`;
  });
  const breaks = axis.breaks.map(
    ({ x, from, to }) =>
      html`<text class="pause" x="${x}" y="${head - 4}">${lengthOf(to - from, theme)}</text>`,
  );
  return html`${ticks}${breaks}`;
}

/** `14:30`, or with its seconds if it has any; with the day if it is the first moment of one. */
function clockOf(time: string, { clock }: Theme): Safe {
  const second = clock.second(time);
  if (second === '00:00:00') return clock.minute(time);
  return time.endsWith(':00.000Z') ? startOf(second, 5) : second;
}

function partOf(band: TimelineBand, drawing: Drawing): Part {
  switch (band.kind) {
    case 'session':
      return sessionPart(band, drawing);
    case 'planted':
      return plantedPart(band.objects, drawing);
    case 'clean-up':
      return cleanUpPart(band.steps, drawing);
  }
}

/** A band with its heading, its frame and its rows. */
function framed(heading: Safe, name: Safe, rows: readonly ((y: number) => Html)[]): Part {
  const height = bandHead + rows.length * rowHeight + 4;
  return {
    height,
    draw: (y) =>
      html`<rect class="band ${name}" x="0.5" y="${y}" width="${width - 1}" height="${height}" rx="6"/><text class="band-head" x="10" y="${y + 15}">${heading}</text>${rows.map((row, index) => row(y + bandHead + index * rowHeight + rowHeight / 2))}`,
  };
}

function sessionPart({ session, actors, rows }: SessionBand, drawing: Drawing): Part {
  const { theme } = drawing;
  const [first] = actors;
  const name = theme.show(first ?? '', { max: 44, cut: 'middle' });
  const count = actors.length - 1;
  const who = count > 0 ? theme.say('list.others', { list: name, count }) : name;
  const what =
    session === undefined
      ? theme.say('page.otherSessions')
      : session === null
        ? theme.say('page.noSession')
        : theme.say('page.session', { id: theme.show(session, { max: 30, cut: 'middle' }) });
  const heading = join(first === undefined ? [what] : [what, who], safe` · `);
  return framed(
    heading,
    safe`session`,
    rows.map(({ source, events }) => (y) => {
      const known = source === undefined ? undefined : drawing.chronicle.sources[source];
      const name = known ? machineOf(known, 46, theme) : theme.say('page.otherPlaces');
      const mark = drawing.markOf(source);
      return html`<path class="${mark.name} match" transform="translate(18 ${y})" d="${mark.path}"/><text class="label" x="32" y="${y + 4}">${name}</text>${marksOf(events, drawing).map((members) => drawMark(members, source, y, drawing))}`;
    }),
  );
}

/** Events that are drawn as one mark, since they are too close. */
function marksOf(
  events: readonly ChronicleEvent[],
  { axis }: Drawing,
): readonly (readonly ChronicleEvent[])[] {
  const marks: ChronicleEvent[][] = [];
  let start = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    const x = axis.x(event.at);
    if (x - start < markWidth) {
      marks.at(-1)?.push(event);
      continue;
    }
    start = x;
    marks.push([event]);
  }
  return marks;
}

/** Names of events in the tip of a mark. */
const namedInTip = 8;

function drawMark(
  events: readonly ChronicleEvent[],
  source: number | undefined,
  y: number,
  { axis, theme, markOf }: Drawing,
): Html {
  const [first] = events as readonly [ChronicleEvent, ...ChronicleEvent[]];
  const { name, path } = markOf(source);
  const role = events.some((event) => event.role === 'match') ? safe`match` : safe`context`;
  const refused = events.some(({ outcome }) => isRefused(outcome));
  const tips = events.slice(0, namedInTip).map((event) => {
    const outcome = event.outcome === null ? '' : ` ${event.outcome}`;
    return safe`${secondOf(event.published, theme)} ${theme.show(`${event.eventType}${outcome}`, { max: 80 })}`;
  });
  const more = events.length - tips.length;
  const tip = join(more > 0 ? [...tips, safe`+ ${more}`] : tips, safe`; `);
  const cross = refused ? html`<path class="cross" d="M-3-3L3 3M3-3L-3 3"/>` : undefined;
  return html`<g transform="translate(${axis.x(first.at)} ${y})"><title>${tip}</title><path class="${name} ${role}" d="${path}"/>${cross}</g>`;
}

function plantedPart(objects: readonly ChronicleObject[], drawing: Drawing): Part {
  const { theme } = drawing;
  return framed(
    theme.say('page.leftBehind'),
    safe`planted`,
    objects.map((one) => (y) => {
      const { kind, name, id } = one.object;
      const named = theme.show(name ?? id ?? '-', { max: 34, cut: 'middle' });
      const label = safe`${theme.say(`kind.${kind}`)} ${named}`;
      return html`<text class="label" x="12" y="${y + 4}">${label}</text>${drawObject(one, y, drawing)}`;
    }),
  );
}

/** How long an object stood: to the end of the drawing, to its removal, or, if nobody knows when that was, a stub. */
function drawObject(
  { object, from, until }: ChronicleObject,
  y: number,
  { axis, theme }: Drawing,
): Html {
  const standing = String(object.standing) as 'true' | 'false' | 'unknown';
  const name = safe`bar standing-${standing as Safe}`;
  const start = axis.x(from);
  const end = width - right - 6;
  const gone = until === undefined ? Math.min(end, start + stub) : axis.x(until);
  const stop = object.standing === false ? Math.max(start + 4, gone) : end;
  const arrow = html`<path class="${name}" d="M${stop} ${y - 7}l8 7l-8 7z"/>`;
  const stroke = html`<path class="${name}" d="M${stop} ${y - 7}h3v14h-3z"/>`;
  const tail = object.standing === false ? (until === undefined ? undefined : stroke) : arrow;
  return html`<rect class="${name}" x="${start}" y="${y - 4}" width="${stop - start}" height="8"/>${tail}<text class="fate" x="${start + 6}" y="${y - 7}">${theme.say(`page.standing.${standing}`)}</text>`;
}

function cleanUpPart(steps: readonly ChronicleStep[], drawing: Drawing): Part {
  const { theme, axis } = drawing;
  const byActor = new Map<string, ChronicleStep[]>();
  for (const step of steps) {
    const actor = step.actor ?? '-';
    byActor.set(actor, [...(byActor.get(actor) ?? []), step]);
  }
  return framed(
    theme.say('page.cleanUp'),
    safe`clean-up`,
    [...byActor].slice(0, 4).map(([actor, acts]) => (y) => {
      const marks = acts.map(({ at, published, eventType, target }) => {
        const tip = safe`${secondOf(published, theme)} ${theme.show(`${eventType ?? ''} ${target ?? ''}`, { max: 100 })}`;
        return html`<g transform="translate(${axis.x(at)} ${y})"><title>${tip}</title><path class="done" d="M-5 0L-1.5 4L5.5-5"/></g>`;
      });
      return html`<text class="label" x="12" y="${y + 4}">${theme.show(actor, { max: 48, cut: 'middle' })}</text>${marks}`;
    }),
  );
}

function drawTakeover({ chronicle, axis, theme }: Drawing, bottom: number): Html | undefined {
  const { takeover } = chronicle;
  if (!takeover) return undefined;
  const x = axis.x(takeover.at);
  const isRight = x > width * 0.7;
  const time = secondOf(takeover.published, theme);
  const label = theme.say(`page.takeoverMark.${takeover.of}`, { time });
  return html`<path class="takeover" d="M${x} 16V${bottom}"/><text class="takeover-label ${isRight ? safe`end` : safe`start`}" x="${isRight ? x - 8 : x + 8}" y="14">${label}</text>`;
}

/** The numbers of the steps of the chronicle, above the moments at which they happened. */
function drawSteps({ chronicle, axis }: Drawing): readonly Html[] {
  const groups: { readonly x: number; readonly first: number; last: number }[] = [];
  for (const [index, { at }] of chronicle.steps.entries()) {
    const x = axis.x(at);
    const previous = groups.at(-1);
    if (previous && x - previous.x < 26) previous.last = index + 1;
    else groups.push({ x, first: index + 1, last: index + 1 });
  }
  return groups.map(({ x, first, last }) => {
    const text = first === last ? safe`${first}` : safe`${first}–${last}`;
    const half = first === last ? 9 : 8 + text.length * 3;
    return html`<rect class="step" x="${x - half}" y="22" width="${half * 2}" height="18" rx="9"/><text class="step-number" x="${x}" y="35">${text}</text>`;
  });
}
