import fc from 'fast-check';
import { featureNumbers } from '../../src/surprise/feature.ts';
import { entryOf } from '../../src/surprise/shown-entry.ts';
import {
  createStretches,
  type Stretch,
  type StretchedLog,
  stretchAt,
} from '../../src/surprise/stretch.ts';

/** What one stretch shows of one value. */
export interface ShownOnce {
  readonly value: number;
  readonly hour?: number;
  readonly mark?: number;
}

/** A stretch of somebody, and what it shows; each value at most once. */
export interface PieceOf {
  readonly subject: number;
  readonly from: number;
  readonly hours?: number;
  readonly shows: readonly ShownOnce[];
}

/** A log of some stretches, in order of time. */
export function stretchedLog(
  pieces: readonly PieceOf[],
  subjects: number,
  values: StretchedLog['values'],
): StretchedLog {
  const shown: number[] = [];
  const inOrder = pieces.toSorted((a, b) => a.from - b.from);
  const stretches = createStretches(pieces.length, Int32Array.from({ length: pieces.length + 1 }));
  for (const [at, { subject, from, shows, hours = 1 }] of inOrder.entries()) {
    for (const { value, hour = 0, mark = 0 } of shows.toSorted((a, b) => a.value - b.value)) {
      shown.push(entryOf(value, hour, mark));
    }
    stretches.units[at] = subject;
    stretches.subjects[at] = subject;
    stretches.froms[at] = from;
    stretches.hours[at] = hours;
    stretches.starts[at + 1] = shown.length;
  }
  const all = Array.from({ length: subjects }, (_, at) => at);
  return {
    subjects: all.map((at) => ({ actor: String(at), token: null, login: '' })),
    units: all.map((subject) => ({ subject, session: 's', kind: 'session' })),
    values,
    stretches,
    shown: Int32Array.from(shown),
  };
}

/** All stretches of a log, in order of time. */
export function stretchesOf(log: StretchedLog): readonly Stretch[] {
  return Array.from({ length: log.stretches.size }, (_, number) => stretchAt(log, number));
}

const valueCount = 20;
const kinds = ['application', 'network', 'country', 'device', 'machine', 'act'] as const;
const values = Array.from({ length: valueCount }, (_, at) => ({
  feature: featureNumbers[kinds[Math.floor((at * kinds.length) / valueCount)] ?? 'act'],
  text: String(at),
}));

/** Random logs: of few people or of many, who all show the same few values. */
export const stretchedLogs = fc.integer({ min: 1, max: 70 }).chain((subjects) => {
  const shows = fc.uniqueArray(
    fc.record({
      value: fc.oneof(fc.nat(3), fc.nat(valueCount - 1)),
      hour: fc.nat(4),
      mark: fc.constantFrom(0, 0, 0, 1, 2, 3),
    }),
    { selector: ({ value }) => value, maxLength: 8 },
  );
  const piece = fc.record({
    subject: fc.oneof(fc.nat(Math.min(3, subjects - 1)), fc.nat(subjects - 1)),
    from: fc.nat(200),
    hours: fc.integer({ min: 1, max: 5 }),
    shows,
  });
  return fc
    .array(piece, { minLength: 1, maxLength: 60 })
    .map((pieces) => stretchedLog(pieces, subjects, values));
});
