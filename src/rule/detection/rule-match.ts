import { type Message, tell } from '../../language/message.ts';
import type { Expression } from '../expression.ts';
import { parseReferences } from '../rule-reference.ts';
import type { Entry, YamlSource } from '../yaml/yaml-source.ts';

/** The key of a selection that names rules which the event must match. */
export const matchesKey = 'matches';

/** What a rule asks before rules are linked. */
const unopened: Expression = { kind: 'or', of: [] };

/** Reads `matches: rule` or `matches: [a, b]`, any of which suffices; undefined after a report. */
export function parseMatches(entry: Entry, source: YamlSource): Expression | undefined {
  const of = parseReferences(entry, source)?.map(({ name, place }): Expression => {
    return { kind: 'matches', name, place, of: unopened };
  });
  return of?.length === 1 ? of[0] : of && { kind: 'or', of };
}

/** Why `matches` cannot stand as it is written, or where. */
export function flawOfMatches(key: string, within: string | undefined): Message | undefined {
  if (within !== undefined) {
    return tell('detectionMistake.matchesInBlock');
  }
  return key === matchesKey ? undefined : tell('detectionMistake.matchesKey', { key });
}
