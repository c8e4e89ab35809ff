import { nearest } from '../../rule/yaml/did-you-mean.ts';
import { type Failure, misuse } from '../failure.ts';

/** The choice that `text` names; anything else is misuse, with the likeliest choice as a remedy. */
export function choose<Choice extends string>(
  text: string,
  choices: readonly Choice[],
  what: string,
): Choice {
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw unknown(text, choices, what);
  return choice;
}

/** The misuse of naming something that does not exist. */
export function unknown(text: string, choices: readonly string[], what: string): Failure {
  const near = nearest(text, choices);
  const fix = near === undefined ? `one of ${choices.join(', ')}` : `did you mean ${near}?`;
  return misuse(`unknown ${what} '${text}'`, fix);
}

/** For repeatable options that also take lists: adds the members of `a,b` to those given before. */
export function addNames(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...before, ...names.filter((name) => name !== '')];
}

/** For repeatable options: adds the value to those given before. */
export function add(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
