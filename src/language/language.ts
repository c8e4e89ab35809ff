import type { english } from './english.ts';
import { fill, type PhraseValues } from './phrase.ts';

/** The name of a sentence: what it stands in, a dot, what it says. */
export type TextName = keyof typeof english;

/** One language's sentences. */
export type Texts = Readonly<Record<TextName, string>>;

/** A language that reports can be written in. Plain data. Its inside is no part of the public API. */
export interface Language {
  /** Its tag (BCP 47): `en`, `ja`. */
  readonly tag: string;
  readonly texts: Texts;
  /** What a step of a response says that acts at once, before anybody is asked; such steps are told first. */
  readonly urgent: RegExp;
}

/** What the places of a sentence take. */
export type PlaceValues<Name extends TextName, Value = string> = PhraseValues<
  (typeof english)[Name],
  Value
>;

/** A sentence whose places need nothing, or one with its values. */
export type TextValues<Name extends TextName, Value = string> = keyof PlaceValues<
  Name,
  Value
> extends never
  ? []
  : [values: PlaceValues<Name, Value>];

let fractions: Intl.NumberFormat | undefined;

/** A number as people read it, in every language that we have: `1,234`. */
export function groupedDigits(amount: number): string {
  if (Number.isSafeInteger(amount)) return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ',');
  // Making a format takes longer than a small log.
  fractions ??= new Intl.NumberFormat('en-US');
  return fractions.format(amount);
}

/** A sentence in a language, its places filled. Values are taken as they are: what is hostile in stays hostile. */
export function say<Name extends TextName>(
  language: Language,
  name: Name,
  ...[values]: TextValues<Name> | []
): string {
  return fill(language.texts[name], values ?? {}, groupedDigits);
}
