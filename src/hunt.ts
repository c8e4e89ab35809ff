import { compileRules } from './detection/compile.ts';
import type { CompiledRuleSet } from './detection/compiled-rule.ts';
import type { EngineOptions } from './engine/engine-options.ts';
import type { Outcome } from './engine/outcome.ts';
import { type RuleShelf, shelve } from './engine/rule-shelf.ts';
import { createWakingEngine } from './engine/waking-engine.ts';
import { decoded, type Input } from './event/decoded.ts';
import type { RuleSet } from './rule/rule.ts';

export type { Input };

/** What is done once events were read: rules are evaluated over them, then what was found is reported. */
export type Phase = 'evaluating' | 'reporting';

/** What a hunt is told, besides rules and events. */
export interface HuntOptions extends EngineOptions {
  /**
   * The moment of the run (milliseconds since 1970 UTC), at which filters may have expired; without it none
   * has. Rules that are compiled already are as of the moment given to `compileRules`.
   */
  readonly now?: number;
  /**
   * Asked every few milliseconds whether to go on; a promise is awaited, so that others can breathe. After
   * a no the rules that are left stay unevaluated, or the findings unreported, and the summary says so.
   */
  readonly shouldContinue?: (phase: Phase) => Promise<boolean> | boolean;
}

/**
 * THE pipeline: events in, outcomes out.
 *
 * Rules are compiled, and those put to work that the log needs. Each record is decoded; what is no event is yielded at once. Each event is taken: it is
 * counted, the rules' prefilters look at it, and if it may matter it is remembered. Then the rules are
 * evaluated, with a progress outcome before each. Last come the explanation and the
 * tallies that were asked for, the findings (worst first, then the most surprising, then by time), their cases (what reached most first), and one summary.
 *
 * The same events give the same findings in any order, split and multiplicity. Reads no clock, prints
 * nothing. Throws if the record counts do not add up: then a record was lost, and no answer is better than a
 * wrong one.
 */
export async function* hunt(
  input: AsyncIterable<Input> | Iterable<Input>,
  rules: RuleSet | CompiledRuleSet | RuleShelf,
  options: HuntOptions = {},
): AsyncGenerator<Outcome> {
  const { shouldContinue = () => true } = options;
  const engine = createWakingEngine(shelfOf(rules, options.now), options);
  let mayEvaluate = true;
  for await (const item of input) {
    const record = decoded(item);
    if (record.kind === 'event') {
      for (const _ of engine.take(record) ?? []) {
        mayEvaluate &&= await shouldContinue('evaluating');
        if (!mayEvaluate) break;
      }
    } else if (record.kind === 'source') engine.finish(record);
    else yield engine.reject(record);
  }
  for (const progress of engine.evaluate()) {
    if (progress) yield progress;
    mayEvaluate &&= await shouldContinue('evaluating');
    if (!mayEvaluate) break;
  }
  let mayReport = true;
  for (const outcome of engine.report(() => mayReport)) {
    yield outcome;
    if (outcome.kind === 'finding') mayReport = await shouldContinue('reporting');
  }
}

function shelfOf(rules: RuleSet | CompiledRuleSet | RuleShelf, now: number | undefined): RuleShelf {
  if ('heads' in rules) return rules;
  return shelve('lists' in rules ? compileRules(rules, now) : rules);
}
