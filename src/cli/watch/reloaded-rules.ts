import { compileRules } from '../../detection/compile.ts';
import { type Language, say } from '../../language/language.ts';
import type { Pulling } from '../pull/pull-progress.ts';
import type { WatchFlags } from './watch.ts';
import {
  loadWatchRules,
  type RuleLoading,
  type WatchRuleFlags,
  type WatchRules,
} from './watch-rules.ts';

/** What the options of a reload are, and what those of the start were. */
interface Reload {
  readonly flags: WatchFlags;
  readonly again: () => Promise<WatchFlags>;
  readonly loading: RuleLoading;
  readonly pulling: Pick<Pulling, 'warn'>;
  readonly spoken: Language;
}

/** The options that a reload changes. */
const reloadable: ReadonlySet<string> = new Set<keyof WatchRuleFlags>([
  'rules',
  'builtinRules',
  'list',
  'pack',
  'only',
  'skip',
  'minSeverity',
]);

/**
 * Reads configuration and rules again; throws if anything in them is wrong. Tells which other options have changed:
 * they count from the next start on.
 */
export async function reloadWatchRules(reload: Reload): Promise<WatchRules> {
  const { flags, again, loading, pulling, spoken } = reload;
  const now = await again();
  const rules = await loadWatchRules(now, loading);
  // What cannot be compiled must be found now, not when the rules are in force.
  compileRules(rules.set, loading.target.io.now());
  const options = changedOptions(flags, now).filter((name) => !reloadable.has(name));
  if (options.length > 0) {
    const list = options.join(spoken.texts['list.comma']);
    pulling.warn('config.unchanged', say(spoken, 'watch.unchanged', { options: list }), {
      options,
    });
  }
  return rules;
}

function changedOptions(before: WatchFlags, after: WatchFlags): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof WatchFlags>;
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
