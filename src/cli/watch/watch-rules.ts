import type { LoadedRules } from '../../input/rule-files.ts';
import type { LanguageTag } from '../../language/language-tag.ts';
import type { Tool } from '../../report/finding/reporter.ts';
import { inForce } from '../../rule/filters-in-force.ts';
import type { Level } from '../../rule/level.ts';
import { translated } from '../../rule/translation.ts';
import type { CommandContext } from '../config/command-context.ts';
import { type RuleFlags, ruleFilesOf } from '../rules/rule-options.ts';
import { checkReports, digestOf, loadRuleSet } from '../rules/rule-set.ts';
import type { EngineModules } from '../scan/load-engine.ts';
import { select } from '../scan/rule-selection.ts';
import { product } from '../version.ts';

/** The options of a watch about rules: what a reload changes. */
export interface WatchRuleFlags extends RuleFlags {
  readonly pack?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly minSeverity: Level;
}

/** The rules of a watch, and what is said of them. */
export interface WatchRules {
  readonly set: LoadedRules;
  /** How many report. */
  readonly reporting: number;
  readonly minSeverity: Level;
  readonly tool: Tool;
}

/** What loading needs. */
export interface RuleLoading {
  readonly engine: EngineModules;
  readonly target: Pick<CommandContext, 'io' | 'speech'>;
  readonly quiet: boolean;
  readonly tag: LanguageTag;
}

/** Loads the rules that the options name; throws if one has a mistake, or none reports. */
export async function loadWatchRules(
  flags: WatchRuleFlags,
  { engine, target, quiet, tag }: RuleLoading,
): Promise<WatchRules> {
  const files = ruleFilesOf(flags);
  const loaded = await loadRuleSet(engine, files, target, tag);
  await checkReports(loaded, files, { ...target, quiet });
  const { pack: packs = [], only = [], skip = [], minSeverity } = flags;
  const chosen = select(loaded, { packs, only, skip });
  const set = translated(chosen);
  const reporting = set.rules.filter(({ generate }) => generate).length;
  const rulesDigest = digestOf(inForce(chosen, target.io.now()));
  return { set, reporting, minSeverity, tool: { ...(await product()), rulesDigest } };
}
