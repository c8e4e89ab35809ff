import type { Rule } from './rule.ts';
import type { SourcePlace } from './yaml/diagnostic.ts';
import { type Entry, isSeq, type Node, textOf, type YamlSource } from './yaml/yaml-source.ts';

/** A rule by name or id, and where it was named. */
export interface Reference {
  readonly name: string;
  readonly place: SourcePlace;
}

/** More rules are a mistake or an attack. */
export const maxRules = 64;

/** A rule that another one refers to, and how the mention begins in a message. */
export interface Mention extends Reference {
  readonly from: string;
}

/** Every mention of another rule, by name or id: in windows, and in a correlation. */
export function referencesOf(rule: Pick<Rule, 'windows' | 'correlation'>): readonly Mention[] {
  const windows = rule.windows.flatMap(({ name: window, rules, place }) =>
    rules.map((name) => ({ name, place, from: `window "${window}": ` })),
  );
  const correlated = rule.correlation?.rules ?? [];
  return [...windows, ...correlated.map((reference) => ({ ...reference, from: '' }))];
}

/** Whether a name is one of a rule's two. */
export function isCalled(rule: Pick<Rule, 'name' | 'id'>, name: string): boolean {
  return name === rule.name || name === rule.id;
}

/** Rules by name or id, in order; undefined after a report. */
export function parseReferences(entry: Entry, source: YamlSource): Reference[] | undefined {
  const { key, keyNode, value } = entry;
  const items = isSeq(value) ? (value.items as Node[]) : [value];
  const references = items.flatMap((item) => {
    const name = textOf({ key, keyNode, value: item }, source);
    return name === undefined ? [] : [{ name, place: source.place(item as Node) }];
  });
  if (items.length === 0) source.report(keyNode, 'rules names no rule');
  if (items.length > maxRules) {
    source.report(keyNode, `at most ${maxRules} rules can be named`);
    return undefined;
  }
  return references.length === items.length && items.length > 0 ? references : undefined;
}
