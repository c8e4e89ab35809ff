import { remembered } from './remembered.ts';

/**
 * A sentence of ours with places for values, as it stands in a table of texts: `{name}` is a value, `{count:case|cases}`
 * one of two words, the first if `count` is 1. A translation may leave the choice out, and may put the values in
 * another order.
 */
export type Phrase = string;

type NameIn<Inside extends string> = Inside extends `${infer Name}:${string}` ? Name : Inside;

/** The names of the places in a phrase. */
export type PlacesIn<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? NameIn<Inside> | PlacesIn<Rest>
  : never;

/** The names of the places whose value chooses a word, and must be a number. */
export type CountsIn<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}:${string}` ? Name : never) | CountsIn<Rest>
  : never;

/** What fills the places of a phrase: numbers where they choose a word, texts of the type `Value` or numbers elsewhere. */
export type PhraseValues<Text extends string, Value = string> = {
  readonly [Name in PlacesIn<Text>]: Name extends CountsIn<Text> ? number : Value | number;
};

const place = /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g;

/** A place of a phrase, with the text before it. */
interface Place {
  readonly before: string;
  /** As it stands in the phrase. */
  readonly whole: string;
  readonly name: string;
  /** The words to choose from. */
  readonly choice: readonly [one: string, many: string] | undefined;
}

/** A phrase by its places, and the text behind the last of them. */
const partsOf = remembered((phrase) => {
  const places: Place[] = [];
  let end = 0;
  for (const { index, 0: whole, 1: name = '', 2: one, 3: many = '' } of phrase.matchAll(place)) {
    const choice = one === undefined ? undefined : ([one, many] as const);
    places.push({ before: phrase.slice(end, index), whole, name, choice });
    end = index + whole.length;
  }
  return { places, rest: phrase.slice(end) };
});

/**
 * The phrase with its places filled. A number is written as `format` says; a value is never looked into, so a brace
 * in it stays a brace.
 */
export function fill(
  phrase: Phrase,
  values: Readonly<Record<string, string | number>>,
  format: (number: number) => string,
): string {
  const { places, rest } = partsOf(phrase);
  let text = '';
  for (const { before, whole, name, choice } of places) {
    const value = values[name];
    text += before;
    if (value === undefined) text += whole;
    else if (choice) text += choice[value === 1 ? 0 : 1];
    else text += typeof value === 'number' ? format(value) : value;
  }
  return text + rest;
}

/** The names of the places in a phrase, each once. */
export function placesOf(phrase: Phrase): ReadonlySet<string> {
  return new Set(Array.from(phrase.matchAll(place), ([, name]) => name as string));
}
