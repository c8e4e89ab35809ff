import { expect } from 'vitest';
import type { Event, Rejection, Source } from '../../src/event/event.ts';
import { type ReadOptions, readEvents } from '../../src/input/events.ts';

/** What reading gave, shortened for comparison. */
export interface Result {
  readonly uuids: readonly string[];
  /** As `reason line`, with - where there is no line. */
  readonly rejections: readonly string[];
  readonly sources: readonly Source[];
}

/** Reads to the end, and checks that the account of each file agrees with what was given for it. */
export async function readAll(paths: readonly string[], options?: ReadOptions): Promise<Result> {
  const events: Event[] = [];
  const rejections: Rejection[] = [];
  const sources: Source[] = [];
  let since = 0;
  for await (const item of readEvents(paths, options)) {
    if (item.kind === 'event') events.push(item);
    else if (item.kind === 'rejection') rejections.push(item);
    else {
      expect(item.records).toBe(events.length + rejections.length - since);
      since = events.length + rejections.length;
      sources.push(item);
    }
  }
  return {
    uuids: events.map(({ uuid }) => uuid),
    rejections: rejections.map(({ reason, origin }) => `${reason} ${origin?.line ?? '-'}`),
    sources,
  };
}
