import { factNamesOf, type Window } from '../rule/window/window.ts';
import { nearest } from '../rule/yaml/did-you-mean.ts';

/** More facts than this are not listed. */
const fewFacts = 8;

/**
 * What a name that is no field says of the rule's windows: that it is a window and not one of its facts,
 * or nearly a fact. A clause that begins with `; ` or `: `; undefined if it is about none of them.
 */
export function meantFact(path: string, windows: readonly Window[]): string | undefined {
  const [first = '', ...rest] = path.split('.');
  const facts = windows.flatMap(factsOf);
  const window = windows.find(({ name }) => name === first);
  const own = facts.filter((fact) => fact.startsWith(`${first}.`));
  if (window && rest.length === 0) {
    return `: "${first}" is a window; name one of its facts, ${listed(own)}`;
  }
  const meant = nearest(path, facts);
  if (meant !== undefined) return `; did you mean "${meant}"?`;
  return window && `: the window "${first}" has ${listed(own)}`;
}

/** Whether a path is a fact of one of the windows. */
export function isFact(path: string, windows: readonly Window[]): boolean {
  return windows.some((window) => factsOf(window).includes(path));
}

/** The facts of a window, and what is computed under its name, as conditions name them. */
function factsOf(window: Window): readonly string[] {
  return [...factNamesOf(window), ...(window.unread ?? [])].map((fact) => `${window.name}.${fact}`);
}

function listed(names: readonly string[]): string {
  const more = names.length > fewFacts ? ` and ${names.length - fewFacts} more` : '';
  return `${names.slice(0, fewFacts).join(', ')}${more}`;
}
