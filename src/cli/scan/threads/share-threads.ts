import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CompiledRule } from '../../../detection/compiled-rule.ts';
import type { HandedResult, SpentState } from '../../../engine/handed-result.ts';
import type { OtherEngines, OtherEvaluation } from '../../../hunt.ts';
import type { ShareableSpill } from '../../../input/file/spill-file.ts';
import { InputError } from '../../../input/input-error.ts';
import { packageFile } from '../../../input/package-files.ts';
import { countUp, createCounter } from './counter.ts';
import type { LogOrder, ShareOrder, ThreadMessage } from './share-thread.ts';

/** Threads that evaluate rules beside the main one. */
export interface ShareThreads extends OtherEngines {
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
}

/** What every thread runs. */
const program = packageFile('bin/share-thread.js');

/** With fewer records all rules are evaluated before threads have begun. */
const leastRecords = 5_000;

/** The room for new objects in a thread: half of what V8 takes by itself spares 20 MB, and takes no time. */
const youngMegabytes = 24;

/** Milliseconds between two questions whether to wait on. */
const betweenQuestions = 20;

/** Prepares threads. */
export function createShareThreads({ count, rules, spill, ...order }: ShareSetup): ShareThreads {
  const taken = createCounter();
  let threads: readonly Thread[] = [];
  return {
    leastRecords,
    begin() {
      const given = { ...order, rules: rules(), taken };
      threads = Array.from({ length: count }, () => startThread(given));
    },
    next: () => countUp(taken),
    evaluate(log, take) {
      const given = { log, descriptor: spill.descriptor() };
      const spent = Promise.all(threads.map(({ evaluate }) => evaluate(given, take)));
      // It may fail long before anybody waits for it.
      spent.catch(() => undefined);
      return whileWanted(spent);
    },
    close: async () => {
      await Promise.all(threads.map(({ close }) => close()));
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

interface Thread {
  evaluate(order: LogOrder, take: (result: HandedResult) => void): Promise<SpentState>;
  close(): Promise<unknown>;
}

function startThread(order: ShareOrder): Thread {
  const resourceLimits = { maxYoungGenerationSizeMb: youngMegabytes };
  const worker = new Worker(program, { workerData: order, resourceLimits });
  let take: (result: HandedResult) => void = () => {};
  const spent = new Promise<SpentState>((resolve, reject) => {
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'result') take(message.result);
      else if (message.kind === 'done') resolve(message.spent);
      else reject(new InputError(message.path, message.reason, message.advice));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('a thread ended before it had results')));
  });
  // It may fail while nobody waits for it, and ends unheard if it is closed.
  spent.catch(() => undefined);
  return {
    evaluate(given, taker) {
      take = taker;
      worker.postMessage(given);
      return spent;
    },
    close: () => worker.terminate(),
  };
}
