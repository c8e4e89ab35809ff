import type { CompiledFilter, CompiledRule } from '../detection/compiled-rule.ts';
import { type PreparedTest, prepareTests } from '../detection/prepared-test.ts';
import type { Event } from '../event/event.ts';
import { createFields, type FieldOf, type Fields } from '../event/field.ts';
import type { EmptyList, RuleOutcome } from '../finding/summary.ts';
import type { EngineOptions } from './engine-options.ts';
import { createPlannedJudge, type EventJudge } from './event-judge.ts';
import type { KnownRules } from './rule-runner.ts';
import type { RuleHead, RuleShelf } from './rule-shelf.ts';

/** The rules that are put to work on a log; the others sleep, since no event concerns them. */
export interface WokenRules {
  readonly filters: readonly CompiledFilter[];
  /** In the order of all. */
  readonly rules: readonly CompiledRule[];
  readonly emptyLists: () => readonly EmptyList[];
  /** How many rules sleep. */
  readonly sleeping: number;
  /** What is known of them since they were woken, if they were not all. */
  readonly known: KnownWoken | undefined;
  /**
   * The outcomes of all rules that report, in order, from those of the rules at work. `missing` gives those of some
   * fields that no event of the log can have.
   */
  outcomes(
    woken: readonly RuleOutcome[],
    missing: (fields: readonly string[]) => readonly string[],
  ): readonly RuleOutcome[];
}

/** What need not be found out again of rules that were woken for events; the prefilters are of those about events. */
export interface KnownWoken extends KnownRules {
  /** The fields of the events that were looked at. */
  readonly fieldOf: Fields;
  /** Whether a rule asks for a field that no event should have, so that it can never match. */
  readonly isStray: (rule: CompiledRule) => boolean;
}

/** Puts every rule of a shelf to work. */
export function wakeAll(shelf: RuleShelf): WokenRules {
  return woken(
    shelf,
    shelf.heads.map((_, place) => place),
  );
}

/**
 * Whether any rule may sleep. None may if there is more to be told than what was found: of rules that are explained or
 * counted, of what filters took away, and by a memory that may forget, which depends on all that is kept of events.
 */
export function maySleep(
  { filters }: Pick<RuleShelf, 'filters'>,
  { explain, tally, state }: Pick<EngineOptions, 'explain' | 'tally' | 'state'>,
): boolean {
  const mayForget = state !== undefined && state.spill === undefined;
  return !(explain || tally || mayForget || filters.length > 0);
}

/**
 * Puts the rules to work that can have something to say about a log of these events, and those that they refer to.
 * The same is found as with all of them.
 *
 * A rule sleeps if no event is a candidate of it, nor of a rule that it counts the alerts of: then it has no finding
 * and nothing undecided.
 */
export function wakeFor(events: readonly Event[], shelf: RuleShelf): WokenRules {
  const { heads } = shelf;
  const fieldOf = createFields();
  const judge = judgeOf(shelf, fieldOf);
  const awake = candidateRules(events, shelf, judge);
  const crowded = crowdedLimits(events, shelf, fieldOf);
  for (let place = 0; place < heads.length; place++) {
    const { about, isStray, counts, needs, keys } = heads[place] as RuleHead;
    const isHeard = counts && needs.some((one) => awake.has(one));
    const isCrowded = crowded.size > 0 && keys.some((limit) => crowded.has(limit));
    if (about === 'alert' || isStray || isHeard || isCrowded) awake.add(place);
  }
  for (const place of awake) for (const need of heads[place]?.needs ?? []) awake.add(need);
  const places = [...awake].sort((a, b) => a - b);
  const own = places.filter((place) => heads[place]?.about === 'event');
  const placeOf = new Map(places.map((place) => [shelf.rule(place), place]));
  return woken(shelf, places, {
    fieldOf,
    judge: { ...judge, prefilterOf: (at) => judge.prefilterOf(own[at] as number) },
    required: (rule) => shelf.required(placeOf.get(rule) as number),
    isStray: (rule) => heads[placeOf.get(rule) as number]?.isStray === true,
  });
}

function woken(shelf: RuleShelf, places: readonly number[], known?: KnownWoken): WokenRules {
  const { heads, filters, emptyLists } = shelf;
  const awake = new Set(places);
  return {
    filters,
    rules: places.map(shelf.rule),
    emptyLists,
    known,
    sleeping: heads.length - places.length,
    outcomes(outcomes, missing) {
      if (awake.size === heads.length) return outcomes;
      const byName = new Map(outcomes.map((outcome) => [outcome.name, outcome]));
      const all = heads.flatMap((head, place): readonly RuleOutcome[] => {
        if (head.about === 'alert') return [];
        if (awake.has(place)) return [byName.get(head.name) ?? []].flat();
        return head.generate ? [asleep(head, missing(shelf.required(place)))] : [];
      });
      // Rules about alerts never sleep, and are evaluated last.
      const alerting = new Set(heads.flatMap(({ about, name }) => (about === 'alert' ? name : [])));
      return [...all, ...outcomes.filter(({ name }) => alerting.has(name))];
    },
  };
}

/** How a rule ends that no event concerns. */
function asleep({ name, title, level }: RuleHead, missing: readonly string[]): RuleOutcome {
  return {
    ...{ name, title, level },
    status: missing.length > 0 ? 'cannot-evaluate' : 'evaluated',
    findings: 0,
    undecided: 0,
    because: [],
    missing,
  };
}

/** The prefilters of the rules of a shelf, of which only those tests are made that events come to. */
function judgeOf(shelf: RuleShelf, fieldOf: FieldOf): EventJudge {
  const lists = shelf.lists();
  return createPlannedJudge(
    shelf.plan(),
    {
      test: (number) => prepareTests(shelf.test(number), lists, fieldOf).at(-1) as PreparedTest,
      testsOf: (place) => prepareTests(shelf.rule(place).conditions.tests, lists, fieldOf),
    },
    fieldOf,
  );
}

/** The places of the rules for which any of the events is a candidate. */
function candidateRules(
  events: readonly Event[],
  shelf: RuleShelf,
  { prefilterOf }: EventJudge,
): Set<number> {
  const found = new Set<number>();
  for (const { type, raw } of events) {
    for (const place of shelf.lookingAt(type)) {
      if (!found.has(place) && prefilterOf(place).isOpen(raw)) found.add(place);
    }
  }
  return found;
}

/** The limits that the keys of any event may reach, by their places. */
function crowdedLimits(
  events: readonly Event[],
  { limits }: RuleShelf,
  fieldOf: FieldOf,
): ReadonlySet<number> {
  const known = new Map<string, number>();
  const mostIn = (path: string): number => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const { read } = fieldOf(path);
    const most = events.reduce((most, { raw }) => Math.max(most, read(raw).length), 1);
    known.set(path, most);
    return most;
  };
  const crowded = limits.flatMap(({ parts, limit }, place) =>
    parts.reduce((product, fields) => product * Math.max(...fields.map(mostIn)), 1) >= limit
      ? place
      : [],
  );
  return new Set(crowded);
}
