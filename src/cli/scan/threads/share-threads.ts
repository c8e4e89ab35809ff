import { setTimeout as delay } from 'node:timers/promises';
import type { CompiledRule } from '../../../detection/compiled-rule.ts';
import type { SpentState } from '../../../engine/handed-result.ts';
import type { OtherEngines, OtherEvaluation, ReadSegment } from '../../../hunt.ts';
import type { RangeReaders } from '../../../input/file/file-range.ts';
import type { ShareableSpill } from '../../../input/file/spill-file.ts';
import { countUp, createCounter } from './counter.ts';
import type { ShareOrder } from './share-thread.ts';
import { createThread, type Thread } from './thread.ts';

/** Threads that read segments of files and evaluate rules beside the main one. */
export interface ShareThreads extends OtherEngines {
  /** They as readers of ranges. What they read is among the {@link segments} once it was accepted. */
  readonly ranges: RangeReaders;
  /** Ends them, whatever they do; before that the spill may not be closed. */
  close(): Promise<void>;
}

/** What threads are prepared with. */
export interface ShareSetup extends Omit<ShareOrder, 'rules' | 'taken'> {
  /** How many there are beside the main one. */
  readonly count: number;
  /** Asked when they begin. */
  readonly rules: () => readonly CompiledRule[];
  /** Where the main thread's pages go. */
  readonly spill: Pick<ShareableSpill, 'descriptor'>;
  /** The least bytes of a file that several read; more than threads take to begin, unless given. */
  readonly leastBytes?: number;
}

/** With fewer records all rules are evaluated before threads have begun. */
const leastRecords = 5_000;

/** What is read of a smaller file until threads have begun is most of it. */
const usualLeastBytes = 32 * 1024 ** 2;

/** Milliseconds between two questions whether to wait on. */
const betweenQuestions = 20;

/** Prepares threads. */
export function createShareThreads(setup: ShareSetup): ShareThreads {
  const { count, rules, spill, leastBytes = usualLeastBytes, ...order } = setup;
  const taken = createCounter();
  let threads: readonly Thread[] | undefined;
  const begun = (): readonly Thread[] => {
    if (threads) return threads;
    const given = { ...order, rules: rules(), taken };
    threads = Array.from({ length: count }, () => createThread(given));
    return threads;
  };
  let accepted: ReadSegment[] = [];
  let turn = 0;
  return {
    leastRecords,
    begin: () => void begun(),
    ranges: {
      count,
      leastBytes,
      begin: (range) =>
        (begun()[turn++ % count] as Thread).read(range, (segment) => accepted.push(segment)),
    },
    segments() {
      const segments = accepted;
      accepted = [];
      return segments;
    },
    next: () => countUp(taken),
    evaluate(log, take) {
      const descriptor = spill.descriptor();
      const spent = Promise.all(begun().map(({ evaluate }) => evaluate(log, descriptor, take)));
      // It may fail long before anybody waits for it.
      spent.catch(() => undefined);
      return whileWanted(spent);
    },
    close: async () => {
      await Promise.all((threads ?? []).map(({ close }) => close()));
    },
  };
}

/** Gives what was spent, or nothing once nobody may wait any longer. */
function whileWanted(spent: Promise<readonly SpentState[]>): OtherEvaluation {
  return async (mayWait) => {
    for (;;) {
      const done = await Promise.race([spent, delay(betweenQuestions, undefined)]);
      if (done) return done;
      if (!(await mayWait())) return [];
    }
  };
}
