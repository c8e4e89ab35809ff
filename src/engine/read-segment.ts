import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Event } from '../event/event.ts';
import type { Work } from '../store/pausable-work.ts';
import { createCaseNotes } from './case-notes.ts';
import type { EngineOptions } from './engine-options.ts';
import type { LogSegment } from './log-segment.ts';
import { createLogWork } from './log-work.ts';
import { createPackNeeds } from './pack-needs.ts';

/** What is told to who reads a segment of a log; the same as to the engine that joins it. */
export type SegmentOptions = Pick<
  EngineOptions,
  'language' | 'since' | 'until' | 'listSuppressed' | 'rawEvents' | 'packs' | 'state'
>;

/** Takes the events of a segment of a log that another engine joins to others. */
export interface SegmentReader {
  take(event: Event): void;
  /** Ends the segment, which takes no more. */
  end(): Work<LogSegment>;
}

/** Begins with a segment of which nothing was read; its state must have somewhere to spill to. */
export function createSegmentReader(
  rules: readonly CompiledRule[],
  options: SegmentOptions,
): SegmentReader {
  const work = createLogWork({ rules, known: undefined }, options);
  const notes = createCaseNotes(work.fieldOf, true, options.state?.seed);
  const packs = options.packs && createPackNeeds(options.packs, work.fieldOf);
  return {
    take(event) {
      notes.see(event);
      if (work.take(event)) packs?.see(event);
    },
    *end() {
      const remembered = yield* work.segment();
      if (!remembered) throw new Error('a segment of a log needs somewhere to spill to');
      return { ...remembered, openNeeds: packs?.open(), notes: notes.snapshot() };
    },
  };
}
