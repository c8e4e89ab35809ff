import { compileRules } from '../detection/compile.ts';
import type { CompiledRule } from '../detection/compiled-rule.ts';
import { emptyListsOf } from '../engine/empty-lists.ts';
import { neededRules, requiredFields } from '../engine/required-fields.ts';
import { isEventField } from '../event/event-shape.ts';
import type { EmptyList } from '../finding/summary.ts';
import { lookaroundOf } from '../rule/lookaround.ts';
import type { RuleSet } from '../rule/rule.ts';
import { groupingsOf } from '../rule/window/window.ts';

/** What a set of rules will ask of a log, before there is one. Plain data. */
export interface HuntPlan {
  /** Names of the rules that report. */
  readonly reporting: readonly string[];
  /** Names of the rules that only feed those. */
  readonly feeding: readonly string[];
  /**
   * Milliseconds of log before the first event under evaluation with which every window is covered: pull so much
   * more. Less leaves rules undecided.
   */
  readonly lookback: number;
  /** Milliseconds of log after the last event under evaluation with which every window is covered. */
  readonly lookahead: number;
  /** The event types for which some rule can hold, without their case; null if it could be any. */
  readonly eventTypes: readonly string[] | null;
  /** The fields of events that are looked at; an export without them leaves rules unevaluated. */
  readonly fields: readonly string[];
  /** Every window of every rule. */
  readonly windows: readonly PlannedWindow[];
  /** Value lists of an organization that are empty, so that some rules find less. */
  readonly emptyLists: readonly EmptyList[];
}

/** A window as it lies around each event that it is asked for. */
export interface PlannedWindow {
  /** The rule that asks. */
  readonly rule: string;
  /** As the rule calls it. */
  readonly name: string;
  /** What its events share with the event, as one way or several; none: all events are in it. */
  readonly groupBy: readonly (readonly string[])[];
  /** Milliseconds back from the event; null if it does not look back. */
  readonly before: number | null;
  /** Milliseconds on from the event; null if it does not look on. */
  readonly after: number | null;
  /** Milliseconds that the log must have run before an empty window means anything; null if none. */
  readonly learn: number | null;
}

/** Plans a hunt with rules: which events and fields it looks at, and how much log it takes to decide. Pure. */
export function planHunt(rules: RuleSet): HuntPlan {
  const needed = neededRules(compileRules(rules).rules);
  const names = new Set(needed.map(({ name }) => name));
  const { back, on } = lookaroundOf({
    rules: rules.rules.filter(({ name }) => names.has(name)),
    filters: rules.filters,
  });
  const reporting = needed.filter(({ generate }) => generate);
  const fields = needed.flatMap((rule) => requiredFields(rule, needed));
  return {
    reporting: reporting.map(({ name }) => name),
    feeding: needed.filter(({ generate }) => !generate).map(({ name }) => name),
    lookback: back,
    lookahead: on,
    eventTypes: eventTypesOf(needed),
    fields: [...new Set(fields)].filter(isOfEvents).sort(),
    windows: needed.flatMap(windowsOf),
    emptyLists: emptyListsOf(needed),
  };
}

/** Rules about alerts have other fields, and correlations names for several. */
function isOfEvents(path: string): boolean {
  return isEventField(path.replace(/[.[|].*$/, ''));
}

/** Of rules about alerts and of correlations nothing is known but what feeds them, which stands there as well. */
function eventTypesOf(rules: readonly CompiledRule[]): readonly string[] | null {
  const types = new Set<string>();
  for (const { conditions, correlation, about } of rules) {
    if (correlation || about === 'alert') continue;
    if (!conditions.eventTypes) return null;
    for (const type of conditions.eventTypes) types.add(type);
  }
  return [...types].sort();
}

function windowsOf({ name: rule, windows }: CompiledRule): readonly PlannedWindow[] {
  return windows
    .filter(({ list, computed }) => list === undefined && computed === undefined)
    .map((window) => ({
      rule,
      name: window.name,
      groupBy: groupingsOf(window).filter((fields) => fields.length > 0),
      before: window.before ?? null,
      after: window.after ?? null,
      learn: window.learn ?? null,
    }));
}
