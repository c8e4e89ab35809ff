import { compileRules } from '../../../detection/compile.ts';
import type { Outcome } from '../../../engine/outcome.ts';
import { type RuleShelf, shelve } from '../../../engine/rule-shelf.ts';
import { type HuntOptions, huntAmong, type Input } from '../../../hunt.ts';
import type { RuleSet } from '../../../rule/rule.ts';
import { leastBudget } from '../../../store/buffer-pool.ts';
import { createShareThreads, type ShareSetup, type ShareThreads } from './share-threads.ts';

/** A hunt of which threads read some of the log and evaluate some of the rules. */
export interface DividedHunt {
  readonly threads: Pick<ShareThreads, 'close' | 'ranges'>;
  /** Hunts with all of them. */
  hunt(events: AsyncIterable<Input>, options: HuntOptions): AsyncGenerator<Outcome>;
}

/** What is to be divided. */
export interface DividedSetup extends Omit<ShareSetup, 'rules' | 'count' | 'budget'> {
  readonly rules: RuleSet | RuleShelf;
  /** The threads that are asked for, with the main one. */
  readonly jobs: number;
  /** Of the main one, in bytes; the others have as much together. */
  readonly budget: number;
  /** The moment of the run, by which filters may have expired; milliseconds. */
  readonly now: number;
}

/** Prepares a hunt with threads. */
export function divideHunt({ rules, jobs, now, budget, ...order }: DividedSetup): DividedHunt {
  const shelf = 'heads' in rules ? rules : shelve(compileRules(rules, now));
  const count = jobs - 1;
  const threads = createShareThreads({
    ...{ ...order, count },
    budget: Math.max(leastBudget, Math.floor(budget / count)),
    rules: () => shelf.heads.map((_, place) => shelf.rule(place)),
  });
  return { threads, hunt: (events, options) => huntAmong(events, shelf, options, threads) };
}
