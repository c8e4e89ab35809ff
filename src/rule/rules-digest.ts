import { createHash } from 'node:crypto';
import type { RuleSet } from './rule.ts';

/** SHA-256 of the content of rules, as `sha256:<hex>`, whatever their places and order. */
export function digestOf(rules: Pick<RuleSet, 'rules' | 'filters' | 'lists'>): string {
  const all = [...rules.rules, ...rules.filters.flatMap(({ inner }) => inner)];
  const texts = all.map((rule) => JSON.stringify(rule, withoutPlaces)).sort();
  const lists = [...rules.lists].map((list) => JSON.stringify(list)).sort();
  const hash = createHash('sha256');
  for (const text of [...texts, ...lists]) hash.update(`${text}\n`);
  return `sha256:${hash.digest('hex')}`;
}

function withoutPlaces(key: string, value: unknown): unknown {
  if (key === 'place') return undefined;
  return value instanceof Map ? [...value] : value;
}
