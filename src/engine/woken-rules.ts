import type { CompiledFilter, CompiledRule } from '../detection/compiled-rule.ts';
import { createDispatch } from '../detection/dispatch.ts';
import type { Event } from '../event/event.ts';
import { createFields, type FieldOf } from '../event/field.ts';
import type { EmptyList, RuleOutcome } from '../finding/summary.ts';
import type { EngineOptions } from './engine-options.ts';
import { createPlannedJudge } from './event-judge.ts';
import type { KeyLimit, RuleHead, RuleShelf } from './rule-shelf.ts';

/** The rules that are put to work on a log; the others sleep, since no event concerns them. */
export interface WokenRules {
  readonly filters: readonly CompiledFilter[];
  /** In the order of all. */
  readonly rules: readonly CompiledRule[];
  readonly emptyLists: () => readonly EmptyList[];
  /** How many rules sleep. */
  readonly sleeping: number;
  /**
   * The outcomes of all rules that report, in order, from those of the rules at work. `missing` gives those of some
   * fields that no event of the log can have.
   */
  outcomes(
    woken: readonly RuleOutcome[],
    missing: (fields: readonly string[]) => readonly string[],
  ): readonly RuleOutcome[];
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
  const awake = candidateRules(events, shelf, fieldOf);
  const isCrowded = createCrowding(events, fieldOf);
  for (const [place, head] of heads.entries()) {
    const isHeard = head.counts && head.needs.some((one) => awake.has(one));
    if (head.about === 'alert' || head.isStray || isHeard || head.keys.some(isCrowded)) {
      awake.add(place);
    }
  }
  for (const place of awake) for (const need of heads[place]?.needs ?? []) awake.add(need);
  return woken(
    shelf,
    [...awake].sort((a, b) => a - b),
  );
}

function woken(shelf: RuleShelf, places: readonly number[]): WokenRules {
  const { heads, filters, emptyLists } = shelf;
  const awake = new Set(places);
  return {
    filters,
    rules: places.map(shelf.rule),
    emptyLists,
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

/** The places of the rules for which any of the events is a candidate. */
function candidateRules(events: readonly Event[], shelf: RuleShelf, fieldOf: FieldOf): Set<number> {
  const { prefilters } = createPlannedJudge(shelf.plan(), shelf.rule, fieldOf);
  const looking = shelf.heads.flatMap(({ types, about, waits, counts }, place) =>
    about === 'event' && !waits && !counts ? [{ types, place }] : [],
  );
  const rulesFor = createDispatch(looking);
  const found = new Set<number>();
  for (const { type, raw } of events) {
    for (const { place } of rulesFor(type)) {
      if (!found.has(place) && prefilters[place]?.isOpen(raw)) found.add(place);
    }
  }
  return found;
}

/** Prepares the question whether any event may have more keys than are looked at. */
function createCrowding(events: readonly Event[], fieldOf: FieldOf): (keys: KeyLimit) => boolean {
  const known = new Map<string, number>();
  const mostIn = (path: string): number => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const { read } = fieldOf(path);
    const most = events.reduce((most, { raw }) => Math.max(most, read(raw).length), 1);
    known.set(path, most);
    return most;
  };
  return ({ parts, limit }) =>
    parts.reduce((product, fields) => product * Math.max(...fields.map(mostIn)), 1) >= limit;
}
