import type { CommandContext } from '../config/command-context.ts';
import type { EngineModules } from './load-engine.ts';
import type { RuleChoice, ScanRules } from './loaded-rules.ts';

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
