import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { State } from '../finding/summary.ts';
import { createFindingFile } from './finding-file.ts';
import { type HandedResults, takeOver } from './handed-results.ts';
import type { LogRules } from './log-rules.ts';
import type { LogWork } from './log-work.ts';
import { allResults, type RuleResult } from './rule-result.ts';
import type { RuleShare } from './rule-share.ts';

/** The results of all rules about events: an engine's own, and those of other engines. */
export interface JoinedResults extends Pick<LogRules, 'isGivenUp' | 'retained' | 'results'> {
  /** Takes the results of another engine; gives of how many rules. */
  takeOver(handed: HandedResults): number;
  /** What remembering cost the others. */
  others(): readonly HandedResults['state'][];
}

/** Joins what an engine with a share of the rules finds with what others hand over; without a share it has all. */
export function createJoinedResults(
  rules: readonly CompiledRule[],
  { log, rules: logRules }: Pick<LogWork, 'log' | 'rules'>,
  share: RuleShare | undefined,
): JoinedResults {
  const { isGivenUp, retained } = logRules;
  const taken = new Map<CompiledRule, RuleResult>();
  const states: Pick<State, 'peakBytes' | 'spilledBytes'>[] = [];
  const events = rules.filter(({ about }) => about === 'event');
  const own = new Set(share?.own.map((place) => rules[place]));
  return {
    isGivenUp,
    retained,
    results() {
      const results = logRules.results();
      if (!share) return results;
      const all = new Map(taken);
      for (const result of results) if (own.has(result.rule)) all.set(result.rule, result);
      return allResults(events, all, log.counts.evaluated());
    },
    takeOver(handed) {
      const { table, store } = log.store;
      const file = createFindingFile(table, store.scratch());
      const found = takeOver(handed, rules, table, file);
      for (const result of found.values()) taken.set(result.rule, result);
      states.push(handed.state);
      return found.size;
    },
    others: () => states,
  };
}
