import { compileRules } from '../../../detection/compile.ts';
import type { Outcome } from '../../../engine/outcome.ts';
import { type RuleShelf, shelve } from '../../../engine/rule-shelf.ts';
import { type HuntOptions, huntAmong, type Input } from '../../../hunt.ts';
import { discoverFiles } from '../../../input/file/discover.ts';
import { withoutEmptyArchives } from '../../../library/archives.ts';
import type { RuleSet } from '../../../rule/rule.ts';
import { leastBudget } from '../../../store/buffer-pool.ts';
import { type ShareThreads, startThreads, type ThreadOrder } from './share-threads.ts';

/** A hunt of which threads evaluate some of the rules. */
export interface Divided {
  readonly threads: Pick<ShareThreads, 'close'>;
  /** Hunts with all of them. */
  hunt(events: AsyncIterable<Input>, options: HuntOptions): AsyncGenerator<Outcome>;
}

/** What is to be divided. */
export interface Undivided extends Omit<ThreadOrder, 'budget'> {
  readonly rules: RuleSet | RuleShelf;
  /** The threads that are asked for, with the main one. */
  readonly jobs: number;
  /** For all of them, in bytes. */
  readonly budget: number;
  /** The moment of the run, by which filters may have expired; milliseconds. */
  readonly now: number;
}

/** A log of fewer bytes is evaluated before threads have begun. */
const leastBytes = 16 * 1024 ** 2;

/**
 * Starts threads for a scan of files, if these are large enough to be worth it; `impossible` if they cannot be read more
 * than once.
 */
export async function threadsFor({
  rules,
  jobs,
  now,
  budget,
  ...order
}: Undivided): Promise<Divided | 'impossible' | undefined> {
  if (order.paths.includes('-')) return 'impossible';
  const paths = await withoutEmptyArchives(order.paths);
  const files = await discoverFiles(paths, undefined);
  if (files.some((file) => file.kind === 'file' && !file.isRegular)) return 'impossible';
  const bytes = files.reduce(
    (sum, file) => sum + (file.kind === 'file' ? (file.bytes ?? 0) : 0),
    0,
  );
  if (bytes < leastBytes) return undefined;
  const shelf = 'heads' in rules ? rules : shelve(compileRules(rules, now));
  const compiled = shelf.heads.map((_, place) => shelf.rule(place));
  const each = Math.max(leastBudget, Math.floor(budget / jobs));
  const threads = startThreads(compiled, jobs, { ...order, paths, budget: each });
  return (
    threads && {
      threads,
      hunt: (events, options) => {
        const state = { ...options.state, budget: each };
        return huntAmong(events, shelf, { ...options, state }, threads);
      },
    }
  );
}
