import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Work } from '../store/pausable-work.ts';
import { createFindingFile, type FindingFile } from './finding-file.ts';
import { type HandedResult, takeOver } from './handed-result.ts';
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
  /** Takes a result of another engine. */
  takeOver(handed: HandedResult): void;
}

/** Joins what an engine finds with what others hand over. */
export function createJoinedResults(
  rules: readonly CompiledRule[],
  { log, rules: logRules }: Pick<LogWork, 'log' | 'rules'>,
): JoinedResults {
  const { isGivenUp, retained } = logRules;
  const taken = new Map<CompiledRule, RuleResult>();
  const events = rules.filter(({ about }) => about === 'event');
  let units: TakenUnits | undefined;
  let file: FindingFile | undefined;
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
    takeOver(handed) {
      file ??= createFindingFile(log.store.table, log.store.store);
      const result = takeOver(handed, rules, file);
      taken.set(result.rule, result);
    },
  };
}
