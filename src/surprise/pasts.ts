import { type Grouped, grouped } from './grouped.ts';
import { isPast } from './history.ts';
import type { StretchedLog } from './stretch.ts';

/** What was past when stretches began, by their numbers. */
export interface Pasts {
  /** The stretches of each subject. */
  readonly bySubject: Grouped;
  /** So many of its subject's stretches, the first of them, were past, and the hours in which it was seen in those. */
  readonly earlier: Int32Array;
  readonly earlierHours: Int32Array;
  /** Days of the log before. */
  readonly days: Int32Array;
}

/** Counts what was past. */
export function countPasts({ stretches, subjects }: StretchedLog): Pasts {
  const { size, froms, hours } = stretches;
  const bySubject = grouped(size, subjects.length, (one) => stretches.subjects[one] as number);
  const { members, starts } = bySubject;
  const [earlier, earlierHours] = [new Int32Array(size), new Int32Array(size)];
  for (let subject = 0; subject < subjects.length; subject++) {
    const start = starts[subject] as number;
    let [past, sum] = [start, 0];
    for (let at = start; at < (starts[subject + 1] as number); at++) {
      const stretch = members[at] as number;
      const from = froms[stretch] as number;
      for (; past < at && isPast(froms[members[past] as number] as number, from); past++) {
        sum += hours[members[past] as number] as number;
      }
      earlier[stretch] = past - start;
      earlierHours[stretch] = sum;
    }
  }
  return { bySubject, earlier, earlierHours, days: daysBefore(froms) };
}

/** Of each of some hours, which come in order, on how many days others were before. */
function daysBefore(hours: Int32Array): Int32Array {
  let [days, day] = [-1, Number.NaN];
  return hours.map((hour) => {
    const today = Math.floor(hour / 24);
    if (today !== day) {
      day = today;
      days++;
    }
    return days;
  });
}
