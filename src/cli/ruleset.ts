import { createHash } from 'node:crypto';
import type { RuleSet } from '../rule/rule.ts';
import type { Engine } from './engine.ts';
import type { RuleFiles } from './plan.ts';

/** Loads the rules of a run: the bundled ones, then the user's, with the user's lists. */
export async function loadRuleSet(engine: Engine, files: RuleFiles): Promise<RuleSet> {
  const lists = new Map<string, readonly string[]>();
  for (const { name, file } of files.lists) lists.set(name, await engine.loadList(file));
  const builtIn = files.builtIn ? [engine.builtInRules()] : [];
  return engine.loadRules([...builtIn, ...files.paths], { lists });
}

/**
 * SHA-256 of what the rules say, as `sha256:<hex>`. Where their files lie and in which order they were
 * given does not change it.
 */
export function digestOf(rules: RuleSet): string {
  const texts = rules.rules.map((rule) => JSON.stringify(rule, withoutPlaces)).sort();
  const lists = [...rules.lists].map((list) => JSON.stringify(list)).sort();
  const hash = createHash('sha256');
  for (const text of [...texts, ...lists]) hash.update(`${text}\n`);
  return `sha256:${hash.digest('hex')}`;
}

function withoutPlaces(key: string, value: unknown): unknown {
  if (key === 'place') return undefined;
  return value instanceof Map ? [...value] : value;
}
