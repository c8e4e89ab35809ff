import { lowerBound } from '../../store/binary-search.ts';
import type { Values } from '../aggregate/accumulator.ts';
import type { Run, Runner } from '../fact-runner.ts';
import type { KnownFactValue } from '../fact-test.ts';
import type { WindowBounds } from '../window-bounds.ts';
import type { Instant } from './instant.ts';
import { readWith } from './tie-readings.ts';

/** A neighbour that is the nearest one in some order. */
interface Nearest {
  readonly rank: number;
  readonly values: Values;
}

/** So many neighbours of one instant that differ are told apart. */
const mostNeighbours = 64;

/**
 * Computes a fact that rests on the nearest neighbour which has a value. Of several in the latest
 * instant each may be it; and one of the event's own instant may be, or may not.
 */
export function createNearestRunner(run: Run): Runner {
  const { aggregate, timeIndex, members, doubt, valuesAt } = run;
  const { timeAt, rowAt } = timeIndex;
  const accumulator = aggregate.create();
  const togetherOf = createTogether(run);
  let next = 0;
  let latest: Nearest[] = [];
  /** Goes on to the members of an instant that begins with a rank. */
  const advance = (end: number): void => {
    for (; next < members.length && members.get(next) < end; next++) {
      const values = valuesAt(next);
      if (values.length === 0) continue;
      const rank = members.get(next);
      const [first] = latest;
      if (!first || timeAt(first.rank) !== timeAt(rank)) latest = [];
      offer(latest, { rank, values });
    }
  };
  /** The latest doubtful neighbours: those surely nearer than a rank (or -1), and those perhaps so. */
  const suspectsOf = (rank: number, start: number, end: number, nearest: number) => {
    if (doubt.isNone) return [-1];
    const first = nearest < 0 ? 0 : timeIndex.firstAt(timeAt(nearest));
    const behind = nearest < 0 ? 0 : timeIndex.firstAt(timeAt(nearest) + 1);
    const last = doubt.latest(first, end);
    return [doubt.latest(behind, start), last === rank ? doubt.latest(first, rank) : last];
  };
  return (rank, bounds, shared) => {
    const { instant, start, end } = endingOf(run, rank, bounds, shared);
    advance(start);
    const own = aggregate.ownOf(rowAt(rank));
    const time = timeAt(rank);
    const isLost = aggregate.needsOwn && own.length === 0;
    const statesOf = (neighbour: Nearest | undefined): readonly KnownFactValue[] => {
      const value = neighbour
        ? readWith(accumulator, neighbour.values, neighbour.rank, own)
        : accumulator.read(own);
      const nearest = neighbour?.rank ?? -1;
      const row = neighbour && rowAt(neighbour.rank);
      const suspects = suspectsOf(rank, start, end, nearest).map((suspect) =>
        suspect < bounds.start ? -1 : suspect,
      );
      const uncertaintyOf = (suspect: number) =>
        isLost ? undefined : doubt.since(nearest, suspect, bounds, time);
      return [...new Set(suspects)].map((suspect) => ({
        ...aggregate.known(value, uncertaintyOf(suspect), { row }),
        ...(instant && { joined: nearest >= start }),
      }));
    };
    const base = latest[0] && latest[0].rank >= bounds.start ? latest : [undefined];
    const together = instant ? togetherOf(rank, start, end) : [];
    const [first, ...others] = [...together, ...base].flatMap(statesOf) as [
      KnownFactValue,
      ...KnownFactValue[],
    ];
    return others.length === 0 ? first : { ...first, orders: { others } };
  };
}

/** The ranks that are perhaps nearer than all others; none if the window ends before the event. */
function endingOf(
  { window }: Run,
  rank: number,
  { end }: WindowBounds,
  instant: Instant | undefined,
): Instant & { readonly instant?: Instant } {
  if (window.until !== undefined) return { start: end, end };
  return instant ? { ...instant, instant } : { start: rank, end: rank + 1 };
}

function offer(neighbours: Nearest[], neighbour: Nearest): void {
  if (neighbours.length >= mostNeighbours) return;
  const isKnown = neighbours.some(({ values }) => isSame(values, neighbour.values));
  if (!isKnown) neighbours.push(neighbour);
}

function isSame(a: Values, b: Values): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

/** The others of an event's instant that have values, of those with the same values one. */
function createTogether({ members, valuesAt }: Run) {
  let known = -1;
  let firsts: Nearest[] = [];
  // For each of them another event that has the same values.
  let seconds: (Nearest | undefined)[] = [];
  const gather = (start: number, end: number): void => {
    known = start;
    [firsts, seconds] = [[], []];
    for (let at = lowerBound(members, start); at < members.length && members.get(at) < end; at++) {
      const neighbour = { rank: members.get(at), values: valuesAt(at) };
      if (neighbour.values.length === 0) continue;
      const same = firsts.findIndex(({ values }) => isSame(values, neighbour.values));
      if (same >= 0) seconds[same] ??= neighbour;
      else offer(firsts, neighbour);
    }
  };
  return (rank: number, start: number, end: number): readonly Nearest[] => {
    if (start !== known) gather(start, end);
    return firsts.flatMap((first, at) => (first.rank === rank ? (seconds[at] ?? []) : first));
  };
}
