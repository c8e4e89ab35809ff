import {
  type Tactic,
  tacticIds,
  tacticNames,
  tactics,
  tacticsIn,
  techniqueOf,
  techniquesIn,
} from '../rule/attack.ts';
import type { Finding } from './finding.ts';

/**
 * The tags of a rule as steps of MITRE ATT&CK: each technique with each tactic that it serves here, then the tactics
 * for which no technique is named. A technique serves the tagged ones of its tactics, or all if none is tagged.
 */
export function attackSteps(tags: readonly string[]): Finding['attack'] {
  const tagged = tacticsIn(tags);
  const ids = [...new Set(techniquesIn(tags))].sort();
  const steps = ids.flatMap((id): Finding['attack'] => {
    const { name, tactics: serves } = techniqueOf(id);
    const here = tagged.filter((tactic) => serves.includes(tactic));
    const of = [here, serves, tagged].find((some) => some.length > 0) ?? [];
    const technique = { id, name: name === '' ? null : name };
    if (of.length === 0) return [{ tactic: null, technique }];
    return inOrder(of).map((tactic) => ({ tactic: named(tactic), technique }));
  });
  const shown = new Set(steps.map(({ tactic }) => tactic?.id));
  const others = inOrder(tagged).filter((tactic) => !shown.has(tacticIds[tactic]));
  return [...steps, ...others.map((tactic) => ({ tactic: named(tactic), technique: null }))];
}

/** In the order of the matrix, those with one id once. */
function inOrder(some: readonly Tactic[]): readonly Tactic[] {
  const ids = new Set<string>();
  return tacticNames.filter((tactic) => {
    if (!some.includes(tactic) || ids.has(tacticIds[tactic])) return false;
    ids.add(tacticIds[tactic]);
    return true;
  });
}

function named(tactic: Tactic) {
  return { id: tacticIds[tactic], name: tactics[tactic] };
}
