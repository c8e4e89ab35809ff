import type { LoadedRules } from '../../input/rule-files.ts';
import { type Message, tell } from '../../language/message.ts';

/** The most names listed. */
const mostNamed = 5;

/** What was given along with rules and is ignored, one phrase for each kind. */
export function ignoredOf({ foreign, passedOver }: Ignored): readonly Message[] {
  return [...phrase('ruleRun.foreign', foreign), ...phrase('ruleRun.otherFiles', passedOver.files)];
}

type Ignored = Pick<LoadedRules, 'foreign' | 'passedOver'>;

/** The same, plus what never reports on its own. */
export function silentOf(
  set: Pick<LoadedRules, 'rules' | 'filters'> & Ignored,
): readonly Message[] {
  const silent = set.rules.filter(({ generate }) => !generate).map(({ name }) => name);
  return [
    ...ignoredOf(set),
    ...phrase('ruleRun.silentRules', silent),
    ...phrase(
      'ruleRun.filters',
      set.filters.map(({ name }) => name),
    ),
  ];
}

type Phrase = `ruleRun.${'foreign' | 'otherFiles' | 'silentRules' | 'filters'}`;

function phrase(name: Phrase, names: readonly string[]): readonly Message[] {
  const count = names.length;
  if (count === 0) return [];
  const first = names.slice(0, mostNamed);
  const others = count - first.length;
  const all = others > 0 ? tell('list.others', { list: first.join(', '), count: others }) : first;
  return [tell(name, { count, names: all })];
}
