import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { CompiledRule } from '../../../detection/compiled-rule.ts';
import type { HandedResults } from '../../../engine/handed-results.ts';
import { shareRules } from '../../../engine/rule-share.ts';
import type { OtherEngines, OtherResults } from '../../../hunt.ts';
import { InputError } from '../../../input/input-error.ts';
import { packageFile } from '../../../input/package-files.ts';
import { tell } from '../../../language/message.ts';
import { countUp, createSharedCount, endCount } from './record-count.ts';
import type { ShareOrder, ThreadAnswer } from './share-thread.ts';

/** Threads that evaluate shares of the rules beside the main one. */
export interface ShareThreads extends OtherEngines {
  /** Ends them, whatever they do. */
  close(): Promise<void>;
}

/** What all threads are told. */
export type ThreadOrder = Omit<ShareOrder, 'share' | 'count' | 'rules'>;

/** What every thread runs. */
const program = packageFile('bin/share-thread.js');

/** Milliseconds between two questions whether to wait on. */
const betweenQuestions = 20;

/** Starts threads, so that `jobs` engines with the main one evaluate the rules; undefined if there is nothing to share. */
export function startThreads(
  rules: readonly CompiledRule[],
  jobs: number,
  order: ThreadOrder,
): ShareThreads | undefined {
  const [own, ...others] = shareRules(rules, jobs);
  if (!own || others.length === 0) return undefined;
  const count = createSharedCount();
  const threads = others.map((share) => startThread({ ...order, rules, share, count }));
  const resultsOf =
    (counts: HandedResults['counts']): OtherResults =>
    async (mayWait) => {
      const handed: HandedResults[] = [];
      const all = Promise.all(
        threads.map(async ({ results }) => {
          const result = await results;
          checkCounts(order.paths, result.counts, counts);
          handed.push(result);
        }),
      );
      for (;;) {
        const isDone = await Promise.race([all.then(() => true), delay(betweenQuestions, false)]);
        if (isDone || !(await mayWait())) return handed;
      }
    };
  return {
    share: own,
    taken: (records) => countUp(count, records),
    ended(counts) {
      endCount(count, counts.records);
      return resultsOf(counts);
    },
    close: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

interface Thread {
  readonly worker: Worker;
  readonly results: Promise<HandedResults>;
}

function startThread(order: ShareOrder): Thread {
  const worker = new Worker(program, { workerData: order });
  const answer = new Promise<ThreadAnswer | undefined>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => resolve(undefined));
  });
  const results = answer.then(resultsIn);
  // It may fail long before anybody waits for it.
  results.catch(() => undefined);
  return { worker, results };
}

function resultsIn(answer: ThreadAnswer | undefined): HandedResults {
  if (answer === undefined) throw new Error('a thread ended before it had results');
  if (answer.kind === 'handed') return answer.handed;
  throw new InputError(answer.path, answer.reason, answer.advice);
}

/** Every thread reads the log for itself: throws if one saw another log. */
function checkCounts(
  paths: readonly string[],
  theirs: HandedResults['counts'],
  {
    sources: _sources,
    findings: _findings,
    ...ours
  }: HandedResults['counts'] & Record<string, unknown>,
): void {
  if (isDeepStrictEqual(theirs, ours)) return;
  const reason = tell('input.changedMeanwhile', {
    here: String(ours.records),
    there: String(theirs.records),
  });
  throw new InputError(paths.join(', '), reason, tell('input.oneJob'));
}
