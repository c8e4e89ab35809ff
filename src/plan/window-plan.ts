import type { CompiledRule } from '../detection/compiled-rule.ts';
import { groupingsOf, type Window } from '../rule/window/window.ts';

/**
 * What the windows of a set of rules have in common: the keys that they give events, and the events of each
 * key. Plain data. Windows over value lists are left out.
 */
export interface WindowPlan {
  readonly keyings: readonly Keying[];
  readonly memberships: readonly Membership[];
  /** By rule, by the name of its window, the place of its membership. */
  readonly windows: readonly ReadonlyMap<string, number>[];
}

/** One way to find the neighbours of an event. */
export interface Keying extends Pick<Window, 'groupBy' | 'groupByAny' | 'aliases' | 'itself'> {
  /** The place of the last rule that needs it. */
  readonly until: number;
}

/** The events of some rules, or all events, by key. */
export interface Membership {
  readonly keying: number;
  /** Empty for all events. */
  readonly rules: readonly string[];
  /** Whether it is kept which of the rules an event matches. */
  readonly apart: boolean;
  /** The place of the last rule that needs it. */
  readonly until: number;
}

/** Plans the windows of rules that are evaluated in the given order. `apart` tells of which it must be kept which rule an event matches. */
export function planWindows(
  rules: readonly Pick<CompiledRule, 'windows'>[],
  apart: (window: Window) => boolean,
): WindowPlan {
  const keyings = createNumbering<Keying>();
  const memberships = createNumbering<Membership>();
  const windows = rules.map(({ windows }, until) => {
    const own = windows.filter(({ list }) => list === undefined);
    return new Map(
      own.map((window) => {
        const { groupBy, groupByAny, aliases, itself } = window;
        const key = JSON.stringify([
          groupingsOf(window),
          itself === true,
          [...aliases].map(([name, fields]) => [name, ...fields]),
        ]);
        const keyed = {
          groupBy,
          aliases,
          until,
          ...(groupByAny && { groupByAny }),
          ...(itself && { itself }),
        };
        const keying = keyings.number(key, keyed);
        const isApart = apart(window);
        const members = { keying, rules: window.rules, apart: isApart, until };
        return [
          window.name,
          memberships.number(JSON.stringify([keying, isApart, window.rules]), members),
        ] as const;
      }),
    );
  });
  return { keyings: keyings.all, memberships: memberships.all, windows };
}

/** Numbers things by what they are; each is as it was given last. */
function createNumbering<T>() {
  const numbers = new Map<string, number>();
  const all: T[] = [];
  return {
    all,
    number(key: string, thing: T): number {
      const number = numbers.get(key) ?? all.length;
      numbers.set(key, number);
      all[number] = thing;
      return number;
    },
  };
}
