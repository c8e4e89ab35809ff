import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { FieldTest } from '../rule/expression.ts';
import type { Fact } from '../rule/window/window.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import type { FactTest, KnownFactValue } from '../window/fact-test.ts';
import type { CoveredInterval } from '../window/log/time-coverage.ts';
import type { WindowContents } from '../window/window-contents.ts';
import type { WindowIndex } from '../window/window-index.ts';

/** One event, as a rule saw it, to be explained. */
export interface EvaluatedEvent {
  readonly row: Row;
  readonly table: EventTable;
  readonly windows: ReadonlyMap<string, WindowIndex>;
  /** The key under each window that the verdict was reached with. */
  readonly keys: ReadonlyMap<string, number>;
  /** What the log covers. */
  readonly intervals: readonly CoveredInterval[];
  /** The comparison of a fact, prepared. */
  readonly factTest: (test: FieldTest) => FactTest;
}

/** An alert to be explained: the event, and the rule as it was evaluated. */
export interface EvaluatedAlert extends EvaluatedEvent {
  readonly rule: CompiledRule;
}

/** A window fact of the event, with the window it was computed from. */
export interface KnownFact {
  readonly view: WindowIndex;
  readonly key: number;
  readonly inspection: WindowContents;
  readonly fact: Fact;
  readonly index: number;
  readonly known: KnownFactValue;
}

/** Looks a fact up; undefined if the event lacks the window's key. */
export function knownFact(
  named: NonNullable<FieldTest['fact']>,
  { row, windows, keys }: Pick<EvaluatedEvent, 'row' | 'windows' | 'keys'>,
): KnownFact | undefined {
  const [view, key] = [windows.get(named.window), keys.get(named.window)];
  if (!view || key === undefined || key < -1) return undefined;
  const index = view.window.facts.findIndex(({ name }) => name === named.name);
  const inspection = view.inspect(key, row);
  const [known, fact] = [inspection.known[index], view.window.facts[index]];
  return known && fact && { view, key, inspection, fact, index, known };
}
