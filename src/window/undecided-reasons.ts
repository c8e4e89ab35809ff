import { millisecondsInDay, millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import type { Match } from './evaluate.ts';
import { keysPerGrouping, noKey } from './partition-keys.ts';
import type { WindowIndex } from './window-index.ts';

/** Why a candidate stayed undecided, one phrase per cause. `computes` is whether its rule compares facts. */
export function undecidedReasons(
  { open, row, keys }: Match,
  windows: ReadonlyMap<string, WindowIndex>,
  computes = false,
): readonly string[] {
  const causes = open.flatMap((name) => {
    if (name === 'log') return ['asks for more days of log than were read'];
    const index = windows.get(name);
    if (!index) return [];
    const { before, until = 0, learn, after } = index.window;
    const back = learn === undefined ? before : learn + until;
    return coverageReasons(index.edgesOf(row, keys.get(name) ?? noKey), back, after);
  });
  if (causes.length > 0) return causes;
  return [
    computes
      ? 'a rule that feeds its windows stayed undecided, or facts depend on the order of one instant'
      : 'a rule that feeds its windows stayed undecided',
  ];
}

/** Whether the log covers what is needed on either side. */
interface KnownEdges {
  readonly startKnown: boolean;
  readonly endKnown: boolean;
  readonly afterGap?: boolean;
}

/** Which parts of the log are missing, given how far before and after an event it is needed. */
export function coverageReasons(
  { startKnown, endKnown, afterGap }: KnownEdges,
  before: number | undefined,
  after: number | undefined,
): readonly string[] {
  const withoutGap = afterGap ? ' without a gap of over 24 h' : '';
  return [
    ...(startKnown ? [] : [`needs ${lengthOf(before)} of earlier log${withoutGap}`]),
    ...(endKnown ? [] : [`needs ${lengthOf(after)} of later log`]),
  ];
}

/** Which windows did not use all keys of an event, one phrase each. */
export function limitReasons(windows: Iterable<WindowIndex>): readonly string[] {
  return [...windows].flatMap(({ window, cut }) => {
    if (cut === 0) return [];
    const most = keysPerGrouping(window);
    const keys = window.groupByAny ? 'keys by one grouping' : 'keys';
    const events = cut === 1 ? '1 event has' : `${cut} events have`;
    return `${events} ${most} or more ${keys} for the window "${window.name}"; only the first ${most} are used`;
  });
}

/** Units, and from which length on they are used: a day is said in hours, a month in days. */
const units = [
  ['d', millisecondsInDay, 2 * millisecondsInDay],
  ['h', millisecondsInHour, millisecondsInHour],
  ['min', millisecondsInMinute, millisecondsInMinute],
  ['s', 1_000, 0],
] as const;

function lengthOf(length = 0): string {
  const [unit, size] = units.find(([, , least]) => length >= least) ?? ['s', 1_000];
  return `${Math.round((length / size) * 10) / 10} ${unit}`;
}
