import { tell } from '../../language/message.ts';
import { parseConditions, parseSelections } from '../detection/detection-section.ts';
import { parseSelection } from '../detection/selection.ts';
import { type Expression, testsOf } from '../expression.ts';
import { mistakeAt } from '../yaml/diagnostic.ts';
import { type Entry, entriesOf, isMap, type YamlSource } from '../yaml/yaml-source.ts';
import type { Window } from './window.ts';

/**
 * Reads what the events of a window must be: selections and a condition, or, without a condition, one
 * selection. Undefined after a report.
 */
export function parseEvents(entry: Entry, source: YamlSource): Expression | undefined {
  const value = entry.value ?? entry.keyNode;
  const silent = { report: () => {} };
  const named = isMap(value) ? entriesOf(value, silent) : [];
  if (!isMap(value) || !named.some((part) => part.key === 'condition')) {
    return parseSelection(value, { source, windows: new Map() });
  }
  const { selections, conditions } = parseSelections(value, new Map(), source, 'window');
  return parseConditions(conditions, selections, source);
}

/** Reports facts of windows among what the events of a window must be: they are not known there. */
export function refuseFacts(windows: ReadonlyMap<string, Window>, source: YamlSource): void {
  for (const { name, events } of windows.values()) {
    for (const test of events ? testsOf(events) : []) {
      const [first = '', fact] = test.kind === 'field' ? test.path.split('.', 2) : [];
      if (fact === undefined || !windows.has(first)) continue;
      const told = tell('windowMistake.eventsAskFact', { name });
      source.problems.push(mistakeAt(test.place, told));
    }
  }
}
