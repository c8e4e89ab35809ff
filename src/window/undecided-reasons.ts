import { millisecondsInDay, millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import { maxMembers } from '../store/dictionary.ts';
import type { Match } from './evaluate.ts';
import type { WindowIndex } from './window-index.ts';

/** Why an anchor stayed undecided, one phrase per cause. */
export function undecidedReasons(
  judged: Match,
  views: ReadonlyMap<string, WindowIndex>,
): readonly string[] {
  const causes = judged.open.flatMap((name) => {
    const view = views.get(name);
    if (!view) return [];
    const { startKnown, endKnown } = view.extent(judged.row);
    const { before, learn, after } = view.window;
    return [
      startKnown ? [] : [`the log begins less than ${lengthOf(learn ?? before)} before them`],
      endKnown ? [] : [`the log ends less than ${lengthOf(after)} after them`],
    ].flat();
  });
  return causes.length > 0 ? causes : ['a rule that feeds its windows stayed undecided'];
}

/** Which windows did not look at all keys of an event, one phrase each. */
export function limitReasons(views: Iterable<WindowIndex>): readonly string[] {
  return [...views].flatMap(({ window, cut }) =>
    cut === 0
      ? []
      : [
          `${cut} events have ${maxMembers} keys or more under the window "${window.name}", and no more were looked at`,
        ],
  );
}

/** Units, and from which length on they are used: a day is said in hours, a month in days. */
const units = [
  ['d', millisecondsInDay, 2 * millisecondsInDay],
  ['h', millisecondsInHour, millisecondsInHour],
  ['m', millisecondsInMinute, millisecondsInMinute],
  ['s', 1_000, 0],
] as const;

function lengthOf(length = 0): string {
  const [unit, size] = units.find(([, , least]) => length >= least) ?? ['s', 1_000];
  return `${Math.round((length / size) * 10) / 10}${unit}`;
}
