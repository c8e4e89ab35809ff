import { english } from './english.ts';
import type { Language, TextName, TextValues } from './language.ts';
import { groupedDigits } from './language.ts';
import { fill } from './phrase.ts';

/** What fills a place of a message: a value as it is, another message, or several of them as a list. */
export type MessageValue = string | number | Message | readonly (string | Message)[];

/**
 * A sentence that is told later, in the language of whoever reads it: its name and what fills its places. Plain data.
 * Values may be hostile text, and stay it: what tells a message to people escapes it.
 */
export interface Message {
  readonly text: TextName;
  readonly values: Readonly<Record<string, MessageValue>>;
}

/** What errors, mistakes and rejections carry: one sentence, in English for programs, and as a message for people. */
export interface Told {
  /** In English. */
  readonly message: string;
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

/** The sentence in a language. */
export function toldIn({ texts }: Pick<Language, 'texts'>, { text, values }: Message): string {
  const filler = (value: MessageValue): string | number => {
    if (typeof value === 'string' || typeof value === 'number') return value;
    if (isMessage(value)) return toldIn({ texts }, value);
    return value.map(filler).join(texts['list.comma']);
  };
  const filled = Object.entries(values).map(([name, value]) => [name, filler(value)]);
  return fill(texts[text], Object.fromEntries(filled), groupedDigits);
}

/** The sentence in English, the language of programs and logs. */
export function toldInEnglish(message: Message): string {
  return toldIn({ texts: english }, message);
}

function isMessage(value: Message | readonly (string | Message)[]): value is Message {
  return 'text' in value;
}
