import { tell } from '../language/message.ts';
import { didYouMeanOf, nearest } from './yaml/did-you-mean.ts';
import { entriesOf, isMap, isScalar, type Node, type YamlSource } from './yaml/yaml-source.ts';

/** Where a rule's events come from (Sigma specification 2.1, "Log source"); lower case. */
export interface Logsource {
  /** Sigma's category of log; undefined if the rule names none. */
  readonly category?: string;
  /** Whose log it is: `okta`. */
  readonly product?: string;
  /** Which of its logs: `okta`. */
  readonly service?: string;
}

/** What a rule is about: events of the System Log, or what other rules found in it. */
export type RuleSubjectKind = 'event' | 'alert';

const parts = ['category', 'product', 'service'] as const;

/** No log source at all, which takes in every other. */
export const anyLogsource: Logsource = {};

/** Reads a log source. Mistakes are reported to the source; parts that are no text are left out. */
export function parseLogsource(node: Node | undefined, at: Node, source: YamlSource): Logsource {
  if (!isMap(node)) {
    source.report(
      node ?? at,
      tell('mistake.needsLogsource', { example: '{product: okta, service: okta}' }),
    );
    return { product: 'okta' };
  }
  const given = entriesOf(node, source);
  for (const { key, keyNode } of given) {
    // Other keys are the author's own, but a slip would make the rule another product's.
    if (!(parts as readonly string[]).includes(key) && nearest(key, parts)) {
      source.report(keyNode, tell('mistake.logsourceKey', { key, hint: didYouMeanOf(key, parts) }));
    }
  }
  const entries = new Map(given.map((entry) => [entry.key, entry.value]));
  return Object.fromEntries(
    parts.flatMap((part) => {
      const value = entries.get(part);
      if (value === undefined) return [];
      return [[part, isScalar(value) ? String(value.value).toLowerCase() : '']];
    }),
  );
}

/** What a log source is about; undefined if it is another product's. */
export function subjectOf({ product, service }: Logsource): RuleSubjectKind | undefined {
  if (product === 'oktahunt') return service === 'alert' ? 'alert' : undefined;
  if (product === undefined && service === undefined) return undefined;
  return (product ?? 'okta') === 'okta' && (service ?? 'okta') === 'okta' ? 'event' : undefined;
}

/** Whether one log source lies within another: it is the same in every part that the other names. */
export function liesWithin(inner: Logsource, outer: Logsource): boolean {
  return parts.every((part) => outer[part] === undefined || outer[part] === inner[part]);
}
