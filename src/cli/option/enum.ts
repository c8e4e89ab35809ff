import type { TextName } from '../../language/language.ts';
import { tell } from '../../language/message.ts';
import { nearest } from '../../rule/yaml/did-you-mean.ts';
import { type Failure, misuse } from '../failure.ts';

/** What can be named that does not exist. */
export type Kind = KindOf<TextName>;
type KindOf<Name extends TextName> = Name extends `named.${infer What}` ? What : never;

/** The choice named `text`; anything else is misuse, with the likeliest choice as advice. */
export function choose<Choice extends string>(
  text: string,
  choices: readonly Choice[],
  what: Kind,
): Choice {
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw unknown(text, choices, what);
  return choice;
}

/** A parser of options with a closed set of values; as {@link choose}. */
export function oneOf<Choice extends string>(choices: readonly Choice[], what: Kind) {
  return (text: string): Choice => choose(text, choices, what);
}

/** The misuse of naming something that does not exist. */
export function unknown(text: string, choices: readonly string[], what: Kind): Failure {
  const near = nearest(text, choices);
  const advice =
    near === undefined
      ? tell('misuse.oneOf', { choices })
      : tell('misuse.didYouMean', { name: near });
  return misuse(tell('misuse.unknown', { what: tell(`named.${what}`), text }), advice);
}

/** For repeatable options that also take lists: adds the members of `a,b` to the earlier ones. */
export function addNames(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...before, ...names.filter((name) => name !== '')];
}

/** For repeatable options: adds a value to the earlier ones. */
export const add = adding((text) => text);

/** The same for values that are parsed. */
export function adding<Value>(parse: (text: string) => Value) {
  return (text: string, before: readonly Value[] = []): readonly Value[] => [
    ...before,
    parse(text),
  ];
}
