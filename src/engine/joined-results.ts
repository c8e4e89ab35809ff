import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { State } from '../finding/summary.ts';
import type { Work } from '../store/pausable-work.ts';
import { createFindingFile } from './finding-file.ts';
import { type HandedResults, takeOver } from './handed-results.ts';
import type { LogRules } from './log-rules.ts';
import type { LogWork } from './log-work.ts';
import { allResults, type RuleResult } from './rule-result.ts';
import { type TakenUnits, takeUnits, unitsOf } from './rule-unit.ts';
import type { SharedLog } from './shared-log.ts';

/** The results of all rules about events: an engine's own, and those of the engines that it shares the log with. */
export interface JoinedResults extends Pick<LogRules, 'isGivenUp' | 'retained' | 'results'> {
  /** Shares the log; undefined if it cannot be. From then on the engine has the units that it takes, else all rules. */
  share(next: () => number): Work<SharedLog | undefined>;
  /** Whether the engine itself tells the result of a rule, as far as is known. */
  owns(rule: CompiledRule): boolean;
  /** Takes the results of another engine; gives of how many rules. */
  takeOver(handed: HandedResults): number;
  /** What remembering cost the others. */
  others(): readonly HandedResults['state'][];
}

/** Joins what an engine finds with what others hand over. */
export function createJoinedResults(
  rules: readonly CompiledRule[],
  { log, rules: logRules }: Pick<LogWork, 'log' | 'rules'>,
): JoinedResults {
  const { isGivenUp, retained } = logRules;
  const taken = new Map<CompiledRule, RuleResult>();
  const states: Pick<State, 'peakBytes' | 'spilledBytes'>[] = [];
  const events = rules.filter(({ about }) => about === 'event');
  let units: TakenUnits | undefined;
  return {
    isGivenUp,
    retained,
    *share(next) {
      const own = takeUnits(unitsOf(rules), next);
      const shared = yield* logRules.share(own.turns);
      units = shared && own;
      return shared;
    },
    owns: (rule) => !units || rule.about === 'alert' || units.owns(rule),
    results() {
      const results = logRules.results();
      if (!units) return results;
      const all = new Map(taken);
      for (const result of results) if (units.owns(result.rule)) all.set(result.rule, result);
      return allResults(events, all, log.counts.evaluated());
    },
    takeOver({ results, state }) {
      const { table, store } = log.store;
      const found = takeOver(results, rules, createFindingFile(table, store.scratch()));
      for (const result of found) taken.set(result.rule, result);
      states.push(state);
      return found.length;
    },
    others: () => states,
  };
}
