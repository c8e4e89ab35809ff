import { type Language, say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { levels } from '../../rule/level.ts';
import { withoutAlike } from './alike-steps.ts';
import type { PlantedObject } from './case.ts';
import type { CaseFinding } from './finding-links.ts';

/** So many objects are named that are to be removed, and so many steps follow. */
const mostRemovals = 20;
const mostSteps = 12;

/**
 * What to do about findings: first shut what was planted and still stands, then their responses, of which
 * those come first that act before they ask, then those of the worst. Each keeps its order, for a step may
 * refer to the one before. Nothing is said twice, and not in other words either: the findings have their responses whole. It quotes names from the log: hostile text.
 */
export function adviceFor(
  findings: readonly CaseFinding[],
  planted: readonly PlantedObject[],
  language: Language,
): string[] {
  const removals = planted
    .filter(({ standing }) => standing !== false)
    .map(({ kind, verb, name, id }) => {
      const told = { name: name ?? id ?? '-', verb: say(language, `verb.${verb}`) };
      return say(language, `remedy.${kind}`, told);
    });
  const responses = [...findings]
    .sort((a, b) => levels.indexOf(b.severity) - levels.indexOf(a.severity))
    .map(({ respond }) => respond);
  // A rule that has no translation speaks English.
  const isUrgent = ([first = '']: readonly string[]): boolean =>
    language.urgent.test(first) || inEnglish.urgent.test(first);
  const ordered = [
    ...responses.filter(isUrgent),
    ...responses.filter((response) => !isUrgent(response)),
  ];
  const told = new Set<string>();
  const steps = ordered.flatMap((response) => {
    // The same rule, or one that advises the same: its steps stand there already.
    const key = response.join('\n');
    if (told.has(key)) return [];
    told.add(key);
    return response;
  });
  const own = [...new Set(removals)].slice(0, mostRemovals);
  return [...own, ...withoutAlike(steps, mostSteps)];
}
