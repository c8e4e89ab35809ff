import type { RuleShelf } from '../../engine/rule-shelf.ts';
import type { LoadedRules } from '../../input/rule-files.ts';
import type { Pack } from '../../rule/pack.ts';
import type { RuleSet } from '../../rule/rule.ts';
import type { CommandContext } from '../config/command-context.ts';
import type { EngineModules } from './load-engine.ts';
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

/** The rules that options ask for; those that the build compiled, if these are what is asked for. */
export async function scanRules(
  options: RuleChoice,
  engine: EngineModules,
  context: CommandContext,
): Promise<ScanRules> {
  const bundled = asksForBundled(options)
    ? await engine.loadBundledRules?.(options.display.language)
    : undefined;
  if (bundled) {
    const { shelf, packs, rulesDigest } = bundled;
    return { hunted: shelf, packs, rulesDigest, loaded: undefined };
  }
  const { loadScanRules } = await import('./loaded-rules.ts');
  return loadScanRules(options, engine, context);
}

/** Whether a scan is with all of the bundled rules and no others; how far back an org is asked stands in their files. */
function asksForBundled({ rules, selection, live }: RuleChoice): boolean {
  const { packs = [], only, skip } = selection;
  const names = packs.length + only.length + skip.length;
  return rules.builtIn && rules.paths.length + rules.lists.length + names === 0 && !live;
}
