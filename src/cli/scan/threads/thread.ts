import { Worker } from 'node:worker_threads';
import type { HandedResult, SpentState } from '../../../engine/handed-result.ts';
import type { SharedLog } from '../../../engine/shared-log.ts';
import type { ReadSegment } from '../../../hunt.ts';
import type { FileRange, RangeInProgress } from '../../../input/file/file-range.ts';
import { createShareableSpill } from '../../../input/file/spill-file.ts';
import { InputError } from '../../../input/input-error.ts';
import { packageFile } from '../../../input/package-files.ts';
import type { RangeRead, ShareOrder, ThreadMessage, ThreadOrder } from './share-thread.ts';
import { createProgress, dropRange, progressIn } from './shared-progress.ts';

/** A thread that the main one tells what to do. */
export interface Thread {
  /** Begins to read a range; `take` is given what it read once that was accepted. */
  read(range: FileRange, take: (segment: ReadSegment) => void): RangeInProgress;
  /** Evaluates the log whose pages are in the file of a descriptor; `take` is given each result. */
  evaluate(
    log: SharedLog,
    descriptor: number | undefined,
    take: (result: HandedResult) => void,
  ): Promise<SpentState>;
  /** Ends it, whatever it does. */
  close(): Promise<unknown>;
}

/** What every thread runs. */
const program = packageFile('bin/share-thread.js');

/** The room for new objects in a thread: half of what V8 takes by itself spares 20 MB, and takes no time. */
const youngMegabytes = 24;

/** What a segment may take in memory while it is joined: most of its pages are read one after the other. */
const joiningBudget = 8 * 1024 ** 2;

/** Starts a thread. */
export function createThread(order: ShareOrder): Thread {
  const resourceLimits = { maxYoungGenerationSizeMb: youngMegabytes };
  const worker = new Worker(program, { workerData: order, resourceLimits });
  const tell = (given: ThreadOrder): void => worker.postMessage(given);
  const reads = new Map<number, (read: RangeRead | undefined) => void>();
  let count = 0;
  let take: (result: HandedResult) => void = () => {};
  let spend: (spent: SpentState) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'read') {
        reads.get(message.number)?.(message.read);
        reads.delete(message.number);
      } else if (message.kind === 'result') take(message.result);
      else if (message.kind === 'done') spend(message.spent);
      else reject(new InputError(message.path, message.reason, message.advice));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('a thread ended before it had results')));
  });
  // It may fail while nobody waits for it, and ends unheard if it is closed.
  failed.catch(() => undefined);
  return {
    read(range, accept) {
      const number = count++;
      const progress = createProgress();
      let read: RangeRead | undefined;
      const ended = new Promise<RangeRead | undefined>((resolve) => reads.set(number, resolve));
      tell({ kind: 'read', number, range, progress });
      const release = (): void => tell({ kind: 'release', number });
      return {
        progress: () => progressIn(progress),
        ended: unheard(
          Promise.race([ended, failed]).then((given) => {
            read = given;
            return given?.result;
          }),
        ),
        accept: () => read && accept(segmentOf(read, release)),
        drop() {
          dropRange(progress);
          release();
        },
      };
    },
    evaluate(log, descriptor, taker) {
      take = taker;
      const spent = new Promise<SpentState>((resolve) => {
        spend = resolve;
      });
      tell({ kind: 'evaluate', log, descriptor });
      return unheard(Promise.race([spent, failed]));
    },
    close: () => worker.terminate(),
  };
}

/** The same promise, which may fail while nobody waits for it. */
function unheard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** What a thread read of a range, for the engine that joins it. */
function segmentOf({ segment, descriptor }: RangeRead, done: () => void): ReadSegment {
  const spill = createShareableSpill(undefined, { descriptor, slots: segment.frozen.slots });
  return {
    log: segment,
    state: { budget: joiningBudget, spill },
    release() {
      spill.close();
      done();
    },
  };
}
