import { everyRule, isCalled, type Rule, type RuleSet, referencesOf } from './rule.ts';
import { logReachOf } from './window/computed-fields.ts';

/** How far rules can look from an event under evaluation; milliseconds. */
export interface Lookaround {
  readonly back: number;
  readonly on: number;
}

/** The farthest that any of the rules looks, including the reach of the rules that it refers to. */
export function lookaroundOf(set: Pick<RuleSet, 'rules' | 'filters'>): Lookaround {
  const reaches = new Map<Rule, Lookaround>();
  for (const rule of everyRule(set)) {
    const through = referencesOf(rule).flatMap(({ name }) =>
      [...reaches].flatMap(([other, reach]) => (isCalled(other, name) ? [reach] : [])),
    );
    const own = ownReach(rule);
    const farthest = farthestOf(through);
    reaches.set(rule, { back: own.back + farthest.back, on: own.on + farthest.on });
  }
  return farthestOf([...reaches.values()]);
}

function ownReach(rule: Rule): Lookaround {
  const { windows, correlation } = rule;
  const spans = windows.map(({ before = 0, until = 0, learn = 0, after = 0 }) => ({
    back: Math.max(before, until + learn),
    on: after,
  }));
  const { timespan } = correlation ?? { timespan: 0 };
  return farthestOf([
    ...spans,
    { back: timespan, on: timespan },
    { back: logReachOf(rule), on: 0 },
  ]);
}

function farthestOf(reaches: readonly Lookaround[]): Lookaround {
  return reaches.reduce((a, b) => ({ back: Math.max(a.back, b.back), on: Math.max(a.on, b.on) }), {
    back: 0,
    on: 0,
  });
}
