import type { Json } from './json.ts';
import { parseTime } from './time.ts';
import { daypartOf, partOf, type TimePart, timeParts } from './time-part.ts';
import { createClock } from './time-zone.ts';

/**
 * A field's part is a field of its own: its path is the field's, a bar and the name of the part
 * (`actor.alternateId|domain`). Parts of a time are read by the clocks of a zone, UTC if none is named
 * (`published|hour@Europe/Berlin`).
 */
export interface PartPath {
  /** The path of the field whose part it is. */
  readonly base: string;
  readonly part: FieldPart;
  readonly zone: string | undefined;
}

/** What parts of texts there are. */
const textParts = ['domain', 'user'] as const;
type TextPart = (typeof textParts)[number];

export type ClockPart = TimePart | 'daypart';
export type FieldPart = ClockPart | TextPart;

/** The name of every part. */
export const partNames: readonly FieldPart[] = [
  ...(Object.keys(timeParts) as TimePart[]),
  'daypart',
  ...textParts,
];

/** Whether a part is one of a time, and so depends on a zone. */
export function isClockPart(part: string): part is ClockPart {
  return Object.hasOwn(timeParts, part) || part === 'daypart';
}

/** Takes a path apart; undefined for one that is no field's part. */
export function partPathOf(path: string): PartPath | undefined {
  const bar = path.lastIndexOf('|');
  if (bar < 0) return undefined;
  const [name = '', zone] = path.slice(bar + 1).split('@', 2);
  const part = partNames.find((one) => one === name);
  return part && { base: path.slice(0, bar), part, zone };
}

/** The path of the field that is in the log: of a part, the one whose part it is. */
export function basePath(path: string): string {
  return partPathOf(path)?.base ?? path;
}

/** Reads the time in a text, as {@link parseTime} does. */
export type ReadTime = (text: string) => number | undefined;

/** Prepares to read times of which the same text is asked for several times in a row. */
export function createReadTime(): ReadTime {
  let last: string | undefined;
  let time: number | undefined;
  return (text) => {
    if (text !== last) {
      time = parseTime(text);
      last = text;
    }
    return time;
  };
}

/** Prepares to take the part from the values of a field; what has none gives none. */
export function createPartReader(
  { part, zone }: Omit<PartPath, 'base'>,
  readTime: ReadTime = parseTime,
): (values: readonly Json[]) => readonly Json[] {
  const one = isClockPart(part) ? clockReader(part, zone, readTime) : textReaders[part];
  return (values) => {
    const parts: Json[] = [];
    for (const value of values) {
      const own = typeof value === 'string' ? one(value) : undefined;
      if (own !== undefined) parts.push(own);
    }
    return parts;
  };
}

type ReadPart = (text: string) => string | number | undefined;

function clockReader(part: ClockPart, zone: string | undefined, readTime: ReadTime): ReadPart {
  const ahead = zone === undefined ? () => 0 : createClock(zone);
  const read = part === 'daypart' ? daypartOf : (time: number) => partOf(time, part);
  return (text) => {
    const time = readTime(text);
    return time === undefined ? undefined : read(time + ahead(time));
  };
}

/** Logins are the same in any case. */
const textReaders: Readonly<Record<TextPart, ReadPart>> = {
  domain: (text) => {
    const at = text.lastIndexOf('@');
    return at < 0 ? undefined : text.slice(at + 1).toLowerCase() || undefined;
  },
  user: (text) => {
    const at = text.lastIndexOf('@');
    return text.slice(0, at < 0 ? undefined : at).toLowerCase() || undefined;
  },
};
