import { type Message, tell } from '../language/message.ts';
import { factNamesOf, type Window } from '../rule/window/window.ts';
import { nearest } from '../rule/yaml/did-you-mean.ts';

/** More facts than this are not listed. */
const fewFacts = 8;

/**
 * What a name that is no field says of the rule's windows: that it is a window and not one of its facts,
 * or nearly a fact. The end of a message; undefined if it is about none of them.
 */
export function meantFact(path: string, windows: readonly Window[]): Message | undefined {
  const [first = '', ...rest] = path.split('.');
  const facts = windows.flatMap(factsOf);
  const window = windows.find(({ name }) => name === first);
  const own = facts.filter((fact) => fact.startsWith(`${first}.`));
  if (window && rest.length === 0) {
    return tell('remark.isWindow', { name: first, facts: listed(own) });
  }
  const meant = nearest(path, facts);
  if (meant !== undefined) return tell('hint.didYouMean', { meant });
  return window && tell('remark.windowHas', { name: first, facts: listed(own) });
}

/** Whether a path is a fact of one of the windows. */
export function isFact(path: string, windows: readonly Window[]): boolean {
  return windows.some((window) => factsOf(window).includes(path));
}

/** The facts of a window, and what is computed under its name, as conditions name them. */
function factsOf(window: Window): readonly string[] {
  return [...factNamesOf(window), ...(window.unread ?? [])].map((fact) => `${window.name}.${fact}`);
}

function listed(names: readonly string[]): Message | string {
  const list = names.slice(0, fewFacts).join(', ');
  const count = names.length - fewFacts;
  return count > 0 ? tell('list.others', { list, count }) : list;
}
