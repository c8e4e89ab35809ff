import { millisecondsInMinute } from 'date-fns/constants';

/** Where moments are in a drawing: stretches of time drawn to one scale, and breaks that stand for long silences. */
export interface TimeAxis {
  /** Pixels from the left of the drawing. */
  readonly x: (at: number) => number;
  readonly ticks: readonly Tick[];
  readonly breaks: readonly AxisBreak[];
}

/** A moment to be named on the axis. */
export interface Tick {
  readonly at: number;
  readonly x: number;
  /** Whether it is the first of its stretch, so that its day should be named. */
  readonly isFirst: boolean;
}

/** A silence that is not drawn to scale. */
export interface AxisBreak {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

/** A stretch of time in its place. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly width: number;
}

const mostBreaks = 4;
/** A silence that takes more than this share of what is drawn is broken. */
const longShare = 0.35;
const shortestBreak = 10 * millisecondsInMinute;

const breakWidth = 34;
const padding = 14;
const narrowest = 84;
/** Ticks are at least so far apart. */
const tickWidth = 88;
/** The name of a moment that is not the first reaches at most so far beyond it. */
const tickMargin = 12;

const seconds = [1, 5, 15, 30];
const minutes = [1, 2, 5, 10, 15, 30];
const hours = [1, 2, 3, 6, 12];
const days = [1, 2, 7, 14, 30, 90, 365];
const tickLengths = [
  ...seconds.map((amount) => amount * 1_000),
  ...minutes.map((amount) => amount * 60_000),
  ...hours.map((amount) => amount * 3_600_000),
  ...days.map((amount) => amount * 86_400_000),
];

/** An axis for moments, in milliseconds, from `left` over `width` pixels. */
export function createTimeAxis(moments: readonly number[], left: number, width: number): TimeAxis {
  const stretches = place(breakUp([...moments].sort((a, b) => a - b)), left, width);
  const x = (at: number): number => {
    const stretch = stretches.find(({ to }) => at <= to) ?? (stretches.at(-1) as Stretch);
    const length = Math.max(1, stretch.to - stretch.from);
    const share = Math.min(1, Math.max(0, (at - stretch.from) / length));
    const [start, room] = [stretch.left + padding, stretch.width - 2 * padding];
    // A single moment stands in the middle of its stretch.
    return Math.round(start + room * (stretch.to === stretch.from ? 0.5 : share));
  };
  return {
    x,
    ticks: stretches.flatMap((stretch) => ticksOf(stretch, x)),
    breaks: stretches.slice(1).map((next, index) => {
      const previous = stretches[index] as Stretch;
      return { x: next.left - breakWidth / 2, from: previous.to, to: next.from };
    }),
  };
}

/** Cuts moments, in order, at their longest silences. */
function breakUp(moments: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const gaps = moments
    .slice(1)
    .map((to, index) => [moments[index] as number, to] as const)
    .sort(([a, b], [c, d]) => d - c - (b - a) || a - c);
  const [first = 0, last = 0] = [moments[0], moments.at(-1)];
  let drawn = last - first;
  const cuts: (readonly [number, number])[] = [];
  for (const [from, to] of gaps.slice(0, mostBreaks)) {
    const length = to - from;
    if (length < shortestBreak || length < drawn * longShare) break;
    cuts.push([from, to]);
    drawn -= length;
  }
  cuts.sort(([a], [b]) => a - b);
  const starts = [first, ...cuts.map(([, to]) => to)];
  return starts.map((from, index) => [from, cuts[index]?.[0] ?? last] as const);
}

/** Gives each stretch its least width, and shares out the rest by their lengths. */
function place(
  spans: readonly (readonly [from: number, to: number])[],
  left: number,
  width: number,
): readonly Stretch[] {
  const rest = width - (spans.length - 1) * breakWidth - spans.length * narrowest;
  const whole = spans.reduce((sum, [from, to]) => sum + to - from, 0);
  let at = left;
  return spans.map(([from, to]) => {
    const share = whole === 0 ? 1 / spans.length : (to - from) / whole;
    const stretch = { from, to, left: at, width: narrowest + rest * share };
    at += stretch.width + breakWidth;
    return stretch;
  });
}

/** The beginning of a stretch, and round times after it that leave room for their names. */
function ticksOf(stretch: Stretch, x: (at: number) => number): readonly Tick[] {
  const { from, to } = stretch;
  const room = stretch.width - 2 * padding;
  const least = ((to - from) * tickWidth) / room;
  const step = tickLengths.find((length) => length >= least) ?? Math.ceil(least);
  const count = to > from ? Math.floor(to / step) - Math.ceil(from / step) + 1 : 0;
  const first = { at: from, x: x(from), isFirst: true };
  const round = Array.from({ length: count }, (_, index) => {
    const at = (Math.ceil(from / step) + index) * step;
    return { at, x: x(at), isFirst: false };
  });
  const right = stretch.left + stretch.width - padding - tickMargin;
  return [first, ...round.filter((tick) => tick.x - first.x >= tickWidth && tick.x <= right)];
}
