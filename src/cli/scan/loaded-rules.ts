import type { RuleShelf } from '../../engine/rule-shelf.ts';
import type { LoadedRules } from '../../input/rule-files.ts';
import { inForce } from '../../rule/filters-in-force.ts';
import type { Pack } from '../../rule/pack.ts';
import type { RuleSet } from '../../rule/rule.ts';
import { translated } from '../../rule/translation.ts';
import type { CommandContext } from '../config/command-context.ts';
import { checkReports, digestOf, loadRuleSet } from '../rules/rule-set.ts';
import type { EngineModules } from './load-engine.ts';
import { select } from './rule-selection.ts';
import type { ScanOptions } from './scan-options.ts';

/** The rules of a scan. */
export interface ScanRules {
  /** What is hunted with, in the words of the reader's language. */
  readonly hunted: RuleSet | RuleShelf;
  readonly packs: readonly Pack[];
  readonly rulesDigest: string;
  /** As they were loaded from their files; undefined for the bundled ones, which the build compiled. */
  readonly loaded: LoadedRules | undefined;
}

/** What tells which rules are asked for. */
export type RuleChoice = Pick<ScanOptions, 'rules' | 'selection' | 'live' | 'display' | 'quiet'>;

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
