import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CompiledRule } from '../../../detection/compiled-rule.ts';
import type { HandedResults } from '../../../engine/handed-results.ts';
import type { OtherEngines, OtherResults } from '../../../hunt.ts';
import type { SpillFile } from '../../../input/file/spill-file.ts';
import { InputError } from '../../../input/input-error.ts';
import { packageFile } from '../../../input/package-files.ts';
import { countUp, createCounter } from './counter.ts';
import type { LogOrder, ShareOrder, ThreadAnswer } from './share-thread.ts';

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
  readonly spill: Pick<SpillFile, 'descriptor'>;
}

/** What every thread runs. */
const program = packageFile('bin/share-thread.js');

/** With fewer records all rules are evaluated before threads have begun. */
const leastRecords = 5_000;

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
    evaluate(log) {
      const given = { log, descriptor: spill.descriptor() };
      const results = Promise.all(threads.map(({ evaluate }) => evaluate(given)));
      // It may fail long before anybody waits for it.
      results.catch(() => undefined);
      return whileWanted(results);
    },
    close: async () => {
      await Promise.all(threads.map(({ close }) => close()));
    },
  };
}

/** Gives results, or none once nobody may wait any longer. */
function whileWanted(results: Promise<readonly HandedResults[]>): OtherResults {
  return async (mayWait) => {
    for (;;) {
      const handed = await Promise.race([results, delay(betweenQuestions, undefined)]);
      if (handed) return handed;
      if (!(await mayWait())) return [];
    }
  };
}

interface Thread {
  evaluate(order: LogOrder): Promise<HandedResults>;
  close(): Promise<unknown>;
}

function startThread(order: ShareOrder): Thread {
  const worker = new Worker(program, { workerData: order });
  const answer = new Promise<ThreadAnswer | undefined>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => resolve(undefined));
  });
  answer.catch(() => undefined);
  return {
    evaluate(given) {
      worker.postMessage(given);
      return answer.then(resultsIn);
    },
    close: () => worker.terminate(),
  };
}

function resultsIn(answer: ThreadAnswer | undefined): HandedResults {
  if (answer === undefined) throw new Error('a thread ended before it had results');
  if (answer.kind === 'handed') return answer.handed;
  throw new InputError(answer.path, answer.reason, answer.advice);
}
