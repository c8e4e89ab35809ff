import { inForce } from '../../rule/filters-in-force.ts';
import { translated } from '../../rule/translation.ts';
import type { CommandContext } from '../config/command-context.ts';
import { checkReports, digestOf, loadRuleSet } from '../rules/rule-set.ts';
import type { EngineModules } from './load-engine.ts';
import { select } from './rule-selection.ts';
import type { RuleChoice, ScanRules } from './scan-rules.ts';

/** Loads the rules of a scan from their files. */
export async function loadScanRules(
  { rules: files, selection, display, quiet }: RuleChoice,
  engine: EngineModules,
  context: CommandContext,
): Promise<ScanRules> {
  const set = await loadRuleSet(engine, files, context, display.language);
  await checkReports(set, files, { ...context, quiet });
  const loaded = select(set, selection);
  const hunted = translated(loaded);
  const rulesDigest = digestOf(inForce(loaded, context.io.now()));
  return { hunted, packs: hunted.packs, rulesDigest, loaded };
}
