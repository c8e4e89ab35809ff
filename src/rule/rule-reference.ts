import { tell } from '../language/message.ts';
import type { SourcePlace } from './yaml/diagnostic.ts';
import { type Entry, isSeq, type Node, textOf, type YamlSource } from './yaml/yaml-source.ts';

/** A rule by name or id, and where it was named. */
export interface Reference {
  /** The name or id of the rule. */
  readonly name: string;
  /** Where it is mentioned. */
  readonly place: SourcePlace;
}

/** More rules are a mistake or an attack. */
export const maxRules = 64;

/** Rules by name or id, in order; undefined after a report. */
export function parseReferences(entry: Entry, source: YamlSource): Reference[] | undefined {
  const { key, keyNode, value } = entry;
  const items = isSeq(value) ? (value.items as Node[]) : [value];
  const references = items.flatMap((item) => {
    const name = textOf({ key, keyNode, value: item }, source);
    return name === undefined ? [] : [{ name, place: source.place(item as Node) }];
  });
  if (items.length === 0) source.report(keyNode, tell('mistake.empty', { key }));
  if (items.length > maxRules) {
    source.report(keyNode, tell('mistake.tooManyRules', { most: maxRules }));
    return undefined;
  }
  return references.length === items.length && items.length > 0 ? references : undefined;
}
