import type { CommandContext } from '../config/command-context.ts';
import type { RuleNames } from './candidates.ts';

/** The names and ids of the bundled rules, and the names of packs; loaded when first asked for. */
export function ruleNamesOf({ load }: CommandContext): RuleNames {
  let loading: ReturnType<typeof loadNames> | undefined;
  return async (kind) => {
    loading ??= loadNames(load);
    return (await loading)[kind];
  };
}

async function loadNames(load: CommandContext['load']) {
  const { loadRules, builtInRules } = await load();
  const { rules, packs } = await loadRules([builtInRules()], {});
  return {
    rule: rules.map(({ name }) => name),
    id: rules.map(({ id }) => id),
    pack: (packs ?? []).map(({ name }) => name),
  };
}
