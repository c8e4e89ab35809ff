import {
  groupedDigits,
  type Language,
  type TextName,
  type TextValues,
} from '../../language/language.ts';
import { fill } from '../../language/phrase.ts';
import type { Markdown } from './markdown.ts';

/** A sentence of the reader's language in Markdown, its places filled with Markdown. */
export type MarkdownSay = <Name extends TextName>(
  name: Name,
  ...values: TextValues<Name, Markdown>
) => Markdown;

/** Says the sentences of a language in Markdown. Our own sentences are Markdown as they are. */
export function markdownIn({ texts }: Language): MarkdownSay {
  return (name, ...[values = {}]) => fill(texts[name], values, groupedDigits) as Markdown;
}
