import {
  type Tactic,
  tacticNames,
  tacticsIn,
  techniqueOf,
  techniquesIn,
} from '../../rule/attack.ts';
import { type Level, levels, worse } from '../../rule/level.ts';
import type { Rule } from '../../rule/rule.ts';

/** One technique, and the rules that look for it. */
export interface CoveredTechnique {
  readonly id: string;
  readonly name: string;
  /** In the order of the matrix; those of the rules' tags if the technique is not known here. */
  readonly tactics: readonly Tactic[];
  readonly rules: readonly string[];
  /** The worst level that one of the rules can reach. */
  readonly level: Level;
}

/** The techniques in the tags of rules, in order of id. */
export function coveredTechniques(rules: readonly Rule[]): readonly CoveredTechnique[] {
  const byId = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const id of new Set(techniquesIn(rule.tags)))
      byId.set(id, [...(byId.get(id) ?? []), rule]);
  }
  return [...byId]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, having]) => {
      const { name, tactics: known } = techniqueOf(id);
      const tagged = new Set(having.flatMap(({ tags }) => tacticsIn(tags)));
      const serves = known.length > 0 ? known : tacticNames.filter((tactic) => tagged.has(tactic));
      return {
        id,
        name,
        tactics: serves,
        rules: having.map((rule) => rule.name).sort(),
        level: having
          .flatMap((rule) => [rule.level, ...rule.raises.map((raise) => raise.level)])
          .reduce(worse, levels[0]),
      };
    });
}
