import { english } from './english.ts';
import type { Language, TextName, TextValues } from './language.ts';
import { groupedDigits } from './language.ts';
import { fill } from './phrase.ts';

/** What fills a place of a message: a value as it is, another message, or several of them as a list. Its inside is no part of the public API. */
export type MessageValue = string | number | Message | readonly (string | Message)[];

/**
 * A sentence that is told later, in the language of whoever reads it: its name and what fills its places. Plain data.
 * Values may be hostile text, and stay it: what tells a message to people escapes it.
 * Its inside is no part of the public API.
 */
export interface Message {
  readonly text: TextName;
  readonly values: Readonly<Record<string, MessageValue>>;
}

/** What errors, mistakes and rejections carry: one sentence, in English for programs, and as a message for people. */
export interface Told {
  /** In English. */
  readonly message: string;
  /** For people. */
  readonly told: Message;
}

/** A message, by the name of its sentence. */
export function tell<Name extends TextName>(
  text: Name,
  ...[values]: TextValues<Name, MessageValue>
): Message {
  return { text, values: values ?? {} };
}

/** The message and its English sentence, to be spread into what carries both. */
export function told(message: Message): Told {
  return { message: toldInEnglish(message), told: message };
}

/** Several sentences as clauses of one; undefined if there are none. */
export function clauses(sentences: readonly Message[]): Message | undefined {
  return sentences.reduceRight<Message | undefined>(
    (rest, first) => (rest ? tell('list.clauses', { first, rest }) : first),
    undefined,
  );
}

/** What fills a place, as a text in a language; several as a list. */
export function valueIn(language: Pick<Language, 'texts'>, value: MessageValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return groupedDigits(value);
  if (isMessage(value)) return toldIn(language, value);
  return value.map((one) => valueIn(language, one)).join(language.texts['list.comma']);
}

/** The sentence in a language. */
export function toldIn({ texts }: Pick<Language, 'texts'>, { text, values }: Message): string {
  const filled = Object.entries(values).map(([name, value]) => [
    name,
    // A number may choose a word.
    typeof value === 'number' ? value : valueIn({ texts }, value),
  ]);
  return fill(texts[text], Object.fromEntries(filled), groupedDigits);
}

/** The same message with every text that fills a place of it changed, such as what must not be told taken out. */
export function retold(message: Message, change: (text: string) => string): Message {
  const changed = (value: MessageValue): MessageValue => {
    if (typeof value === 'number') return value;
    if (typeof value === 'string') return change(value);
    if (isMessage(value)) return retold(value, change);
    return value.map((one) => (typeof one === 'string' ? change(one) : retold(one, change)));
  };
  const values = Object.entries(message.values).map(([name, value]) => [name, changed(value)]);
  return { text: message.text, values: Object.fromEntries(values) };
}

/** The sentence of what carries one; in English if nothing else is left of it, as in what was saved and read back. */
export function sentenceIn(
  language: Pick<Language, 'texts'>,
  { message, told }: Partial<Told> & Pick<Told, 'message'>,
): string {
  return told ? toldIn(language, told) : message;
}

/** The sentence in English, the language of programs and logs. */
export function toldInEnglish(message: Message): string {
  return toldIn({ texts: english }, message);
}

/** Whether a value is a message: what stands in place of a result, for example. */
export function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'text' in value && 'values' in value;
}

/** What an error says to people: its message, or its text if it has none. */
export function toldBy(error: Error): MessageValue {
  const { told } = error as Partial<Told>;
  return told ?? error.message;
}
