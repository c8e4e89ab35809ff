import { wantsType } from '../detection/can-hold.ts';
import type { CompiledRule, CompiledRuleSet, VerdictTree } from '../detection/compiled-rule.ts';
import { createPrefilter } from '../detection/prefilter.ts';
import type { Event } from '../event/event.ts';
import { sourcesOf } from './rule-event-types.ts';

/** Finds the event of a log that comes closest to what a rule wants, whether or not it alerts. */
export interface ClosestEvent {
  see(event: Event): void;
  /** Of several that are equally close the latest, then the one with the greatest uuid. */
  readonly uuid: string | undefined;
}

/**
 * Prepares {@link ClosestEvent}: events of a type that the rule can want come first, then those that
 * no window is needed to refuse, then those that meet most of the tests of a condition. For a
 * correlation the rules count that it is about.
 */
export function createClosestEvent(set: CompiledRuleSet, name: string): ClosestEvent {
  const rankers = rulesBehind(set, name).map(createRanker);
  let best: { readonly rank: readonly number[]; readonly uuid: string } | undefined;
  return {
    see(event) {
      const closeness = Math.max(0, ...rankers.map((rank) => rank(event)));
      const rank = [closeness, event.time];
      const order = best ? compare(rank, best.rank) || compareText(event.uuid, best.uuid) : 1;
      if (order > 0) best = { rank, uuid: event.uuid };
    },
    get uuid() {
      return best?.uuid;
    },
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The rule itself, or the detection rules that a correlation rests on. */
function rulesBehind(
  set: CompiledRuleSet,
  name: string,
  found: Set<CompiledRule> = new Set(),
): readonly CompiledRule[] {
  const rule = set.rules.find((other) => other.name === name);
  if (!rule || found.has(rule)) return [];
  found.add(rule);
  const sources = sourcesOf(rule, set);
  return sources ? sources.flatMap((source) => rulesBehind(set, source.name, found)) : [rule];
}

/** How close an event comes: 2 or more for a candidate, 1 or more for a type that the rule can want. */
function createRanker({ conditions }: CompiledRule): (event: Event) => number {
  const wants = wantsType(conditions);
  const prefilter = createPrefilter(conditions);
  return ({ raw, type }) => {
    const candidate = prefilter.candidate(raw);
    const { met, of } = metIn(conditions.verdicts[0], candidate ?? prefilter.truths(raw), true);
    return (candidate ? 2 : wants(type) ? 1 : 0) + met / (of + 1);
  };
}

interface Met {
  readonly met: number;
  readonly of: number;
}

/** How many tests are as the condition wants them; of alternatives those that come closest. */
function metIn(tree: VerdictTree, truths: readonly boolean[], wanted: boolean): Met {
  switch (tree.kind) {
    case 'test':
      return { met: truths[tree.test] === wanted ? 1 : 0, of: 1 };
    case 'fact':
      return { met: 0, of: 0 };
    case 'not':
      return metIn(tree.of, truths, !wanted);
    case 'selection':
    case 'filter':
    case 'matches':
      return metIn(tree.of, truths, wanted);
    case 'and':
    case 'or': {
      const parts = tree.of.map((part) => metIn(part, truths, wanted));
      const isEach = (tree.kind === 'and') === wanted;
      const join = isEach ? sum : closest;
      return parts.reduce(join, isEach ? { met: 0, of: 0 } : { met: -1, of: 0 });
    }
  }
}

function sum(a: Met, b: Met): Met {
  return { met: a.met + b.met, of: a.of + b.of };
}

function closest(a: Met, b: Met): Met {
  return a.met < 0 || b.met * (a.of + 1) > a.met * (b.of + 1) ? b : a;
}
