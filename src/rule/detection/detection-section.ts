import { tell } from '../../language/message.ts';
import type { Expression } from '../expression.ts';
import type { Window } from '../window/window.ts';
import {
  type Entry,
  entriesOf,
  isSeq,
  type Node,
  type YAMLMap,
  type YamlSource,
} from '../yaml/yaml-source.ts';
import { parseCondition } from './condition.ts';
import { broken, parseSelection } from './selection.ts';

interface Selections {
  /** By name; those with a mistake too, so that the conditions can be read. */
  readonly selections: ReadonlyMap<string, Expression>;
  readonly conditions: readonly Entry[];
}

/** Parses a section of selections: them by name, and its conditions unread. `noun` is for messages. */
export function parseSelections(
  detection: YAMLMap,
  windows: ReadonlyMap<string, Window>,
  source: YamlSource,
  noun: 'detection' | 'filter' | 'window' = 'detection',
): Selections {
  const selections = new Map<string, Expression>();
  const conditions: Entry[] = [];
  for (const entry of entriesOf(detection, source)) {
    const { key, keyNode, value } = entry;
    if (key === 'condition') {
      const items = isSeq(value) ? (value.items as Node[]) : [value];
      conditions.push(...items.map((item) => ({ key, keyNode, value: item })));
    } else if (key === 'timeframe') {
      source.report(keyNode, tell('detectionMistake.timeframe'));
    } else {
      selections.set(key, parseSelection(value ?? keyNode, { source, windows }) ?? broken);
    }
  }
  if (conditions.length === 0) {
    source.report(detection, tell('mistake.noCondition', { noun: tell(`mistake.${noun}`) }));
  }
  return { selections, conditions };
}

/** Joins the conditions: several are alternatives. Undefined after a report, of a selection too. */
export function parseConditions(
  conditions: readonly Entry[],
  selections: ReadonlyMap<string, Expression>,
  source: YamlSource,
): Expression | undefined {
  const of = conditions.flatMap((item) => parseCondition(item, selections, source) ?? []);
  if (of.length < conditions.length || of.length === 0) return undefined;
  if ([...selections.values()].includes(broken)) return undefined;
  return of.length === 1 ? of[0] : { kind: 'or', of };
}
