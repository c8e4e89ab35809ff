import type { CompiledRule } from '../detection/compiled-rule.ts';
import { createFields } from '../event/field.ts';
import type { MemoryBudget } from '../store/buffer-pool.ts';
import type { Pause } from '../store/pausable-work.ts';
import { createStore } from '../store/store.ts';
import { createEventTable } from '../window/event-table.ts';
import { openSessionStarts } from '../window/log/session-starts.ts';
import type { EngineOptions } from './engine-options.ts';
import { type HandedResult, handOver, type SpentState } from './handed-result.ts';
import { evaluationOf } from './log-work.ts';
import { createRuleRunner, runnerFields } from './rule-runner.ts';
import { takeUnits, unitsOf } from './rule-unit.ts';
import type { SharedLog } from './shared-log.ts';

/** What an engine that evaluates a shared log is told; the same as the one that shares it. */
export type ShareOptions = Pick<
  EngineOptions,
  'language' | 'since' | 'until' | 'findingsPerRule' | 'listSuppressed' | 'rawEvents'
>;

/**
 * Evaluates rules over a log that another engine shares, by the units of them that it takes, see {@link takeUnits}; yields
 * each result. What it writes goes to a state of its own, whose spill reads what was frozen.
 */
export function* evaluateShared(
  log: SharedLog,
  rules: readonly CompiledRule[],
  next: () => number,
  { state, ...options }: ShareOptions & { readonly state: Omit<MemoryBudget, 'seed'> },
): Generator<HandedResult | Pause, SpentState> {
  const own = rules.filter(({ about }) => about === 'event');
  const { display, ...shared } = evaluationOf(options, createFields());
  const setup = { ...shared, rules, own, display };
  const store = createStore(state, log.frozen);
  const table = createEventTable(runnerFields(setup), store, log.table);
  const runner = createRuleRunner(setup, table, log.candidates);
  const places = new Map(own.map((rule, place) => [rule, place]));
  const placeOf = (rule: CompiledRule): number => places.get(rule) as number;
  const units = takeUnits(unitsOf(rules), next);
  const steps = runner.evaluate({
    ...shared,
    past: { intervals: log.intervals, sessions: openSessionStarts(log.sessions, store) },
    missing: (rule) => log.missing[placeOf(rule)] ?? [],
    never: (rule) => log.never[placeOf(rule)] ?? [],
    turns: units.turns(),
  });
  for (const step of steps) {
    const isDone = step?.result && units.owns(step.rule);
    yield isDone ? handOver(step.result, rules.indexOf(step.rule)) : undefined;
  }
  const { peakBytes, spilledBytes } = store.usage();
  return { peakBytes, spilledBytes };
}
